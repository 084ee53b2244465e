"""The only room that reads and writes: git, YAML and files. Nothing above it knows how they are stored."""
