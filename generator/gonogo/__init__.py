"""Readiness checklists as YAML in git, a site that shows them, and a history that proves them."""

__version__ = "0.1.0"
