"""The lines before and after a fragment of HTML in a page's Markdown."""

BEGIN = "<!-- gonogo: begin -->"
END = "<!-- gonogo: end -->"


def without_marks(text: str) -> str:
    """The page for builders without our Markdown extension, which treat its fragments as blocks of HTML."""
    return "\n".join(line for line in text.split("\n") if line not in (BEGIN, END))
