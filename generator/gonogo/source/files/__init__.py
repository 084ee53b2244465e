"""Reads the files of a project, and writes output folders and the user's cache."""
