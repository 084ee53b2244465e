"""Reads YAML: current files with positions, past versions without positions, and mkdocs.yml."""
