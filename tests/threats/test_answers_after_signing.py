"""After the decision, a trigger is cleared, a criterion is met, or an owner or a due date changes.

The decision is not stale: it covers questions, not the live answers of triggers and criteria, and not the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, SYSTEM, V1, decide, put, put_top, replace
from shop import ANN, BOB, CAROL
from standings import stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

LIVE = {
    "trigger cleared": put("outage", status="clear", note="Asked the provider", evidence="https://example.com/status"),
    "criterion met": put("staffed", status="met", note="Two people"),
    "owner, date and duration": put("tests", owner="[qa-lead, carol]", due="T-1d", minutes="30"),
    "owner of a section": put("code", owner="carol", due="2026-02-20"),
    "declared status": put("tests", declared="DONE"),
    "link": put("tests", see="https://example.com/tests"),
    "explanation of the release": put_top(V1, about="A release", declared="READY", see="https://example.com"),
    "explanation of a phase": put("before", about="What comes before"),
    "lead of the release": put_top(V1, lead="dora"),
    "people": put("bob", path=PEOPLE, name="Robert Baker"),
    "system": put_top(SYSTEM, summary="It sells"),
    "comment": replace("  code:\n", "  # of the code\n  code:\n"),
}
COVERED = {
    "question of a trigger": (put("outage", title="Another outage"), "outage"),
    "expectation of a trigger": (put("outage", expect="Nothing for an hour"), "outage"),
    "question of a criterion": (put("staffed", about="By day"), "staffed"),
    "answer of an item": (put("tests", note="Mostly"), "tests"),
    "value of a metric": (put("latency", observed="160 ms"), "latency"),
    "title of a section": (put("code", title="Source"), "code"),
    "explanation of a section": (put("code", about="All of it"), "code"),
    "window of a section": (put("speed", window="7d"), "speed"),
    "decision type of a section of triggers": (put("stops", decides="rollback"), "stops"),
}


@pytest.mark.parametrize("change", LIVE)
def test_live_answers_and_plans_are_not_covered(change: str, tmp_path: Path) -> None:
    """A decision that covers everything does not become stale when a live answer or the plan changes."""
    team = Team(tmp_path)
    team.push(CAROL, put("outage", status="open"), put("staffed", status="open"))
    made = team.pull(BOB, decide("cto", by="bob"), by=ANN)
    team.push(ANN, LIVE[change])
    assert team.slot("cto")._replace(ready=True) == valid("bob", at=made)


@pytest.mark.parametrize("change", COVERED)
def test_questions_and_results_are_covered(change: str, tmp_path: Path) -> None:
    """A decision becomes stale when a covered question or result changes, and `stale_by` names the entry."""
    team = Team(tmp_path)
    made = team.pull(BOB, decide("cto", by="bob"), by=ANN)
    edit, name = COVERED[change]
    team.push(CAROL, edit)
    slot = team.slot("cto")
    assert (slot.state, slot.code, slot.at) == ("stale", "stale", made)
    assert name in slot.stale_by


def test_change_of_content_that_a_slot_does_not_cover_keeps_it_valid(tmp_path: Path) -> None:
    """A change of data makes only the sign-off stale that covers the data."""
    team = Team(tmp_path)
    made = team.pull(BOB, decide("cto", by="bob"), by=ANN)
    team.push(CAROL, put("backup", title="Two backups are made"))
    assert team.slot("cto") == stale("bob", made, "backup")
    assert team.slot("qa").state == "unsigned"
