"""A merge has more than two parents, and only one of them has a decision, a role or a refusal.

Gonogo reads every parent: each value belongs to the commit that introduced it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, give, put, write
from repository import Made
from shop import ALICE, ANN, BOB, CAROL, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit
    from shop import Person

GROUP = "Git"


def _merge(team: Team, by: Person, *heads: str, last: str, edits: tuple[Edit, ...] = ()) -> str:
    """Merges all these commits into main, with the files of the last commit."""
    made = Made("", {}, "Merge branches", (team.main.head, *heads, last), by.ident)
    return team.land(team.record(made, team.edit(team.trees[last], edits)))


def _work(team: Team, name: str, author: Person, *edits: Edit) -> str:
    branch = team.branch(name)
    return branch.commit(author, *edits)


def test_decision_of_the_last_parent_is_that_of_its_author(tmp_path: Path) -> None:
    """A decision that only the third parent of a merge has belongs to the author of its commit."""
    team = Team(tmp_path)
    other = _work(team, "docs", CAROL, write("docs/a.txt", "one"))
    sign = _work(team, "sign", ALICE, decide("qa", by="alice"))
    made = (sign, _merge(team, ANN, other, last=sign))
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_of_a_parent_by_mallory_is_claimed(tmp_path: Path) -> None:
    """Alice's decision in Mallory's branch is claimed, even if the merge also has a branch by Alice."""
    team = Team(tmp_path)
    other = _work(team, "docs", ALICE, put("lint", note="Looked at"))
    wrote = _work(team, "sign", MALLORY, decide("qa", by="alice"))
    made = (wrote, _merge(team, ANN, other, last=wrote))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_decision_without_a_parent_is_that_of_the_merger(tmp_path: Path) -> None:
    """A decision that none of 21 parents has belongs to the author of the merge."""
    team = Team(tmp_path)
    heads = [_work(team, f"docs-{number}", ALICE, write(f"docs/{number}.txt", "one")) for number in range(20)]
    merge = _merge(team, MALLORY, *heads, last=heads[0], edits=(decide("qa", by="alice"),))
    slot = team.slot("qa")
    assert slot == claimed("author-mismatch", "alice", "mallory", (merge, merge), merged_by=None)


def test_role_of_one_parent_is_not_held(tmp_path: Path) -> None:
    """A role that Mallory gives herself is not held if a maintainer wrote only another parent."""
    team = Team(tmp_path)
    other = _work(team, "docs", ANN, put("lint", note="Looked at"))
    take = _work(team, "take", MALLORY, give("qa-lead", "mallory"))
    _merge(team, CAROL, other, last=take)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_refusal_of_the_last_parent_dropped_by_the_merge_is_reported(tmp_path: Path) -> None:
    """A go does not count if a merge of three parents drops the no-go of one parent."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    refuse = _work(team, "refuse", ALICE, decide("qa", "alice", "no-go"))
    other = _work(team, "docs", CAROL, write("docs/a.txt", "one"))
    made = Made("", {}, "Merge branches", (team.main.head, other, refuse), MALLORY.ident)
    team.land(team.record(made, dict(team.trees[other])))
    assert team.slot("qa").code == "merge-discarded-changes"


def test_decision_of_criss_cross_merges_is_that_of_its_author(tmp_path: Path) -> None:
    """A decision belongs to its author, even if two branches merge each other before main merges them."""
    team = Team(tmp_path)
    one, other = team.branch("one"), team.branch("other")
    sign = one.commit(ALICE, decide("qa", by="alice"))
    other.commit(MALLORY, write("docs/a.txt", "one"))
    before = one.head
    one.merge_locally(other, ALICE)
    team.branches["side"] = side = team.branch("side", before)
    other.merge_locally(side, MALLORY)
    one.merge_locally(other, CAROL)
    made = (sign, team.merge(one, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)
