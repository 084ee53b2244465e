"""Golden cases: two versions of a file, and every event between them.

Each line of a version has a sign: `-` is only in the older version, `+` only in the newer version, a space in both. A
version without lines means that the file is absent. The name of a case describes the change. Its first word is the type
of the registry file; otherwise, the file is a release.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gonogo.model.event import EventKind
from support.chain import detect_changes
from support.golden import read_cases
from support.plain import parse_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Version
    from gonogo.model.event import Change, Detail

CASES = read_cases(Path(__file__).parent / "cases")
PATHS = {
    "people": "checklists/people.yml",
    "policy": "checklists/policy.yml",
    "roles": "checklists/vitracka/roles.yml",
    "system": "checklists/vitracka/system.yml",
    "stray": "checklists/vitracka/notes/draft.yml",
}
RELEASE = "checklists/vitracka/v1.0.0.yml"


def changes_of(case: str) -> tuple[Change, ...]:
    """The changes of a case."""
    lines = CASES[case].texts["versions"].splitlines(keepends=True)
    before, after = (read("".join(line[1:] for line in lines if line[0] in signs)) for signs in (" -", " +"))
    return detect_changes(PATHS.get(case.split("-", maxsplit=1)[0], RELEASE), before, after)


def read(text: str) -> Version:
    """The tree of a version."""
    return parse_plain(text.encode()) if text else None


def describe(changes: tuple[Change, ...]) -> Iterator[str]:
    """A line for each change, and a line for each of its values."""
    for change in changes:
        first, *also = change.details
        yield f"{change.kind.value} {change.ref} {_write(first)}\n"
        yield from (f"    {_write(detail)}\n" for detail in also)


def _write(detail: Detail) -> str:
    before, after = ("nothing" if value is None else f'"{value}"' for value in (detail.before, detail.after))
    return f"{detail.field}: {before} -> {after}".replace("\n", "\\n").lstrip(": ")


@pytest.mark.parametrize("case", CASES)
def test_events_of_case_are_as_expected(case: str) -> None:
    """The events between the two versions equal the expected text, in order."""
    found = "".join(describe(changes_of(case)))
    assert found == CASES[case].expect(found)


def test_every_kind_has_a_case() -> None:
    """Every kind of event has a case."""
    assert {change.kind for case in CASES for change in changes_of(case)} == set(EventKind)
