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
    "no role, which is that of its id": put("qa", role=None),
    "another section that does not count": put("approvals", phase="after"),
    "a phase that does not count": put("before", gate="close"),
    "removed": remove("qa"),
}


def test_slot_with_another_role_blocks(tmp_path: Path) -> None:
    """Also after she has signed it, in landings of their own."""
    team = Team(tmp_path, TESTER)
    team.pull(MALLORY, TAKE, by=CAROL)
    team.pull(MALLORY, SIGN, by=CAROL)
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("signoff-missing", "v1") in status.blockers or ("signoff-missing", "qa") in status.blockers
    assert any("qa" in message.lower() for message in status.messages)


def test_slot_with_another_role_that_a_maintainer_merged_counts(tmp_path: Path) -> None:
    """Then it is the decision of the team."""
    team = Team(tmp_path, TESTER)
    team.pull(MALLORY, TAKE, by=ANN)
    team.pull(MALLORY, SIGN, by=CAROL)
    team.sign_rest()
    status = team.status()
    assert (status.verdict, status.slots["qa"].state) == ("GO", "valid")


@pytest.mark.parametrize("change", CHANGES)
def test_slot_that_is_changed_or_gone_blocks(change: str, tmp_path: Path) -> None:
    """Whatever she does with it: the sign-off that was declared is missing."""
    team = Team(tmp_path, TESTER)
    team.push(MALLORY, CHANGES[change])
    team.sign_rest()
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("signoff-missing", "v1") in status.blockers or ("signoff-missing", "qa") in status.blockers


def test_slot_that_is_replaced_by_one_with_another_id_blocks(tmp_path: Path) -> None:
    """The slot of before is removed."""
    team = Team(tmp_path, TESTER)
    team.push(MALLORY, remove("qa"), insert("cto", NEW))
    team.pull(MALLORY, decide("checked", by="mallory"), by=CAROL)
    team.sign_rest()
    assert team.status().verdict == "NO-GO"


def test_slot_that_a_maintainer_puts_back_does_not_block(tmp_path: Path) -> None:
    """With the role that it had at first."""
    team = Team(tmp_path, TESTER)
    team.push(MALLORY, TAKE)
    team.push(ANN, put("qa", role="qa-lead"))
    team.sign_all()
    assert team.status().verdict == "GO"


def test_role_that_the_policy_requires_has_a_slot(tmp_path: Path) -> None:
    """A release in which nobody asks for it is blocked from the first landing."""
    team = Team(tmp_path, put_top(POLICY, required_roles="[security]"), SECURITY)
    team.sign_all()
    assert team.status().blockers == [("signoff-missing", "v1")]
