"""A merge has more than two parents, and one of them carries something that the others do not.

Every parent is looked into: each value is that of the commit that introduced it.
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
    """A merge of all these commits into main, with the files of the last one."""
    made = Made("", {}, "Merge branches", (team.main.head, *heads, last), by.ident)
    return team.land(team.record(made, team.edit(team.trees[last], edits)))


def _work(team: Team, name: str, author: Person, *edits: Edit) -> str:
    branch = team.branch(name)
    return branch.commit(author, *edits)


def test_decision_of_the_last_parent_is_that_of_its_author(tmp_path: Path) -> None:
    """The third parent has it, and the first two have not."""
    team = Team(tmp_path)
    other = _work(team, "docs", CAROL, write("docs/a.txt", "one"))
    sign = _work(team, "sign", ALICE, decide("qa", by="alice"))
    made = (sign, _merge(team, ANN, other, last=sign))
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_of_a_parent_of_mallory_is_hers(tmp_path: Path) -> None:
    """Alice works on another one of the branches."""
    team = Team(tmp_path)
    other = _work(team, "docs", ALICE, put("lint", note="Looked at"))
    wrote = _work(team, "sign", MALLORY, decide("qa", by="alice"))
    made = (wrote, _merge(team, ANN, other, last=wrote))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_decision_that_no_parent_has_is_that_of_whoever_merged(tmp_path: Path) -> None:
    """However many parents there are."""
    team = Team(tmp_path)
    heads = [_work(team, f"docs-{number}", ALICE, write(f"docs/{number}.txt", "one")) for number in range(20)]
    merge = _merge(team, MALLORY, *heads, last=heads[0], edits=(decide("qa", by="alice"),))
    slot = team.slot("qa")
    assert slot == claimed("author-mismatch", "alice", "mallory", (merge, merge), merged_by=None)


def test_role_of_one_parent_is_given_by_its_author(tmp_path: Path) -> None:
    """Ann is the author of the other parent."""
    team = Team(tmp_path)
    other = _work(team, "docs", ANN, put("lint", note="Looked at"))
    take = _work(team, "take", MALLORY, give("qa-lead", "mallory"))
    _merge(team, CAROL, other, last=take)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_refusal_of_the_last_parent_that_the_merge_drops_is_seen(tmp_path: Path) -> None:
    """The files are those of another parent."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    refuse = _work(team, "refuse", ALICE, decide("qa", "alice", "no-go"))
    other = _work(team, "docs", CAROL, write("docs/a.txt", "one"))
    made = Made("", {}, "Merge branches", (team.main.head, other, refuse), MALLORY.ident)
    team.land(team.record(made, dict(team.trees[other])))
    assert team.slot("qa").code == "merge-discarded-changes"


def test_criss_cross_merges_lead_to_the_author(tmp_path: Path) -> None:
    """Two branches merge each other before both are merged."""
    team = Team(tmp_path)
    one, other = team.branch("one"), team.branch("other")
    sign = one.commit(ALICE, decide("qa", by="alice"))
    other.commit(MALLORY, write("docs/a.txt", "one"))
    before = one.head
    one.take_in(other, ALICE)
    team.branches["side"] = side = team.branch("side", before)
    other.take_in(side, MALLORY)
    one.take_in(other, CAROL)
    made = (sign, team.merge(one, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)
