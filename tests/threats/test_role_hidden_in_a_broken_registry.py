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
    "no YAML": (append("  broken: [\n", path=ROLES), replace("  broken: [\n", "", path=ROLES)),
    "an unknown key": (put("cto", path=ROLES, holder="bob"), put("cto", path=ROLES, holder=None)),
}


@pytest.mark.parametrize("author", [ANN, CAROL])
@pytest.mark.parametrize("how", BREAKS)
def test_role_hidden_on_main_is_not_given_by_whoever_mends_the_file(how: str, author: Person, tmp_path: Path) -> None:
    """Ann writes the mending commit, or merges that of Carol."""
    hide, mend = BREAKS[how]
    team = Team(tmp_path)
    team.push(MALLORY, TAKE, hide)
    team.pull(author, mend, by=ANN)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


@pytest.mark.parametrize("how", BREAKS)
def test_role_hidden_on_a_branch_is_not_given_by_whoever_mends_the_file(how: str, tmp_path: Path) -> None:
    """Ann helps with a pull request, which another person merges."""
    hide, mend = BREAKS[how]
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, TAKE, hide)
    branch.commit(ANN, mend)
    team.merge(branch, by=CAROL)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_role_on_a_broken_branch_that_a_maintainer_merges_is_given(tmp_path: Path) -> None:
    """The pull request shows the role, and Ann merges all of it: main was never broken."""
    hide, mend = BREAKS["no YAML"]
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, give("qa-lead", "carol"), hide)
    branch.commit(MALLORY, mend)
    team.merge(branch, by=ANN)
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)


def test_role_in_the_mended_file_counts_when_it_is_confirmed(tmp_path: Path) -> None:
    """Ann breaks the file herself, with a change that she wants: she says so, or writes it again."""
    hide, mend = BREAKS["no YAML"]
    team = Team(tmp_path)
    team.push(ANN, give("qa-lead", "carol"), hide)
    mended = team.push(ANN, mend)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[mended]}]"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)


def test_role_that_was_there_before_the_file_broke_stays(tmp_path: Path) -> None:
    """Mending alone changes nothing."""
    hide, mend = BREAKS["no YAML"]
    team = Team(tmp_path)
    team.push(ANN, give("qa-lead", "carol"))
    team.push(MALLORY, hide)
    team.push(CAROL, mend, put("lint", note="Looked at", path=V1))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)
