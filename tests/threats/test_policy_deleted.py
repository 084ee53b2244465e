"""A commit deletes policy.yml, people.yml or the roles.

`gonogo check` refuses it, and the release is NO-GO until the file is restored; until then, no rights change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, POLICY, ROLES, decide, delete, give, put_top, write
from shop import ALICE, ANN, BOB, CAROL, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Structure"


@pytest.mark.parametrize("author", [MALLORY, ANN])
@pytest.mark.parametrize("path", [POLICY, PEOPLE, ROLES])
def test_registry_without_a_file_is_no_go(path: str, author: Person, tmp_path: Path) -> None:
    """Whoever deletes it; with the file back the release is GO again."""
    team = Team(tmp_path)
    team.sign_all()
    whole = team.trees[team.main.head][path]
    team.push(author, delete(path))
    assert any(severity == "error" for severity, _ in team.check())
    assert team.status().verdict == "NO-GO"
    team.push(ANN, write(path, whole))
    assert team.status().verdict == "GO"


def test_registry_that_comes_back_in_another_form_is_a_change(tmp_path: Path) -> None:
    """Deleted by Mallory, and put back with a role for herself."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][ROLES]
    team.push(MALLORY, delete(ROLES))
    team.push(MALLORY, write(ROLES, whole), give("qa-lead", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", at=made)


def test_policy_that_comes_back_by_mallory_makes_her_no_maintainer(tmp_path: Path) -> None:
    """There is no second trust root."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][POLICY]
    team.push(MALLORY, delete(POLICY))
    team.push(MALLORY, write(POLICY, whole), put_top(POLICY, maintainers="[mallory]"))
    team.push(MALLORY, give("qa-lead", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_decision_while_the_policy_is_gone_is_judged_by_the_last_one(tmp_path: Path) -> None:
    """The registry in force is the last one that a maintainer set."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][POLICY]
    team.push(MALLORY, delete(POLICY))
    made = team.pull(ALICE, decide("qa", by="alice"), by=CAROL)
    team.push(ANN, write(POLICY, whole))
    assert team.slot("qa") == valid("alice", merged_by="carol", at=made)


def test_file_deleted_in_the_working_tree_is_no_go(tmp_path: Path) -> None:
    """It need not be committed."""
    team = Team(tmp_path)
    team.sign_all()
    assert team.status().verdict == "GO"
    (tmp_path / POLICY).unlink()
    assert team.status().verdict == "NO-GO"
