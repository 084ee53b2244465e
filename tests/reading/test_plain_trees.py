"""The lenient reader of past versions: the YAML that it accepts, and its reasons to refuse a version."""

import pytest

from gonogo.core.nodes import PlainTree, Unreadable
from gonogo.source.yaml.strict_reader import MAX_BYTES, MAX_DEPTH, MAX_NODES
from support.plain import parse_plain

READ: dict[str, tuple[str, PlainTree]] = {
    "comments": ("# one\na: b # two\n", {"a": "b"}),
    "line-ends-of-windows": ("a: |\r\n  b\r\n  c\r\nd: e\r\n", {"a": "b\nc", "d": "e"}),
    "line-ends-of-old-macs": ("a: b\rc: d\r", {"a": "b", "c": "d"}),
    "byte-order-mark": ("\ufeffa: b\n", {"a": "b"}),
    "no-line-end": ("a: b", {"a": "b"}),
    "quoted-keys": ("'a': b\n\"c\": 'd'\n", {"a": "b", "c": "d"}),
    "scalars-are-text": ("a: no\nb: 012\nc: 12:30\nd: ~\ne: null\nf:\n", {
        "a": "no", "b": "012", "c": "12:30", "d": "~", "e": "null", "f": "",
    }),
    "text-of-several-lines": ("a: b\n  c\nd: >-\n  e\n  f\ng: |+\n  h\n\n", {"a": "b c", "d": "e f", "g": "h"}),
    "mappings-on-one-line": ("a: {b: c, d: [e, {f: g}]}\n", {"a": {"b": "c", "d": ["e", {"f": "g"}]}}),
    "lists-in-lists": ("a:\n- - b\n  - c\n-\n- d: e\n", {"a": [["b", "c"], "", {"d": "e"}]}),
    "empty-collections": ("a: {}\nb: []\n", {"a": {}, "b": []}),
    "empty-mapping": ("{}\n", {}),
    "keys-after-question-marks": ("? a\n: b\n", {"a": "b"}),
    "empty-key": ('"": a\n', {"": "a"}),
    "merge-key-without-alias": ("<<: a\n", {"<<": "a"}),
    "document-marks": ("---\na: b\n...\n", {"a": "b"}),
    "directive": ("%YAML 1.1\n---\na: b\n", {"a": "b"}),
    "tabs-and-invisible-characters": ("a: b\tc\u200b\n", {"a": "b\tc\u200b"}),
}  # fmt: skip
REFUSED = {
    "empty": ("", "the file is empty"),
    "only-comments": ("# a\n", "the file is empty"),
    "only-a-document-mark": ("---\n", "the file is empty"),
    "text": ("a\n", "the file is not a mapping"),
    "list": ("- a\n", "the file is not a mapping"),
    "alias": ("a: b\nc: *a\n", "line 2: an alias"),
    "alias-as-key": ("? *a\n", "line 1: an alias"),
    "anchor": ("a: &a b\n", "line 1: an anchor"),
    "anchor-of-mapping": ("a: &a\n  b: c\n", "line 1: an anchor"),
    "tag": ("a: !!str b\n", "line 1: a tag"),
    "tag-of-list": ("a: !!python/tuple [b]\n", "line 1: a tag"),
    "exclamation-mark": ("a: ! b\n", "line 1: a tag"),
    "duplicate-key": ("a: b\nc:\n  d: e\n  d: f\n", "line 4: a duplicate key"),
    "duplicate-key-with-quotes": ("a: b\n'a': c\n", "line 2: a duplicate key"),
    "list-as-key": ("? [a]\n: b\n", "line 1: a key that is not text"),
    "mapping-as-key": ("{a: b}: c\n", "line 1: a key that is not text"),
    "second-document": ("a: b\n---\nc: d\n", "line 2: a second document"),
    "merge-conflict": (
        "<<<<<<< x\na: b\n=======\na: c\n>>>>>>> y\n", "line 2: a colon is not allowed here",
    ),
    "open-quote": ("a: 'b\n", "line 1: this quote is not closed"),
    "tab-as-indentation": ("a:\n\tb: c\n", "line 2: no value starts with this character"),
    "control-character": ("a: \x01\n", "line 1: a control character"),
    "too-deep": ("a: " + "[" * MAX_DEPTH, f"nested deeper than {MAX_DEPTH} levels"),
    "too-many-values": ("a:\n" + "- b\n" * MAX_NODES, f"more than {MAX_NODES} values"),
    "too-large": ("#" * (MAX_BYTES + 1), f"the file has more than {MAX_BYTES} bytes"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), READ.values(), ids=READ)
def test_plain_tree_has_the_values_of_the_file(text: str, tree: PlainTree) -> None:
    """Every scalar is a text in any notation, and unknown shapes are kept."""
    assert parse_plain(text.encode()) == tree


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_plain_tree_is_refused(text: str, reason: str) -> None:
    """A version that cannot be read without guessing, or that exceeds a limit, has a reason in one line."""
    assert parse_plain(text.encode()) == Unreadable(reason)


@pytest.mark.parametrize("data", [b"a: \xe9\n", "a: b\n".encode("utf-16")], ids=["latin-1", "utf-16"])
def test_plain_tree_of_other_encodings_is_refused(data: bytes) -> None:
    """A version that is not UTF-8 is refused."""
    tree = parse_plain(data)
    assert isinstance(tree, Unreadable)
    assert tree.reason.endswith("is not UTF-8")


def test_plain_tree_keeps_document_order() -> None:
    """Keys and elements have the order of the file."""
    tree = parse_plain(b"b: x\na:\n  d: [2, 1]\n  c: x\n")
    assert str(tree) == "{'b': 'x', 'a': {'d': ['2', '1'], 'c': 'x'}}"
