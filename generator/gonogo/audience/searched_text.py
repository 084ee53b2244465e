"""Folding strings for the search: all letters and digits get the same width, and invisible characters are removed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The Unicode categories of characters to remove: marks on letters and around digits, format characters such as the soft
# hyphen, controls, unassigned characters and surrogates.
_UNSEEN = frozenset(("Mn", "Me", "Cf", "Cc", "Cn", "Cs"))
_LINES = "\x85\u2028\u2029"
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The folded string, and the position in the original string of each character of the folded string."""
    if text.isascii():
        return text, range(len(text))
    parts = [(_fold_character(character), place) for place, character in enumerate(text)]
    return "".join(part for part, _ in parts), [place for part, place in parts for _ in part]


@lru_cache(maxsize=10_000)
def _fold_character(character: str) -> str:
    if character.isascii() or character in _LINES:
        return character
    category = unicodedata.category(character)
    if category in _UNSEEN or character in _FILLERS:
        return ""
    # A superscript digit after a number is a footnote mark, and must not become a digit of the number.
    return character if category == "No" else unicodedata.normalize("NFKC", character)
