"""The only package that reads and writes: git, YAML and files. Higher packages do not know how they are stored."""
