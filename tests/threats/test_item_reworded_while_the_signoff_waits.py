"""A covered item is reworded on main while the pull request of the sign-off waits.

After a merge commit, the decision is stale. After a squash or rebase, this is known only if the signer wrote `seen`;
without it, the decision counts, with the remark that the content that the signer saw is not recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, put
from shop import ALICE, ANN, CAROL
from standings import stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from forge import Branch

GROUP = "Decisions"

REWORD = put("tests", title="Most tests pass")


def _wait(tmp_path: Path, *, seen: bool = False) -> tuple[Team, Branch, str]:
    """A sign-off on a branch; afterwards, Carol rewords a covered item on main."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice", seen=team.seen("qa") if seen else None))
    team.pull(CAROL, REWORD, by=ANN)
    return team, branch, sign


def test_merge_of_a_signoff_after_a_rewording_is_stale(tmp_path: Path) -> None:
    """A merge commit keeps the signer's commit, so the decision is stale."""
    team, branch, sign = _wait(tmp_path)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == stale("alice", made, "tests")


def test_branch_updated_from_main_after_signing_is_stale(tmp_path: Path) -> None:
    """A decision is stale if its branch gets the rewording from main after the signing."""
    team, branch, sign = _wait(tmp_path)
    branch.update(by=ALICE)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == stale("alice", made, "tests")


def test_branch_updated_from_main_before_signing_is_valid(tmp_path: Path) -> None:
    """A decision is valid if its branch gets the rewording from main before the signing."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, put("lint", note="Looked at"))
    team.pull(CAROL, REWORD, by=ANN)
    branch.update(by=ALICE)
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_squash_of_a_signoff_after_a_rewording_is_valid_with_a_remark(tmp_path: Path) -> None:
    """A squashed decision counts, with a remark that the content that the signer saw is not recorded."""
    team, branch, _ = _wait(tmp_path)
    squash = team.squash(branch, opened_by=ALICE.private)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=(squash, squash), merged_by=None)
    assert "had seen" in status.remarks["qa"]


def test_rebase_of_a_signoff_after_a_rewording_is_valid_with_a_remark(tmp_path: Path) -> None:
    """A rebased decision counts, with a remark that the content that the signer saw is not recorded."""
    team, branch, _ = _wait(tmp_path)
    rebased = team.rebase(branch, by=ANN)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=(rebased, rebased))
    assert "had seen" in status.remarks["qa"]


def test_squash_with_an_outdated_digest_is_stale(tmp_path: Path) -> None:
    """A squashed decision is stale if its `seen` digest is not the digest of the release."""
    team, branch, _ = _wait(tmp_path, seen=True)
    squash = team.squash(branch, opened_by=ALICE.private)
    slot = team.slot("qa")
    assert (slot.state, slot.code, slot.at) == ("stale", "stale", (squash, squash))


def test_rebase_with_an_outdated_digest_is_stale(tmp_path: Path) -> None:
    """A rebased decision is stale if its `seen` digest is not the digest of the release."""
    team, branch, _ = _wait(tmp_path, seen=True)
    rebased = team.rebase(branch, by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.code, slot.at) == ("stale", "stale", (rebased, rebased))


def test_squash_with_the_current_digest_is_valid(tmp_path: Path) -> None:
    """A squashed decision is valid if its `seen` digest is the digest of the release."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice", seen=team.seen("qa")))
    squash = team.squash(branch, opened_by=ALICE.private)
    assert team.slot("qa") == valid("alice", at=(squash, squash), merged_by=None)
