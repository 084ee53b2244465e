"""Law: a change of values changes only the lines of these values."""

import random
from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from gonogo.core.nodes import MapNode, Plain, PlainTree, plain_of
from gonogo.format.splice import Change, Place, splice, spliced_tree
from gonogo.format.write import quote, write_keys
from gonogo.source.yaml.strict_reader import parse_document
from support.decoding import PATH
from support.texts import LINES, TEXTS

KEYS = ("status", "waiver", "evidence", "note", "title", "items", "owner", "due")
COMMENTS = ("# done: by hand", "#", "# status: open", "# ✅ é", " # deeper", "  # as deep as a text", "# - a")
ENDS = ("\n", "\r\n")


def values(depth: int) -> st.SearchStrategy[Plain]:
    """A text, a gap, a list of lines, or a mapping."""
    leaves = st.just("") | LINES | TEXTS | st.sampled_from(("open", "done")) | st.lists(LINES, min_size=1, max_size=3)
    return leaves if depth == 0 else leaves | trees(depth - 1)


def trees(depth: int) -> st.SearchStrategy[PlainTree]:
    """Mappings in any order of their keys."""
    return st.dictionaries(st.sampled_from(KEYS), values(depth), min_size=1, max_size=5)


def write(tree: PlainTree, chance: random.Random, indent: str = "") -> Iterator[str]:
    """The lines of a mapping in any common notation, with comments and blank lines."""
    for key, value in tree.items():
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            yield chance.choice(("", indent + chance.choice(COMMENTS)))
        match value:
            case dict():
                yield f"{indent}{key}:" + chance.choice(("", "", "  "))
                yield from write(value, chance, indent + chance.choice(("  ", "   ")))
            case list():
                yield f"{indent}{key}:"
                inner = indent + chance.choice(("", "  "))
                yield from (f"{inner}- {quote(str(word))}" for word in value)
            case str() if value and "\n" not in value and not value.isspace():
                before, after = chance.choices(("", "", " "), k=2)
                yield f"{indent}{key}: {before}{_quoted(value, chance)}{after}"
            case "":
                yield f"{indent}{key}:" + chance.choice(("", "", " ", ' ""'))
            case _:
                yield from write_keys({key: value}, indent)


def _quoted(value: str, chance: random.Random) -> str:
    doubled, escaped = value.replace("'", "''"), value.replace("\\", "\\\\").replace('"', '\\"')
    return chance.choice((quote(value), f"'{doubled}'", f'"{escaped}"'))


def read(text: str) -> MapNode:
    """The tree of a readable text."""
    document, problems = parse_document(text.encode(), PATH)
    assert document is not None, (problems[0].message, text)
    assert isinstance(document.root, MapNode)
    return document.root


def places(tree: PlainTree) -> Iterator[Place]:
    """Every mapping of a tree."""
    yield ()
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from ((key, *place) for place in places(value))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, PlainTree]:
    """A text and its tree. A comment below a block text can be part of the text."""
    tree = draw(trees(2))
    chance = random.Random(draw(st.integers(0, 1 << 32)))  # noqa: S311 - nothing secret
    lines = [*write(tree, chance), *(["# the end"] if chance.random() < 0.2 else [])]
    end = chance.choice(ENDS)
    text = end.join(lines) + (end if chance.random() < 0.7 else "")
    says = plain_of(read(text))
    assert isinstance(says, dict)
    return text, says


_NEW = st.none() | st.just("done") | LINES | TEXTS | st.lists(LINES, min_size=1, max_size=2) | trees(0)
EDITS = st.dictionaries(st.sampled_from(KEYS), _NEW, min_size=1, max_size=3)


def lines_of(root: MapNode, place: Place, keys: Mapping[str, object]) -> set[int]:
    """The 0-based lines from each of these keys up to the next key of its mapping or of an outer mapping."""
    node = root
    for name in place:
        inner = node.entries[name][1]
        assert isinstance(inner, MapNode)
        node = inner
    starts = sorted(_starts(root))
    marked: set[int] = set()
    for key, (name, _) in node.entries.items():
        if key in keys:
            column = name.span.column
            after = [line for line, at in starts if line > name.span.line and at <= column]
            marked |= set(range(name.span.line - 1, after[0] - 1 if after else 1 << 20))
    return marked


def _starts(node: MapNode) -> Iterator[tuple[int, int]]:
    for name, value in node.entries.values():
        yield name.span.line, name.span.column
        if isinstance(value, MapNode):
            yield from _starts(value)


@given(file=files(), edits=EDITS, at=st.integers(0, 99))
def test_splice_sets_exactly_the_edited_values(file: tuple[str, PlainTree], edits: PlainTree, at: int) -> None:
    """The new text has the old values with the edits.

    After a key is removed, a deep comment below it can become a part of the block text above. In this case, the editing
    commands notice that the written text differs, and write nothing.
    """
    text, tree = file
    where = list(places(tree))
    place = where[at % len(where)]
    after = spliced_tree(tree, [Change(place, edits, KEYS)])
    if any(value == {} for value in _mappings(after)):
        return
    if None in edits.values() and "# as deep as a text" in text:
        return
    assert plain_of(read(splice(text, read(text), [Change(place, edits, KEYS)]))) == after


@given(file=files(), edits=EDITS, at=st.integers(0, 99))
def test_splice_keeps_other_lines(file: tuple[str, PlainTree], edits: PlainTree, at: int) -> None:
    """Lines of other values, comments and blank lines stay the same, in the same order."""
    text, tree = file
    where = list(places(tree))
    place = where[at % len(where)]
    marked = lines_of(read(text), place, edits)
    new = iter(_lines(splice(text, read(text), [Change(place, edits, KEYS)])))
    kept = [line for number, line in enumerate(_lines(text)) if number not in marked]
    assert all(line in new for line in kept), kept


@given(file=files(), at=st.integers(0, 99), word=st.sampled_from(("waived", "no-go", "5 #", "it's", 'a "b"')))
def test_splice_and_reverse_splice_keep_the_values(file: tuple[str, PlainTree], at: int, word: str) -> None:
    """Changing a text of one line changes one line; changing it back results in the original values."""
    text, tree = file
    texts = [
        (place, key, value) for place in places(tree) for key, value in _at(tree, place).items() if _is_line(value)
    ]
    if not texts:
        return
    place, key, value = texts[at % len(texts)]
    changed = splice(text, read(text), [Change(place, {key: word}, KEYS)])
    before, after = text.split("\n"), changed.split("\n")
    assert [number for number, line in enumerate(before) if line != after[number]] in (
        [read_line(text, place, key)],
        [],
    )
    assert len(before) == len(after)
    if value:
        assert plain_of(read(splice(changed, read(changed), [Change(place, {key: value}, KEYS)]))) == tree


def read_line(text: str, place: Place, key: str) -> int:
    """The 0-based line of a key."""
    node = read(text)
    for name in place:
        inner = node.entries[name][1]
        assert isinstance(inner, MapNode)
        node = inner
    return node.entries[key][0].span.line - 1


def _is_line(value: Plain) -> bool:
    return isinstance(value, str) and "\n" not in value


def _at(tree: PlainTree, place: Place) -> PlainTree:
    for name in place:
        inner = tree[name]
        assert isinstance(inner, dict)
        tree = inner
    return tree


def _mappings(tree: PlainTree) -> Iterator[PlainTree]:
    return (_at(tree, place) for place in places(tree))


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]
