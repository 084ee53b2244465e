"""A maintainer adds a person in one merge to main, and the person signs in the next.

The decision is signed: this is how people join.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, give, put_top, register
from shop import ANN, BOB, EVE, MALLORY
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Identity"

ADD = (register("eve", "eve@example.org", EVE.key.public), give("qa-lead", "eve"))


def test_person_added_by_a_signed_change_signs(tmp_path: Path) -> None:
    """A person whom a maintainer added with a signed change can sign."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    team.pull(ANN, *ADD, by=BOB, key=ANN.key)
    made = team.pull(EVE, decide("qa", by="eve"), by=ANN, key=EVE.key)
    assert team.slot("qa") == valid("eve", level="signed", at=made)


def test_person_added_by_a_merge_of_a_maintainer_signs(tmp_path: Path) -> None:
    """A person who adds herself can sign after a maintainer merges the change."""
    team = Team(tmp_path)
    team.pull(EVE, *ADD, by=ANN)
    made = team.pull(EVE, decide("qa", by="eve"), by=BOB)
    assert team.slot("qa") == valid("eve", merged_by="bob", at=made)


@pytest.mark.parametrize(("author", "merger"), [(EVE, BOB), (MALLORY, MALLORY), (MALLORY, EVE)])
def test_person_added_without_a_maintainer_does_not_sign(author: Person, merger: Person, tmp_path: Path) -> None:
    """A decision is claimed if no maintainer wrote or merged the change that added the signer."""
    team = Team(tmp_path)
    team.pull(author, *ADD, by=merger)
    made = team.pull(EVE, decide("qa", by="eve"), by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.at) == ("below-level", "claimed", made)
    assert ("error", "registry-not-authorised") in team.check()


def test_unsigned_change_adds_no_person_if_signatures_are_required(tmp_path: Path) -> None:
    """An unsigned change by a maintainer adds no person if the policy requires signatures."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    team.pull(ANN, *ADD, by=ANN)
    made = team.pull(EVE, decide("qa", by="eve"), by=ANN, key=EVE.key)
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.at) == ("below-level", "claimed", made)


def test_signed_merge_adds_a_person(tmp_path: Path) -> None:
    """A merge that a maintainer signs adds a person."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    branch = team.branch()
    branch.commit(EVE, *ADD)
    team.merge(branch, by=ANN, key=ANN.key)
    made = team.pull(EVE, decide("qa", by="eve"), by=ANN, key=EVE.key)
    assert team.slot("qa") == valid("eve", level="signed", at=made)


def test_change_without_the_required_approvals_adds_no_person(tmp_path: Path) -> None:
    """With `approvals: 1`, a change by one maintainer alone adds no person."""
    team = Team(tmp_path, put_top(POLICY, approvals="1", maintainers="[ann, bob]"))
    team.pull(ANN, *ADD, by=ANN)
    made = team.pull(EVE, decide("qa", by="eve"), by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.at) == ("below-level", "claimed", made)


def test_change_with_the_required_approvals_adds_a_person(tmp_path: Path) -> None:
    """With `approvals: 1`, a change by one maintainer that another maintainer merges adds a person."""
    team = Team(tmp_path, put_top(POLICY, approvals="1", maintainers="[ann, bob]"))
    team.pull(ANN, *ADD, by=BOB)
    made = team.pull(EVE, decide("qa", by="eve"), by=ANN)
    assert team.slot("qa") == valid("eve", at=made)
