"""Main is replaced: by a branch with a registry of its own, or by a merge whose first parent is not main (foxtrot).

What the new line proves counts by its own trust root only; with `--trust-root` of the old one it is refused.
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
    """Mallory's branch began before the registry, has one of her own, and merges main into itself."""
    own = team.branch("own", team.commits()[0])
    files = {path: text_of(team.trees[team.main.head], path) for path in (PEOPLE, POLICY, ROLES, SYSTEM, V1)}
    take = put_top(POLICY, maintainers="[mallory]")
    own.commit(MALLORY, *(write(path, text) for path, text in files.items()), take)
    own.commit(MALLORY, give("qa-lead", "mallory"), give("cto", "mallory"), give("deployment-lead", "mallory"))
    own.update(MALLORY, ours=True)
    team.land(own.head)


def test_line_with_a_registry_of_its_own_has_its_own_root(tmp_path: Path) -> None:
    """Nobody can know from one clone which line is right; `--trust-root` says so."""
    team = Team(tmp_path)
    root = team.commits()[1]
    _take_over(team)
    team.push(MALLORY, decide("qa", by="mallory"))
    ran = team.run("status", "--trust-root", team.make()[root])
    assert ran.code == 2
    assert team.make()[root] in ran.err


def test_merge_of_main_into_a_branch_that_becomes_main_brings_nobody_rights(tmp_path: Path) -> None:
    """A foxtrot merge: the branch began on main, and main is its second parent."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, give("qa-lead", "mallory"))
    team.pull(CAROL, put("lint", note="Looked at"), by=ANN)
    branch.update(by=MALLORY)
    team.land(branch.head)
    sign = team.push(MALLORY, decide("qa", by="mallory"))
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by=None, at=(sign, sign))


def test_decisions_that_a_foxtrot_merge_passes_over_stay_those_of_their_authors(tmp_path: Path) -> None:
    """They land with it, each by its own commit."""
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


def test_force_push_to_an_earlier_commit_forgets_what_came_later(tmp_path: Path) -> None:
    """The withdrawal is gone from main: judged is the line as it is, and the go of before is valid on it."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    before = team.main.head
    team.pull(ALICE, decide("qa", "alice", "withdrawn"), by=ANN)
    assert team.slot("qa").state == "withdrawn"
    team.land(before)
    team.push(CAROL, put("backup", note="Made"))
    assert team.slot("qa") == valid("alice", at=made)


def test_pinned_root_is_the_root(tmp_path: Path) -> None:
    """The same id as without the option gives the same standing; another landing of main is a new root."""
    team = Team(tmp_path)
    root = team.commits()[1]
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa", "--trust-root", team.make()[root]) == valid("alice", at=made)
