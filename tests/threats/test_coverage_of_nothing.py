"""A slot covers nothing, itself, a section without entries, or it is in a phase that does not count.

The file is refused, or the release is blocked: every section that counts is covered by a sign-off that counts.
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
    "an empty place": put("cto", covers=""),
    "itself": put("cto", covers="[all, approvals]"),
    "each other": put("cto", covers="[all, authorization]"),
    "a section that is not there": put("cto", covers="[everything]"),
    "everything, as a word": put("cto", covers="all"),
    "everything, in capitals": put("cto", covers="[ALL]"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_coverage_that_names_nothing_is_refused(what: str, tmp_path: Path) -> None:
    """The file cannot be read, and that is NO-GO."""
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
    "the phase of who covers does not count": (
        put("authorization", phase="after"),
        put("cto", covers="[code]"),
    ),
}


@pytest.mark.parametrize("what", UNCOVERED)
def test_section_that_no_slot_covers_blocks(what: str, tmp_path: Path) -> None:
    """Everybody signs, and each of them less than all."""
    team = Team(tmp_path)
    team.push(ANN, *UNCOVERED[what])
    team.sign_all()
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("uncovered-section", "data") in status.blockers


def test_release_without_slots_is_no_go(tmp_path: Path) -> None:
    """A maintainer may take all of them out, and then nobody says go."""
    team = Team(tmp_path)
    team.push(ANN, remove("approvals"), remove("authorization"))
    team.push(DORA, put("lint", note="Looked at"))
    assert team.status().verdict == "NO-GO"
