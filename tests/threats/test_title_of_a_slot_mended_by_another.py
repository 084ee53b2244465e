"""Another person corrects the title, the meaning or the coverage of a slot that Alice has filled.

The decision is stale, but Alice remains its author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, put
from shop import ALICE, ANN, CAROL, MALLORY
from standings import stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

CHANGES = {
    "title": put("qa", title="Quality"),
    "meaning": put("qa", meaning="Somebody has looked"),
    "coverage narrowed": put("qa", covers="[code/tests]"),
    "coverage widened": put("qa", covers="[code, data]"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_slot_changed_by_another_person_is_stale(change: str, tmp_path: Path) -> None:
    """A decision is stale after another person changes its slot, and `stale_by` names the slot."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(MALLORY, CHANGES[change])
    slot = team.slot("qa")
    assert slot._replace(stale_by=()) == stale("alice", made)
    assert "qa" in slot.stale_by


def test_title_of_another_slot_keeps_the_decision_valid(tmp_path: Path) -> None:
    """A decision stays valid if the title of another slot changes."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(CAROL, put("cto", title="Chief technology officer"))
    assert team.slot("qa") == valid("alice", at=made)


def test_title_and_decision_by_the_signer_are_valid(tmp_path: Path) -> None:
    """A decision is valid if its signer changes the title of the slot in the same commit."""
    team = Team(tmp_path)
    made = team.pull(ALICE, put("qa", title="Quality"), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
