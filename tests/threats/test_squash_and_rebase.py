"""A pull request with a decision is squashed or rebased, which changes authors, committers and signatures.

Squash: attributed to who opened it. Rebase: attributed, merged by the committer. Signatures of commits are lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, put
from shop import ALICE, ANN, BOB, CAROL, GITHUB, MALLORY
from standings import Slot, claimed, stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from forge import Branch
    from shop import Person

GROUP = "Git"


def _sign(team: Team) -> tuple[Branch, str]:
    branch = team.branch()
    return branch, branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)


def test_merge_commit_keeps_everything(tmp_path: Path) -> None:
    """The introducer's own commit is there, with its signature; the author of the merge pressed Merge."""
    team = Team(tmp_path)
    branch, sign = _sign(team)
    made = (sign, team.merge(branch, by=BOB))
    assert team.slot("qa") == valid("alice", level="signed", merged_by="bob", at=made)


def test_merge_commit_of_gitlab_keeps_everything(tmp_path: Path) -> None:
    """Its committer is the merger too."""
    team = Team(tmp_path)
    branch, sign = _sign(team)
    made = (sign, team.merge_on_gitlab(branch, by=BOB))
    assert team.slot("qa") == valid("alice", level="signed", merged_by="bob", at=made)


def test_fast_forward_keeps_everything_but_the_merger(tmp_path: Path) -> None:
    """Nobody made a commit to merge it."""
    team = Team(tmp_path)
    branch, sign = _sign(team)
    team.land(branch.head)
    assert team.slot("qa") == valid("alice", level="signed", merged_by=None, at=(sign, sign))


def test_squash_is_attributed_to_who_opened_it(tmp_path: Path) -> None:
    """With the address that the forge gives her account; who merged it is not recorded."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    squash = team.squash(branch, opened_by=ALICE.private)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(squash, squash))


def test_squash_that_another_opened_loses_the_attribution(tmp_path: Path) -> None:
    """It names Alice as co-author, which nothing proves; that is grey, not red."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    squash = team.squash(branch, opened_by=MALLORY.private)
    status = team.status()
    expected = claimed(
        "attribution-lost-by-squash", by="alice", written_by="mallory", merged_by=None, at=(squash, squash)
    )
    assert status.slots["qa"] == expected
    assert "pull request that Alice Amber opens" in status.next_steps["qa"]


