"""Reads the files of a project, and writes output and the user's cache."""
