"""A fired trigger is the first text on pages, and pages of a closed release show the reason for its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import SYSTEM, V1, append, copy, put, put_top, replace
from judged_site import V1 as OVERVIEW
from judged_site import JudgedSite
from shop import CAROL, DORA
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from pathlib import Path

HOME, SHEET, ROLLBACK = "index.md", "shop/v1/run-sheet/index.md", "shop/v1/rollback/index.md"
PAGES = (HOME, OVERVIEW, SHEET, ROLLBACK)
EARLIER = "checklists/shop/a0.yml"
LATER = "2026-03-02T10:30Z"
PROCEDURE = """
  way-back:
    title: Way back
    phase: fallback
    kind: procedure
    restored_by: switch
    items:
      stop:
        status: open
        title: Stop the orders
        span: 0-5
      switch:
        status: open
        title: Switch to the old version
        span: 5-15
"""
OTHER = PROCEDURE.replace("way-back", "other").replace("stop:", "halt:").replace("switch", "turn")
CONTACT = """
contacts:
  lead:
    title: Lead
    group: On call
    person: dora
    phone: +1-555-0100
"""
PLAN = (append(PROCEDURE, path=V1), append(CONTACT, path=SYSTEM))
FIRE = put("errors", status="fired", note="Orders are lost")
WHAT = "A rollback trigger has fired: More errors than before Orders are lost. Reported Mon 2 Mar 2026, 10:10 UTC."
FIRST = "First Go back. First step: Stop the orders"
CALL = "Call Dora Dunn, Deployment lead +1-555-0100"


def fired_team(root: Path) -> Team:
    """A project in which Carol reports errors 70 minutes after T-0."""
    team = Team(root, *PLAN)
    team.sign_all()
    team.wait_until("2026-03-02T10:10")
    team.push(CAROL, FIRE)
    return team


def test_fired_rollback_trigger_is_first_on_pages(tmp_path: Path) -> None:
    """Pages show the trigger, its note and time, the first step, and the person to call."""
    site = JudgedSite(fired_team(tmp_path), LATER)
    for path in PAGES:
        words = site.words(path)
        assert words.count(WHAT) == 1, (path, words)
        assert FIRST in words, path
        assert "do not start" not in words.lower(), path
    assert [f"{WHAT} {FIRST} {CALL}" in site.words(path) for path in PAGES] == [True, True, True, False]
    assert site.part(ROLLBACK, "Call now { #call_ }").startswith("Decides Dora Dunn, Deployment lead +1-555-0100")
    assert site.words(SHEET).index(WHAT) < site.words(SHEET).index("T-0 is over; the verdict is NO-GO")
    assert "NO-GO 1 blocker in 1 group. T-0 is" in site.words(OVERVIEW)


def test_release_with_a_fired_trigger_is_the_first_on_home(tmp_path: Path) -> None:
    """On the home page, a release with a fired trigger is before a release with a smaller id."""
    team = fired_team(tmp_path)
    team.push(DORA, copy(V1, EARLIER), replace("release: v1", "release: a0", path=EARLIER))
    team.push(DORA, put("errors", path=EARLIER, status="open", note=None))
    words = JudgedSite(team, LATER).part(HOME, "Open releases { #open_ }")
    assert words.index("Shop v1") < words.index("Shop a0")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param(BEFORE, "Do not start: the verdict is NO-GO", id="before T-0"),
        pytest.param(LATER, "T-0 is over; the verdict is NO-GO", id="after T-0"),
    ],
)
def test_run_sheet_warns_against_starting_only_before_t_zero(tmp_path: Path, as_of: str, expected: str) -> None:
    """Before T-0, a NO-GO run sheet says `Do not start`; after T-0, it shows only the verdict."""
    assert expected in JudgedSite(Team(tmp_path), as_of).words(SHEET)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param(
            (put("outage", status="fired", note="It is down"),),
            "A no-go trigger has fired: An outage of the provider It is down. Not committed yet. "
            "First Check whether this is still the case.",
            id="no-go before T-0, not committed",
        ),
        pytest.param(
            (put("errors", status="fired"),),
            "More errors than before the reason is missing: fill note",
            id="without a reason",
        ),
        pytest.param(
            (put("errors", status="fired"), put("stop", status="done")),
            "Go back. Next step: Switch to the old version",
            id="a step is done",
        ),
        pytest.param(
            (
                put("errors", status="fired"),
                append(OTHER, path=V1),
            ),
            "Go back. Choose one of 2 procedures on the page Rollback",
            id="two procedures",
        ),
    ],
)
def test_fired_trigger_shows_note_and_next_step(tmp_path: Path, edits: tuple[object, ...], expected: str) -> None:
    """The overview shows the note, the next step, and values that are missing."""
    team = Team(tmp_path, *PLAN)
    team.write(*edits)
    assert expected in JudgedSite(team).words(OVERVIEW)


def test_fired_trigger_without_a_person_to_call_shows_the_gap(tmp_path: Path) -> None:
    """If no person can be called, the overview explains how to name a lead."""
    team = Team(tmp_path, put_top(V1, lead="nobody-known"))
    team.write(FIRE)
    words = JudgedSite(team).words(OVERVIEW)
    assert "Call no person is named: give the release a line lead:" in words
    assert "Go back. This release has no timed procedure for it. Rollback" in words


def test_pages_of_a_rolled_back_release_show_day_and_trigger(tmp_path: Path) -> None:
    """Pages of a rolled-back release have the day and the fired trigger; the overview has the verdict at T-0."""
    team = fired_team(tmp_path)
    team.wait_until("2026-03-02T11:00")
    team.push(DORA, put_top(V1, outcome="rolled-back"))
    site = JudgedSite(team, AFTER)
    why = "More errors than before Orders are lost. Reported Mon 2 Mar 2026, 10:10 UTC."
    expected = (
        "ROLLED BACK Mon 2 Mar 2026 Closed by Dora Dunn. The verdict was GO as of T-0, Mon 2 Mar 2026, 09:00 UTC. "
        f"{why} ## Progress"
    )
    assert expected in site.words(OVERVIEW)
    for path in (SHEET, ROLLBACK):
        assert f"Rolled back {why}" in site.words(path)
        assert "ROLLED BACK Mon 2 Mar 2026 · Shop v1" in site.words(path)
        assert "Call now" not in site.words(path)
    rows = "ROLLED BACK Mon 2 Mar 2026 Shop v1 Shop v1 More errors than before GO"
    for path in (HOME, "shop/index.md"):
        assert site.part(path, "Closed releases { #closed_ }").endswith(rows)


def test_rollback_without_a_fired_trigger_shows_a_missing_reason(tmp_path: Path) -> None:
    """The overview of a rolled-back release without a fired trigger says that the reason is missing."""
    team = Team(tmp_path)
    team.wait_until("2026-03-02T11:00")
    team.push(DORA, put_top(V1, outcome="rolled-back"))
    assert "the reason is missing: no trigger is marked as fired" in JudgedSite(team, AFTER).words(OVERVIEW)


def test_pages_of_a_cancelled_release_need_no_reason(tmp_path: Path) -> None:
    """The page of a cancelled release shows its outcome, and does not ask for a reason."""
    team = Team(tmp_path)
    team.push(DORA, put_top(V1, outcome="cancelled"))
    words = JudgedSite(team, AFTER).words(OVERVIEW)
    assert ("CANCELLED" in words, "is missing" in words) == (True, False)
