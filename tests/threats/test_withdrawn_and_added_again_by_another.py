"""Alice withdraws her decision, and another person restores it.

The decision is claimed (`author-mismatch`); only Alice can decide again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, give
from shop import ALICE, ANN, CAROL, MALLORY
from standings import Slot, claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Content"

WITHDRAW = decide("qa", "alice", "withdrawn")


def test_withdrawn_decision_does_not_count(tmp_path: Path) -> None:
    """It keeps showing the level of its evidence."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, WITHDRAW, by=ANN)
    status = team.status()
    assert status.slots["qa"] == Slot("withdrawn", "attributed", None, "alice", None, "alice", "ann", made)
    assert ("signoff-missing", "qa") in status.blockers


def test_decision_that_another_puts_back_is_claimed(tmp_path: Path) -> None:
    """The same words as before."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, WITHDRAW, by=ANN)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_decision_that_the_signer_puts_back_counts(tmp_path: Path) -> None:
    """Also in the same words, in the same pull request."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, WITHDRAW, by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_that_another_withdraws_does_not_count(tmp_path: Path) -> None:
    """Mallory takes a go away; that is safe, and the reader sees who did it."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(MALLORY, WITHDRAW, by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.written_by, slot.at) == ("withdrawn", "claimed", "mallory", made)


def test_no_go_blocks_at_any_level(tmp_path: Path) -> None:
    """Whoever wrote it: a refusal is not overlooked because its evidence is weak."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", "alice", "no-go", reason="The tests fail"), by=ANN)
    status = team.status()
    assert status.blockers[0] == ("refused", "qa")
    assert status.slots["qa"] == Slot("refused", "claimed", "author-mismatch", "alice", None, "mallory", "ann", made)


def test_no_go_that_is_not_committed_blocks(tmp_path: Path) -> None:
    """It is pending as a decision, and a no-go all the same."""
    team = Team(tmp_path)
    team.write(decide("qa", "alice", "no-go"))
    assert team.status().blockers[0] == ("refused", "qa")


def test_go_after_the_no_go_of_another_holder_names_it(tmp_path: Path) -> None:
    """The newest decision counts, and the earlier no-go stays in sight."""
    team = Team(tmp_path, give("qa-lead", "alice", "carol"))
    team.pull(CAROL, decide("qa", "carol", "no-go", reason="The tests fail"), by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice", reason=None), by=ANN)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=made)
    assert "Carol Clay said no-go" in status.remarks["qa"]
