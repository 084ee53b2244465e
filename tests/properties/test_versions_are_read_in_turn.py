"""Law: a reader that has read other versions before reads a version as one that has read none."""

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
# What stands around a line decides whether its value can be exchanged.
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
# What is taken out, and what stands there instead.
NASTY = {
    "line inserted": ("        title: Tests", "        evidence: https://a.example/x\n        title: Tests"),
    "line deleted": ("        title: Tests are green\n", ""),
    "value that opens a quote": ("title: Tests are green", "title: 'Tests are green"),
    "quote that is closed behind the block": ("status: open", "status: 'open\n'"),
    "quote that closes on another quote": ("Tests are green", '"Tests are green'),
    "quote of several lines becomes plain": ('"Docs\n          are there"', "Docs"),
    "plain text goes on": ("Tests are green", "Tests are green\n          and stay so"),
    "plain text goes on no deeper": ("Tests are green", "Tests are green\n        and stay so"),
    "text gets a line": ("          last line", "          last line\n          one more"),
    "text gets a line that looks like a key": ("          last line", "          last: line"),
    "text gets a comment that is none": ("          last line", "          # last line"),
    "text ends early": ("          last line", "        last: line"),
    "text starts at a key": ("items:", "items: |"),
    "folded text instead of a mapping": ("code:", "code: >-"),
    "comment at the start of the block": ("      docs:", "# docs\n      docs:"),
    "deep comment behind a text": ("      docs:", "            # docs\n      docs:"),
    "comment behind a value": ("status: open", "status: open # not yet"),
    "blank lines": ("      docs:", "\n   \n      docs:"),
    "key twice in a block": ("status: open", "status: open\n        status: done"),
    "key twice across the border": ("      docs:", "      tests:"),
    "key twice further away": ("release: v1", "release: v1\nsections: none"),
    "key without value": ("status: open", "status:"),
    "key without value that takes the next": ("        status: open", "        status:\n  "),
    "question mark": ("        status: open", "        ? status\n        : open"),
    "question mark alone": ("        status: open", "        ? status"),
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
    "nothing left": (RELEASE, ""),
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

# Versions one after the other, where it takes more than one change.
TURNS = {
    "key behind the end of the document": ("a: b\n...\n", "a: b\n...\nc: d\n"),
    "end of the document, and a key behind it": ("a: b\nc: d\n", "a: b\nc: e\n...\n", "a: b\nc: e\n...\nf: g\n"),
    "key that is quoted, between keys that are not": ("a:\n  b: c\n'd':\n  e: f\n", "a:\n  b: x\n'd':\n  e: f\n"),
    "lines that only YAML cuts": (
        "z: 1\n",
        "z: 1\na:\x85  k: 1\x85b:\n  k: 2\n",
        "z: 1\na:\x85  k: 1\x85b:\n  k: 3\n",
    ),
    "another key, with a key twice below it": ("a:\n  b: c\n", "x:\n  b: c\n  b: d\n"),
    "no line end": ("a: b", "c: d", "c: d\ne: f", "e: f"),
    "pairs that change places, one without a plain key": ("c: d\n? e\nf: g\n", "f: g\nc: d\n? e\n"),
    "line in quotes that looks like a key": (
        "a: \"x\nb: y\"\n'q': z\nc: d\n",
        "a: x\nb: y\"\n'q': z\nc: e\n",
    ),
    "broken, and as before": ("a: b\nc: d\n", "a: 'b\nc: d\n", "a: b\nc: d\n", "a: b\nc: e\n"),
}


def assert_read_in_turn(versions: list[str]) -> None:
    """Every version is read as by itself, its keys in the same order."""
    reader = PlainReader()
    for version in versions:
        found, alone = reader.read(version.encode()), parse_plain(version.encode())
        assert json.dumps(found) == json.dumps(alone)
        assert type(found) is type(alone)


@st.composite
def with_other_lines(draw: st.DrawFn, text: str) -> list[str]:
    """The text, and versions that each differ from the one before in some lines: new, gone, moved, twice, shifted."""
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
@pytest.mark.parametrize(("old", "new"), NASTY.values(), ids=NASTY)
def test_nasty_change_is_read_in_turn(before: str, old: str, new: str) -> None:
    """Whatever a change opens, closes, repeats or shifts, there and back, and again beside another one."""
    text = before if "\r" not in before else before.replace("\r\n", "\n")
    changed = text.replace(old, new, 1)
    assert changed != text
    both = changed.replace("it holds", "held")
    versions = [text, changed, both, text, both, changed]
    assert_read_in_turn([one.replace("\n", "\r\n") for one in versions] if text != before else versions)


@pytest.mark.parametrize("versions", TURNS.values(), ids=TURNS)
def test_turns_are_read_in_turn(versions: tuple[str, ...]) -> None:
    """What one version leaves behind misleads no later one."""
    assert_read_in_turn([*versions, *versions])


@pytest.mark.parametrize("path", REAL)
@given(data=st.data())
def test_lines_of_real_files_are_read_in_turn(path: str, data: st.DataObject) -> None:
    """Whatever lines of a real file come, go, move or stand elsewhere."""
    assert_read_in_turn(data.draw(with_other_lines(REAL[path])))


@settings(max_examples=400)
@given(
    data=st.data(), text=st.sampled_from((RELEASE, "a: b\n", "? a\n: b\nc: d\n? e\nf:\n- g: h\n  i: j\n- k\nl: m\n"))
)
def test_lines_are_read_in_turn(data: st.DataObject, text: str) -> None:
    """Whatever lines of a small file come, go, move or stand elsewhere."""
    assert_read_in_turn(data.draw(with_other_lines(text)))


@st.composite
def with_other_values(draw: st.DrawFn, text: str) -> list[str]:
    """The text, and versions of it that each have another value on one line of the version before."""
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
def test_versions_of_real_files_are_read_in_turn(path: str, data: st.DataObject) -> None:
    """Whatever value a line of a real file is given."""
    assert_read_in_turn(data.draw(with_other_values(REAL[path])))


@given(data=st.data())
def test_versions_of_any_lines_are_read_in_turn(data: st.DataObject) -> None:
    """Whatever stands around the line: texts that go on, lists, braces, tabs, comments, keys without values."""
    text = "\n".join(data.draw(st.lists(LINES, min_size=1, max_size=6)))
    assert_read_in_turn(data.draw(with_other_values(text)))


@given(lines=st.lists(LINES, min_size=1, max_size=5), signs=st.lists(st.sampled_from(SIGNS), max_size=4))
@example(lines=["m:", "  ? x", "x:", "  y: z"], signs=["a"])
@example(lines=["a:", "\t", "b: c"], signs=["a"])
@example(lines=["a: |", "  a: b"], signs=["a"])
@example(lines=["a: 'b", "  a: b", "  '"], signs=["a"])
@example(lines=["a: {", "  a: b", "  }"], signs=["a"])
def test_any_signs_behind_a_key_are_read_in_turn(lines: list[str], signs: list[str]) -> None:
    """Whatever signs of YAML are put behind the key of each line in turn."""
    versions = ["\n".join(lines)]
    for at, line in enumerate(lines):
        changed = [*lines[:at], f"{line.partition(':')[0]}: {''.join(signs)}", *lines[at + 1 :]]
        versions += ["\n".join(changed), "\n".join(lines)]
    assert_read_in_turn(versions)


def test_trees_share_what_stayed() -> None:
    """Only the mappings around a change are new objects, whatever lies between two changes."""
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
def test_limits_hold_in_turn(text: str, indent: int, more: str) -> None:
    """A file that grows to the limits of what may be read, and beyond, is read or refused as by itself."""
    inner = "".join(f"{' ' * indent}{line}" for line in more.splitlines(keepends=True))
    first = f"{text}{' ' * indent}a: b\n"
    assert_read_in_turn([first, text + inner, first, text + inner])
    assert isinstance(parse_plain(first.encode()), dict)
