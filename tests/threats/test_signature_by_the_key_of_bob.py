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
def test_key_of_another_person_does_not_sign(level: str, state: str, tmp_path: Path) -> None:
    """A decision with Alice's address and Bob's key is attributed, with the code `others-key`."""
    team = Team(tmp_path, put_top(POLICY, level=level), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=BOB.key)
    assert team.slot("qa") == Slot(state, "attributed", "others-key", "alice", None, "alice", "ann", made)


def test_decision_by_mallory_with_the_key_of_bob_is_claimed(tmp_path: Path) -> None:
    """A decision is claimed if neither address nor key belong to the person in `by`."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN, key=BOB.key)
    assert team.slot("qa")._replace(code="") == claimed("", by="alice", written_by="mallory", at=made)


def test_own_key_signs(tmp_path: Path) -> None:
    """A decision with the key of the person in `by` is signed."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_own_key_signs_with_an_unknown_address(tmp_path: Path) -> None:
    """A decision with the key of the person in `by` is signed, even if its address is unknown."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE._replace(email="root@localhost"), decide("qa", by="alice"), by=ANN, key=ALICE.key)
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.at) == ("valid", "signed", made)
