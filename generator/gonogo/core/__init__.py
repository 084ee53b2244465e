"""What every other room builds on: frozen records, nodes with places, diagnostics, and the search for secrets."""
