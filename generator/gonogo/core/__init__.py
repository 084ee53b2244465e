"""The foundation of all other packages: records, nodes, diagnostics, the search for secrets, strings safe to print."""
