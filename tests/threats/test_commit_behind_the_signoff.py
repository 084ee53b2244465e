"""Mallory adds a commit to the pull request after Alice has signed in it.

The decision is stale after the merge: it covers the tree of the signer's own commit, not the merged tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, put
from shop import ALICE, ANN, CAROL, MALLORY
from standings import stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Structure"


def test_commit_after_the_signoff_makes_it_stale(tmp_path: Path) -> None:
    """A commit that changes a covered item after the sign-off in the same pull request makes the sign-off stale."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    branch.commit(MALLORY, put("tests", title="Some tests pass"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == stale("alice", made, "tests")._replace(level="signed")


def test_commit_before_the_signoff_is_covered(tmp_path: Path) -> None:
    """A sign-off covers the changes of earlier commits in the same pull request."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, put("tests", title="Some tests pass"))
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_change_in_the_merge_itself_makes_it_stale(tmp_path: Path) -> None:
    """A covered item that the merge commit itself changes makes the sign-off stale."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, MALLORY, put("tests", title="Some tests pass")))
    assert team.slot("qa") == stale("alice", made, "tests", merged_by="mallory")


def test_commit_after_the_signoff_in_a_rebase_makes_it_stale(tmp_path: Path) -> None:
    """A sign-off is stale if a later commit of the rebased pull request changes a covered item."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(MALLORY, put("tests", title="Some tests pass"))
    team.rebase(branch, by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.stale_by) == ("stale", ("tests",))


def test_commit_after_the_signoff_in_a_squash_makes_it_stale(tmp_path: Path) -> None:
    """A sign-off is stale if the squash commit with the decision also changes a covered item."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(MALLORY, put("tests", title="Some tests pass"))
    squash = team.squash(branch, opened_by=ALICE.private)
    expected = stale("alice", (squash, squash), "tests", code="changed-in-the-same-commit", merged_by=None)
    assert team.slot("qa") == expected


def test_commit_after_the_signoff_in_another_section_keeps_it_valid(tmp_path: Path) -> None:
    """A later commit that changes only content outside the coverage keeps the sign-off valid."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(CAROL, put("backup", title="Two backups are made"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)
