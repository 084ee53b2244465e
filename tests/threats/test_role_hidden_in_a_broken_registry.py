"""Mallory gives herself a role and breaks the file of the registry, and a maintainer repairs it.

She does not get the role (`role-not-held`): the repair does not authorize the hidden values. The change counts when a
maintainer confirms the merge of the repair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, ROLES, V1, append, decide, give, put, put_top, replace
from shop import ANN, BOB, CAROL, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit
    from shop import Person

GROUP = "Structure"

TAKE = give("qa-lead", "alice", "mallory")
BREAKS: dict[str, tuple[Edit, Edit]] = {
    "YAML error": (append("  broken: [\n", path=ROLES), replace("  broken: [\n", "", path=ROLES)),
    "an unknown key": (put("cto", path=ROLES, holder="bob"), put("cto", path=ROLES, holder=None)),
}


@pytest.mark.parametrize("author", [ANN, CAROL])
@pytest.mark.parametrize("how", BREAKS)
def test_role_hidden_on_main_is_not_given_by_the_repair(how: str, author: Person, tmp_path: Path) -> None:
    """A role hidden in a broken registry on main is not held after Ann writes or merges the repair."""
    hide, mend = BREAKS[how]
    team = Team(tmp_path)
    team.push(MALLORY, TAKE, hide)
    team.pull(author, mend, by=ANN)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


@pytest.mark.parametrize("how", BREAKS)
def test_role_hidden_on_a_branch_is_not_given_by_the_repair(how: str, tmp_path: Path) -> None:
    """A role hidden on a branch is not held if Ann only repairs the file there and Carol merges the branch."""
    hide, mend = BREAKS[how]
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, TAKE, hide)
    branch.commit(ANN, mend)
    team.merge(branch, by=CAROL)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_role_on_a_repaired_branch_merged_by_a_maintainer_is_held(tmp_path: Path) -> None:
    """A role is held if a maintainer merges the branch that contains both the broken file and its repair."""
    hide, mend = BREAKS["YAML error"]
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, give("qa-lead", "carol"), hide)
    branch.commit(MALLORY, mend)
    team.merge(branch, by=ANN)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)


def test_role_in_a_repaired_file_is_held_after_confirmation(tmp_path: Path) -> None:
    """A role from a broken file is held after a maintainer confirms the repair."""
    hide, mend = BREAKS["YAML error"]
    team = Team(tmp_path)
    team.push(ANN, give("qa-lead", "carol"), hide)
    mended = team.push(ANN, mend)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[mended]}]"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)


def test_role_from_before_the_broken_file_stays(tmp_path: Path) -> None:
    """A role that a maintainer gave before the file was broken is held after the repair."""
    hide, mend = BREAKS["YAML error"]
    team = Team(tmp_path)
    team.push(ANN, give("qa-lead", "carol"))
    team.push(MALLORY, hide)
    team.push(CAROL, mend, put("lint", note="Looked at", path=V1))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)
