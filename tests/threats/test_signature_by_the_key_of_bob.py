"""A commit with the address of Alice is signed by the registered key of Bob.

The decision is attributed at most (`others-key`), although git calls the signature good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from shop import ALICE, ANN, BOB, MALLORY
from standings import Slot, claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"


@pytest.mark.parametrize(("level", "state"), [("attributed", "valid"), ("signed", "below-level")])
def test_key_of_another_person_signs_nothing(level: str, state: str, tmp_path: Path) -> None:
    """It counts whose key it is, not that it is registered."""
    team = Team(tmp_path, put_top(POLICY, level=level), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=BOB.key)
    assert team.slot("qa") == Slot(state, "attributed", "others-key", "alice", None, "alice", "ann", made)


def test_decision_by_another_with_the_key_of_bob_is_claimed(tmp_path: Path) -> None:
    """Neither address nor key are those of the person in `by`."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN, key=BOB.key)
    assert team.slot("qa")._replace(code="") == claimed("", by="alice", written_by="mallory", at=made)


def test_own_key_signs(tmp_path: Path) -> None:
    """The key of the person in `by` makes the decision signed."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_own_key_signs_from_a_machine_without_an_address(tmp_path: Path) -> None:
    """Signed does not need attributed: the key says who it was."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE._replace(email="root@localhost"), decide("qa", by="alice"), by=ANN, key=ALICE.key)
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.at) == ("valid", "signed", made)
