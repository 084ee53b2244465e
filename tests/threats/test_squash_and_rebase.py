"""A pull request with a decision is squashed or rebased, which changes authors, committers and signatures.

After a squash, the decision is attributed to the person who opened the pull request; after a rebase, to its author, and
the committer is the merger. Signatures of commits are lost.
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


def test_merge_commit_keeps_signature_and_merger(tmp_path: Path) -> None:
    """A decision in a merge commit keeps its signature, and the author of the merge is the merger."""
    team = Team(tmp_path)
    branch, sign = _sign(team)
    made = (sign, team.merge(branch, by=BOB))
    assert team.slot("qa") == valid("alice", level="signed", merged_by="bob", at=made)


def test_merge_commit_of_gitlab_keeps_signature_and_merger(tmp_path: Path) -> None:
    """A decision in a merge commit of GitLab keeps its signature and its merger."""
    team = Team(tmp_path)
    branch, sign = _sign(team)
    made = (sign, team.merge_on_gitlab(branch, by=BOB))
    assert team.slot("qa") == valid("alice", level="signed", merged_by="bob", at=made)


def test_fast_forward_keeps_the_signature_without_a_merger(tmp_path: Path) -> None:
    """A decision merged by a fast-forward keeps its signature and has no merger."""
    team = Team(tmp_path)
    branch, sign = _sign(team)
    team.land(branch.head)
    assert team.slot("qa") == valid("alice", level="signed", merged_by=None, at=(sign, sign))


def test_squash_is_attributed_to_the_opener(tmp_path: Path) -> None:
    """A squashed decision is attributed to the person who opened the pull request, without a merger."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    squash = team.squash(branch, opened_by=ALICE.private)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(squash, squash))


def test_squash_opened_by_another_person_loses_the_attribution(tmp_path: Path) -> None:
    """A squashed decision is claimed if another person opened the pull request, and the next step explains it."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    squash = team.squash(branch, opened_by=MALLORY.private)
    status = team.status()
    expected = claimed(
        "attribution-lost-by-squash", by="alice", written_by="mallory", merged_by=None, at=(squash, squash)
    )
    assert status.slots["qa"] == expected
    assert "pull request that Alice Amber opens" in status.next_steps["qa"]


def test_commit_with_a_coauthor_line_is_no_squash_of_the_forge(tmp_path: Path) -> None:
    """A commit by Mallory with a `Co-authored-by` line is judged as her commit, not as a squash of the forge."""
    team = Team(tmp_path)
    message = "Sign\n\nCo-authored-by: Alice Amber <alice@example.com>"
    sign = team.main.commit(MALLORY, decide("qa", by="alice"), message=message)
    expected = claimed("author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(sign, sign))
    assert team.slot("qa") == expected


def test_squash_without_the_signer_is_by_another_person(tmp_path: Path) -> None:
    """A squashed decision is claimed by another author if the squash does not name the signer."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, decide("qa", by="alice"))
    squash = team.squash(branch, opened_by=MALLORY.private)
    expected = claimed("author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(squash, squash))
    assert team.slot("qa") == expected


def test_squash_of_gitlab_is_attributed_to_the_opener(tmp_path: Path) -> None:
    """A decision squashed by GitLab is attributed to the person who opened the merge request, with a merger."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    made = team.squash_on_gitlab(branch, by=BOB, opened_by=ALICE)
    assert team.slot("qa") == valid("alice", merged_by="bob", at=made)


def test_rebase_is_attributed_and_merged_by_the_committer(tmp_path: Path) -> None:
    """A rebased decision is attributed to its author and merged by the committer; its signature is lost."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    rebased = team.rebase(branch, by=BOB)
    assert team.slot("qa") == valid("alice", merged_by="bob", at=(rebased, rebased))


def test_rebase_by_the_signer_has_no_merger(tmp_path: Path) -> None:
    """A decision that its signer rebases has no merger."""
    team = Team(tmp_path)
    branch, _ = _sign(team)
    rebased = team.rebase(branch, by=ALICE)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(rebased, rebased))


@pytest.mark.parametrize("way", ["squash", "amended"])
def test_squash_or_rebase_that_changes_covered_content_is_stale(way: str, tmp_path: Path) -> None:
    """A decision is stale if the squash or another person's rebase also changes covered content."""
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


def test_commit_of_the_signer_that_changes_covered_content_is_valid(tmp_path: Path) -> None:
    """A decision is valid if its signer changes covered content in the same commit."""
    team = Team(tmp_path)
    made = team.pull(ALICE, put("tests", title="All tests pass"), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)


@pytest.mark.parametrize(
    ("committer", "state"),
    [
        pytest.param(ALICE.private, "valid", id="another address of the signer"),
        pytest.param(ALICE._replace(name="alice"), "valid", id="another name"),
        pytest.param(ALICE._replace(email="alice@laptop"), "stale", id="an unknown address"),
        pytest.param(GITHUB, "stale", id="the forge"),
        pytest.param(BOB, "stale", id="another person"),
    ],
)
def test_commit_that_changes_covered_content_counts_by_its_committer(
    committer: Person, state: str, tmp_path: Path
) -> None:
    """A decision in a commit that changes covered content is valid if author and committer are the same person."""
    team = Team(tmp_path)
    team.main.commit(ALICE, decide("qa", by="alice"), put("tests", title="All tests pass"), committer=committer)
    slot = team.slot("qa")
    assert (slot.state, slot.code) == (state, None if state == "valid" else "changed-in-the-same-commit")


def test_branch_updated_from_main_keeps_signature_and_merger(tmp_path: Path) -> None:
    """A decision keeps signature and merger if its branch is updated from main afterwards."""
    team = Team(tmp_path)
    branch, sign = _sign(team)
    team.push(CAROL, put("backup", title="Two backups are made"))
    branch.update(by=MALLORY)
    made = (sign, team.merge(branch, by=BOB))
    assert team.slot("qa") == valid("alice", level="signed", merged_by="bob", at=made)


def test_branch_merged_into_another_branch_keeps_signature_and_merger(tmp_path: Path) -> None:
    """A decision keeps signature and merger if its branch is merged into another branch first."""
    team = Team(tmp_path)
    outer = team.branch("outer")
    outer.commit(CAROL, put("backup", note="Made"))
    inner, sign = _sign(team)
    outer.merge_locally(inner, MALLORY)
    made = (sign, team.merge(outer, by=BOB))
    assert team.slot("qa") == valid("alice", level="signed", merged_by="bob", at=made)


def test_squash_with_a_change_outside_the_coverage_counts(tmp_path: Path) -> None:
    """A squashed decision counts if the squash also changes an item that the slot does not cover."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(CAROL, put("backup", title="Two backups are made"))
    squash = team.squash(branch, opened_by=ALICE.private)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(squash, squash))


def test_cherry_pick_is_merged_by_the_committer(tmp_path: Path) -> None:
    """A decision that Bob cherry-picks is merged by Bob."""
    team = Team(tmp_path)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), committer=BOB)
    assert team.slot("qa") == valid("alice", merged_by="bob", at=(sign, sign))


def test_commit_with_a_forged_author_is_merged_by_its_committer(tmp_path: Path) -> None:
    """A commit with `git commit --author` is attributed to the author, and the committer is the merger."""
    team = Team(tmp_path)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), committer=MALLORY)
    assert team.slot("qa") == Slot("valid", "attributed", None, "alice", None, "alice", "mallory", (sign, sign))
