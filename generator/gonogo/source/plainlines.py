"""Lines that read alike wherever they stand: where two texts differ, and what simple lines say without a parser.

A block is a run of whole lines that holds whole pairs of one block mapping: its first line is a key in the mapping's
column, and so is the line behind it, in the column of that mapping or of one around it. Nothing that ends before the
first line can go on there, since it is not indented deeper, and nothing in the block can go on behind it. So a block
that is complete by itself says the same among other lines as alone; `test_versions_are_read_in_turn.py` holds it
against the whole parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gonogo.source.yamltree import MAX_DEPTH

if TYPE_CHECKING:
    from gonogo.tree import PlainTree

# Where a mapping is: the one above it and its key there; None for the root.
Trail: TypeAlias = "tuple[Trail, str] | None"


class Place(NamedTuple):
    """What a line begins with: a key of the block mapping at `trail`, behind nothing but `column` spaces."""

    trail: Trail
    key: str
    column: int


class Region(NamedTuple):
    """Whole lines of an old text, and those that stand in their place in a new one.

    Ends are at the beginning of a line of both texts, or at their very end.
    """

    start: int
    end: int
    new_start: int
    new_end: int


# How much has to be the same between two regions, how far away it is looked for, and at how many lines.
_SAME, _FAR, _LINES = 80, 2000, 12
_KEY = "[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"
_VALUE = "[A-Za-z0-9](?:(?:[A-Za-z0-9 ,./_+@%()-]|:(?=[A-Za-z0-9/]))*[A-Za-z0-9./%)])?"
_SIMPLE_LINE = re.compile(rf"( *)(?:({_KEY}):(?: ({_VALUE}))?|(?:#[ -~]*)?)").fullmatch
KEY_LINE = re.compile(rf"( *)({_KEY}):(?: .*)?").fullmatch
_BYTES_KEY = re.compile(rf"( *){_KEY}:(?:[ \n]|\Z)".encode()).match


def find_regions(old: bytes, new: bytes) -> list[Region]:
    """The lines in which two texts that are not the same differ, in their order."""
    whole = find_region(old, new)
    regions: list[Region] = []
    start, end, new_start, new_end = whole
    while found := _find_same(old[start:end], new[new_start:new_end]):
        same, new_same = start + found[0], new_start + found[1]
        regions.append(Region(start, same, new_start, new_same))
        most = min(end - same, new_end - new_same)
        common = _count_common(old[same : same + most], new[new_same : new_same + most])
        start = old.rfind(b"\n", 0, same + common) + 1
        new_start = start - same + new_same
    regions.append(Region(start, end, new_start, new_end))
    return regions


def _find_same(old: bytes, new: bytes) -> tuple[int, int] | None:
    """Where two texts that begin differently go on with the same lines, as far as can be seen quickly."""
    place = 0
    for _ in range(_LINES):
        place = old.find(b"\n", place) + 1
        if not place or len(old) - place < _SAME:
            return None
        found = new.find(old[place - 1 : place + _SAME], 0, _FAR)
        if found >= 0:
            return place, found + 1
    return None


def find_region(old: bytes, new: bytes) -> Region:
    """The lines outside of which two texts that are not the same are alike."""
    shorter = min(len(old), len(new))
    prefix = _count_common(old[:shorter], new[:shorter])
    suffix = _count_common_behind(old, new, shorter - prefix)
    start = old.rfind(b"\n", 0, prefix) + 1
    end, new_end = len(old) - suffix, len(new) - suffix
    if all(place == start or text[place - 1] == 10 for text, place in ((old, end), (new, new_end))):
        return Region(start, end, start, new_end)
    border = old.find(b"\n", end) + 1 or len(old)
    return Region(start, border, start, border - len(old) + len(new))


def _count_common(one: bytes, other: bytes) -> int:
    """How many bytes two texts of one length have in common at the beginning."""
    same, unlike = 0, len(one) + 1
    while unlike - same > 1:
        middle = (same + unlike) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            unlike = middle
    return same


def _count_common_behind(one: bytes, other: bytes, most: int) -> int:
    """How many bytes, at most `most`, two texts have in common at the end."""
    same, unlike = 0, most + 1
    one_end, other_end = len(one), len(other)
    while unlike - same > 1:
        middle = (same + unlike) // 2
        if one[one_end - middle : one_end - same] == other[other_end - middle : other_end - same]:
            same = middle
        else:
            unlike = middle
    return same


def least_indent(text: bytes) -> int:
    """The column of the line that is indented least, leaving out blank lines and comments; a huge one without any."""
    least = 1 << 30
    for line in text.split(b"\n"):
        bare = line.lstrip(b" ")
        if bare and len(line) - len(bare) < least and bare[:1] != b"#":
            least = len(line) - len(bare)
    return least


def begins_with_key(text: bytes, start: int, column: int) -> bool:
    """Whether a key stands at the beginning of the line at `start`, in this column."""
    found = _BYTES_KEY(text, start)
    return found is not None and found.end(1) - start == column


def read_simple(lines: list[str], column: int, trail: Trail) -> tuple[PlainTree, list[Place | None]] | None:
    """The pairs of a block, and its places line by line; None where it takes a parser to tell.

    Every line is a key without value, or with a plain one of harmless characters, or is blank or a comment. A key
    without value holds the lines behind it that are indented deeper.
    """
    here: PlainTree = {}
    pairs, places = here, list[Place | None]()
    around: list[tuple[int, Trail, PlainTree]] = []
    waiting: str | None = None
    for line in lines:
        found = _SIMPLE_LINE(line)
        if found is None:
            return None
        key, value = found[2], found[3]
        if key is None:
            places.append(None)
            continue
        width = found.end(1)
        if width > column:
            if waiting is None or len(around) == MAX_DEPTH:
                return None
            around.append((column, trail, here))
            below: PlainTree = {}
            here[waiting] = below
            column, trail, here = width, (trail, waiting), below
        while width < column and around:
            column, trail, here = around.pop()
        if width != column or key in here:
            return None
        here[key] = value or ""
        waiting = None if value else key
        places.append(Place(trail, key, width))
    return pairs, places
