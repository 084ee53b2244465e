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
    """Also where the signer makes the copy; the decision in the first file stays."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, copy(V1, V2), NAME_V2, by=ANN)
    assert team.status(release="shop/v2").slots["qa"] == claimed(
        "arrived-filled", by="alice", written_by="alice", at=made
    )
    assert team.slot("qa") == valid("alice", at=first)


def test_decision_copied_to_another_system_is_claimed(tmp_path: Path) -> None:
    """The system differs, and the id of the release is the same."""
    roles = "roles:\n  qa-lead:\n    title: QA lead\n    people: [alice]\n"
    till = (write("checklists/till/roles.yml", roles), write("checklists/till/system.yml", "name: Till\n"))
    team = Team(tmp_path, *till)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, copy(V1, TILL), by=ANN)
    assert team.status(release="till/v1").slots["qa"] == claimed(
        "arrived-filled", by="alice", written_by="alice", at=made
    )


def test_decision_in_a_renamed_file_is_claimed(tmp_path: Path) -> None:
    """Another release is another release, whatever git calls it."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, copy(V1, V2), NAME_V2, delete(V1), by=ANN)
    assert team.status(release="shop/v2").slots["qa"] == claimed(
        "arrived-filled", by="alice", written_by="alice", at=made
    )


def test_decision_in_a_file_that_comes_back_is_claimed(tmp_path: Path) -> None:
    """A file that was deleted and is restored begins again."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    signed = team.trees[team.main.head][V1]
    team.push(ANN, delete(V1))
    made = team.pull(ALICE, write(V1, signed), by=ANN)
    assert team.slot("qa") == claimed("arrived-filled", by="alice", written_by="alice", at=made)


def test_decision_after_the_slot_was_emptied_counts(tmp_path: Path) -> None:
    """The next step of a slot that arrived filled: empty it, then decide."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, copy(V1, V2), NAME_V2, by=ANN)
    team.pull(ANN, empty("qa", path=V2), by=ANN)
    assert team.status(release="shop/v2").slots["qa"] == Slot("unsigned")
    made = team.pull(ALICE, decide("qa", by="alice", path=V2), by=ANN)
    assert team.status(release="shop/v2").slots["qa"] == valid("alice", at=made)


def test_slot_emptied_and_filled_in_one_pull_request_arrived_empty(tmp_path: Path) -> None:
    """A release that lands with empty slots is declared, also if a commit of its branch had them filled."""
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
