"""The pages of a site, one file each."""
