"""The lines between which a fragment stands in a page's Markdown."""

BEGIN = "<!-- gonogo: begin -->"
END = "<!-- gonogo: end -->"


def without_marks(text: str) -> str:
    """The page for builders that know nothing of the marks: its fragments are then plain HTML blocks."""
    return "\n".join(line for line in text.split("\n") if line not in (BEGIN, END))
