"""A covered item changes after the decision, and the signer signs again by hand.

With a new `on:` the decision is valid again; a commit that changes no line of the decision decides nothing.
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
    """A date, or a time for the second time on one day."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(CAROL, REWORD, by=ANN)
    assert team.slot("qa") == stale("alice", first, "tests")
    again = team.pull(ALICE, put("qa", on=on), by=ANN)
    slot = team.slot("qa")
    assert slot._replace(on=None) == valid("alice", at=again)
    assert slot.on is not None
    assert slot.on.startswith("2026-02-03")


def test_commit_that_changes_no_line_of_the_decision_decides_nothing(tmp_path: Path) -> None:
    """Not even by the signer: the decision is judged by the commit that last wrote it."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(CAROL, REWORD, by=ANN)
    team.pull(ALICE, put("lint", note="I have looked again"), by=ANN)
    assert team.slot("qa") == stale("alice", first, "tests", "lint")


def test_new_date_by_another_is_claimed(tmp_path: Path) -> None:
    """Only the signer signs again."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(CAROL, REWORD, by=ANN)
    made = team.pull(MALLORY, put("qa", on="2026-02-03"), by=ANN)
    expected = claimed("author-mismatch", by="alice", written_by="mallory", at=made)
    assert team.slot("qa") == expected._replace(on="2026-02-03")


def test_check_says_how_to_sign_again(tmp_path: Path) -> None:
    """The help of the finding has the line to write."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(CAROL, REWORD, by=ANN)
    assert "on: 2026-03-01" in team.run("check").out
