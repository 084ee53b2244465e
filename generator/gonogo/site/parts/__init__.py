"""What pages are made of. A part knows no page."""
