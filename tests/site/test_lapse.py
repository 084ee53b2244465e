"""Pages show their evaluation time, and when a verdict lapses."""

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


def test_page_footer_says_that_verdicts_can_lapse(tmp_path: Path) -> None:
    """The footer says that verdicts can lapse, and has a hidden note for old pages, which the script shows."""
    sources = JudgedSite(Team(tmp_path)).site.sources
    stamped = [text for text in sources.values() if "Judged as of <time" in text]
    assert stamped
    for text in stamped:
        assert f"{FOOT}. " in " ".join(text.split())
        note = text.partition('data-gonogo-judged="2026-03-01T08:00:00Z" hidden>')[2]
        assert note.startswith("<b>Verdicts may have lapsed.</b>")


def test_page_shows_the_end_of_a_waiver_that_the_verdict_depends_on(tmp_path: Path) -> None:
    """A page shows when a waiver ends that the verdict depends on, but not while the verdict is NO-GO."""
    team = Team(tmp_path)
    team.pull(ANN, waive("lint", "ann", until="2026-03-09"), by=BOB)
    assert LAPSES not in JudgedSite(team).site.sources[V1]
    team.sign_all()
    text = " ".join(JudgedSite(team).site.sources[V1].split())
    assert f"{FOOT}: a waiver that a verdict depends on ends at 2026-03-10T00:00:00Z." in text
    assert LAPSES in text


def test_verdict_of_a_closed_release_does_not_lapse(tmp_path: Path) -> None:
    """The page of a closed release shows no time at which its verdict lapses."""
    team = Team(tmp_path)
    team.pull(ANN, waive("lint", "ann"), by=BOB)
    team.sign_all()
    assert "data-gonogo-lapses" in JudgedSite(team).site.sources[V1]
    team.wait_until("2026-03-15T08:00")
    team.push(DORA, put_top(RELEASE, outcome="deployed"))
    text = JudgedSite(team, AFTER).site.sources[V1]
    assert ("data-gonogo-lapses" in text, "CONDITIONAL" in text) == (False, True)
