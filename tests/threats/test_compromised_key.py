"""A key that has signed is retired, or turns out to be compromised.

A retired key counts in merges before that change. A compromised key does not count in open releases (`inactive-key`);
the verdicts of closed releases do not change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import PEOPLE, POLICY, V1, decide, give, put_top, replace
from shop import ALICE, ANN, BOB, DORA, MALLORY
from standings import Slot, valid
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit
    from shop import Person

GROUP = "Identity"

SIGNED = put_top(POLICY, level="signed")


def _set(person: Person, state: str) -> Edit:
    """The state of the key of a person; Bob's and the others' stay as they are."""
    return replace(f"ssh: {person.key.public}\n", f"ssh: {person.key.public}\n        state: {state}\n", path=PEOPLE)


def _below(at: tuple[str, str]) -> Slot:
    return Slot("below-level", "attributed", "inactive-key", "alice", None, "alice", "ann", at)


def test_retired_key_counts_in_landings_before(tmp_path: Path) -> None:
    """What was signed is signed; `gonogo status` reads the order of landings."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.push(ANN, _set(ALICE, "retired"), key=ANN.key)
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_retired_key_signs_nothing_more(tmp_path: Path) -> None:
    """Whatever the date of the commit says."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    team.push(ANN, _set(ALICE, "retired"), key=ANN.key)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key, date="1770000000 +0000")
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == _below(made)


def test_decision_that_waits_while_the_key_is_retired_is_not_signed(tmp_path: Path) -> None:
    """It lands afterwards."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    team.push(ANN, _set(ALICE, "retired"), key=ANN.key)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == _below(made)


def test_compromised_key_has_signed_nothing(tmp_path: Path) -> None:
    """Nobody knows who made the signatures, whenever it was."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.push(ANN, _set(ALICE, "compromised"), key=ANN.key)
    assert team.slot("qa") == _below(made)


def test_key_that_is_called_compromised_by_anybody_counts(tmp_path: Path) -> None:
    """Mallory takes no decision away so: states are those that a maintainer set."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.push(MALLORY, _set(ALICE, "compromised"))
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_key_that_is_called_active_again_by_anybody_does_not_count(tmp_path: Path) -> None:
    """And she gives none back."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.push(ANN, _set(ALICE, "compromised"), key=ANN.key)
    team.push(MALLORY, replace("        state: compromised\n", "", path=PEOPLE))
    assert team.slot("qa") == _below(made)


def test_compromised_key_leaves_the_verdict_of_a_closed_release(tmp_path: Path) -> None:
    """It was GO when it was deployed."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.sign_rest()
    team.push(ANN, put_top(POLICY, level="attributed"))
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, put_top(V1, outcome="deployed"), by=DORA)
    team.push(ANN, _set(ALICE, "compromised"), put_top(POLICY, level="signed"), key=ANN.key)
    assert team.status(as_of=AFTER).verdict == "GO"


def test_registry_that_a_compromised_key_authorised_stays_and_is_a_finding(tmp_path: Path) -> None:
    """Until a maintainer confirms or reverts it; decisions by it count meanwhile."""
    team = Team(tmp_path, SIGNED, put_top(POLICY, maintainers="[ann, bob]"), key=ANN.key)
    team.push(ANN, give("qa-lead", "alice", "carol"), key=ANN.key)
    assert team.check() == []
    team.push(BOB, _set(ANN, "compromised"), key=BOB.key)
    assert ("error", "registry-not-authorised") in team.check()
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_compromised_key_changes_the_registry_no_more(tmp_path: Path) -> None:
    """Whoever has it is no maintainer."""
    team = Team(tmp_path, SIGNED, put_top(POLICY, maintainers="[ann, bob]"), key=ANN.key)
    team.push(BOB, _set(ANN, "compromised"), key=BOB.key)
    team.push(ANN, give("qa-lead", "dora"), key=ANN.key)
    made = team.pull(DORA, decide("qa", by="dora"), by=BOB, key=DORA.key)
    slot = team.slot("qa")
    assert (slot.state, slot.code, slot.at) == ("below-level", "role-not-held", made)
