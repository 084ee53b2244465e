"""Mallory fills a slot and hides it in the same commit: with an error of YAML, a second slot, another kind or name.

Alice repairs the file, signs her commit, and sees no decision in her change. It is claimed (`arrived-filled`): a
decision counts only if the slot was readable in the commit before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, V1, V2, append, copy, decide, delete, insert, put, put_top, replace
from shop import ALICE, ANN, BOB, CAROL, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit

GROUP = "Decisions"

Edits = tuple["Edit", ...]
DECOY = """
  more:
    title: More
    phase: before
    kind: signoffs
    items:
      qa:
        decision: no-go
        by: mallory
        title: QA
"""
SIGNED = put_top(POLICY, level="signed")
HIDDEN: dict[str, tuple[Edits, Edits]] = {
    "no YAML": ((replace("title: Shop v1", "title: [Shop v1"),), (replace("title: [Shop v1", "title: Shop v1"),)),
    "a conflict": ((append("=======\n", path=V1),), (replace("=======\n", ""),)),
    "a tag": (
        (replace("title: Shop v1", "title: !!str Shop v1"),),
        (replace("title: !!str Shop v1", "title: Shop v1"),),
    ),
    "a key that is there twice": ((append("title: Twice\n", path=V1),), (replace("title: Twice\n", ""),)),
    "a second slot of the id": ((append(DECOY, path=V1),), (replace(DECOY, ""),)),
    "another kind": ((put("approvals", kind="signoff"),), (put("approvals", kind="signoffs"),)),
    "another name of the sections": (
        (replace("\nsections:\n", "\nsection:\n"),),
        (replace("\nsection:\n", "\nsections:\n"),),
    ),
    "another name of the file": ((copy(V1, V2), delete(V1)), (copy(V2, V1), delete(V2))),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_decision_hidden_on_a_branch_is_not_that_of_the_mender(how: str, tmp_path: Path) -> None:
    """Both commits land with one pull request, and the last is signed by Alice."""
    hide, mend = HIDDEN[how]
    team = Team(tmp_path, SIGNED, key=ANN.key)
    branch = team.branch()
    branch.commit(MALLORY, decide("qa", by="alice"), *hide)
    last = branch.commit(ALICE, *mend, key=ALICE.key)
    made = (last, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("arrived-filled", by="alice", written_by="alice", at=made)


@pytest.mark.parametrize("how", HIDDEN)
def test_decision_hidden_on_main_is_not_that_of_the_mender(how: str, tmp_path: Path) -> None:
    """The broken file lands, is NO-GO, and somebody has to mend it."""
    hide, mend = HIDDEN[how]
    team = Team(tmp_path)
    team.push(MALLORY, decide("qa", by="alice"), *hide)
    last = team.push(ALICE, *mend)
    slot = team.slot("qa")
    assert slot == claimed("arrived-filled", by="alice", written_by="alice", merged_by=None, at=(last, last))


def test_decision_hidden_in_a_branch_that_alice_merges_is_not_hers(tmp_path: Path) -> None:
    """She solves the conflict of her branch and a broken one, and keeps what both have."""
    hide, mend = HIDDEN["no YAML"]
    team = Team(tmp_path, SIGNED, key=ANN.key)
    mine, theirs = team.branch("mine"), team.branch("theirs")
    mine.commit(ALICE, put("lint", note="Looked at"), key=ALICE.key)
    theirs.commit(MALLORY, decide("qa", by="alice"), *hide)
    mine.take_in(theirs, ALICE, *mend)
    team.merge(mine, by=ANN)
    assert team.slot("qa").code == "arrived-filled"


def test_signer_who_mends_the_file_decides_in_a_commit_of_its_own(tmp_path: Path) -> None:
    """Mending is no decision; the next commit is."""
    hide, mend = HIDDEN["no YAML"]
    team = Team(tmp_path)
    team.push(CAROL, *hide)
    branch = team.branch()
    branch.commit(ALICE, *mend)
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_beside_a_new_slot_counts(tmp_path: Path) -> None:
    """A commit that adds another slot hides nothing."""
    team = Team(tmp_path)
    legal = "      legal:\n        decision:\n        by:\n        title: Legal\n        role: cto\n"
    made = team.pull(BOB, decide("cto", by="bob"), insert("cto", legal), by=ANN)
    assert team.slot("cto") == valid("bob", at=made)
