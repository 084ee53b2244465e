"""Frozen types without input or output: what a checklist, its directory and its judgement are."""
