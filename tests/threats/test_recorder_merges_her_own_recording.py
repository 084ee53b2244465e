"""The policy requires a second person, and the recorder of a decision merges her own pull request.

The decision does not count (`no-second-person`): its author is not a second person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from shop import ALICE, ANN, BOB, DORA, MERGE_QUEUE
from standings import Slot
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Decisions"

DEMANDS = put_top(POLICY, recorded_roles="[cto]", second_person="required")
RECORD = decide("cto", by="bob", evidence="https://example.com/forms/7.pdf")


@pytest.mark.parametrize("merger", [DORA, BOB, MERGE_QUEUE])
def test_recorder_and_signer_are_no_second_person(merger: Person, tmp_path: Path) -> None:
    """A recorded decision lacks a second person if its recorder, its signer or a machine merges it."""
    team = Team(tmp_path, DEMANDS)
    made = team.pull(DORA, RECORD, by=merger)
    assert team.slot("cto") == Slot("no-second-person", "claimed", "no-second-person", "bob", None, "dora", None, made)


@pytest.mark.parametrize("merger", [ANN, ALICE])
def test_third_person_is_a_second_person(merger: Person, tmp_path: Path) -> None:
    """A recorded decision counts if a person other than the signer and the recorder merges it."""
    team = Team(tmp_path, DEMANDS)
    made = team.pull(DORA, RECORD, by=merger)
    assert team.slot("cto") == Slot("valid", "claimed", "recorded", "bob", None, "dora", merger.id, made)


def test_recorder_who_pushes_has_no_second_person(tmp_path: Path) -> None:
    """A recorded decision that its recorder pushes to main lacks a second person."""
    team = Team(tmp_path, DEMANDS)
    made = team.push(DORA, RECORD)
    assert team.slot("cto") == Slot(
        "no-second-person", "claimed", "no-second-person", "bob", None, "dora", None, (made, made)
    )
