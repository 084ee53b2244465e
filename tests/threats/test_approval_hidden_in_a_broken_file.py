"""Mallory waives an item, closes the release or resets a trigger, and breaks the file in the same commit.

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
def test_waiver_is_not_approved_by_the_repair(author: Person, tmp_path: Path) -> None:
    """A waiver hidden in a broken file does not count if Ann writes or merges the repair."""
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


def test_na_is_not_marked_by_the_repair(tmp_path: Path) -> None:
    """An `na` hidden in a broken file counts only after a person other than Mallory has written it again."""
    team = Team(tmp_path)
    team.push(MALLORY, put("lint", status="na", note="Nothing to lint"), BREAK)
    team.push(CAROL, MEND)
    team.sign_all()
    assert team.status().codes == ["na-not-authorised"]
    team.push(CAROL, put("lint", note="There is nothing to lint"))
    team.push(CAROL, put("lint", note="Nothing to lint"))
    assert team.status().verdict == "GO"


def test_release_is_not_closed_by_the_repair(tmp_path: Path) -> None:
    """An outcome hidden in a broken file does not count, although Dora, who repairs the file, may close releases."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, put_top(V1, outcome="deployed"), BREAK)
    team.push(DORA, MEND)
    assert team.status(as_of=AFTER).outcome is None


@pytest.mark.parametrize("mender", [ANN, CAROL, DORA])
def test_fired_trigger_is_not_reverted_by_the_repair(mender: Person, tmp_path: Path) -> None:
    """A trigger stays fired if its reset was hidden in a broken file, even if the repairer may reset it."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("outage", status="fired"))
    team.push(MALLORY, put("outage", status="clear"), BREAK)
    team.push(mender, MEND)
    assert team.status().blockers == [("fired-trigger", "outage")]


def test_hidden_answer_counts_after_it_is_written_again(tmp_path: Path) -> None:
    """A criterion met in a broken file stays unmet, and the message asks for a new answer."""
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
