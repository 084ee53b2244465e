"""Somebody signs for a role that is held by others.

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


def test_role_that_another_person_holds_is_not_held(tmp_path: Path) -> None:
    """Carol has no role, and writes her own name."""
    team = Team(tmp_path)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_holder_of_another_role_does_not_hold_it(tmp_path: Path) -> None:
    """Bob is CTO, and his key makes no difference."""
    team = Team(tmp_path)
    made = team.pull(BOB, decide("qa", by="bob"), by=ANN, key=BOB.key)
    assert team.slot("qa") == claimed("role-not-held", by="bob", written_by="bob", at=made)


def test_role_of_another_system_is_not_held(tmp_path: Path) -> None:
    """Roles belong to a system."""
    roles = "roles:\n  qa-lead:\n    title: QA lead\n    people: [carol]\n"
    till = (write("checklists/till/roles.yml", roles), write("checklists/till/system.yml", "name: Till\n"))
    team = Team(tmp_path, *till)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_role_that_was_lost_before_is_not_held(tmp_path: Path) -> None:
    """It counts who holds the role when the decision lands, not when the branch began."""
    team = Team(tmp_path, give("qa-lead", "carol"))
    branch = team.branch()
    sign = branch.commit(CAROL, decide("qa", by="carol"))
    team.push(ANN, give("qa-lead", "alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_role_that_is_lost_afterwards_leaves_the_decision(tmp_path: Path) -> None:
    """The holder keeps what was decided before."""
    team = Team(tmp_path, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    team.push(ANN, give("qa-lead", "alice"))
    assert team.slot("qa") == valid("carol", at=made)


def test_person_who_has_left_decides_nothing(tmp_path: Path) -> None:
    """The role may still be there."""
    team = Team(tmp_path, give("qa-lead", "carol"))
    team.push(ANN, put("carol", path=PEOPLE, state="left"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == claimed("person-left", by="carol", written_by="carol", at=made)


def test_person_who_leaves_afterwards_leaves_the_decision(tmp_path: Path) -> None:
    """It was hers when it landed."""
    team = Team(tmp_path, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    team.push(ANN, put("carol", path=PEOPLE, state="left"))
    assert team.slot("qa") == valid("carol", at=made)


def test_bot_that_holds_the_role_decides_nothing(tmp_path: Path) -> None:
    """Machines answer, people decide."""
    team = Team(tmp_path, give("qa-lead", "robot"))
    made = team.pull(ROBOT, decide("qa", by="robot"), by=ANN)
    assert team.slot("qa") == claimed("bot", by="robot", written_by="robot", at=made)


def test_one_person_does_not_hold_two_roles_that_are_distinct(tmp_path: Path) -> None:
    """Neither decision counts, also where the policy says so only afterwards."""
    team = Team(tmp_path, give("qa-lead", "bob"))
    team.pull(BOB, decide("qa", by="bob"), by=ANN)
    team.pull(BOB, decide("cto", by="bob"), by=ANN)
    assert [team.slot(name).state for name in ("qa", "cto")] == ["valid", "valid"]
    team.push(ANN, put_top(POLICY, distinct="\n  - [qa-lead, cto]"))
    slots = team.status().slots
    assert [(slots[name].state, slots[name].code) for name in ("qa", "cto")] == [("below-level", "not-distinct")] * 2
