"""A merge to main has the date 2099 or 1970, so that it seems to be after or before T-0.

That is a finding (`landing-times-disagree`), and the worse of the verdicts at T-0 and at the closing counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import V1, decide, put, put_top, waive
from shop import ANN, BOB, CAROL, DORA
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

CLOSE = put_top(V1, outcome="deployed")
IN_1970, IN_2099 = "86400 +0000", "4070908800 +0000"
DISAGREE = "landing-times-disagree"


def test_item_reopened_in_2099_is_not_overlooked(tmp_path: Path) -> None:
    """By its date it is reopened long after T-0, and it was before."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("tests", status="open"), date=IN_2099)
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, CLOSE, by=DORA)
    assert team.status(as_of=AFTER).verdict == "NO-GO"
    assert DISAGREE in [rule for _, rule in team.check(AFTER)]


def test_closing_in_1970_does_not_come_before_the_end_of_a_waiver(tmp_path: Path) -> None:
    """By its date the release is closed while the waiver is live; at T-0 it has ended."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann", until="2026-02-20"), by=BOB)
    team.sign_all()
    team.push(DORA, CLOSE, date=IN_1970)
    assert team.status(as_of=AFTER).verdict == "NO-GO"
    assert DISAGREE in [rule for _, rule in team.check(AFTER)]


def test_decision_dated_before_t_zero_is_a_finding(tmp_path: Path) -> None:
    """Dates cannot prove that it came later, and the reader is told that they disagree."""
    team = Team(tmp_path)
    team.wait_until("2026-03-03T10:00")
    team.push(CAROL, put("lint", note="Looked at"))
    team.push(BOB, decide("cto", by="bob"), date=IN_1970)
    team.wait_until("2026-03-05T10:00")
    team.pull(DORA, CLOSE, by=DORA)
    assert DISAGREE in [rule for _, rule in team.check(AFTER)]


def test_dates_of_authors_say_nothing(tmp_path: Path) -> None:
    """Branches wait: only the dates of landings are compared."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"), date=IN_1970)
    team.merge(branch, by=ANN)
    team.sign_all()
    assert team.status().verdict == "GO"
    assert team.check() == []
