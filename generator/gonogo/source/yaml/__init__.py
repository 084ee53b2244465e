"""Reads YAML: present files with places, past versions without, and mkdocs.yml."""
