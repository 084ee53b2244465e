"""A person signs for a role that only other people hold.

The decision is claimed (`role-not-held`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import PEOPLE, POLICY, decide, give, put, put_top, write
from shop import ANN, BOB, CAROL, ROBOT
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"


def test_person_without_a_role_does_not_hold_it(tmp_path: Path) -> None:
    """A decision by a person without any role is claimed."""
    team = Team(tmp_path)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_holder_of_another_role_does_not_hold_it(tmp_path: Path) -> None:
    """A decision by the holder of another role is claimed, even if it is signed."""
    team = Team(tmp_path)
    made = team.pull(BOB, decide("qa", by="bob"), by=ANN, key=BOB.key)
    assert team.slot("qa") == claimed("role-not-held", by="bob", written_by="bob", at=made)


def test_role_of_another_system_is_not_held(tmp_path: Path) -> None:
    """A decision is claimed if its signer holds the role only in another system."""
    roles = "roles:\n  qa-lead:\n    title: QA lead\n    people: [carol]\n"
    till = (write("checklists/till/roles.yml", roles), write("checklists/till/system.yml", "name: Till\n"))
    team = Team(tmp_path, *till)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_role_lost_before_the_merge_is_not_held(tmp_path: Path) -> None:
    """A decision is claimed if the signer loses the role before the merge."""
    team = Team(tmp_path, give("qa-lead", "carol"))
    branch = team.branch()
    sign = branch.commit(CAROL, decide("qa", by="carol"))
    team.push(ANN, give("qa-lead", "alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_role_lost_after_the_merge_keeps_the_decision_valid(tmp_path: Path) -> None:
    """A decision stays valid if the signer loses the role after the merge."""
    team = Team(tmp_path, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    team.push(ANN, give("qa-lead", "alice"))
    assert team.slot("qa") == valid("carol", at=made)


def test_decision_by_a_person_who_has_left_is_claimed(tmp_path: Path) -> None:
    """A decision by a person who has left is claimed, even if the person still has the role."""
    team = Team(tmp_path, give("qa-lead", "carol"))
    team.push(ANN, put("carol", path=PEOPLE, state="left"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("person-left", by="carol", written_by="carol", at=made)


def test_person_who_leaves_after_the_merge_keeps_the_decision_valid(tmp_path: Path) -> None:
    """A decision stays valid if its signer leaves after the merge."""
    team = Team(tmp_path, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    team.push(ANN, put("carol", path=PEOPLE, state="left"))
    assert team.slot("qa") == valid("carol", at=made)


def test_decision_by_a_bot_is_claimed(tmp_path: Path) -> None:
    """A decision by a bot is claimed, even if the bot has the role."""
    team = Team(tmp_path, give("qa-lead", "robot"))
    made = team.pull(ROBOT, decide("qa", by="robot"), by=ANN)
    assert team.slot("qa") == claimed("bot", by="robot", written_by="robot", at=made)


def test_decisions_of_one_person_for_distinct_roles_do_not_count(tmp_path: Path) -> None:
    """Two decisions by one person do not count if the policy requires different people, even if it does so later."""
    team = Team(tmp_path, give("qa-lead", "bob"))
    team.pull(BOB, decide("qa", by="bob"), by=ANN)
    team.pull(BOB, decide("cto", by="bob"), by=ANN)
    assert [team.slot(name).state for name in ("qa", "cto")] == ["valid", "valid"]
    team.push(ANN, put_top(POLICY, distinct="\n  - [qa-lead, cto]"))
    slots = team.status().slots
    assert [(slots[name].state, slots[name].code) for name in ("qa", "cto")] == [("below-level", "not-distinct")] * 2
