"""Strategies for texts that a checklist can contain, and for injection attempts."""

from hypothesis import strategies as st

# Texts that have a meaning in YAML, alone or together with others.
SIGNS = (
    ": ", ":", " #", "#", "'", '"', "\\", "- ", "-", "? ", "?", "|", ">-", "[", "]", "{", "}", ",", "&a", "*a", "!t",
    "%", "@", "`", "~", "null", "...", "---", "=", "<<", " ", "   ", "a", "Ann", "é", "✅", "⚠️", "0", "yes", "12:30",
    "https://a.example", "\u00a0", "\u3000",
)  # fmt: skip

# No control, format, private-use, unassigned or invisible characters, and no other line ends.
CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=("C", "Zl", "Zp"),
    exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd",
)


def _is_written(text: str) -> bool:
    """Whether the text has more than spaces and no final line end, which `|` removes."""
    return bool(text.strip()) and not text.endswith("\n")


_PIECES = st.sampled_from(SIGNS) | st.text(CHARACTERS, max_size=4)

LINES = st.lists(_PIECES, min_size=1, max_size=8).map("".join).filter(_is_written)
_BREAKS = st.sampled_from(("\n", "\n\n", "\n  ", " \n"))
TEXTS = st.lists(_PIECES | _BREAKS, min_size=1, max_size=12).map("".join).filter(_is_written)
