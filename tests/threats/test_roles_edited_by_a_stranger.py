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
def test_role_given_without_a_maintainer_is_not_held(author: Person, tmp_path: Path) -> None:
    """A role is not held, and is an error, if a colleague, a stranger or the CTO gives it."""
    team = Team(tmp_path)
    team.push(author, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)
    assert ("error", "registry-not-authorised") in team.check()


def test_role_removed_without_a_maintainer_is_still_held(tmp_path: Path) -> None:
    """Alice still holds her role after Mallory removes it."""
    team = Team(tmp_path)
    team.push(MALLORY, give("qa-lead", "mallory"))
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)


def test_address_added_without_a_maintainer_is_unknown(tmp_path: Path) -> None:
    """An address that Mallory adds to Alice's addresses does not count."""
    team = Team(tmp_path)
    team.push(MALLORY, put("alice", path=PEOPLE, emails="[alice@example.com, eve@example.org]"))
    made = team.pull(EVE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("unknown-author", by="alice", written_by="Eve Elder", at=made)


def test_key_added_without_a_maintainer_is_unknown(tmp_path: Path) -> None:
    """A key that Mallory adds to Alice's keys does not count."""
    team = Team(tmp_path)
    keys = f"\n      laptop:\n        ssh: {MALLORY.key.public}"
    team.push(MALLORY, put("alice", path=PEOPLE, keys=keys))
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=MALLORY.key)
    assert team.slot("qa")[:3] == ("valid", "attributed", "unknown-key")


def test_change_merged_by_a_maintainer_counts(tmp_path: Path) -> None:
    """A role counts if a maintainer merges the change."""
    team = Team(tmp_path)
    team.pull(MALLORY, give("qa-lead", "carol"), by=ANN)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)
    assert team.check() == []


def test_squashed_change_opened_by_mallory_does_not_count(tmp_path: Path) -> None:
    """A squash names only the person who opened the pull request: a role that Mallory opens is not held."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, give("qa-lead", "carol"))
    team.squash(branch, opened_by=MALLORY.private)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_squashed_change_opened_by_a_maintainer_counts(tmp_path: Path) -> None:
    """A role counts if a maintainer opened the squashed pull request."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ANN, give("qa-lead", "carol"))
    team.squash(branch, opened_by=ANN.private)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)


def test_change_without_maintainers_is_refused(tmp_path: Path) -> None:
    """`gonogo check` reports a policy without maintainers, and the policy has no effect on main."""
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
def test_change_that_locks_out_all_maintainers_is_refused(lock: str, tmp_path: Path) -> None:
    """`gonogo check` reports in the working tree every change after which no maintainer can change the registry."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    team.write(LOCKS[lock])
    assert ("error", "would-lock-out") in team.check()


def test_registry_in_the_working_tree_gives_no_role(tmp_path: Path) -> None:
    """Decisions are judged by the registry of main, not by the registry in the working tree."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=ANN)
    team.write(give("qa-lead", "mallory"), put_top(POLICY, level="claimed"))
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", at=made)


def test_policy_in_the_working_tree_has_no_effect(tmp_path: Path) -> None:
    """A second person is required by the policy of main, even if the working tree does not require it."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    sign = team.push(ALICE, decide("qa", by="alice"))
    team.write(put_top(POLICY, second_person="none"))
    slot = team.slot("qa")
    assert (slot.state, slot.at) == ("no-second-person", (sign, sign))


def test_new_maintainer_has_rights_from_the_next_landing(tmp_path: Path) -> None:
    """A new maintainer can give a role in the next merge to main."""
    team = Team(tmp_path)
    team.push(ANN, put_top(POLICY, maintainers="[ann, bob]"))
    team.push(BOB, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)
