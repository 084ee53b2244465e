"""The YAML format: its keys, the meaning of their values, and the conversion of nodes to records."""
