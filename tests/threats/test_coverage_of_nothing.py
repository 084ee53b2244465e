"""A slot covers no entries, itself or a section without entries, or is in a phase that GO does not require.

The file is refused, or the release is blocked: a required sign-off must cover every section that GO requires.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import put, remove, replace
from shop import ANN, DORA
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit

GROUP = "Structure"

PROSE = replace(
    "  data:\n    title: Data\n", "  prose:\n    title: Prose\n    phase: before\n\n  data:\n    title: Data\n"
)
REFUSED = {
    "nothing": put("cto", covers="[]"),
    "empty list": put("cto", covers=""),
    "itself": put("cto", covers="[all, approvals]"),
    "each other": put("cto", covers="[all, authorization]"),
    "a missing section": put("cto", covers="[everything]"),
    "everything, as a word": put("cto", covers="all"),
    "everything, in capitals": put("cto", covers="[ALL]"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_empty_or_circular_coverage_is_refused(what: str, tmp_path: Path) -> None:
    """A file with an empty or circular coverage, or a reference to a missing section, is unreadable and NO-GO."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(ANN, REFUSED[what])
    status = team.status()
    assert (status.verdict, status.blockers) == ("NO-GO", [("unreadable", "v1")])


UNCOVERED: dict[str, tuple[Edit, ...]] = {
    "only prose is covered": (PROSE, put("cto", covers="[prose]"), put("final", covers="[prose, approvals]")),
    "one entry of the section is covered": (
        put("cto", covers="[code, data/backup, speed, terms, stops]"),
        put("final", covers="[code, data/backup, speed, terms, stops, approvals]"),
    ),
    "the covering sign-off is not required for GO": (
        put("authorization", phase="after"),
        put("cto", covers="[code]"),
    ),
}


@pytest.mark.parametrize("what", UNCOVERED)
def test_section_that_no_slot_covers_blocks(what: str, tmp_path: Path) -> None:
    """A section blocks the release if no sign-off covers all of its entries."""
    team = Team(tmp_path)
    team.push(ANN, *UNCOVERED[what])
    team.sign_all()
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("uncovered-section", "data") in status.blockers


def test_release_without_slots_is_no_go(tmp_path: Path) -> None:
    """A release without any sign-off slot is NO-GO."""
    team = Team(tmp_path)
    team.push(ANN, remove("approvals"), remove("authorization"))
    team.push(DORA, put("lint", note="Looked at"))
    assert team.status().verdict == "NO-GO"
