"""A history without a common commit is merged into main: another project, or a release of Mallory's own.

No decision in it counts, its registry gives no roles, and the decisions on main do not change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import PEOPLE, POLICY, ROLES, V1, decide, give, put, put_top, write
from repository import Made
from shop import ALICE, ANN, BOB, CAROL, MALLORY
from standings import claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit
    from shop import Person

GROUP = "Git"


def _begin(team: Team, author: Person, *edits: Edit) -> str:
    """A commit without parents."""
    return team.record(Made("", {}, "Begin", (), author.ident), team.edit({}, edits))


def _merge(team: Team, other: str, by: Person, *, theirs: bool = False) -> str:
    """Merges a commit of another history with the files of both; on conflict, main or the other history wins."""
    main, added = team.trees[team.main.head], team.trees[other]
    tree = {**main, **added} if theirs else {**added, **main}
    return team.land(team.record(Made("", {}, "Merge another history", (team.main.head, other), by.ident), tree))


def test_merge_of_another_project_keeps_the_decisions(tmp_path: Path) -> None:
    """A release stays GO after a merge of a history without checklists."""
    team = Team(tmp_path)
    team.sign_all()
    _merge(team, _begin(team, CAROL, write("library.c", "int x;\n")), by=CAROL)
    status = team.status()
    assert (status.verdict, status.blockers) == ("GO", [])


def test_role_of_another_history_is_not_held(tmp_path: Path) -> None:
    """A role from the registry of another history is not held if no maintainer of main merged it."""
    team = Team(tmp_path)
    files = [write(path, str(team.trees[team.main.head][path])) for path in (PEOPLE, POLICY, ROLES)]
    take = (put_top(POLICY, maintainers="[mallory]"), give("qa-lead", "mallory"))
    _merge(team, _begin(team, MALLORY, *files, *take), by=BOB, theirs=True)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_decision_in_a_first_commit_is_claimed(tmp_path: Path) -> None:
    """A decision in a commit without parents is claimed, because the slot was never empty."""
    team = Team(tmp_path)
    files = write(V1, str(team.trees[team.main.head][V1]))
    first = _begin(team, ALICE, files, decide("qa", by="alice"))
    made = (first, _merge(team, first, by=ANN, theirs=True))
    assert team.slot("qa") == claimed("arrived-filled", by="alice", written_by="alice", at=made)


def test_refusal_in_another_history_dropped_by_the_merge_is_reported(tmp_path: Path) -> None:
    """A go does not count if the merge drops a no-go of another history."""
    team = Team(tmp_path)
    team.sign_all()
    files = write(V1, str(team.trees[team.main.head][V1]))
    first = _begin(team, ALICE, files, decide("qa", "alice", "no-go"), put("lint", note="Broken"))
    _merge(team, first, by=MALLORY)
    assert team.slot("qa").code == "merge-discarded-changes"
