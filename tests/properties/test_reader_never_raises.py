"""Laws of the strict reader on any input: it answers, and every diagnostic points into the text."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gonogo.core.diagnostics import Diagnostic
from gonogo.format.json_schema import FILES
from support.accidents import break_line
from support.cases import BASE
from support.decoding import PATH, decode
from support.texts import SIGNS

KINDS = tuple(FILES)
SOUND = {
    kind: next(BASE.rglob(f"{'v1' if kind == 'release' else kind}.yml")).read_text(encoding="utf-8") for kind in KINDS
}
# Lines that break a file, in addition to lines of other types of file.
STRANGE = (
    "", "- a", "? a", "a: &b c", "a: *b", "<<: *b", "{a: b}", "[a, b", "'a", '"a', "a: |", "---", "%YAML 1.1", "#",
    "\t", "all:", "null:", "items:", "kind: metrics",
)  # fmt: skip

every_kind = pytest.mark.parametrize("kind", KINDS)
Change = Callable[[str], str]


@st.composite
def damaged(draw: st.DrawFn, kind: str) -> str:
    """A valid file after a few accidents: missing, repeated or inserted lines and characters."""
    lines = SOUND[kind].split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = draw(_line_changes(lines[at], draw(st.sampled_from(lines))))
    return "\n".join(lines)


@st.composite
def _line_changes(draw: st.DrawFn, line: str, other: str) -> list[str]:
    ways = break_line(
        line,
        other,
        at=draw(st.integers(0, len(line))),
        added=" " * draw(st.integers(0, 12)) + draw(st.sampled_from((*STRANGE, other.strip()))),
        sign=draw(st.sampled_from(SIGNS) | st.text(max_size=2)),
    )
    return ways[draw(st.sampled_from(tuple(ways)))]


def misplaced(data: bytes, found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """The diagnostics that do not point into the text."""
    lines = data.decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n")
    return [one for one in found if one.location.path != PATH or not _is_inside(one, lines)]


def _is_inside(one: Diagnostic, lines: list[str]) -> bool:
    line, column, end = one.location.span
    if not 1 <= line <= len(lines):
        return False
    width = len(lines[line - 1])
    return 1 <= column <= width + 1 and column <= end <= max(width, column) + 1


@every_kind
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@example(data=b"")
@example(data=b"\xff\xfe")
@example(data=b"\r\n\r\xff")
@example(data=b"a: [b\r\n")
@example(data=b"? *a")
@example(data=b"---")
@example(data=b"release: v1\nphases:\n  a:\n   ")
def test_any_bytes_get_an_answer(kind: str, data: bytes) -> None:
    """The reader returns a record or diagnostics inside the text for any bytes."""
    record, found = decode(kind, data)
    assert (record is None) == bool(found)
    assert misplaced(data, found) == []


@every_kind
@given(data=st.data())
def test_damaged_file_gets_an_answer(kind: str, data: st.DataObject) -> None:
    """The reader returns a record or diagnostics inside the text for a damaged file."""
    content = data.draw(damaged(kind)).encode("utf-8", errors="replace")
    record, found = decode(kind, content)
    assert (record is None) == bool(found)
    assert misplaced(content, found) == []


@every_kind
@given(pieces=st.lists(st.sampled_from((*SIGNS, "\n", "\n  ", "\n    ", "a: ", "items:\n")), max_size=40))
def test_any_yaml_characters_get_an_answer(kind: str, pieces: list[str]) -> None:
    """The reader returns a record or diagnostics inside the text for any sequence of YAML characters."""
    data = "".join(pieces).encode()
    record, found = decode(kind, data)
    assert (record is None) == bool(found)
    assert misplaced(data, found) == []
