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
    """Sets the state of a person's key; the keys of other people stay the same."""
    return replace(f"ssh: {person.key.public}\n", f"ssh: {person.key.public}\n        state: {state}\n", path=PEOPLE)


def _below(at: tuple[str, str]) -> Slot:
    return Slot("below-level", "attributed", "inactive-key", "alice", None, "alice", "ann", at)


def test_retired_key_counts_in_earlier_landings(tmp_path: Path) -> None:
    """A signature of a retired key counts if it was merged before the key was retired."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.push(ANN, _set(ALICE, "retired"), key=ANN.key)
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_retired_key_does_not_count_in_later_landings(tmp_path: Path) -> None:
    """A signature merged after the key was retired does not count, even if the date of its commit is earlier."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    team.push(ANN, _set(ALICE, "retired"), key=ANN.key)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key, date="1770000000 +0000")
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == _below(made)


def test_decision_merged_after_the_key_is_retired_is_not_signed(tmp_path: Path) -> None:
    """A signature does not count if the key is retired before the merge of the decision."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    team.push(ANN, _set(ALICE, "retired"), key=ANN.key)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == _below(made)


def test_compromised_key_does_not_count_in_earlier_landings(tmp_path: Path) -> None:
    """A signature of a compromised key does not count, even if it was merged earlier."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.push(ANN, _set(ALICE, "compromised"), key=ANN.key)
    assert team.slot("qa") == _below(made)


def test_key_marked_compromised_without_a_maintainer_counts(tmp_path: Path) -> None:
    """A key stays active if Mallory marks it as compromised: only a maintainer sets its state."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.push(MALLORY, _set(ALICE, "compromised"))
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_key_marked_active_without_a_maintainer_does_not_count(tmp_path: Path) -> None:
    """A key stays compromised if Mallory marks it as active."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.push(ANN, _set(ALICE, "compromised"), key=ANN.key)
    team.push(MALLORY, replace("        state: compromised\n", "", path=PEOPLE))
    assert team.slot("qa") == _below(made)


def test_compromised_key_keeps_the_verdict_of_a_closed_release(tmp_path: Path) -> None:
    """A closed release stays GO when a key of its signers is marked as compromised."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.sign_rest()
    team.push(ANN, put_top(POLICY, level="attributed"))
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, put_top(V1, outcome="deployed"), by=DORA)
    team.push(ANN, _set(ALICE, "compromised"), put_top(POLICY, level="signed"), key=ANN.key)
    assert team.status(as_of=AFTER).verdict == "GO"


def test_registry_change_by_a_compromised_key_stays_and_is_a_finding(tmp_path: Path) -> None:
    """A registry change stays in force if its key is compromised later, and is an error until it is confirmed."""
    team = Team(tmp_path, SIGNED, put_top(POLICY, maintainers="[ann, bob]"), key=ANN.key)
    team.push(ANN, give("qa-lead", "alice", "carol"), key=ANN.key)
    assert team.check() == []
    team.push(BOB, _set(ANN, "compromised"), key=BOB.key)
    assert ("error", "registry-not-authorised") in team.check()
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_compromised_key_cannot_change_the_registry(tmp_path: Path) -> None:
    """A compromised maintainer key gives no rights: a role that it assigns is not held."""
    team = Team(tmp_path, SIGNED, put_top(POLICY, maintainers="[ann, bob]"), key=ANN.key)
    team.push(BOB, _set(ANN, "compromised"), key=BOB.key)
    team.push(ANN, give("qa-lead", "dora"), key=ANN.key)
    made = team.pull(DORA, decide("qa", by="dora"), by=BOB, key=DORA.key)
    slot = team.slot("qa")
    assert (slot.state, slot.code, slot.at) == ("below-level", "role-not-held", made)
