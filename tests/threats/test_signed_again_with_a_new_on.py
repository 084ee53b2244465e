"""A covered item changes after the decision, and the signer signs again by hand.

With a new `on:`, the decision is valid again; a commit that changes no line of the decision has no effect on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, put
from shop import ALICE, ANN, CAROL, MALLORY
from standings import claimed, stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

REWORD = put("tests", title="Most tests pass")


@pytest.mark.parametrize("on", ["2026-02-03", "2026-02-03T09:00+01:00"])
def test_decision_with_a_new_date_is_valid(on: str, tmp_path: Path) -> None:
    """A stale decision is valid again after the signer writes a new date or time in `on`."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(CAROL, REWORD, by=ANN)
    assert team.slot("qa") == stale("alice", first, "tests")
    again = team.pull(ALICE, put("qa", on=on), by=ANN)
    slot = team.slot("qa")
    assert slot._replace(on=None) == valid("alice", at=again)
    assert slot.on is not None
    assert slot.on.startswith("2026-02-03")


def test_commit_without_a_change_of_the_decision_keeps_it_stale(tmp_path: Path) -> None:
    """A decision stays stale if its signer changes only other lines."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(CAROL, REWORD, by=ANN)
    team.pull(ALICE, put("lint", note="I have looked again"), by=ANN)
    assert team.slot("qa") == stale("alice", first, "tests", "lint")


def test_new_date_by_another_person_is_claimed(tmp_path: Path) -> None:
    """A decision in which Mallory writes a new date is claimed."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(CAROL, REWORD, by=ANN)
    made = team.pull(MALLORY, put("qa", on="2026-02-03"), by=ANN)
    expected = claimed("author-mismatch", by="alice", written_by="mallory", at=made)
    assert team.slot("qa") == expected._replace(on="2026-02-03")


def test_check_prints_the_line_to_sign_again(tmp_path: Path) -> None:
    """The help of the finding about a stale sign-off contains the `on` line to write."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(CAROL, REWORD, by=ANN)
    assert "on: 2026-03-01" in team.run("check").out
