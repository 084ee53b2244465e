"""Which pages a site has, what is on them, and where they are."""
