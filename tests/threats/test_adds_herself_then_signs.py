"""Mallory adds herself to a role without a maintainer, another merge follows, then she signs.

She does not get the role (`role-not-held`), even after many merges; the change is a finding until it is confirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import POLICY, decide, give, put_top, write
from shop import ANN, CAROL, MALLORY
from standings import claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

README = write("README.md", "# The shop\n")


def test_role_taken_in_an_earlier_landing_is_not_held(tmp_path: Path) -> None:
    """A role from an earlier merge does not count, and is an error, if no maintainer wrote or merged the change."""
    team = Team(tmp_path)
    team.push(MALLORY, give("qa-lead", "mallory"))
    team.push(CAROL, README)
    sign = team.push(MALLORY, decide("qa", by="mallory"))
    assert team.slot("qa") == claimed(
        "role-not-held", by="mallory", written_by="mallory", merged_by=None, at=(sign, sign)
    )
    assert ("error", "registry-not-authorised") in team.check()


def test_role_taken_before_a_maintainer_changes_another_role_is_not_held(tmp_path: Path) -> None:
    """A later change by a maintainer confirms only the values that it changes."""
    team = Team(tmp_path)
    team.pull(MALLORY, give("qa-lead", "mallory"), by=CAROL)
    team.push(ANN, give("cto", "bob", "carol"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", at=made)


def test_person_who_makes_herself_maintainer_gains_no_rights(tmp_path: Path) -> None:
    """Mallory gains no rights by adding herself to the maintainers."""
    team = Team(tmp_path)
    team.push(MALLORY, put_top(POLICY, maintainers="[ann, mallory]"))
    team.push(MALLORY, give("qa-lead", "mallory"))
    sign = team.push(MALLORY, decide("qa", by="mallory"))
    assert team.slot("qa") == claimed(
        "role-not-held", by="mallory", written_by="mallory", merged_by=None, at=(sign, sign)
    )
    assert team.check().count(("error", "registry-not-authorised")) == 2


def test_policy_that_mallory_weakens_stays_in_force(tmp_path: Path) -> None:
    """The policy in force is the last policy that a maintainer wrote or merged."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    team.push(MALLORY, put_top(POLICY, second_person="none"))
    sign = team.push(ANN, give("qa-lead", "alice", "ann"))
    made = (sign, sign)
    del made
    lone = team.push(ANN, decide("qa", by="ann"))
    slot = team.slot("qa")
    assert (slot.state, slot.code, slot.at) == ("no-second-person", "no-second-person", (lone, lone))
