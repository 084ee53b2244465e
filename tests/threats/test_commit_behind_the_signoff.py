"""Mallory adds a commit to the pull request after Alice has signed in it.

The decision is stale from its first day: it covers the tree of the signer's own commit, not the merged tree.
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


def test_commit_behind_the_signoff_makes_it_stale(tmp_path: Path) -> None:
    """In one pull request, merged by a maintainer."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    branch.commit(MALLORY, put("tests", title="Some tests pass"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == stale("alice", made, "tests")._replace(level="signed")


def test_commit_before_the_signoff_is_signed_too(tmp_path: Path) -> None:
    """Alice had it before her."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, put("tests", title="Some tests pass"))
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_change_in_the_merge_itself_makes_it_stale(tmp_path: Path) -> None:
    """The merger adds something."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, MALLORY, put("tests", title="Some tests pass")))
    assert team.slot("qa") == stale("alice", made, "tests", merged_by="mallory")


def test_commit_behind_the_signoff_of_a_rebase_makes_it_stale(tmp_path: Path) -> None:
    """Each commit is a landing of its own then."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(MALLORY, put("tests", title="Some tests pass"))
    team.rebase(branch, by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.stale_by) == ("stale", ("tests",))


def test_commit_behind_the_signoff_of_a_squash_makes_it_stale(tmp_path: Path) -> None:
    """One commit has both."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(MALLORY, put("tests", title="Some tests pass"))
    squash = team.squash(branch, opened_by=ALICE.private)
    expected = stale("alice", (squash, squash), "tests", code="changed-in-the-same-commit", merged_by=None)
    assert team.slot("qa") == expected


def test_commit_behind_the_signoff_elsewhere_leaves_it(tmp_path: Path) -> None:
    """QA covers the code."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(CAROL, put("backup", title="Two backups are made"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)
