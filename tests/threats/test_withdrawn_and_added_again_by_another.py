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
    """A withdrawn decision blocks the release, and keeps its level of evidence."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, WITHDRAW, by=ANN)
    status = team.status()
    assert status.slots["qa"] == Slot("withdrawn", "attributed", None, "alice", None, "alice", "ann", made)
    assert ("signoff-missing", "qa") in status.blockers


def test_decision_restored_by_another_person_is_claimed(tmp_path: Path) -> None:
    """A withdrawn decision that Mallory restores is claimed."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, WITHDRAW, by=ANN)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_decision_restored_by_the_signer_counts(tmp_path: Path) -> None:
    """A withdrawn decision that its signer restores counts."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, WITHDRAW, by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_withdrawn_by_another_person_does_not_count(tmp_path: Path) -> None:
    """A go that Mallory withdraws does not count, and `written_by` names Mallory."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(MALLORY, WITHDRAW, by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.written_by, slot.at) == ("withdrawn", "claimed", "mallory", made)


def test_no_go_blocks_at_any_level(tmp_path: Path) -> None:
    """A no-go blocks the release, even if another person wrote it."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", "alice", "no-go", reason="The tests fail"), by=ANN)
    status = team.status()
    assert status.blockers[0] == ("refused", "qa")
    assert status.slots["qa"] == Slot("refused", "claimed", "author-mismatch", "alice", None, "mallory", "ann", made)


def test_uncommitted_no_go_blocks(tmp_path: Path) -> None:
    """A no-go in the working tree blocks the release."""
    team = Team(tmp_path)
    team.write(decide("qa", "alice", "no-go"))
    assert team.status().blockers[0] == ("refused", "qa")


def test_go_after_the_no_go_of_another_holder_names_it(tmp_path: Path) -> None:
    """A go after another holder's no-go is valid, with a remark that names the no-go."""
    team = Team(tmp_path, give("qa-lead", "alice", "carol"))
    team.pull(CAROL, decide("qa", "carol", "no-go", reason="The tests fail"), by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice", reason=None), by=ANN)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=made)
    assert "Carol Clay said no-go" in status.remarks["qa"]
