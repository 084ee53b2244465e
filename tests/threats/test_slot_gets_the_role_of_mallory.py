"""Mallory gives a slot her own role, and signs it.

The release is blocked (`slot-changed`) until a maintainer writes or merges the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, ROLES, append, decide, insert, put, put_top, remove
from shop import ANN, CAROL, MALLORY
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

TESTER = append("  tester:\n    title: Tester\n    people: [mallory]\n", path=ROLES)
TAKE, SIGN = put("qa", role="tester"), decide("qa", by="mallory")
SECURITY = append("  security:\n    title: Security\n    people: [carol]\n", path=ROLES)
NEW = """
      checked:
        decision:
        by:
        title: Checked
        role: tester
        covers: [code]
"""
CHANGES = {
    "another role": put("qa", role="tester"),
    "no role, so that its id is the role": put("qa", role=None),
    "section moved to a phase that is not required for GO": put("approvals", phase="after"),
    "gate of the phase changed to close": put("before", gate="close"),
    "removed": remove("qa"),
}


def test_slot_with_another_role_blocks(tmp_path: Path) -> None:
    """A slot whose role Mallory changed blocks the release, even after she signs it."""
    team = Team(tmp_path, TESTER)
    team.pull(MALLORY, TAKE, by=CAROL)
    team.pull(MALLORY, SIGN, by=CAROL)
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("signoff-missing", "v1") in status.blockers or ("signoff-missing", "qa") in status.blockers
    assert any("qa" in message.lower() for message in status.messages)


def test_slot_with_another_role_that_a_maintainer_merged_counts(tmp_path: Path) -> None:
    """A slot with another role counts if a maintainer merged the change."""
    team = Team(tmp_path, TESTER)
    team.pull(MALLORY, TAKE, by=ANN)
    team.pull(MALLORY, SIGN, by=CAROL)
    team.sign_rest()
    status = team.status()
    assert (status.verdict, status.slots["qa"].state) == ("GO", "valid")


@pytest.mark.parametrize("change", CHANGES)
def test_slot_changed_or_removed_without_a_maintainer_blocks(change: str, tmp_path: Path) -> None:
    """A release is blocked if Mallory changes, moves or removes a slot."""
    team = Team(tmp_path, TESTER)
    team.push(MALLORY, CHANGES[change])
    team.sign_rest()
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("signoff-missing", "v1") in status.blockers or ("signoff-missing", "qa") in status.blockers


def test_slot_replaced_by_another_slot_blocks(tmp_path: Path) -> None:
    """A release is blocked if Mallory replaces a slot by a slot with another id."""
    team = Team(tmp_path, TESTER)
    team.push(MALLORY, remove("qa"), insert("cto", NEW))
    team.pull(MALLORY, decide("checked", by="mallory"), by=CAROL)
    team.sign_rest()
    assert team.status().verdict == "NO-GO"


def test_slot_restored_by_a_maintainer_does_not_block(tmp_path: Path) -> None:
    """A release can be GO after a maintainer restores the role of the slot."""
    team = Team(tmp_path, TESTER)
    team.push(MALLORY, TAKE)
    team.push(ANN, put("qa", role="qa-lead"))
    team.sign_all()
    assert team.status().verdict == "GO"


def test_release_without_a_slot_for_a_required_role_is_blocked(tmp_path: Path) -> None:
    """A release without a slot for a role in `required_roles` is blocked."""
    team = Team(tmp_path, put_top(POLICY, required_roles="[security]"), SECURITY)
    team.sign_all()
    assert team.status().blockers == [("signoff-missing", "v1")]
