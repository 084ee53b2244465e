"""Mallory changes a covered item and writes the new digest into `seen:`.

The decision is claimed (`author-mismatch`): `seen:` is part of the decision, and Mallory wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, put
from shop import ALICE, ANN, MALLORY
from standings import claimed, stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Content"

REWORD = put("tests", title="Most tests pass")


def test_digest_written_by_another_person_is_a_new_decision(tmp_path: Path) -> None:
    """A decision whose `seen` digest Mallory updates is claimed."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice", seen=team.seen("qa")), by=ANN)
    branch = team.branch()
    branch.commit(MALLORY, REWORD)
    sign = branch.commit(MALLORY, put("qa", seen=team.seen("qa", branch)))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_digest_added_by_another_person_is_a_new_decision(tmp_path: Path) -> None:
    """A decision to which Mallory adds a `seen` digest is claimed."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(MALLORY, put("qa", seen=team.seen("qa")), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_unknown_digest_is_stale(tmp_path: Path) -> None:
    """A decision is stale without naming an item if its `seen` digest matches no version of the release."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice", seen="0123456789abcdef"), by=ANN)
    assert team.slot("qa") == stale("alice", made)


def test_digest_written_by_the_signer_counts(tmp_path: Path) -> None:
    """A decision with a `seen` digest is valid until the covered content changes."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice", seen=team.seen("qa")), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
    team.push(MALLORY, REWORD)
    assert team.slot("qa") == stale("alice", made, "tests")
