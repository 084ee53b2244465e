"""The width of a string in the fonts of badges, so that the text fits into the image on every machine."""

from __future__ import annotations

import math
from unicodedata import combining, normalize

# The width of each character in pixels at a font size of 11 px: the larger of the widths in Verdana and DejaVu Sans,
# rounded up to a tenth.
_WIDTHS = {
    character: width
    for width, characters in (
        (3.1, "'il"),
        (3.8, "j"),
        (3.9, " f"),
        (4.1, ",."),
        (4.4, "t"),
        (4.5, "!"),
        (4.7, "Ir"),
        (5.0, "()-/:;[\\]|"),
        (5.1, '"J'),
        (5.8, "sz"),
        (6.0, "?"),
        (6.1, "c"),
        (6.2, "L"),
        (6.4, "F"),
        (6.6, "kvxy"),
        (6.7, "P"),
        (6.8, "TYaeo"),
        (7.0, "$*0123456789E_`bdghnpqu{}"),
        (7.6, "ABSVXZ"),
        (7.7, "CKR"),
        (8.1, "U"),
        (8.3, "HN"),
        (8.5, "D"),
        (8.6, "&G"),
        (8.7, "OQ"),
        (9.1, "w"),
        (9.3, "#+<=>^~"),
        (9.5, "M"),
        (10.8, "m"),
        (10.9, "W"),
        (11.0, "@"),
        (11.9, "%"),
    )
    for character in characters
}
_WIDEST = 11.0  # other scripts: a full square


def measure_text(text: str) -> int:
    """The width of a line in whole pixels, at a font size of 11 px. Accents do not add to the width of a letter."""
    letters = (letter for letter in normalize("NFD", text) if not combining(letter))
    return math.ceil(sum(_WIDTHS.get(letter, _WIDEST) for letter in letters))
