"""Mallory commits a decision `by: alice`.

The decision is claimed and does not count (`author-mismatch`); the reason names both people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide
from shop import ALICE, ANN, EVE, MALLORY
from standings import Slot, claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"


def test_decision_by_another_person_is_claimed(tmp_path: Path) -> None:
    """Alice's decision in Mallory's commit is claimed, blocks the release, and its reason names both people."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    status = team.status()
    assert status.slots["qa"] == claimed("author-mismatch", by="alice", written_by="mallory", at=made)
    assert (status.verdict, status.blockers[0]) == ("NO-GO", ("signoff-missing", "qa"))
    assert "Alice Amber" in status.reasons["qa"]
    assert "Mallory Moss" in status.reasons["qa"]


def test_decision_by_another_person_merged_by_the_signer_is_claimed(tmp_path: Path) -> None:
    """Alice's decision in Mallory's commit is claimed, even if Alice merges it."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ALICE)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", merged_by=None, at=made)


def test_decision_by_a_stranger_is_claimed(tmp_path: Path) -> None:
    """A decision in a commit with an unknown address is claimed, with the name of the commit's author."""
    team = Team(tmp_path)
    made = team.pull(EVE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("unknown-author", by="alice", written_by="Eve Elder", at=made)


def test_decision_by_another_person_on_the_web_is_claimed(tmp_path: Path) -> None:
    """Mallory is recognized by her private address if she writes Alice's decision in the editor of the forge."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.edit_on_web(MALLORY.private, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_uncommitted_decision_is_pending(tmp_path: Path) -> None:
    """A decision in the working tree is pending, without author and level."""
    team = Team(tmp_path)
    team.write(decide("qa", by="alice"))
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")
