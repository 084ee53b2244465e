"""A branch adds a person, takes a role and signs, or names itself the main branch.

Everything that is not on main is pending: a branch is never judged more favorably than main.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, V1, decide, give, put, put_top, register, waive
from shop import ALICE, ANN, BOB, CAROL, EVE, MALLORY
from standings import Slot, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Decisions"


def test_branch_that_adds_a_person_is_pending(tmp_path: Path) -> None:
    """Registry and decision are in two commits of the branch that is checked out."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(EVE, register("eve", "eve@example.org"), give("qa-lead", "eve"))
    branch.commit(EVE, decide("qa", by="eve"))
    team.checkout(branch)
    assert team.slot("qa") == Slot("pending", None, "pending", by="eve")


@pytest.mark.parametrize("author", [MALLORY, ANN])
def test_branch_that_calls_itself_main_is_pending(author: Person, tmp_path: Path) -> None:
    """The name of the main branch is read from the registry of main."""
    team = Team(tmp_path)
    branch = team.branch("topic")
    branch.commit(author, put_top(POLICY, main="topic"))
    branch.commit(ALICE, decide("qa", by="alice"))
    team.checkout(branch)
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")
    assert team.slot("qa", "--at", "topic") == Slot("pending", None, "pending", by="alice")


def test_merge_commit_that_a_forge_tries_out_is_pending(tmp_path: Path) -> None:
    """CI checks out the merge of a pull request, whose first parent is main."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    tried = team.branch("pull-request")
    before = team.main.head
    tried.head = team.merge(branch, by=ANN)
    team.land(before)
    team.checkout(tried)
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")


def test_local_main_ahead_of_the_forge_is_pending(tmp_path: Path) -> None:
    """Main is the branch as origin has it, where there is one."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    landed = team.main.head
    team.push(BOB, decide("cto", by="bob"))
    team.git("update-ref", "refs/remotes/origin/main", team.make()[landed])
    slots = team.status().slots
    assert slots["qa"] == valid("alice", at=first)
    assert slots["cto"] == Slot("pending", None, "pending", by="bob")


def test_branch_that_is_behind_main_is_on_main(tmp_path: Path) -> None:
    """It counts where the commit is, not what is checked out."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch("deploy")
    team.pull(CAROL, put("tests", title="Most tests pass"), by=ANN)
    team.checkout(branch)
    assert team.slot("qa") == valid("alice", at=made)


def test_main_that_a_maintainer_renames_is_main(tmp_path: Path) -> None:
    """From the landing after that on, the other branch counts."""
    team = Team(tmp_path)
    team.push(ANN, put_top(POLICY, main="trunk"))
    trunk = team.branch("trunk")
    sign = trunk.commit(ALICE, decide("qa", by="alice"))
    team.checkout(trunk)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(sign, sign))


def test_main_that_mallory_renames_is_main_as_before(tmp_path: Path) -> None:
    """On main itself, where no maintainer wrote or merged it."""
    team = Team(tmp_path)
    team.push(MALLORY, put_top(POLICY, main="evil"))
    evil = team.branch("evil")
    evil.commit(ALICE, decide("qa", by="alice"))
    team.checkout(evil)
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")


@pytest.mark.parametrize("author", [MALLORY, ANN])
def test_default_branch_of_a_remote_is_not_main_by_itself(author: Person, tmp_path: Path) -> None:
    """`origin/HEAD` leads to a branch that calls itself main: that of the registry of main counts."""
    team = Team(tmp_path)
    evil = team.branch("evil")
    evil.commit(MALLORY, put_top(POLICY, main="evil"))
    evil.commit(author, decide("qa", by="alice"))
    ids = team.make()
    for branch in (team.main, evil):
        team.git("update-ref", f"refs/remotes/origin/{branch.name}", ids[branch.head])
    team.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/evil")
    team.checkout(evil)
    slot = team.slot("qa")
    assert slot == Slot("pending", None, "pending", by="alice")


def test_answers_of_a_branch_are_pending(tmp_path: Path) -> None:
    """A waiver, an outcome and a cleared trigger block until they are merged."""
    team = Team(tmp_path)
    team.push(CAROL, put("outage", status="fired"))
    branch = team.branch()
    branch.commit(CAROL, put("outage", status="clear"))
    branch.commit(ANN, waive("backup", "ann"))
    branch.commit(ANN, put("export", status="na", note="Nothing to export"))
    team.checkout(branch)
    blockers = team.status().blockers
    assert ("fired-trigger", "outage") in blockers
    assert ("waiver-invalid", "backup") in blockers
    assert ("waiver-invalid", "export") in blockers


def test_release_that_a_branch_closes_is_open(tmp_path: Path) -> None:
    """The outcome counts once it is merged."""
    team = Team(tmp_path)
    team.sign_all()
    branch = team.branch()
    branch.commit(ANN, put_top(V1, outcome="deployed"))
    branch.commit(CAROL, put("tests", status="open"))
    team.checkout(branch)
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("entry-open", "tests") in status.blockers


def test_branch_may_make_it_worse(tmp_path: Path) -> None:
    """An item that is reopened and a decision that is withdrawn on a branch block there."""
    team = Team(tmp_path)
    team.sign_all()
    branch = team.branch()
    branch.commit(CAROL, put("tests", status="open"))
    team.checkout(branch)
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("entry-open", "tests") in status.blockers
    assert status.slots["qa"].state == "stale"
