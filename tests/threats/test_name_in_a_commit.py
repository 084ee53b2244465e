"""Mallory commits with the name of Alice, or with her id as a name, and an unknown address.

A name is not evidence: the decision is claimed (`unknown-author`), and the reason says that the address is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, give
from shop import ALICE, ANN, BOB, MALLORY, Person
from standings import claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"

NAMES = ("Alice Amber", "alice")


def _fake(name: str) -> Person:
    return Person("fake", name, "fake@example.org")


@pytest.mark.parametrize("name", NAMES)
def test_name_of_the_signer_is_no_evidence(name: str, tmp_path: Path) -> None:
    """A decision with Alice's name and an unknown address is claimed, and the reason mentions the address."""
    team = Team(tmp_path)
    team.pull(_fake(name), decide("qa", by="alice"), by=ANN)
    status = team.status()
    assert status.slots["qa"][:3] == ("below-level", "claimed", "unknown-author")
    assert "with an address that is not in people.yml" in status.reasons["qa"]


@pytest.mark.parametrize("name", ["Ann Archer", "ann"])
def test_name_of_a_maintainer_does_not_authorize(name: str, tmp_path: Path) -> None:
    """A registry change with the name of a maintainer and an unknown address gives no role."""
    team = Team(tmp_path)
    team.push(_fake(name), give("qa-lead", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


@pytest.mark.xfail(reason="JSON has the id of a person or the name in a commit under the same key", strict=True)
def test_name_of_an_unknown_author_is_not_printed_as_an_id(tmp_path: Path) -> None:
    """`written_by` differs from the id `alice` if an unknown author uses this id as a name."""
    team = Team(tmp_path)
    team.pull(_fake("alice"), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa").written_by != ALICE.id
