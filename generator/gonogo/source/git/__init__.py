"""Reads history from a git repository, and writes new repositories."""
