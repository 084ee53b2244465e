"""Frozen records, nodes with places, diagnostics and words about them: what every other room builds on."""
