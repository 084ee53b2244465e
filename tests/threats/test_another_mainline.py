"""Main is replaced by a branch with its own registry, or by a merge whose first parent is not main (foxtrot).

Only the trust root of the new main branch applies to it. `--trust-root` with the old trust root refuses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import PEOPLE, POLICY, ROLES, SYSTEM, V1, decide, give, put, put_top, text_of, write
from shop import ALICE, ANN, CAROL, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"


def _take_over(team: Team) -> None:
    """Merges main into Mallory's branch, which began before the registry and has a registry of its own."""
    own = team.branch("own", team.commits()[0])
    files = {path: text_of(team.trees[team.main.head], path) for path in (PEOPLE, POLICY, ROLES, SYSTEM, V1)}
    take = put_top(POLICY, maintainers="[mallory]")
    own.commit(MALLORY, *(write(path, text) for path, text in files.items()), take)
    own.commit(MALLORY, give("qa-lead", "mallory"), give("cto", "mallory"), give("deployment-lead", "mallory"))
    own.update(MALLORY, ours=True)
    team.land(own.head)


def test_main_with_another_trust_root_is_refused_by_trust_root(tmp_path: Path) -> None:
    """`--trust-root` with the old root refuses a main branch that has another trust root."""
    team = Team(tmp_path)
    root = team.commits()[1]
    _take_over(team)
    team.push(MALLORY, decide("qa", by="mallory"))
    ran = team.run("status", "--trust-root", team.make()[root])
    assert ran.code == 2
    assert team.make()[root] in ran.err


def test_role_from_a_foxtrot_merge_is_not_held(tmp_path: Path) -> None:
    """After a foxtrot merge, whose second parent is main, a role that only its first parent assigns is not held."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, give("qa-lead", "mallory"))
    team.pull(CAROL, put("lint", note="Looked at"), by=ANN)
    branch.update(by=MALLORY)
    team.land(branch.head)
    sign = team.push(MALLORY, decide("qa", by="mallory"))
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by=None, at=(sign, sign))


def test_decisions_merged_by_a_foxtrot_merge_keep_their_authors(tmp_path: Path) -> None:
    """Each decision that a foxtrot merge adds to main keeps its author and commit."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"))
    sign, _ = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(MALLORY, decide("cto", by="bob"), by=CAROL)
    foxtrot = branch.update(by=CAROL)
    team.land(foxtrot)
    slots = team.status().slots
    assert (slots["qa"].level, slots["qa"].written_by, slots["qa"].at) == ("attributed", "alice", (sign, foxtrot))
    assert (slots["cto"].state, slots["cto"].code) == ("below-level", "author-mismatch")


def test_force_push_to_an_earlier_commit_drops_the_withdrawal(tmp_path: Path) -> None:
    """After a force-push that removes a withdrawal from main, the earlier go is valid again."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    before = team.main.head
    team.pull(ALICE, decide("qa", "alice", "withdrawn"), by=ANN)
    assert team.slot("qa").state == "withdrawn"
    team.land(before)
    team.push(CAROL, put("backup", note="Made"))
    assert team.slot("qa") == valid("alice", at=made)


def test_trust_root_that_matches_changes_nothing(tmp_path: Path) -> None:
    """`--trust-root` with the actual trust root gives the same result as without the option."""
    team = Team(tmp_path)
    root = team.commits()[1]
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa", "--trust-root", team.make()[root]) == valid("alice", at=made)