def test_squash_by_a_person_is_no_squash_of_the_forge(tmp_path: Path) -> None:
    """Mallory writes the line herself: the committer is not the forge."""
    team = Team(tmp_path)
    message = "Sign\n\nCo-authored-by: Alice Amber <alice@example.com>"
    sign = team.main.commit(MALLORY, decide("qa", by="alice"), message=message)
    expected = claimed("author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(sign, sign))
    assert team.slot("qa") == expected


def test_squash_that_names_somebody_else_is_by_another(tmp_path: Path) -> None:
    """Nobody but Mallory and Carol has touched it."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, decide("qa", by="alice"))
    squash = team.squash(branch, opened_by=MALLORY.private)
    expected = claimed("author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(squash, squash))
    assert team.slot("qa") == expected


def test_squash_of_gitlab_is_attributed_to_who_opened_it(tmp_path: Path) -> None:
    """It lies under a merge commit, whose author pressed Merge."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    made = team.squash_on_gitlab(branch, by=BOB, opened_by=ALICE)
    assert team.slot("qa") == valid("alice", merged_by="bob", at=made)


def test_rebase_is_attributed_and_merged_by_the_committer(tmp_path: Path) -> None:
    """The author is kept, and the signature is lost."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    rebased = team.rebase(branch, by=BOB)
    assert team.slot("qa") == valid("alice", merged_by="bob", at=(rebased, rebased))


def test_rebase_by_the_signer_is_merged_by_nobody_else(tmp_path: Path) -> None:
    """Author and committer are one person."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    rebased = team.rebase(branch, by=ALICE)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(rebased, rebased))


@pytest.mark.parametrize("way", ["squash", "amended"])
def test_commit_that_somebody_else_made_may_not_change_what_it_covers(way: str, tmp_path: Path) -> None:
    """Which part of it the signer had before her is lost: she signs in a pull request of its own."""
    team = Team(tmp_path)
    branch = team.branch()
    if way == "squash":
        branch.commit(ALICE, decide("qa", by="alice"))
        branch.commit(ALICE, put("tests", title="Most tests pass"))
        landing = team.squash(branch, opened_by=ALICE.private)
    else:
        branch.commit(ALICE, decide("qa", by="alice"), put("tests", title="Most tests pass"))
        landing = team.rebase(branch, by=MALLORY)
    merged_by = None if way == "squash" else "mallory"
    expected = stale("alice", (landing, landing), "tests", code="changed-in-the-same-commit", merged_by=merged_by)
    assert team.slot("qa") == expected


def test_commit_that_the_signer_made_may_change_what_it_covers(tmp_path: Path) -> None:
    """She saw her own commit."""
    team = Team(tmp_path)
    made = team.pull(ALICE, put("tests", title="All tests pass"), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)


@pytest.mark.parametrize(
    ("committer", "state"),
    [
        pytest.param(ALICE.private, "valid", id="another address of hers"),
        pytest.param(ALICE._replace(name="alice"), "valid", id="another name"),
        pytest.param(ALICE._replace(email="alice@laptop"), "stale", id="an address of nobody"),
        pytest.param(GITHUB, "stale", id="the forge"),
        pytest.param(BOB, "stale", id="another person"),
    ],
)
def test_commit_that_changes_what_it_covers_counts_by_its_committer(
    committer: Person, state: str, tmp_path: Path
) -> None:
    """Author and committer are compared as people, by address only where one of them is nobody."""
    team = Team(tmp_path)
    team.main.commit(ALICE, decide("qa", by="alice"), put("tests", title="All tests pass"), committer=committer)
    slot = team.slot("qa")
    assert (slot.state, slot.code) == (state, None if state == "valid" else "changed-in-the-same-commit")


def test_branch_that_took_main_in_keeps_everything(tmp_path: Path) -> None:
    """By the button of the forge, after the decision."""
    team = Team(tmp_path)
    branch, sign = _sign(team)
    team.push(CAROL, put("backup", title="Two backups are made"))
    branch.update(by=MALLORY)
    made = (sign, team.merge(branch, by=BOB))
    assert team.slot("qa") == valid("alice", level="signed", merged_by="bob", at=made)


def test_branch_in_a_branch_keeps_everything(tmp_path: Path) -> None:
    """A pull request into the branch of another pull request."""
    team = Team(tmp_path)
    outer = team.branch("outer")
    outer.commit(CAROL, put("backup", note="Made"))
    inner, sign = _sign(team)
    outer.take_in(inner, MALLORY)
    made = (sign, team.merge(outer, by=BOB))
    assert team.slot("qa") == valid("alice", level="signed", merged_by="bob", at=made)


def test_squash_with_another_item_that_it_does_not_cover_counts(tmp_path: Path) -> None:
    """QA covers the code only."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(CAROL, put("backup", title="Two backups are made"))
    squash = team.squash(branch, opened_by=ALICE.private)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(squash, squash))


def test_cherry_pick_by_another_is_merged_by_her(tmp_path: Path) -> None:
    """As a patch that somebody applies."""
    team = Team(tmp_path)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), committer=BOB)
    assert team.slot("qa") == valid("alice", merged_by="bob", at=(sign, sign))


def test_forged_author_of_a_commit_by_mallory_is_merged_by_her(tmp_path: Path) -> None:
    """`git commit --author`: the committer is who did it, and the page shows her name."""
    team = Team(tmp_path)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), committer=MALLORY)
    assert team.slot("qa") == Slot("valid", "attributed", None, "alice", None, "alice", "mallory", (sign, sign))
