"""Nodes to records: the registry, a system and a release."""
