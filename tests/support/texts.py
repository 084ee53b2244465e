"""Strategies for the texts that a checklist may hold, and for those that try to be something else."""

from hypothesis import strategies as st

# What YAML gives a meaning to, alone or beside others.
SIGNS = (
    ": ", ":", " #", "#", "'", '"', "\\", "- ", "-", "? ", "?", "|", ">-", "[", "]", "{", "}", ",", "&a", "*a", "!t",
    "%", "@", "`", "~", "null", "...", "---", "=", "<<", " ", "   ", "a", "Ann", "é", "✅", "⚠️", "0", "yes", "12:30",
    "https://a.example", "\u00a0", "\u3000",
)  # fmt: skip

# Without control, format, private and unassigned characters, other line ends, and letters without ink.
CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=("C", "Zl", "Zp"),
    exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd",
)


def _is_written(text: str) -> bool:
    """Whether it is more than spaces, and ends in no line end: `|` leaves those away."""
    return bool(text.strip()) and not text.endswith("\n")


_PIECES = st.sampled_from(SIGNS) | st.text(CHARACTERS, max_size=4)

LINES = st.lists(_PIECES, min_size=1, max_size=8).map("".join).filter(_is_written)
_BREAKS = st.sampled_from(("\n", "\n\n", "\n  ", " \n"))
TEXTS = st.lists(_PIECES | _BREAKS, min_size=1, max_size=12).map("".join).filter(_is_written)
