"""Reads the history of a repository and the files of a commit, and creates commits and repositories."""
