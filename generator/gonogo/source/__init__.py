"""The only package that reads and writes git, YAML and files. Packages above it do not know how data is stored."""
