"""Mallory waives an item, closes the release or clears an alarm, and breaks the file in the same commit.

A person who repairs the file, or merges the repair, has not written or merged the hidden values: they do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import V1, put, put_top, replace, waive
from shop import ANN, BOB, CAROL, DORA, MALLORY, Person
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

BREAK, MEND = replace("title: Shop v1", "title: [Shop v1"), replace("title: [Shop v1", "title: Shop v1")


@pytest.mark.parametrize("author", [ANN, CAROL])
def test_waiver_is_not_approved_by_whoever_mends_the_file(author: Person, tmp_path: Path) -> None:
    """Neither by a commit of Ann's nor by her merge."""
    team = Team(tmp_path)
    team.push(CAROL, put("lint", status="open"))
    team.push(MALLORY, waive("lint", approved_by="ann"), BREAK)
    team.pull(author, MEND, by=ANN)
    team.sign_all()
    status = team.status()
    assert (status.verdict, status.blockers, status.codes) == (
        "NO-GO",
        [("waiver-invalid", "lint")],
        ["waiver-not-authorised"],
    )


def test_na_is_not_marked_by_whoever_mends_the_file(tmp_path: Path) -> None:
    """It was Mallory, and she lands it broken; whoever writes it again stands for it."""
    team = Team(tmp_path)
    team.push(MALLORY, put("lint", status="na", note="Nothing to lint"), BREAK)
    team.push(CAROL, MEND)
    team.sign_all()
    assert team.status().codes == ["na-not-authorised"]
    team.push(CAROL, put("lint", note="There is nothing to lint"))
    team.push(CAROL, put("lint", note="Nothing to lint"))
    assert team.status().verdict == "GO"


def test_release_is_not_closed_by_whoever_mends_the_file(tmp_path: Path) -> None:
    """Dora may close it, and did not."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, put_top(V1, outcome="deployed"), BREAK)
    team.push(DORA, MEND)
    assert team.status(as_of=AFTER).outcome is None


@pytest.mark.parametrize("mender", [ANN, CAROL, DORA])
def test_alarm_is_not_reverted_by_whoever_mends_the_file(mender: Person, tmp_path: Path) -> None:
    """Ann and Dora might have reverted it, and Carol had raised it."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("outage", status="fired"))
    team.push(MALLORY, put("outage", status="clear"), BREAK)
    team.push(mender, MEND)
    assert team.status().blockers == [("fired-trigger", "outage")]


def test_answer_that_was_hidden_is_written_again(tmp_path: Path) -> None:
    """What was open stays open, and the reason says what to do."""
    team = Team(tmp_path)
    team.push(CAROL, put("staffed", status="open"))
    team.push(MALLORY, put("staffed", status="met"), BREAK)
    team.push(BOB, MEND)
    team.sign_all()
    status = team.status()
    assert status.blockers == [("criterion-unmet", "staffed")]
    assert "was in the file before Bob Baker repaired it" in status.messages[0]
    team.push(BOB, put("staffed", note="Three people"))
    assert team.status().verdict == "GO"
