"""Whether a release can go: its evaluation, the reasons against it, and the work that is open."""
