"""The pages of a site: the list of pages, their contents, and their addresses."""
