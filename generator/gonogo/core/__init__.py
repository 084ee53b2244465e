"""The modules that all other packages use: records, YAML nodes, diagnostics, secrets, and safe output."""
