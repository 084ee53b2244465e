"""The pages of a site: which there are, what is on them, and their addresses."""
