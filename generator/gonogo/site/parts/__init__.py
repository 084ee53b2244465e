"""What pages are made of. A part imports no page."""
