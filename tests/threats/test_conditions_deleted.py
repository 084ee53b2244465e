"""Mallory deletes the conditions of Alice's go, or changes its reason, its date or its evidence.

That is a new decision, which Mallory wrote: claimed (`author-mismatch`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, put
from shop import ALICE, ANN, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

CHANGES = {
    "conditions deleted": put("qa", conditions=None),
    "conditions weakened": put("qa", conditions="None"),
    "reason given": put("qa", reason="All is well"),
    "date changed": put("qa", on="2026-02-04"),
    "evidence replaced": put("qa", evidence="https://example.org/run"),
    "digest removed": put("qa", seen=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_decision_changed_by_another_person_is_claimed(change: str, tmp_path: Path) -> None:
    """A decision is claimed if another person changes any of its keys."""
    team = Team(tmp_path)
    signed = decide("qa", by="alice", conditions="Somebody watches the queue", on="2026-02-03", seen=team.seen("qa"))
    made = team.pull(ALICE, signed, by=ANN)
    assert team.slot("qa") == valid("alice", at=made, on="2026-02-03")
    made = team.pull(MALLORY, CHANGES[change], by=ANN)
    slot = team.slot("qa")
    on = "2026-02-04" if change == "date changed" else "2026-02-03"
    assert slot == claimed("author-mismatch", by="alice", written_by="mallory", at=made)._replace(on=on)


def test_conditions_of_a_decision_make_the_release_conditional(tmp_path: Path) -> None:
    """A go with conditions makes the release CONDITIONAL."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice", conditions="Somebody watches the queue"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
    team.sign_rest()
    assert team.status().verdict == "CONDITIONAL"
