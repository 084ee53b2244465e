"""The burn-up of a release: its chart, the sentence and the notes about it, and the text if there is no chart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from building import RELEASE_ID, SHOP, SYSTEM_ID, Files, lay_out
from gonogo.core.frozen import replace
from gonogo.history.event_index import EventIndex
from gonogo.model.event import Trail
from gonogo.model.judgement import Point, Tally
from gonogo.pipelines import project_plan, site_build
from gonogo.site.parts.burn_up_chart import (
    BurnUpView,
    Chart,
    GridLine,
    Mark,
    Number,
    Pace,
    Stair,
    draw_burn_up,
    show_burn_up,
)
from gonogo.site.plan import SiteHistory
from gonogo.site.release_context import context_of
from histories import BOB, RELEASE, SIGNED, TESTED, V1, make_history, on, plan
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gonogo.model.schedule import Moment
    from gonogo.site.release_context import ReleaseContext

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
DIFFERS = (
    "The curve ends with the committed files, judged as of that day. This page counts 2 of 5: with files that are not "
    "committed yet, or without waivers that have ended since."
)
UNCOMMITTED = "There is no history: this folder is not in a git repository, or has no commit"


def after(days: float) -> datetime:
    return FIRST + timedelta(days=days)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> ReleaseContext:
    """An open release with everything except its curve."""
    root = tmp_path_factory.mktemp("project")
    lay_out(root, Files())
    site = project_plan.plan_project(root, FIRST, site_build.SiteOptions())
    release = site.snapshot.systems[SYSTEM_ID].releases[RELEASE_ID]
    assert release is not None
    return context_of(release, site)


def draw(  # noqa: PLR0913 - the parts of a curve, by name
    context: ReleaseContext,
    points: Sequence[tuple[float, int, int]],
    *,
    now: float,
    t_zero: Moment | None = None,
    outcome: str = "",
    page: tuple[int, int] | None = None,
) -> BurnUpView:
    """The burn-up of points (day, settled, scope) at a given day; `page` has the counts of the page."""
    curve = tuple(Point(str(number), after(day), Tally(*of)) for number, (day, *of) in enumerate(points))
    past = SiteHistory(EventIndex(Trail("0" * 40, 0, (), {})), {SHOP: curve}, "")
    judgement = replace(context.judgement, as_of=after(now), progress=Tally(*(page or points[-1][1:])))
    release = replace(context.release, deploy_at=t_zero, outcome=outcome)
    drawn = replace(context, site=replace(context.site, past=past), release=release, judgement=judgement)
    return draw_burn_up(curve, drawn)


def test_burn_up_has_chart_sentence_and_notes(context: ReleaseContext) -> None:
    """The view of a release with four landings, ten days before T-0, has this chart, this sentence and this note."""
    view = draw(context, [(0, 0, 8), (5, 4, 8), (10, 4, 10), (20, 6, 10)], now=30, t_zero=after(40))
    chart = Chart(
        title="Burn-up: 6 of 10 settled",
        about="From 0 of 8 on Thu 1 Jan 2026 to 6 of 10 on Wed 21 Jan 2026. T-0 is Tue 10 Feb 2026.",
        stairs=(Stair(0, 100, 20), Stair(12.5, 60, 20), Stair(25, 60, 0), Stair(50, 40, 0)),
        end=75,
        rows=(GridLine(100, "0"), GridLine(50, "5"), GridLine(0, "10")),
        days=(
            GridLine(0, "1 Jan 2026"),
            GridLine(35, "15 Jan", is_spare=True),
            GridLine(70, "29 Jan"),
        ),
        t_zero=GridLine(100, "T-0 10 Feb"),
        now=Mark(75, 40, "31 Jan: 6 of 10", 82, is_left=True),
        numbers=(
            Number("Thu 1 Jan 2026", 0, 8),
            Number("Tue 6 Jan 2026", 4, 8),
            Number("Sun 11 Jan 2026", 4, 10),
            Number("Wed 21 Jan 2026", 6, 10),
        ),
        interval="day by day",
        pace=Pace(75, 40, 100, 0),
    )
    sentence = "4 left and 10 days to T-0: 0.4 a day needed; 0.1 a day in the last 14 days."
    assert view == BurnUpView(chart, sentence, ("The scope was 8 at first and is 10 now.",))


WEEKS = [(0, 0, 100), (10, 60, 100), (20, 88, 100)]


@pytest.mark.parametrize(
    ("points", "now", "t_zero", "sentence"),
    [
        pytest.param(
            WEEKS,
            20,
            after(29),
            "12 left and 9 days to T-0: 1.3 a day needed; 6.3 a day in the last 14 days.",
            id="needed and recent pace",
        ),
        pytest.param(
            WEEKS,
            30,
            after(32.5),
            "12 left and 2.5 days to T-0: 4.8 a day needed; 2 a day in the last 14 days.",
            id="part of a day",
        ),
        pytest.param(
            WEEKS,
            40,
            after(41),
            "12 left and 1 day to T-0: 12 a day needed; nothing in the last 14 days.",
            id="no recent progress",
        ),
        pytest.param(WEEKS, 40, after(40.5), "12 left and 12 h to T-0; nothing in the last 14 days.", id="hours"),
        pytest.param(
            WEEKS, 20, None, "12 left and T-0 is not planned; 6.3 a day in the last 14 days.", id="no planned T-0"
        ),
        pytest.param(
            WEEKS, 20, after(17), "12 left and T-0 was 3 days ago; 6.3 a day in the last 14 days.", id="T-0 has passed"
        ),
        pytest.param(
            WEEKS,
            20.5,
            date(2026, 1, 21),
            "12 left and T-0 is today; 6.3 a day in the last 14 days.",
            id="T-0 is today",
        ),
        pytest.param(
            WEEKS,
            20,
            date(2026, 1, 23),
            "12 left and 2 days to T-0: 6 a day needed; 6.3 a day in the last 14 days.",
            id="a day without a time",
        ),
        pytest.param(
            [(0, 0, 9), (5, 4, 9)],
            5,
            after(10),
            "5 left and 5 days to T-0: 1 a day needed; 0.8 a day in the last 5 days.",
            id="less than two weeks",
        ),
        pytest.param(
            [(0, 0, 9), (1, 4, 9)],
            1,
            None,
            "5 left and T-0 is not planned; 4 a day in the last 1 day.",
            id="a day",
        ),
        pytest.param(
            [(0, 2, 9)], 0.5, None, "7 left and T-0 is not planned; its history is shorter than a day.", id="hours old"
        ),
        pytest.param(
            [(0, 9, 9), (8, 6, 9)],
            10,
            None,
            "3 left and T-0 is not planned; 0.3 a day lost in the last 10 days, net.",
            id="going down",
        ),
        pytest.param(
            [(0, 1, 9), (90, 2, 9)],
            100,
            after(9000),
            "7 left and 8900 days to T-0: less than 0.1 a day needed; 0.1 a day in the last 14 days.",
            id="slowly",
        ),
        pytest.param([(0, 0, 9), (8, 9, 9)], 10, after(12), "All 9 are settled; 2 days to T-0.", id="all settled"),
        pytest.param([(0, 1, 1)], 10, None, "The only one is settled; T-0 is not planned.", id="one entry"),
    ],
)
def test_burn_up_sentence_compares_needed_and_recent_pace(
    context: ReleaseContext, points: list[tuple[float, int, int]], now: float, t_zero: Moment | None, sentence: str
) -> None:
    """The sentence has the remaining entries, the remaining time, and both paces as numbers, without a forecast."""
    assert draw(context, points, now=now, t_zero=t_zero).sentence == sentence


def test_burn_up_of_a_closed_release_ends_at_its_last_landing(context: ReleaseContext) -> None:
    """The curve of a closed release ends at its last landing, and the sentence has the outcome without a pace."""
    view = draw(context, [(0, 0, 10), (10, 9, 10)], now=300, t_zero=after(10), outcome="deployed")
    assert (view.sentence, view.notes) == ("Deployed. 9 of 10 are settled.", ())
    assert view.chart.now.text == "11 Jan: 9 of 10"


@pytest.mark.parametrize(
    ("points", "t_zero", "stairs", "end", "drawn"),
    [
        pytest.param([(0, 2, 4)], None, (Stair(0, 50, 0),), 0, None, id="one landing, just now"),
        pytest.param([(-9, 2, 4)], None, (Stair(0, 50, 0),), 100, None, id="one landing"),
        pytest.param(
            [(-10, 3, 4), (-5, 1, 4)], None, (Stair(0, 25, 0), Stair(50, 75, 0)), 100, None, id="fewer settled entries"
        ),
        pytest.param(
            [(-10, 1, 2), (-5, 1, 4)], None, (Stair(0, 75, 50), Stair(50, 75, 0)), 100, None, id="scope grows"
        ),
        pytest.param(
            [(-10, 1, 4), (-5, 1, 2)], None, (Stair(0, 75, 0), Stair(50, 75, 50)), 100, None, id="scope shrinks"
        ),
        pytest.param([(-5, 2, 4)], after(-10), (Stair(50, 50, 0),), 100, 0, id="T-0 before the first landing"),
        pytest.param([(-5, 2, 4)], after(5), (Stair(0, 50, 0),), 50, 100, id="T-0 to come"),
        pytest.param(
            [(-9, 2, 4), (-3, 2, 4)], None, (Stair(0, 50, 0),), 100, None, id="a landing that changes nothing"
        ),
        pytest.param([(-5, 2, 4)], after(95), (Stair(0, 50, 0),), 5, 100, id="T-0 in some months"),
        pytest.param(
            [(-200, 2, 4)], after(600), (Stair(0, 50, 0),), 25, 100, id="T-0 three times as far as the history"
        ),
        pytest.param([(-5, 2, 4)], after(101), (Stair(0, 50, 0),), 100, None, id="T-0 far away"),
        pytest.param(
            [(-5, 2, 4)], date(9999, 12, 31), (Stair(0, 50, 0),), 100, None, id="T-0 at the end of the calendar"
        ),
        pytest.param(
            [(-5, 2, 4), (5, 3, 4)],
            None,
            (Stair(0, 50, 0), Stair(100, 25, 0)),
            100,
            None,
            id="evaluated before the last landing",
        ),
        pytest.param(
            [(-8, 0, 10**7), (-4, 10**7, 10**7)],
            None,
            (Stair(0, 100, 0), Stair(50, 0, 0)),
            100,
            None,
            id="ten million entries",
        ),
    ],
)
def test_burn_up_curve_is_to_scale(  # noqa: PLR0913, PLR0917 - pytest passes the values of a case by name
    context: ReleaseContext,
    points: list[tuple[float, int, int]],
    t_zero: Moment | None,
    stairs: tuple[Stair, ...],
    end: float,
    drawn: float | None,
) -> None:
    """The chart covers the time from the first landing or T-0 to now or T-0, and all counts up to the largest scope."""
    chart = draw(context, points, now=0, t_zero=t_zero).chart
    assert (chart.stairs, chart.end, chart.t_zero and chart.t_zero.at) == (stairs, end, drawn)


@pytest.mark.parametrize(
    ("most", "rows"),
    [
        (1, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),
        (7, ["0", "2", "4", "6"]),
        (100, ["0", "50", "100"]),
        (999, ["0", "500"]),
        (10**6, ["0", "500000", "1000000"]),
    ],
)
def test_burn_up_has_at_most_five_lines_at_round_counts(context: ReleaseContext, most: int, rows: list[str]) -> None:
    """The lines are at zero and at most four round counts above."""
    assert [row.text for row in draw(context, [(0, 0, most)], now=1).chart.rows] == rows


@pytest.mark.parametrize(
    ("days", "texts"),
    [
        (0.2, ["1 Jan 2026"]),
        (3, ["1 Jan 2026", "2 Jan", "3 Jan"]),
        (40, ["1 Jan 2026", "15 Jan", "29 Jan"]),
        (400, ["1 Jan 2026", "26 Mar", "18 Jun", "10 Sep", "3 Dec"]),
        (700, ["1 Jan 2026", "18 Jun", "3 Dec", "20 May 2027"]),
        (40_000, ["1 Jan 2026", "22 Nov 2057", "13 Oct 2089", "4 Sep 2121"]),
    ],
)
def test_burn_up_has_few_and_evenly_spaced_days(context: ReleaseContext, days: float, texts: list[str]) -> None:
    """The chart marks a few evenly spaced days, with the year if it differs from the previous day."""
    assert [day.text for day in draw(context, [(0, 1, 2)], now=days).chart.days] == texts


def test_burn_up_lists_many_days_by_week(context: ReleaseContext) -> None:
    """For many days, the table has the last landing of each week."""
    chart = draw(context, [(day, day, 100) for day in range(60)], now=60).chart
    assert (chart.interval, len(chart.numbers)) == ("week by week", 9)
    assert chart.numbers[:2] == (Number("Sun 4 Jan 2026", 3, 100), Number("Sun 11 Jan 2026", 10, 100))
    assert chart.numbers[-1] == Number("Sun 1 Mar 2026", 59, 100)


@pytest.mark.parametrize(
    ("points", "now", "page", "t_zero", "notes"),
    [
        pytest.param([(0, 1, 4), (1, 2, 4)], 2, (2, 4), None, [], id="no notes"),
        pytest.param(
            [(0, 1, 4)],
            2,
            (2, 5),
            None,
            [DIFFERS],
            id="other counts on the page",
        ),
        pytest.param(
            [(0, 1, 4)],
            -1,
            (1, 4),
            None,
            ["Some commits landed after the time of this page's judgement."],
            id="evaluated before the last landing",
        ),
        pytest.param(
            [(0, 1, 4)],
            1,
            (1, 4),
            date(2030, 1, 1),
            ["T-0, Tue 1 Jan 2030, is too far away to be drawn."],
            id="T-0 far away",
        ),
        pytest.param([(0, 1, 9), (1, 1, 4)], 1, (1, 4), None, ["The scope was 9 at first and is 4 now."], id="scope"),
    ],
)
def test_burn_up_notes_explain_special_cases(  # noqa: PLR0913, PLR0917 - pytest passes cases by name
    context: ReleaseContext,
    points: list[tuple[float, int, int]],
    now: float,
    page: tuple[int, int],
    t_zero: Moment | None,
    notes: list[str],
) -> None:
    """Notes below the chart explain differences from the page and missing parts of the chart."""
    assert list(draw(context, points, now=now, page=page, t_zero=t_zero).notes) == notes


def burn_up(root: Path) -> BurnUpView | str:
    site = plan(root)
    release = site.snapshot.systems[SYSTEM_ID].releases[RELEASE_ID]
    assert release is not None
    return show_burn_up(context_of(release, site))


def test_burn_up_has_only_committed_and_readable_versions(tmp_path: Path) -> None:
    """The curve has only readable, committed versions; notes mention unreadable versions and uncommitted changes."""
    make_history(
        tmp_path,
        Made("broken", {V1: "a: [\n"}, date=on(2)),
        Made("done", {V1: TESTED}, date=on(4)),
        Made("else", {"README": "x"}, date=on(6)),
    )
    view = burn_up(tmp_path)
    assert isinstance(view, BurnUpView)
    assert [(number.day, number.settled, number.scope) for number in view.chart.numbers] == [
        ("Thu 1 Jan 2026", 0, 3),
        ("Mon 5 Jan 2026", 1, 3),
    ]
    assert view.notes == ("Versions that cannot be read are left out.",)
    (tmp_path / V1).write_text(RELEASE)
    dirty = burn_up(tmp_path)
    assert isinstance(dirty, BurnUpView)
    assert dirty.chart == view.chart
    assert "This page counts 0 of 3" in dirty.notes[0]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        pytest.param("no git", UNCOMMITTED, id="no repository"),
        pytest.param("not committed", f"No version of `{V1}` that can be read is committed yet", id="not committed"),
        pytest.param("nothing counts", "No version has an entry that GO requires", id="nothing counts"),
    ],
)
def test_burn_up_without_a_curve_has_the_reason(tmp_path: Path, case: str, reason: str) -> None:
    """If there is no curve, the overview shows the reason and the next step."""
    if case == "no git":
        lay_out(tmp_path, Files())
    elif case == "not committed":
        RepoBuilder(tmp_path).load(Made("other", {"README": "x"}))
        lay_out(tmp_path, Files())
    else:
        make_history(tmp_path, release=RELEASE.replace("gate: go", "gate: none"))
    view = burn_up(tmp_path)
    assert isinstance(view, str)
    assert view.startswith(reason)
    page = site_build.build_site(tmp_path, FIRST, site_build.SiteOptions()).sources["shop/v1/index.md"]
    assert reason.partition("`")[0] in page


def test_burn_up_has_an_accessible_name_and_a_table(tmp_path: Path) -> None:
    """Readers who cannot see the chart get its name and all of its numbers as text."""
    make_history(tmp_path, Made("done", {V1: TESTED}, date=on(4)))
    page = site_build.build_site(tmp_path, after(5), site_build.SiteOptions()).sources["shop/v1/index.md"]
    assert '<svg role="img"><title>Burn-up: 1 of 3 settled</title><desc>From 0 of 3 on Thu 1 Jan 2026' in page
    assert "The numbers, day by day" in page
    assert page.count('<td role="cell" class="gonogo-num">3</td>') == 2


@pytest.mark.parametrize(
    ("now", "t_zero", "outcome", "settled", "pace"),
    [
        pytest.param(10, 20, "", 5, Pace(50, 50, 100, 0), id="open"),
        pytest.param(10, None, "", 5, None, id="no planned T-0"),
        pytest.param(10, 9, "", 5, None, id="T-0 has passed"),
        pytest.param(10, 900, "", 5, None, id="T-0 is not drawn"),
        pytest.param(10, 20, "", 10, None, id="nothing is left"),
        pytest.param(10, 20, "cancelled", 5, None, id="closed"),
    ],
)
def test_burn_up_shows_the_needed_pace_until_t_zero(  # noqa: PLR0913, PLR0917 - cases by name
    context: ReleaseContext, now: float, t_zero: float | None, outcome: str, settled: int, pace: Pace | None
) -> None:
    """The chart has a line of the needed pace if entries are open and T-0 is in the future and in the chart."""
    points = [(0, 0, 10), (10, settled, 10)]
    moment = after(t_zero) if t_zero is not None else None
    assert draw(context, points, now=now, t_zero=moment, outcome=outcome).chart.pace == pace


def test_burn_up_of_less_than_a_day_has_only_a_sentence(tmp_path: Path) -> None:
    """A history of less than a day has a sentence and no curve, because the curve would be flat."""
    make_history(tmp_path, Made("done", {V1: TESTED}, date=on(0.9)))
    view = burn_up(tmp_path)
    assert isinstance(view, str)
    assert view.startswith("2 left and 1 h to T-0; ")
    assert view.endswith(" A curve needs a history that is longer than a day.")


def test_burn_up_marks_declarations_decisions_and_reversals(tmp_path: Path) -> None:
    """Each kind has its own lane in order of days, with links to the events; a reversal is not a decision."""
    declared = SIGNED.replace("title: Checklist", 'title: Checklist\ndeclared: "READY <b>"', 1)
    assert declared != SIGNED
    make_history(
        tmp_path,
        Made("tested", {V1: TESTED}, date=on(2)),
        Made("signed", {V1: SIGNED}, author=BOB, date=on(4)),
        Made("declared", {V1: declared}, date=on(5)),
        Made("reverted", {V1: declared.replace("decision: go", "decision: no-go")}, author=BOB, date=on(6)),
    )
    view = burn_up(tmp_path)
    assert isinstance(view, BurnUpView)
    assert [(lane.name, [(mark.day.text, mark.text) for mark in lane.marks]) for lane in view.chart.lanes] == [
        ("declared status", [("Tue 6 Jan 2026", 'declared "READY <b>"')]),
        ("sign-off", [("Mon 5 Jan 2026", "CTO approval: go, by Bob Baker")]),
        ("reversal", [("Wed 7 Jan 2026", "CTO approval: go → no-go")]),
    ]
    assert all(mark.href.startswith("audit/") for lane in view.chart.lanes for mark in lane.marks)
    page = site_build.build_site(tmp_path, after(9), site_build.SiteOptions()).sources["shop/v1/index.md"]
    assert "READY &lt;b&gt;" in page
    assert "READY <b>" not in page
