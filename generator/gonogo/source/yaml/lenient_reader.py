"""The lenient reader: any past version of a file as a plain tree, or the reason why it cannot be read.

**Why two readers of YAML.** The strict reader (`strict_reader`) reads the files that are checked out. It keeps the
place of every value and refuses everything that the format does not allow. Each of its messages suggests a correction,
since the file can still be changed. This reader reads past versions, which cannot be changed, and many thousands of
them. It accepts unknown keys, other shapes, comments, quotes and line ends, and does not keep places. It refuses only
constructs that cannot be read without guessing: aliases, anchors, tags, duplicate keys, keys that are not strings,
further documents. It is also incremental, which the strict reader cannot be: most versions differ from the previous
version in a few lines, so `PlainReader` parses only the blocks with those lines and takes the rest from its existing
tree, if that is exact (`lenient_lines`). One reader for both would be too strict for the past or too lax for the
present, and a hundred times slower. A test compares the two: if the strict reader accepts a file, both read the same
values.
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
# A tab is not a line break, but YAML has special rules for the characters after it.
_OTHER_BREAKS = ("\t", "\r", "\x85", "\u2028", "\u2029")


class _ReadVersion(NamedTuple):
    """A version that was read: its bytes, its tree, the key at the beginning of each line, the number of its values."""

    data: bytes
    tree: PlainTree
    places: list[KeyLine | None]
    nodes: int


class _ChangedBlock(NamedTuple):
    """Lines `first` to `end` of the previous version, the key of the first, and the text that replaces them."""

    first: int
    end: int
    place: KeyLine
    text: str


class PlainReader:
    """Reads versions of a file one after another; the result does not depend on earlier versions.

    A version that differs in a few lines costs a hundredth of a whole parse. Trees share their common parts, so they
    must not be changed. The limits are those of the strict reader: 1 MiB, 50 000 values and 12 levels.
    """

    def __init__(self, last: _ReadVersion | None = None) -> None:
        self._last = last

    def read(self, data: bytes) -> PlainTree | Unreadable:
        """The mapping in this version, or the reason why it cannot be read, with a line counted from 1.

        Linear in time; never raises on any input. The events of the parser are streamed: composing nodes overflows the
        C stack on deep nesting.
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
        """Another reader that has read the same version, for branches whose versions each differ little from it."""
        return PlainReader(self._last)


def _has_other_breaks(text: str) -> bool:
    return any(mark in text for mark in _OTHER_BREAKS)


def _change(last: _ReadVersion, data: bytes) -> _ReadVersion | None:
    """The next version, from the lines that differ; None if the whole file has to be parsed."""
    old = last.data
    if old == data:
        return last
    regions = find_regions(old, data)
    version: _ReadVersion | None = last
    # From the end, so that offsets before a region stay valid: each intermediate text is a version of its own.
    for start, end, new_start, new_end in reversed(regions):
        text = old[:start] + data[new_start:]
        version = version and _change_region(version, text, Region(start, end, start, start + new_end - new_start))
    if version is None and len(regions) > 1:
        return _change_region(last, data, find_region(old, data))
    return version


def _change_region(last: _ReadVersion, data: bytes, region: Region) -> _ReadVersion | None:
    """The next version, if it differs in one region only."""
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
    """The smallest block around a region; None without a known key at its beginning or end."""
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
    """The pairs of a block and the keys of its lines; None if the block is not complete by itself."""
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
    """The pairs before a key, from it on, and from the following key on if that is in the same mapping."""
    keys = list(mapping)
    first = keys.index(place.key)
    end = keys.index(following.key) if following and following.column == place.column else len(keys)
    pairs = mapping.items()
    return dict(islice(pairs, first)), dict(islice(pairs, first, end)), dict(islice(pairs, end, None))


def _measure(value: Plain) -> tuple[int, int]:
    """The number of nodes of a value, and of its levels of mappings and lists; recursive, as deep as readers allow."""
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
    """The keys that lead to a mapping."""
    path = []
    while chain is not None:
        chain, key = chain
        path.append(key)
    return path[::-1]


def _find_mapping(tree: PlainTree, path: list[str]) -> PlainTree:
    """The mapping at the end of a path; every value on the path is a mapping."""
    for key in path:
        below = tree[key]
        assert isinstance(below, dict)  # noqa: S101 - places are in mappings only
        tree = below
    return tree


def _replace(tree: PlainTree, path: list[str], mapping: PlainTree) -> PlainTree:
    """A copy of the tree with another mapping at a path; only the mappings on the path to it are copied."""
    for depth in range(len(path), 0, -1):
        mapping = {**_find_mapping(tree, path[: depth - 1]), path[depth - 1]: mapping}
    return mapping
