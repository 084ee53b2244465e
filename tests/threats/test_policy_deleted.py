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
    """A release is NO-GO while a registry file is deleted, and GO after a maintainer restores it."""
    team = Team(tmp_path)
    team.sign_all()
    whole = team.trees[team.main.head][path]
    team.push(author, delete(path))
    assert any(severity == "error" for severity, _ in team.check())
    assert team.status().verdict == "NO-GO"
    team.push(ANN, write(path, whole))
    assert team.status().verdict == "GO"


def test_role_added_to_a_restored_file_is_not_held(tmp_path: Path) -> None:
    """Mallory does not get a role that she adds while she restores the roles."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][ROLES]
    team.push(MALLORY, delete(ROLES))
    team.push(MALLORY, write(ROLES, whole), give("qa-lead", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", at=made)


def test_restored_policy_does_not_make_mallory_a_maintainer(tmp_path: Path) -> None:
    """Mallory does not become a maintainer by restoring policy.yml with her name."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][POLICY]
    team.push(MALLORY, delete(POLICY))
    team.push(MALLORY, write(POLICY, whole), put_top(POLICY, maintainers="[mallory]"))
    team.push(MALLORY, give("qa-lead", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_decision_without_a_policy_file_is_judged_by_the_last_policy(tmp_path: Path) -> None:
    """A decision merged while policy.yml is deleted is judged by the last policy of a maintainer."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][POLICY]
    team.push(MALLORY, delete(POLICY))
    made = team.pull(ALICE, decide("qa", by="alice"), by=CAROL)
    team.push(ANN, write(POLICY, whole))
    assert team.slot("qa") == valid("alice", merged_by="carol", at=made)


def test_file_deleted_in_the_working_tree_is_no_go(tmp_path: Path) -> None:
    """A release is NO-GO if policy.yml is deleted in the working tree."""
    team = Team(tmp_path)
    team.sign_all()
    assert team.status().verdict == "GO"
    (tmp_path / POLICY).unlink()
    assert team.status().verdict == "NO-GO"
