"""A release is deployed against NO-GO and signed later, closed a week late, or rolled back.

The release is judged once, as of T-0. Later events are shown and do not change the verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import PEOPLE, V1, decide, put, put_top, waive
from shop import ALICE, ANN, BOB, CAROL, DORA, MALLORY
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit

GROUP = "Decisions"


def _close(outcome: str) -> Edit:
    return put_top(V1, outcome=outcome)


def test_release_deployed_against_no_go_stays_no_go(tmp_path: Path) -> None:
    """A release that was NO-GO at T-0 stays NO-GO when people sign the day after."""
    team = Team(tmp_path)
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, _close("deployed"), by=DORA)
    team.wait_until("2026-03-03T10:00")
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(BOB, decide("cto", by="bob"), by=ANN)
    team.pull(DORA, decide("final", by="dora"), by=ANN)
    status = team.status(as_of=AFTER)
    assert (status.verdict, status.outcome) == ("NO-GO", "deployed")
    assert status.blockers == [("signoff-missing", name) for name in ("qa", "cto", "final")]
    assert [slot.state for slot in status.slots.values()] == ["unsigned", "unsigned", "unsigned"]


def test_release_signed_between_t_zero_and_the_closing_is_no_go(tmp_path: Path) -> None:
    """A release that is signed after T-0 and closed a week later is NO-GO."""
    team = Team(tmp_path)
    team.wait_until("2026-03-03T10:00")
    team.sign_all()
    assert team.status(as_of="2026-03-04").verdict == "GO"
    team.wait_until("2026-03-09T10:00")
    team.pull(DORA, _close("deployed"), by=DORA)
    status = team.status(as_of=AFTER)
    assert (status.verdict, status.outcome) == ("NO-GO", "deployed")
    assert status.blockers == [("signoff-missing", name) for name in ("qa", "cto", "final")]


def test_release_that_was_go_at_t_zero_stays_go(tmp_path: Path) -> None:
    """A release that was GO at T-0 stays GO if an item is reopened before the closing."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-05T10:00")
    team.pull(CAROL, put("tests", status="open"), by=ANN)
    assert team.status(as_of="2026-03-06").verdict == "NO-GO"
    team.wait_until("2026-03-09T10:00")
    team.pull(DORA, _close("deployed"), by=DORA)
    status = team.status(as_of=AFTER)
    assert (status.verdict, status.blockers, status.outcome) == ("GO", [], "deployed")


def test_release_that_was_rolled_back_stays_go(tmp_path: Path) -> None:
    """A release that was GO at T-0 and is rolled back stays GO: a trigger that fired after T-0 does not block."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-02T10:00")
    team.pull(CAROL, put("errors", status="fired"), by=ANN)
    assert team.status(as_of="2026-03-03").blockers == [("fired-trigger", "errors")]
    team.pull(DORA, _close("rolled-back"), by=DORA)
    status = team.status(as_of=AFTER)
    assert (status.verdict, status.blockers, status.outcome) == ("GO", [], "rolled-back")


def test_closed_release_does_not_change(tmp_path: Path) -> None:
    """Later edits, withdrawals and forged decisions do not change the verdict of a closed release."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, _close("deployed"), by=DORA)
    before = team.status(as_of=AFTER)
    team.pull(ALICE, put("tests", status="open"), put("outage", status="fired"), by=ANN)
    team.pull(MALLORY, decide("qa", "alice", "withdrawn"), by=ANN)
    team.push(ANN, put("bob", path=PEOPLE, state="left"))
    after = team.status(as_of=AFTER)
    assert (before.verdict, before.outcome) == ("GO", "deployed")
    assert (after.verdict, after.blockers) == (before.verdict, before.blockers)
    assert [slot.state for slot in after.slots.values()] == ["valid", "valid", "valid"]


def test_waiver_that_ends_after_t_zero_counts(tmp_path: Path) -> None:
    """A waiver counts in a closed release if it ended after T-0."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann", until="2026-03-05"), by=BOB)
    team.sign_all()
    team.wait_until("2026-03-09T10:00")
    team.pull(DORA, _close("deployed"), by=DORA)
    assert team.status(as_of=AFTER).verdict == "CONDITIONAL"


def test_release_closed_before_t_zero_is_judged_when_it_was_closed(tmp_path: Path) -> None:
    """A release closed before T-0 is judged at its closing: later signatures do not count."""
    team = Team(tmp_path)
    team.wait_until("2026-02-20T10:00")
    team.pull(DORA, _close("deployed"), by=DORA)
    team.sign_all()
    assert team.status(as_of=AFTER).verdict == "NO-GO"


def test_closed_release_fails_the_deployment_gate(tmp_path: Path) -> None:
    """`gonogo status --exit-code` exits with 1 for a closed release, even if its verdict is GO."""
    team = Team(tmp_path)
    team.sign_all()
    assert team.run("status", "shop/v1", "--exit-code").code == 0
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, _close("deployed"), by=DORA)
    assert team.run("status", "shop/v1", "--exit-code", as_of=AFTER).code == 1
