"""The YAML format: the keys of each file, the types of their values, and the conversion of nodes to records."""
