"""A merge to main has the date 2099 or 1970, so that it seems to be after or before T-0.

`gonogo check` reports it (`landing-times-disagree`), and the worse of the verdicts at T-0 and at the closing counts.
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


def test_item_reopened_with_a_date_in_2099_blocks(tmp_path: Path) -> None:
    """An item reopened before the closing makes the release NO-GO, even if the commit is dated 2099."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("tests", status="open"), date=IN_2099)
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, CLOSE, by=DORA)
    assert team.status(as_of=AFTER).verdict == "NO-GO"
    assert DISAGREE in [rule for _, rule in team.check(AFTER)]


def test_closing_dated_1970_does_not_revive_a_waiver(tmp_path: Path) -> None:
    """A closing dated 1970 does not make a waiver count that ended before T-0."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann", until="2026-02-20"), by=BOB)
    team.sign_all()
    team.push(DORA, CLOSE, date=IN_1970)
    assert team.status(as_of=AFTER).verdict == "NO-GO"
    assert DISAGREE in [rule for _, rule in team.check(AFTER)]


def test_later_decision_dated_before_t_zero_is_a_finding(tmp_path: Path) -> None:
    """`gonogo check` reports a decision that is dated before T-0 but merged after later commits."""
    team = Team(tmp_path)
    team.wait_until("2026-03-03T10:00")
    team.push(CAROL, put("lint", note="Looked at"))
    team.push(BOB, decide("cto", by="bob"), date=IN_1970)
    team.wait_until("2026-03-05T10:00")
    team.pull(DORA, CLOSE, by=DORA)
    assert DISAGREE in [rule for _, rule in team.check(AFTER)]


def test_author_dates_are_not_compared(tmp_path: Path) -> None:
    """An old author date on a branch is no finding: only the dates of merges to main are compared."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"), date=IN_1970)
    team.merge(branch, by=ANN)
    team.sign_all()
    assert team.status().verdict == "GO"
    assert team.check() == []
