"""Law: a reader that has read other versions before reads a version as one that has read none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gonogo.source.plaintree import PlainReader, parse_plain
from support.plain import real_files
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


def assert_read_in_turn(versions: list[str]) -> None:
    """Every version is read as by itself."""
    reader = PlainReader()
    for version in versions:
        assert reader.read(version.encode()) == parse_plain(version.encode())


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
    """A changed line costs no more than the mappings around it."""
    reader = PlainReader()
    before, after = (reader.read(f"a:\n  b: {value}\nc:\n  d: e\n".encode()) for value in ("open", "done"))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert (before["a"], after["a"]) == ({"b": "open"}, {"b": "done"})
    assert after["c"] is before["c"]
