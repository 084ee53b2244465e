"""The lenient reader: reads any past version of a file as a plain tree, or says why the version cannot be read.

**Why two readers of YAML.** The strict reader (`strict_reader`) reads the files that are checked out. These can still
be corrected. So it keeps the position of every value, rejects everything that the format does not allow, and suggests a
correction in each message. The lenient reader reads past versions, many thousands of them, which nobody can correct. It
accepts unknown keys, unexpected shapes, comments, quotes and line ends, and does not keep positions. It only rejects
YAML that cannot be read without guessing: aliases, anchors, tags, duplicate keys, keys that are not strings, and a
second document.

The lenient reader is also incremental, which the strict reader cannot be. Most versions differ from the previous
version in a few lines. `PlainReader` only parses the blocks that contain these lines, and takes the rest from the
previous tree, if this is certain to be correct (`lenient_lines`). A single reader for both purposes would be too strict
for past versions or not strict enough for current files, and a hundred times slower. If the strict reader accepts a
file, both readers return the same values; a test checks this.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.nodes import Unreadable
from gonogo.source.yaml.lenient_lines import (
    Region,
    begins_with_key,
    find_region,
    find_regions,
    least_indent,
    read_simple,
)
from gonogo.source.yaml.lenient_parser import Refused, parse_text
from gonogo.source.yaml.strict_reader import MAX_BYTES, MAX_DEPTH, MAX_NODES

if TYPE_CHECKING:
    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.source.yaml.lenient_lines import KeyChain, KeyLine

_BOM = b"\xef\xbb\xbf"
# A tab is not a line break. It is in this list because YAML has special rules for the characters after a tab.
_OTHER_BREAKS = ("\t", "\r", "\x85", "\u2028", "\u2029")


class _ReadVersion(NamedTuple):
    """A version that was read: its bytes, its tree, the key of each line, and the number of its values.

    The key of a line is None if the line does not begin with a key.
    """

    data: bytes
    tree: PlainTree
    places: list[KeyLine | None]
    nodes: int


class _ChangedBlock(NamedTuple):
    """Lines of the previous version, and the text that replaces them.

    The lines have the indexes from `first` up to `end`, without `end`. `place` is the key of the first line.
    """

    first: int
    end: int
    place: KeyLine
    text: str


class PlainReader:
    """Reads versions of a file one after another. The result for a version does not depend on earlier versions.

    Reading a version that differs from the previous one in a few lines takes a hundredth of the time of parsing it.
    Trees share common parts, so callers must not modify them. The limits are those of the strict reader: 1 MiB, 50 000
    values and 12 levels.
    """

    def __init__(self, last: _ReadVersion | None = None) -> None:
        self._last = last

    def read(self, data: bytes) -> PlainTree | Unreadable:
        """The mapping in this version, or the reason why it cannot be read, with a line number that starts at 1.

        Takes linear time, and never raises an exception. Uses the events of the parser, because composing its nodes
        would overflow the C stack if the YAML is deeply nested.
        """
        if len(data) > MAX_BYTES:
            return Unreadable(f"the file has more than {MAX_BYTES} bytes")
        data = data.removeprefix(_BOM)
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        version = _change(self._last, data) if self._last else None
        if version is None:
            return self._parse(data)
        self._last = version
        return version.tree

    def _parse(self, data: bytes) -> PlainTree | Unreadable:
        try:
            text = data.decode()
            parsed = parse_text(text)
        except UnicodeDecodeError as error:
            return Unreadable(f"byte 0x{data[error.start]:02x} is not UTF-8")
        except Refused as refused:
            return Unreadable(str(refused))
        root = parsed.root
        if not isinstance(root, dict):
            return Unreadable("the file is not a mapping" if root else "the file is empty")
        self._last = None if _has_other_breaks(text) else _ReadVersion(data, root, parsed.places, parsed.nodes)
        return root

    def fork(self) -> PlainReader:
        """A copy of this reader. Copies are for branches, whose versions differ little from the version read last."""
        return PlainReader(self._last)


def _has_other_breaks(text: str) -> bool:
    return any(mark in text for mark in _OTHER_BREAKS)


def _change(last: _ReadVersion, data: bytes) -> _ReadVersion | None:
    """The next version, for which only the lines that differ are read; None if the whole file has to be parsed."""
    old = last.data
    if old == data:
        return last
    regions = find_regions(old, data)
    version: _ReadVersion | None = last
    # From the last region to the first, so that offsets before a region remain correct. Each step results in a version
    # that has the new lines from its region on, and the old lines before.
    for start, end, new_start, new_end in reversed(regions):
        text = old[:start] + data[new_start:]
        version = version and _change_region(version, text, Region(start, end, start, start + new_end - new_start))
    if version is None and len(regions) > 1:
        return _change_region(last, data, find_region(old, data))
    return version


def _change_region(last: _ReadVersion, data: bytes, region: Region) -> _ReadVersion | None:
    """The next version, which differs only in this region; None if the whole file has to be parsed."""
    block = _find_block(last, data, region)
    read = _read_block(block) if block else None
    if block is None or read is None:
        return None
    pairs, places = read
    path = _path_of(block.place.chain)
    mapping = _find_mapping(last.tree, path)
    rest = last.places[block.end :]
    before, gone, after = _divide(mapping, block.place, rest[0] if rest else None)
    changed = {**before, **pairs, **after}
    if len(changed) != len(before) + len(pairs) + len(after):
        return None
    (came, levels), (went, _) = _measure(pairs), _measure(gone)
    nodes = last.nodes + came - went
    if nodes > MAX_NODES or len(path) + levels > MAX_DEPTH:
        return None
    if not rest and block.text.endswith("\n"):
        places.append(None)
    tree = _replace(last.tree, path, changed)
    return _ReadVersion(data, tree, [*last.places[: block.first], *places, *rest], nodes)


def _find_block(last: _ReadVersion, data: bytes, region: Region) -> _ChangedBlock | None:
    """The smallest block that contains a region; None if no key is known at its beginning or after its end."""
    old, places = last.data, last.places
    start, old_end = region.start, region.end
    first = old.count(b"\n", 0, start)
    end = first + old.count(b"\n", start, old_end) if old_end < len(old) else len(places)
    widest = min(least_indent(old[start:old_end]), least_indent(data[start : region.new_end]))
    place = places[first]
    if place and not begins_with_key(data, start, place.column):
        place = None
    while place is None or place.column > widest:
        if not first:
            return None
        first -= 1
        start = old.rfind(b"\n", 0, start - 1) + 1
        place = places[first]
    while end < len(places) and ((following := places[end]) is None or following.column > place.column):
        end += 1
        old_end = old.find(b"\n", old_end) + 1 or len(old)
    if least_indent(old[start:old_end]) < place.column:
        return None
    try:
        text = data[start : old_end - len(old) + len(data)].decode()
    except UnicodeDecodeError:
        return None
    return None if _has_other_breaks(text) else _ChangedBlock(first, end, place, text)


def _read_block(block: _ChangedBlock) -> tuple[PlainTree, list[KeyLine | None]] | None:
    """The pairs of a block, and the key of each of its lines; None if the block is not complete in itself."""
    if not block.text:
        return {}, []
    lines = block.text.removesuffix("\n").split("\n")
    if simple := read_simple(lines, block.place.column, block.place.chain):
        return simple
    try:
        parsed = parse_text(block.text, block.place.chain)
    except Refused:
        return None
    if not isinstance(parsed.root, dict) or parsed.is_marked:
        return None
    return parsed.root, parsed.places[: len(lines)]


def _divide(mapping: PlainTree, place: KeyLine, following: KeyLine | None) -> tuple[PlainTree, PlainTree, PlainTree]:
    """The pairs before a key, the pairs from this key on, and the pairs from the key `following` on.

    The last part is empty if `following` is not a key of the same mapping.
    """
    keys = list(mapping)
    first = keys.index(place.key)
    end = keys.index(following.key) if following and following.column == place.column else len(keys)
    pairs = mapping.items()
    return dict(islice(pairs, first)), dict(islice(pairs, first, end)), dict(islice(pairs, end, None))


def _measure(value: Plain) -> tuple[int, int]:
    """The number of values in a tree, including keys, and the number of its levels of mappings and lists.

    Recursive: the readers limit the depth.
    """
    if isinstance(value, str):
        return 1, 0
    nodes, levels = 1, 0
    if isinstance(value, dict):
        nodes += len(value)
        value = list(value.values())
    for inner in value:
        own, below = _measure(inner)
        nodes, levels = nodes + own, max(levels, below)
    return nodes, levels + 1


def _path_of(chain: KeyChain) -> list[str]:
    """The keys from the root to the mapping at this place."""
    path = []
    while chain is not None:
        chain, key = chain
        path.append(key)
    return path[::-1]


def _find_mapping(tree: PlainTree, path: list[str]) -> PlainTree:
    """The mapping at the end of a path. Every value on the path must be a mapping."""
    for key in path:
        below = tree[key]
        assert isinstance(below, dict)  # noqa: S101 - keys are only recorded below mappings
        tree = below
    return tree


def _replace(tree: PlainTree, path: list[str], mapping: PlainTree) -> PlainTree:
    """A copy of the tree with another mapping at the path. Copies only the mappings on the path."""
    for depth in range(len(path), 0, -1):
        mapping = {**_find_mapping(tree, path[: depth - 1]), path[depth - 1]: mapping}
    return mapping
