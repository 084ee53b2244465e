"""The marks: the lines before and after a fragment of HTML in the Markdown of a page."""

BEGIN = "<!-- gonogo: begin -->"
END = "<!-- gonogo: end -->"


def without_marks(text: str) -> str:
    """The Markdown without the lines of marks, for builders that do not use `gonogo.markdown`.

    They treat each fragment as a block of HTML.
    """
    return "\n".join(line for line in text.split("\n") if line not in (BEGIN, END))
