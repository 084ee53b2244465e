"""Law: a reader returns the same tree for a version, regardless of the versions that it read before."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.source.yaml.strict_reader import MAX_DEPTH, MAX_NODES
from support.plain import parse_plain, real_files
from support.texts import SIGNS

REAL = {path: data.decode() for path, data in real_files().items()}
VALUES = st.sampled_from((
    "", " open", " done", " go", " 2026-03-01T09:00Z", " a b", "  a", " a ", " a: b", " a:b", " a #b", " a#b", " - a",
    " ~", " |", " >-", " [a]", " {a: b}", " 'a'", '"a"', " &a", " *a", " !a", " ann, bob", " a,", " a:", " -", " a  b",
    " é", "\ta", " https://a.example/x?y=z", " https://a.example/x", " <1%", " 0-5", " T+1d", " a\t", " ...", " ---",
    "\r", " a\x85b: c",
))  # fmt: skip
# The lines around a line determine whether its value can be replaced.
LINES = st.sampled_from((
    "a:", "a: b", "  a:", "  a: b", "    a: b", "  b: c", "b:", "? a", "  ? a", ": b", "- a", "- a: b", "  - a: b",
    "a: |", "a: >-", "  a: 'b", "  b'", 'a: "b', "a: {", "a: [", "  a: b,", "}", "]", "a: }", "# a", "  # a", "", "  ",
    "\t", " \t", "  b", "---", "...", "%YAML 1.1", "a: b\r", "a\x85a: b", "\ufeffa: b", "a: &a b", "c: *a", "? a: b",
    "a: b # c",
))  # fmt: skip


RELEASE = """\
release: v1
sections:
  code:
    title: Code
    items:
      tests:
        status: open
        title: Tests are green
        note: |
          first line

          last line
      docs:
        status: done
        owner: [ann, bob]
        title: "Docs
          are there"
        people:
        - ann
        - bob

      # the last one
      load:
        waiver: {reason: none, until: 2026-03-01}
        about: it holds
          under load
  plan:
    title: Plan
