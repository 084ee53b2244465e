"""The pages of a site, a file each."""
