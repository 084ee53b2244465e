"""Golden cases: two versions of a file, and every event between them.

A case is a folder with `before.yml` and `after.yml` (one of them may be missing: there was no file) and `expected.txt`.
Its name says what happens; files of the registry have their kind as the first word of it, everything else is a
release. `GONOGO_REWRITE_CASES=1 pytest tests/events` writes what is expected anew; read the difference before
committing it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gonogo.model.event import EventKind
from support.cases import expected_text
from support.chain import detect_changes
from support.plain import parse_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Version
    from gonogo.model.event import Change, Detail

CASES = Path(__file__).parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir())
PATHS = {
    "people": "checklists/people.yml",
    "policy": "checklists/policy.yml",
    "roles": "checklists/vitracka/roles.yml",
    "system": "checklists/vitracka/system.yml",
    "stray": "checklists/vitracka/notes/draft.yml",
}
RELEASE = "checklists/vitracka/v1.0.0.yml"


def changes_of(case: str) -> tuple[Change, ...]:
    """What happens in a case."""
    before, after = (read(CASES / case / name) for name in ("before.yml", "after.yml"))
    return detect_changes(PATHS.get(case.split("-", maxsplit=1)[0], RELEASE), before, after)


def read(file: Path) -> Version:
    """What a file of a case says."""
    return parse_plain(file.read_bytes()) if file.exists() else None


def describe(changes: tuple[Change, ...]) -> Iterator[str]:
    """A line a change, and below it one for each value that belongs to it."""
    for change in changes:
        first, *also = change.details
        yield f"{change.kind.value} {change.ref} {_write(first)}\n"
        yield from (f"    {_write(detail)}\n" for detail in also)


def _write(detail: Detail) -> str:
    before, after = ("nothing" if value is None else f'"{value}"' for value in (detail.before, detail.after))
    return f"{detail.field}: {before} -> {after}".replace("\n", "\\n").lstrip(": ")


@pytest.mark.parametrize("case", NAMES)
def test_events_of_case_are_as_expected(case: str) -> None:
    """Every event between two versions, in order, with all that it tells."""
    found = "".join(describe(changes_of(case)))
    assert found == expected_text(CASES / case / "expected.txt", found)


def test_every_kind_has_a_case() -> None:
    """No kind of event goes without an example."""
    assert {change.kind for case in NAMES for change in changes_of(case)} == set(EventKind)
