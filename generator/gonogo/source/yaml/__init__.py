"""Reads YAML: files of today with places, versions from the past without, and mkdocs.yml."""
