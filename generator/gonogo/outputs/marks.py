"""The lines between which a fragment stands in a page's Markdown."""

BEGIN = "<!-- gonogo: begin -->"
END = "<!-- gonogo: end -->"
