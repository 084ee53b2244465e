"""A person who is not a maintainer gives out roles in one merge to main, and the holder signs in the next.

The decision is claimed (`role-not-held`), and the change is a finding (`registry-not-authorised`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, POLICY, decide, give, put, put_top
from shop import ALICE, ANN, BOB, CAROL, EVE, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Structure"


@pytest.mark.parametrize("author", [MALLORY, CAROL, EVE, BOB])
def test_role_given_by_anybody_is_not_held(author: Person, tmp_path: Path) -> None:
    """Neither a colleague, nor a stranger, nor the CTO gives out roles."""
    team = Team(tmp_path)
    team.push(author, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)
    assert ("error", "registry-not-authorised") in team.check()


def test_role_taken_away_by_anybody_is_still_held(tmp_path: Path) -> None:
    """Alice decides as before."""
    team = Team(tmp_path)
    team.push(MALLORY, give("qa-lead", "mallory"))
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)


def test_address_added_by_anybody_is_of_nobody(tmp_path: Path) -> None:
    """Mallory writes her own address under Alice's name."""
    team = Team(tmp_path)
    team.push(MALLORY, put("alice", path=PEOPLE, emails="[alice@example.com, eve@example.org]"))
    made = team.pull(EVE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("unknown-author", by="alice", written_by="Eve Elder", at=made)


def test_key_added_by_anybody_is_unknown(tmp_path: Path) -> None:
    """And her own key."""
    team = Team(tmp_path)
    keys = f"\n      laptop:\n        ssh: {MALLORY.key.public}"
    team.push(MALLORY, put("alice", path=PEOPLE, keys=keys))
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=MALLORY.key)
    assert team.slot("qa")[:3] == ("valid", "attributed", "unknown-key")


def test_change_that_lands_with_a_merge_by_a_maintainer_counts(tmp_path: Path) -> None:
    """Ann has seen it."""
    team = Team(tmp_path)
    team.pull(MALLORY, give("qa-lead", "carol"), by=ANN)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)
    assert team.check() == []


def test_change_that_a_squash_lands_is_that_of_its_author(tmp_path: Path) -> None:
    """A squash does not say who merged it: only who opened it counts."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, give("qa-lead", "carol"))
    team.squash(branch, opened_by=MALLORY.private)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_change_that_a_maintainer_opened_and_a_squash_lands_counts(tmp_path: Path) -> None:
    """With the private address of her account."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ANN, give("qa-lead", "carol"))
    team.squash(branch, opened_by=ANN.private)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)


def test_change_after_which_nobody_could_change_anything_is_refused(tmp_path: Path) -> None:
    """`check` says so before it lands, and it sets nothing when it has."""
    team = Team(tmp_path)
    team.write(put_top(POLICY, maintainers="[]"))
    assert ("error", "would-lock-out") in team.check()
    team = Team(tmp_path / "landed")
    team.push(ANN, put_top(POLICY, maintainers="[]"))
    assert ("error", "would-lock-out") in team.check()
    team.push(ANN, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)


LOCKS = {
    "maintainer has left": put("ann", path=PEOPLE, state="left"),
    "maintainer without an address": put("ann", path=PEOPLE, emails=None, forge=None),
    "maintainer who is a bot": put_top(POLICY, maintainers="[robot]"),
    "maintainer who does not exist": put_top(POLICY, maintainers="[zoe]"),
    "more approvals than maintainers": put_top(POLICY, approvals="3"),
    "signatures without a key": put("ann", path=PEOPLE, keys=None),
}


@pytest.mark.parametrize("lock", LOCKS)
def test_way_to_lock_everybody_out_is_refused(lock: str, tmp_path: Path) -> None:
    """Every way to it is found in the working tree, before it lands."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    team.write(LOCKS[lock])
    assert ("error", "would-lock-out") in team.check()


def test_registry_in_the_working_tree_gives_nothing(tmp_path: Path) -> None:
    """Decisions are judged by the registry of main, never by the files that lie here."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=ANN)
    team.write(give("qa-lead", "mallory"), put_top(POLICY, level="claimed"))
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", at=made)


def test_demand_that_the_working_tree_lowers_stays(tmp_path: Path) -> None:
    """Nor is the policy that it asks for."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    sign = team.push(ALICE, decide("qa", by="alice"))
    team.write(put_top(POLICY, second_person="none"))
    slot = team.slot("qa")
    assert (slot.state, slot.at) == ("no-second-person", (sign, sign))


def test_maintainer_who_joins_is_one_from_the_next_landing(tmp_path: Path) -> None:
    """Bob becomes maintainer and gives Carol a role."""
    team = Team(tmp_path)
    team.push(ANN, put_top(POLICY, maintainers="[ann, bob]"))
    team.push(BOB, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)
