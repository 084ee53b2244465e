"""A file is copied with the decisions in it, to another release or to another system with the same release id.

The decisions in the copy are claimed (`arrived-filled`): empty the slot, then decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import V1, V2, copy, decide, delete, empty, replace, write
from shop import ALICE, ANN
from standings import Slot, claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

NAME_V2 = replace("release: v1", "release: v2", path=V2)
TILL = "checklists/till/v1.yml"


def test_decision_copied_to_another_release_is_claimed(tmp_path: Path) -> None:
    """A copied decision is claimed, even if its signer makes the copy; the original decision stays valid."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, copy(V1, V2), NAME_V2, by=ANN)
    assert team.status(release="shop/v2").slots["qa"] == claimed(
        "arrived-filled", by="alice", written_by="alice", at=made
    )
    assert team.slot("qa") == valid("alice", at=first)


def test_decision_copied_to_another_system_is_claimed(tmp_path: Path) -> None:
    """A decision copied to another system is claimed, even if the release id is the same."""
    roles = "roles:\n  qa-lead:\n    title: QA lead\n    people: [alice]\n"
    till = (write("checklists/till/roles.yml", roles), write("checklists/till/system.yml", "name: Till\n"))
    team = Team(tmp_path, *till)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, copy(V1, TILL), by=ANN)
    assert team.status(release="till/v1").slots["qa"] == claimed(
        "arrived-filled", by="alice", written_by="alice", at=made
    )


def test_decision_in_a_renamed_file_is_claimed(tmp_path: Path) -> None:
    """A decision is claimed after its file is renamed, because the new file is another release."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, copy(V1, V2), NAME_V2, delete(V1), by=ANN)
    assert team.status(release="shop/v2").slots["qa"] == claimed(
        "arrived-filled", by="alice", written_by="alice", at=made
    )


def test_decision_in_a_restored_file_is_claimed(tmp_path: Path) -> None:
    """A decision in a file that was deleted and restored is claimed."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    signed = team.trees[team.main.head][V1]
    team.push(ANN, delete(V1))
    made = team.pull(ALICE, write(V1, signed), by=ANN)
    assert team.slot("qa") == claimed("arrived-filled", by="alice", written_by="alice", at=made)


def test_decision_after_the_slot_was_emptied_counts(tmp_path: Path) -> None:
    """A new decision counts in a slot that was copied with an old decision and then emptied on main."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, copy(V1, V2), NAME_V2, by=ANN)
    team.pull(ANN, empty("qa", path=V2), by=ANN)
    assert team.status(release="shop/v2").slots["qa"] == Slot("unsigned")
    made = team.pull(ALICE, decide("qa", by="alice", path=V2), by=ANN)
    assert team.status(release="shop/v2").slots["qa"] == valid("alice", at=made)


def test_slot_copied_emptied_and_filled_in_one_pull_request_is_claimed(tmp_path: Path) -> None:
    """A decision is claimed if an earlier commit of the same pull request copied the slot with a decision."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, copy(V1, V2), NAME_V2)
    branch.commit(ALICE, empty("qa", path=V2))
    sign = branch.commit(ALICE, decide("qa", by="alice", path=V2))
    made = (sign, team.merge(branch, by=ANN))
    assert team.status(release="shop/v2").slots["qa"] == claimed(
        "arrived-filled", by="alice", written_by="alice", at=made
    )
