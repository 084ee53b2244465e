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


def test_decision_by_a_person_added_on_the_branch_is_pending(tmp_path: Path) -> None:
    """A decision is pending if the person, the role and the decision are only on a branch."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(EVE, register("eve", "eve@example.org"), give("qa-lead", "eve"))
    branch.commit(EVE, decide("qa", by="eve"))
    team.checkout(branch)
    assert team.slot("qa") == Slot("pending", None, "pending", by="eve")


@pytest.mark.parametrize("author", [MALLORY, ANN])
def test_decision_on_a_branch_that_calls_itself_main_is_pending(author: Person, tmp_path: Path) -> None:
    """Only the registry of main names the main branch; a branch cannot name itself."""
    team = Team(tmp_path)
    branch = team.branch("topic")
    branch.commit(author, put_top(POLICY, main="topic"))
    branch.commit(ALICE, decide("qa", by="alice"))
    team.checkout(branch)
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")
    assert team.slot("qa", "--at", "topic") == Slot("pending", None, "pending", by="alice")


def test_decision_in_a_test_merge_of_the_forge_is_pending(tmp_path: Path) -> None:
    """A decision is pending in the test merge of a pull request, whose first parent is main."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    tried = team.branch("pull-request")
    before = team.main.head
    tried.head = team.merge(branch, by=ANN)
    team.land(before)
    team.checkout(tried)
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")


def test_decision_on_local_main_ahead_of_origin_is_pending(tmp_path: Path) -> None:
    """If there is a remote, a decision on local main is pending until `origin/main` contains it."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    landed = team.main.head
    team.push(BOB, decide("cto", by="bob"))
    team.git("update-ref", "refs/remotes/origin/main", team.make()[landed])
    slots = team.status().slots
    assert slots["qa"] == valid("alice", at=first)
    assert slots["cto"] == Slot("pending", None, "pending", by="bob")


def test_decision_on_main_counts_on_an_older_branch(tmp_path: Path) -> None:
    """A decision that is on main counts, even if an older branch is checked out."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch("deploy")
    team.pull(CAROL, put("tests", title="Most tests pass"), by=ANN)
    team.checkout(branch)
    assert team.slot("qa") == valid("alice", at=made)


def test_main_renamed_by_a_maintainer_is_main(tmp_path: Path) -> None:
    """After a maintainer changes the name of the main branch in the policy, decisions on the new branch count."""
    team = Team(tmp_path)
    team.push(ANN, put_top(POLICY, main="trunk"))
    trunk = team.branch("trunk")
    sign = trunk.commit(ALICE, decide("qa", by="alice"))
    team.checkout(trunk)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(sign, sign))


def test_main_renamed_by_mallory_has_no_effect(tmp_path: Path) -> None:
    """A change of the main branch's name has no effect if no maintainer wrote or merged it."""
    team = Team(tmp_path)
    team.push(MALLORY, put_top(POLICY, main="evil"))
    evil = team.branch("evil")
    evil.commit(ALICE, decide("qa", by="alice"))
    team.checkout(evil)
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")


@pytest.mark.parametrize("author", [MALLORY, ANN])
def test_default_branch_of_the_remote_does_not_replace_main(author: Person, tmp_path: Path) -> None:
    """`origin/HEAD` cannot make a branch main: the registry of main names the main branch."""
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
    """A waiver, an `na` and a reset trigger on a branch do not count until they are merged."""
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


def test_release_closed_on_a_branch_is_open(tmp_path: Path) -> None:
    """An outcome does not close a release until it is merged."""
    team = Team(tmp_path)
    team.sign_all()
    branch = team.branch()
    branch.commit(ANN, put_top(V1, outcome="deployed"))
    branch.commit(CAROL, put("tests", status="open"))
    team.checkout(branch)
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("entry-open", "tests") in status.blockers


def test_reopened_item_on_a_branch_blocks(tmp_path: Path) -> None:
    """An item that a branch reopens blocks the release, and makes its sign-off stale, before it is merged."""
    team = Team(tmp_path)
    team.sign_all()
    branch = team.branch()
    branch.commit(CAROL, put("tests", status="open"))
    team.checkout(branch)
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("entry-open", "tests") in status.blockers
    assert status.slots["qa"].state == "stale"
