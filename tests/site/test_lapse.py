"""What pages say of their own age: of when they are, and when a verdict lapses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import V1 as RELEASE
from edits import put_top, waive
from judged_site import V1, JudgedSite
from shop import ANN, BOB, DORA
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

FOOT = "Verdicts hold for that time and can lapse"
LAPSES = 'data-gonogo-lapses="2026-03-10T00:00:00Z"'


def test_every_page_says_that_a_verdict_can_lapse(tmp_path: Path) -> None:
    """In its foot, without a script; the note for old pages is hidden until the script shows it."""
    sources = JudgedSite(Team(tmp_path)).site.sources
    stamped = [text for text in sources.values() if "Judged as of <time" in text]
    assert stamped
    for text in stamped:
        assert f"{FOOT}. " in " ".join(text.split())
        note = text.partition('data-gonogo-judged="2026-03-01T08:00:00Z" hidden>')[2]
        assert note.startswith("<b>Verdicts may have lapsed.</b>")


def test_pages_say_when_a_waiver_ends_on_which_a_verdict_depends(tmp_path: Path) -> None:
    """As long as the release cannot go, its end changes nothing."""
    team = Team(tmp_path)
    team.pull(ANN, waive("lint", "ann", until="2026-03-09"), by=BOB)
    assert LAPSES not in JudgedSite(team).site.sources[V1]
    team.sign_all()
    text = " ".join(JudgedSite(team).site.sources[V1].split())
    assert f"{FOOT}: a waiver that a verdict depends on ends at 2026-03-10T00:00:00Z." in text
    assert LAPSES in text


def test_closed_release_does_not_lapse(tmp_path: Path) -> None:
    """It was CONDITIONAL as of T-0, and the waiver has not ended."""
    team = Team(tmp_path)
    team.pull(ANN, waive("lint", "ann"), by=BOB)
    team.sign_all()
    assert "data-gonogo-lapses" in JudgedSite(team).site.sources[V1]
    team.wait_until("2026-03-15T08:00")
    team.push(DORA, put_top(RELEASE, outcome="deployed"))
    text = JudgedSite(team, AFTER).site.sources[V1]
    assert ("data-gonogo-lapses" in text, "CONDITIONAL" in text) == (False, True)
