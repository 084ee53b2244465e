"""The only room that reads files, YAML and git."""
