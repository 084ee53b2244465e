"""Finds the lines in which two texts differ, and reads simple lines without a parser.

A *block* consists of whole lines that contain whole key-value pairs of one mapping. Its first line is a key in the
column of this mapping. The line after the block is a key in the same column, or in a column further left. So no value
from before the block can continue in the block, because its first line is not indented more. For the same reason, no
value of the block can continue after it. A block that is complete in itself therefore has the same pairs with and
without the lines around it. `test_versions_are_read_in_turn.py` compares the result with that of parsing the whole
file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gonogo.source.yaml.strict_reader import MAX_DEPTH

if TYPE_CHECKING:
    from gonogo.core.nodes import PlainTree

# The place of a mapping: the place of the mapping that contains it, and its key in that mapping; None for the root.
KeyChain: TypeAlias = "tuple[KeyChain, str] | None"


class KeyLine(NamedTuple):
    """The key at the beginning of a line, after `column` spaces. It is a key of the block mapping at `chain`."""

    chain: KeyChain
    key: str
    column: int


class Region(NamedTuple):
    """Whole lines of an old text, and the lines that replace them in a new text, as byte offsets.

    In both texts, the region starts at the beginning of a line, and ends at the beginning of a line or at the end of
    the text.
    """

    start: int
    end: int
    new_start: int
    new_end: int


# For `_find_same`: the number of bytes that must be equal, how far it searches, and how many lines it tries.
_SAME, _FAR, _LINES = 80, 2000, 12
_KEY = "[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"
_VALUE = "[A-Za-z0-9](?:(?:[A-Za-z0-9 ,./_+@%()-]|:(?=[A-Za-z0-9/]))*[A-Za-z0-9./%)])?"
_SIMPLE_LINE = re.compile(rf"( *)(?:({_KEY}):(?: ({_VALUE}))?|(?:#[ -~]*)?)").fullmatch
KEY_LINE = re.compile(rf"( *)({_KEY}):(?: .*)?").fullmatch
_BYTES_KEY = re.compile(rf"( *){_KEY}:(?:[ \n]|\Z)".encode()).match


def find_regions(old: bytes, new: bytes) -> list[Region]:
    """The regions in which two different texts differ, in order."""
    whole = find_region(old, new)
    regions: list[Region] = []
    start, end, new_start, new_end = whole
    while offsets := _find_same(old[start:end], new[new_start:new_end]):
        same, new_same = start + offsets[0], new_start + offsets[1]
        regions.append(Region(start, same, new_start, new_same))
        most = min(end - same, new_end - new_same)
        common = _count_common(old[same : same + most], new[new_same : new_same + most])
        start = old.rfind(b"\n", 0, same + common) + 1
        new_start = start - same + new_same
    regions.append(Region(start, end, new_start, new_end))
    return regions


def _find_same(old: bytes, new: bytes) -> tuple[int, int] | None:
    """An offset in each of two texts from which their lines are equal again; None if a quick search finds none."""
    place = 0
    for _ in range(_LINES):
        place = old.find(b"\n", place) + 1
        if not place or len(old) - place < _SAME:
            return None
        new_place = new.find(old[place - 1 : place + _SAME], 0, _FAR)
        if new_place >= 0:
            return place, new_place + 1
    return None


def find_region(old: bytes, new: bytes) -> Region:
    """The single region that contains all differences between two different texts."""
    shorter = min(len(old), len(new))
    prefix = _count_common(old[:shorter], new[:shorter])
    suffix = _count_common_at_end(old, new, shorter - prefix)
    start = old.rfind(b"\n", 0, prefix) + 1
    end, new_end = len(old) - suffix, len(new) - suffix
    if all(place == start or text[place - 1] == 10 for text, place in ((old, end), (new, new_end))):
        return Region(start, end, start, new_end)
    border = old.find(b"\n", end) + 1 or len(old)
    return Region(start, border, start, border - len(old) + len(new))


def _count_common(old: bytes, new: bytes) -> int:
    """The number of bytes at the beginning that are the same in two texts of equal length, found by bisection."""
    same, unlike = 0, len(old) + 1
    while unlike - same > 1:
        middle = (same + unlike) // 2
        if old[same:middle] == new[same:middle]:
            same = middle
        else:
            unlike = middle
    return same


def _count_common_at_end(old: bytes, new: bytes, most: int) -> int:
    """The number of bytes at the end that are the same in two texts, but at most `most`, found by bisection."""
    same, unlike = 0, most + 1
    old_end, new_end = len(old), len(new)
    while unlike - same > 1:
        middle = (same + unlike) // 2
        if old[old_end - middle : old_end - same] == new[new_end - middle : new_end - same]:
            same = middle
        else:
            unlike = middle
    return same


def least_indent(text: bytes) -> int:
    """The smallest indentation of a line, without blank lines and comments.

    A very large number if there are no other lines.
    """
    least = 1 << 30
    for line in text.split(b"\n"):
        bare = line.lstrip(b" ")
        if bare and len(line) - len(bare) < least and bare[:1] != b"#":
            least = len(line) - len(bare)
    return least


def begins_with_key(text: bytes, start: int, column: int) -> bool:
    """Whether the line at the offset `start` begins with a key, and the key is in this column."""
    match = _BYTES_KEY(text, start)
    return match is not None and match.end(1) - start == column


def read_simple(lines: list[str], column: int, chain: KeyChain) -> tuple[PlainTree, list[KeyLine | None]] | None:
    """The pairs of a block, and the key of each of its lines; None if the block needs a parser.

    Simple lines are: a key without a value, a key with a plain value of harmless characters, a blank line, a comment. A
    key without a value contains the following lines that are indented more.
    """
    mapping: PlainTree = {}
    pairs, places = mapping, list[KeyLine | None]()
    outer: list[tuple[int, KeyChain, PlainTree]] = []
    waiting: str | None = None
    for line in lines:
        match = _SIMPLE_LINE(line)
        if match is None:
            return None
        key, value = match[2], match[3]
        if key is None:
            places.append(None)
            continue
        width = match.end(1)
        if width > column:
            if waiting is None or len(outer) == MAX_DEPTH:
                return None
            outer.append((column, chain, mapping))
            below: PlainTree = {}
            mapping[waiting] = below
            column, chain, mapping = width, (chain, waiting), below
        while width < column and outer:
            column, chain, mapping = outer.pop()
        if width != column or key in mapping:
            return None
        mapping[key] = value or ""
        waiting = None if value else key
        places.append(KeyLine(chain, key, width))
    return pairs, places
