"""A slot with its decision is copied into an existing release.

A new slot is filled from the start (`arrived-filled`); in an empty slot, the decision belongs to the author of the
copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import V1, V2, copy, decide, insert, remove, replace
from shop import ALICE, ANN, MALLORY
from standings import claimed, stale
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Content"

NAME_V2 = replace("release: v1", "release: v2", path=V2)
FILLED = """
      second:
        decision: go
        by: alice
        title: QA
        role: qa-lead
        covers: [code]
"""


def _two_releases(tmp_path: Path) -> Team:
    """Two releases with the same empty slots; Alice has signed in the first release."""
    team = Team(tmp_path)
    team.pull(ANN, copy(V1, V2), NAME_V2, by=ANN)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    return team


def test_decision_copied_into_an_empty_slot_is_that_of_the_copyist(tmp_path: Path) -> None:
    """A decision that Mallory copies into an empty slot belongs to Mallory."""
    team = _two_releases(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice", path=V2), by=ANN)
    slot = team.status(release="shop/v2").slots["qa"]
    assert slot == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_slot_copied_with_its_decision_arrives_filled(tmp_path: Path) -> None:
    """A decision is claimed if its slot is added with it, even by the signer."""
    team = _two_releases(tmp_path)
    made = team.pull(ALICE, insert("qa", FILLED, path=V2), by=ANN)
    slot = team.status(release="shop/v2").slots["second"]
    assert slot == claimed("arrived-filled", by="alice", written_by="alice", at=made)


def test_slot_renamed_with_its_decision_arrives_filled(tmp_path: Path) -> None:
    """A decision is claimed after its slot gets another id."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(ALICE, replace("      qa:\n", "      quality:\n"), by=ANN)
    assert team.slot("quality") == claimed("arrived-filled", by="alice", written_by="alice", at=made)


def test_slot_moved_to_another_section_keeps_its_decision(tmp_path: Path) -> None:
    """A decision keeps its author and becomes stale when its slot moves to another section."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    signed = FILLED.replace("second:", "qa:")
    team.pull(ANN, remove("qa"), insert("final", signed), by=ANN)
    assert team.slot("qa")._replace(stale_by=()) == stale("alice", made)


def test_seen_digest_of_another_release_is_stale(tmp_path: Path) -> None:
    """A decision is stale if its `seen` digest is that of another release."""
    team = _two_releases(tmp_path)
    team.pull(ALICE, decide("qa", by="alice", path=V2, seen=team.seen("qa")), by=ANN)
    assert team.status(release="shop/v2").slots["qa"].state == "stale"
