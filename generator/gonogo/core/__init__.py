"""The modules that all other packages use: records, YAML nodes, diagnostics, and safe output of strings."""
