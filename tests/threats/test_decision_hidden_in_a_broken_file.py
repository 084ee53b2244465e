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
    "YAML error": ((replace("title: Shop v1", "title: [Shop v1"),), (replace("title: [Shop v1", "title: Shop v1"),)),
    "a conflict": ((append("=======\n", path=V1),), (replace("=======\n", ""),)),
    "a tag": (
        (replace("title: Shop v1", "title: !!str Shop v1"),),
        (replace("title: !!str Shop v1", "title: Shop v1"),),
    ),
    "duplicate key": ((append("title: Twice\n", path=V1),), (replace("title: Twice\n", ""),)),
    "second slot of the same id": ((append(DECOY, path=V1),), (replace(DECOY, ""),)),
    "another kind": ((put("approvals", kind="signoff"),), (put("approvals", kind="signoffs"),)),
    "another name of the sections": (
        (replace("\nsections:\n", "\nsection:\n"),),
        (replace("\nsection:\n", "\nsections:\n"),),
    ),
    "another name of the file": ((copy(V1, V2), delete(V1)), (copy(V2, V1), delete(V2))),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_decision_hidden_on_a_branch_is_not_attributed_to_the_repair(how: str, tmp_path: Path) -> None:
    """A decision hidden on a branch is claimed, although Alice signs the repair in the same pull request."""
    hide, mend = HIDDEN[how]
    team = Team(tmp_path, SIGNED, key=ANN.key)
    branch = team.branch()
    branch.commit(MALLORY, decide("qa", by="alice"), *hide)
    last = branch.commit(ALICE, *mend, key=ALICE.key)
    made = (last, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("arrived-filled", by="alice", written_by="alice", at=made)


@pytest.mark.parametrize("how", HIDDEN)
def test_decision_hidden_on_main_is_not_attributed_to_the_repair(how: str, tmp_path: Path) -> None:
    """A decision hidden in a broken file on main is claimed after Alice repairs the file."""
    hide, mend = HIDDEN[how]
    team = Team(tmp_path)
    team.push(MALLORY, decide("qa", by="alice"), *hide)
    last = team.push(ALICE, *mend)
    slot = team.slot("qa")
    assert slot == claimed("arrived-filled", by="alice", written_by="alice", merged_by=None, at=(last, last))


def test_decision_hidden_on_a_merged_branch_is_not_attributed_to_the_merger(tmp_path: Path) -> None:
    """A decision hidden on a broken branch does not count after Alice merges the branch and resolves the conflict."""
    hide, mend = HIDDEN["YAML error"]
    team = Team(tmp_path, SIGNED, key=ANN.key)
    mine, theirs = team.branch("mine"), team.branch("theirs")
    mine.commit(ALICE, put("lint", note="Looked at"), key=ALICE.key)
    theirs.commit(MALLORY, decide("qa", by="alice"), *hide)
    mine.merge_locally(theirs, ALICE, *mend)
    team.merge(mine, by=ANN)
    assert team.slot("qa").code == "arrived-filled"


def test_signer_who_repairs_the_file_decides_in_a_later_commit(tmp_path: Path) -> None:
    """A decision counts in the commit after the signer's repair."""
    hide, mend = HIDDEN["YAML error"]
    team = Team(tmp_path)
    team.push(CAROL, *hide)
    branch = team.branch()
    branch.commit(ALICE, *mend)
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_in_a_commit_with_a_new_slot_counts(tmp_path: Path) -> None:
    """A decision counts in a commit that also adds another slot."""
    team = Team(tmp_path)
    legal = "      legal:\n        decision:\n        by:\n        title: Legal\n        role: cto\n"
    made = team.pull(BOB, decide("cto", by="bob"), insert("cto", legal), by=ANN)
    assert team.slot("cto") == valid("bob", at=made)
