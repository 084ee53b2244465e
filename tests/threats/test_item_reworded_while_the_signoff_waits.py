"""A covered item is reworded on main while the pull request of the sign-off waits.

By a merge the decision is stale from its first day. By squash or rebase that shows only where the signer wrote `seen`;
without it the decision counts, with the remark that what the signer had before is not recorded.
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
    """A sign-off on a branch, after which Carol rewords a covered item on main."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice", seen=team.seen("qa") if seen else None))
    team.pull(CAROL, REWORD, by=ANN)
    return team, branch, sign


def test_merge_shows_what_the_signer_had_before(tmp_path: Path) -> None:
    """The tree of the introducer differs from that of the landing."""
    team, branch, sign = _wait(tmp_path)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == stale("alice", made, "tests")


def test_branch_that_took_main_in_after_signing_is_stale(tmp_path: Path) -> None:
    """The signer did not see it: the commit of the decision has the old words."""
    team, branch, sign = _wait(tmp_path)
    branch.update(by=ALICE)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == stale("alice", made, "tests")


def test_branch_that_took_main_in_before_signing_is_valid(tmp_path: Path) -> None:
    """Then the signer saw it."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, put("lint", note="Looked at"))
    team.pull(CAROL, REWORD, by=ANN)
    branch.update(by=ALICE)
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_squash_hides_what_the_signer_had_before(tmp_path: Path) -> None:
    """It counts, and the reason says that it is not recorded."""
    team, branch, _ = _wait(tmp_path)
    squash = team.squash(branch, opened_by=ALICE.private)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=(squash, squash), merged_by=None)
    assert "had seen" in status.remarks["qa"]


def test_rebase_hides_what_the_signer_had_before(tmp_path: Path) -> None:
    """As a squash does; the committer is who merged it."""
    team, branch, _ = _wait(tmp_path)
    rebased = team.rebase(branch, by=ANN)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=(rebased, rebased))
    assert "had seen" in status.remarks["qa"]


def test_squash_with_the_digest_that_the_signer_saw_is_stale(tmp_path: Path) -> None:
    """`seen` says what was before the signer, and the release is not that any more."""
    team, branch, _ = _wait(tmp_path, seen=True)
    squash = team.squash(branch, opened_by=ALICE.private)
    slot = team.slot("qa")
    assert (slot.state, slot.code, slot.at) == ("stale", "stale", (squash, squash))


def test_rebase_with_the_digest_that_the_signer_saw_is_stale(tmp_path: Path) -> None:
    """The same by rebase."""
    team, branch, _ = _wait(tmp_path, seen=True)
    rebased = team.rebase(branch, by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.code, slot.at) == ("stale", "stale", (rebased, rebased))


def test_squash_with_the_digest_that_the_signer_saw_is_valid_where_nothing_changed(tmp_path: Path) -> None:
    """Nothing but the decision lands, and the digest is that of the release."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice", seen=team.seen("qa")))
    squash = team.squash(branch, opened_by=ALICE.private)
    assert team.slot("qa") == valid("alice", at=(squash, squash), merged_by=None)