"""
# The removed text and its replacement.
DIFFICULT = {
    "line inserted": ("        title: Tests", "        evidence: https://a.example/x\n        title: Tests"),
    "line deleted": ("        title: Tests are green\n", ""),
    "value that opens a quote": ("title: Tests are green", "title: 'Tests are green"),
    "quote that is closed after the block": ("status: open", "status: 'open\n'"),
    "quote that closes on another quote": ("Tests are green", '"Tests are green'),
    "quote of several lines becomes plain": ('"Docs\n          are there"', "Docs"),
    "plain text gets another line": ("Tests are green", "Tests are green\n          and stay so"),
    "plain text gets a line without deeper indentation": ("Tests are green", "Tests are green\n        and stay so"),
    "text gets a line": ("          last line", "          last line\n          one more"),
    "text gets a line that looks like a key": ("          last line", "          last: line"),
    "text gets a line that looks like a comment": ("          last line", "          # last line"),
    "text ends early": ("          last line", "        last: line"),
    "text starts at a key": ("items:", "items: |"),
    "folded text instead of a mapping": ("code:", "code: >-"),
    "comment at the start of the block": ("      docs:", "# docs\n      docs:"),
    "deep comment after a text": ("      docs:", "            # docs\n      docs:"),
    "comment after a value": ("status: open", "status: open # not yet"),
    "blank lines": ("      docs:", "\n   \n      docs:"),
    "key twice in a block": ("status: open", "status: open\n        status: done"),
    "key twice across the border": ("      docs:", "      tests:"),
    "key twice further away": ("release: v1", "release: v1\nsections: none"),
    "key without value": ("status: open", "status:"),
    "key without value takes the next mapping": ("        status: open", "        status:\n  "),
    "question mark": ("        status: open", "        ? status\n        : open"),
    "only a question mark": ("        status: open", "        ? status"),
    "value without key": ("        status: open", "        : open"),
    "item moved": ("      tests:\n        status: open\n", "      tests:\n"),
    "item deeper": ("      docs:\n", "        docs:\n"),
    "item one column off": ("      docs:\n", "     docs:\n"),
    "item less deep": ("      docs:\n", "    docs:\n"),
    "section less deep": ("  plan:\n", "plan:\n"),
    "list at the column of its key": ("        - bob\n", "        - bob\n        - cy\n"),
    "list in place of a mapping": ("        status: open", "        - status: open"),
    "list under a value": ("status: open", "status: open\n        - a"),
    "list opened over the border": ("owner: [ann, bob]", "owner: [ann, bob"),
    "list closed twice": ("owner: [ann, bob]", "owner: [ann, bob]]"),
    "braces over several lines": ("{reason: none, until", "{reason: none,\n until"),
    "braces opened": ("status: open", "status: {open"),
    "anchor": ("status: open", "status: &a open"),
    "alias": ("status: open", "status: *a"),
    "tag": ("status: open", "status: !!str open"),
    "document": ("  plan:", "---\n  plan:"),
    "end of document": ("  plan:", "...\n  plan:"),
    "end of document at the end": ("    title: Plan\n", "    title: Plan\n...\n"),
    "start of document": ("release: v1", "---\nrelease: v1"),
    "directive": ("release: v1", "%YAML 1.1\n---\nrelease: v1"),
    "byte order mark": ("release: v1", "\ufeffrelease: v1"),
    "byte order mark inside": ("      docs:", "\ufeff      docs:"),
    "tab": ("status: open", "status:\topen"),
    "tab before a key": ("        status: open", "\tstatus: open"),
    "carriage return": ("status: open", "status: open\r"),
    "lone carriage return": ("status: open", "status: open\rtitle: x"),
    "next line": ("status: open", "status: open\x85title: x"),
    "line separator": ("status: open", "status: open\u2028title: x"),
    "control character": ("status: open", "status: open\x07"),
    "long key": ("status: open", f"{'k' * 1030}: open"),
    "long value": ("status: open", f"status: {'v' * 2000}"),
    "two colons": ("status: open", "status: open: no"),
    "colon at the end": ("status: open", "status: open:"),
    "merge key": ("status: open", "<<: open"),
    "no line end": ("    title: Plan\n", "    title: Plan"),
    "more line ends": ("    title: Plan\n", "    title: Plan\n\n\n"),
    "empty file": (RELEASE, ""),
    "mapping without pairs": ("    title: Plan\n", ""),
    "other language": ("Tests are green", "Tests sind grün"),
}
BEFORE = {
    "block": RELEASE,
    "ended": f"{RELEASE}...\n",
    "begun": f"---\n{RELEASE}",
    "marked": f"\ufeff{RELEASE}",
    "windows": RELEASE.replace("\n", "\r\n"),
}

# Sequences of versions, for cases with more than one change.
SEQUENCES = {
    "key after the end of the document": ("a: b\n...\n", "a: b\n...\nc: d\n"),
    "end of the document, and a key after it": ("a: b\nc: d\n", "a: b\nc: e\n...\n", "a: b\nc: e\n...\nf: g\n"),
    "quoted key between plain keys": ("a:\n  b: c\n'd':\n  e: f\n", "a:\n  b: x\n'd':\n  e: f\n"),
    "line ends that only YAML recognizes": (
        "z: 1\n",
        "z: 1\na:\x85  k: 1\x85b:\n  k: 2\n",
        "z: 1\na:\x85  k: 1\x85b:\n  k: 3\n",
    ),
    "another key, with a key twice below it": ("a:\n  b: c\n", "x:\n  b: c\n  b: d\n"),
    "no line end": ("a: b", "c: d", "c: d\ne: f", "e: f"),
    "exchanged pairs, one without a plain key": ("c: d\n? e\nf: g\n", "f: g\nc: d\n? e\n"),
    "line in quotes that looks like a key": (
        "a: \"x\nb: y\"\n'q': z\nc: d\n",
        "a: x\nb: y\"\n'q': z\nc: e\n",
    ),
    "broken, then restored": ("a: b\nc: d\n", "a: 'b\nc: d\n", "a: b\nc: d\n", "a: b\nc: e\n"),
}


def assert_read_incrementally(versions: list[str]) -> None:
    """Asserts that each version is read as if it were the first, with the same order of keys."""
    reader = PlainReader()
    for version in versions:
        found, alone = reader.read(version.encode()), parse_plain(version.encode())
        assert json.dumps(found, default=repr) == json.dumps(alone, default=repr)
        assert type(found) is type(alone)


@st.composite
def with_other_lines(draw: st.DrawFn, text: str) -> list[str]:
    """The text and versions with some added, removed, moved, repeated or shifted lines, each compared with the last."""
    versions = [text]
    for _ in range(draw(st.integers(1, 4))):
        lines = versions[-1].split("\n")
        for _ in range(draw(st.integers(1, 2))):
            at, count = draw(st.integers(0, len(lines) - 1)), draw(st.integers(1, 6))
            some, to = lines[at : at + count], draw(st.integers(0, len(lines) - 1))
            new = draw(LINES)
            match draw(st.sampled_from(("new", "as deep", "gone", "moved", "twice", "deeper", "less deep"))):
                case "new":
                    lines.insert(at, new)
                case "as deep":
                    lines.insert(at, f"{' ' * (len(lines[at]) - len(lines[at].lstrip(' ')))}{new}")
                case "gone":
                    del lines[at : at + count]
                case "moved":
                    del lines[at : at + count]
                    lines[to:to] = some
                case "twice":
                    lines[to:to] = some
                case "deeper":
                    lines[at : at + count] = [f"  {line}" for line in some]
                case "less deep":
                    lines[at : at + count] = [line.removeprefix("  ") for line in some]
            lines = lines or [""]
        versions.append("\n".join(lines))
    return versions


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize(("old", "new"), DIFFICULT.values(), ids=DIFFICULT)
def test_difficult_change_is_read_incrementally(before: str, old: str, new: str) -> None:
    """A change that opens, closes, repeats or shifts something is read correctly, in both directions."""
    text = before if "\r" not in before else before.replace("\r\n", "\n")
    changed = text.replace(old, new, 1)
    assert changed != text
    both = changed.replace("it holds", "held")
    versions = [text, changed, both, text, both, changed]
    assert_read_incrementally([one.replace("\n", "\r\n") for one in versions] if text != before else versions)


@pytest.mark.parametrize("versions", SEQUENCES.values(), ids=SEQUENCES)
def test_sequence_is_read_incrementally(versions: tuple[str, ...]) -> None:
    """No earlier version of a sequence affects the result for a later version."""
    assert_read_incrementally([*versions, *versions])


@pytest.mark.parametrize("path", REAL)
@given(data=st.data())
def test_lines_of_real_files_are_read_incrementally(path: str, data: st.DataObject) -> None:
    """Added, removed, moved or replaced lines of a real file are read correctly."""
    assert_read_incrementally(data.draw(with_other_lines(REAL[path])))


@settings(max_examples=400)
@given(
    data=st.data(), text=st.sampled_from((RELEASE, "a: b\n", "? a\n: b\nc: d\n? e\nf:\n- g: h\n  i: j\n- k\nl: m\n"))
)
def test_lines_are_read_incrementally(data: st.DataObject, text: str) -> None:
    """Added, removed, moved or replaced lines of a small file are read correctly."""
    assert_read_incrementally(data.draw(with_other_lines(text)))


@st.composite
def with_other_values(draw: st.DrawFn, text: str) -> list[str]:
    """The text and versions that each have another value on one line of the previous version."""
    versions = [text]
    for _ in range(draw(st.integers(1, 4))):
        lines = versions[-1].split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon}{draw(VALUES)}"
        versions.append("\n".join(lines))
    return versions


@pytest.mark.parametrize("path", REAL)
@given(data=st.data())
def test_values_of_real_files_are_read_incrementally(path: str, data: st.DataObject) -> None:
    """Any new value on a line of a real file is read correctly."""
    assert_read_incrementally(data.draw(with_other_values(REAL[path])))


@given(data=st.data())
def test_values_among_any_lines_are_read_incrementally(data: st.DataObject) -> None:
    """A new value is read correctly among any lines: block texts, lists, braces, tabs, comments, gaps."""
    text = "\n".join(data.draw(st.lists(LINES, min_size=1, max_size=6)))
    assert_read_incrementally(data.draw(with_other_values(text)))


@given(lines=st.lists(LINES, min_size=1, max_size=5), signs=st.lists(st.sampled_from(SIGNS), max_size=4))
@example(lines=["m:", "  ? x", "x:", "  y: z"], signs=["a"])
@example(lines=["a:", "\t", "b: c"], signs=["a"])
@example(lines=["a: |", "  a: b"], signs=["a"])
@example(lines=["a: 'b", "  a: b", "  '"], signs=["a"])
@example(lines=["a: {", "  a: b", "  }"], signs=["a"])
def test_any_yaml_characters_as_a_value_are_read_incrementally(lines: list[str], signs: list[str]) -> None:
    """Any YAML characters as the value of each key in turn are read correctly."""
    versions = ["\n".join(lines)]
    for at, line in enumerate(lines):
        changed = [*lines[:at], f"{line.partition(':')[0]}: {''.join(signs)}", *lines[at + 1 :]]
        versions += ["\n".join(changed), "\n".join(lines)]
    assert_read_incrementally(versions)


def test_trees_share_unchanged_mappings() -> None:
    """Only the mappings around a change are new objects."""
    between = "".join(f"c{number}:\n  d: [e]\n" for number in range(40))
    reader = PlainReader()
    texts = (f"a:\n  b: open\n{between}g: h\n", f"a:\n  b: done\n  x: y\n{between}g: i\n")
    before, after = (reader.read(text.encode()) for text in texts)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert (before["a"], after["a"], after["g"]) == ({"b": "open"}, {"b": "done", "x": "y"}, "i")
    assert all(after[f"c{number}"] is before[f"c{number}"] for number in range(40))


LONG = "".join(f"k{number}: [{'x, ' * 99}]\n" for number in range(MAX_NODES // 101))
DEEP = "".join(f"{' ' * level}l{level}:\n" for level in range(MAX_DEPTH - 2))


@pytest.mark.parametrize(
    ("text", "indent"), [(LONG, 0), (DEEP, MAX_DEPTH - 2)], ids=["as many values", "as deep as allowed"]
)
@pytest.mark.parametrize("more", ["a:\n  b: c\n", "a: b\nc: {d: [e, f]}\n", "a:\n- [b]\n", "a:\n  b:\n    c: d\n"])
def test_limits_hold_incrementally(text: str, indent: int, more: str) -> None:
    """A file that grows to a limit and beyond is read or refused as if it were the first version."""
    inner = "".join(f"{' ' * indent}{line}" for line in more.splitlines(keepends=True))
    first = f"{text}{' ' * indent}a: b\n"
    assert_read_incrementally([first, text + inner, first, text + inner])
    assert isinstance(parse_plain(first.encode()), dict)
