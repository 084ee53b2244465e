"""The YAML format: which keys there are, what their values mean, and how nodes become records."""
