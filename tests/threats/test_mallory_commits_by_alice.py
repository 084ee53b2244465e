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


def test_decision_by_another_is_claimed(tmp_path: Path) -> None:
    """Whoever merges it, the release is NO-GO, and both names are in the reason."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    status = team.status()
    assert status.slots["qa"] == claimed("author-mismatch", by="alice", written_by="mallory", at=made)
    assert (status.verdict, status.blockers[0]) == ("NO-GO", ("signoff-missing", "qa"))
    assert "Alice Amber" in status.reasons["qa"]
    assert "Mallory Moss" in status.reasons["qa"]


def test_decision_by_another_that_the_signer_merges_is_claimed(tmp_path: Path) -> None:
    """To merge is not to decide, and the signer is no second person."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ALICE)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", merged_by=None, at=made)


def test_decision_by_a_stranger_is_claimed(tmp_path: Path) -> None:
    """The name in the commit is shown, and the code says that people.yml does not know the address."""
    team = Team(tmp_path)
    made = team.pull(EVE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("unknown-author", by="alice", written_by="Eve Elder", at=made)


def test_decision_by_another_on_the_web_is_claimed(tmp_path: Path) -> None:
    """The editor of the forge writes her private address, by which she is known."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.edit_on_web(MALLORY.private, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_decision_that_is_not_committed_is_pending(tmp_path: Path) -> None:
    """Lines in the working tree have no author at all."""
    team = Team(tmp_path)
    team.write(decide("qa", by="alice"))
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")
