"""What every other room builds on: records, nodes, diagnostics, the search for secrets, texts safe to print."""
