"""The overview of a release lists its latest changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from building import AS_OF, RELEASE_ID, SYSTEM_ID, Files, lay_out, write_release
from gonogo.model.clock import show_clock
from gonogo.pipelines import site_build
from gonogo.site.page import Link
from gonogo.site.parts.changes import ChangeLine, ChangesView, DayView, show_changes
from gonogo.site.parts.event_view import AuthorView, EventView, Proof
from gonogo.site.parts.state_look import State
from gonogo.site.release_context import context_of
from histories import BOB, EVE, LINTED, RELEASE, SIGNED, TESTED, V1, make_history, on, plan
from repository import Made

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE_FILE = "checklists/people.yml"
ITEMS = "".join(f"    i-{n}:\n      status: STATE\n      title: Item {n}\n" for n in range(20))
MANY = write_release(f"code:\n  title: Code\n  phase: before\n  items:\n{ITEMS}")

PROVED = TESTED.replace("status: done\n", "status: done\n        evidence: a.md\n")


def many(done: int) -> str:
    """A release with twenty items; this number of items is done."""
    return MANY.replace("STATE", "done", done).replace("STATE", "open")


def changes(root: Path) -> ChangesView:
    site = plan(root)
    release = site.snapshot.systems[SYSTEM_ID].releases[RELEASE_ID]
    assert release is not None
    view = show_changes(context_of(release, site))
    assert isinstance(view, ChangesView)
    return view


def summarize(line: ChangeLine) -> str:
    """The parts of a line in one text."""
    event = line.event
    subjects = event.title
    if line.subjects:
        subjects = f"{line.count}: {', '.join(link.text for link in line.subjects)} +{line.rest}"
    elif line.count:
        subjects = f"{event.title} {line.count}"
    values = f" {line.before}>{line.after}" if line.before is not None or line.after is not None else ""
    also = f" also {', '.join(line.also)}" if line.also else ""
    mark = " (reverted)" if event.is_reversal else ""
    return f"{event.writer.name}: {event.state.text} {subjects}{values}{also}{mark}"


def test_change_line_has_author_change_and_proof(tmp_path: Path) -> None:
    """The line of a completed item has its author, the old and the new state, the day, and links to the proof."""
    ids = make_history(tmp_path, Made("done", {V1: TESTED}, "Tests pass (#12)", author=BOB, date=on(20)))
    event = EventView(
        anchor="event19_",
        state=State("done", "Done", "good", "go"),
        title="Tests",
        href="before/#tests",
        ref="shop/v1#code/tests",
        field="",
        before="open",
        after="done",
        by_another="",
        is_cut=False,
        writer=AuthorView("Bob Baker", "../../people/bob/"),
        landed=show_clock(datetime(2026, 1, 21, tzinfo=UTC)),
        proof=Proof(Link(ids["done"][:7], "audit/#event19_"), Link("#12", "", is_outside=True)),
        is_merge=False,
        is_reversal=False,
        is_relief=False,
    )
    line = ChangeLine(event, "open", "done", (), "", (), 0, None)
    sentence = f"In the seven days up to commit {ids['done'][:7]}, Wed 21 Jan 2026."
    onward = Link("The audit trail of this release", "audit/")
    assert changes(tmp_path) == ChangesView(sentence, (DayView("Wed 21 Jan 2026", (line,)),), "", onward)


@pytest.mark.parametrize(
    ("commits", "days"),
    [
        pytest.param(
            [Made("one", {V1: TESTED}, date=on(20)), Made("two", {V1: LINTED}, author=EVE, date=on(21))],
            {
                "Thu 22 Jan 2026": ["Eve: Done Lint open>done"],
                "Wed 21 Jan 2026": ["Ann Archer: Done Tests open>done"],
            },
            id="newest day first",
        ),
        pytest.param(
            [Made("one", {V1: TESTED}, date=on(12)), Made("two", {V1: LINTED}, date=on(20))],
            {"Wed 21 Jan 2026": ["Ann Archer: Done Lint open>done"]},
            id="only the last week",
        ),
        pytest.param(
            [Made("one", {V1: TESTED}, date=on(12)), Made("two", {"README": "x"}, date=on(18))],
            {"Tue 13 Jan 2026": ["Ann Archer: Done Tests open>done"]},
            id="the week ends at the head commit",
        ),
        pytest.param(
            [Made("one", {V1: TESTED}, date=on(25)), Made("two", {"README": "x"}, date=on(20))],
            {"Mon 26 Jan 2026": ["Ann Archer: Done Tests open>done"]},
            id="a commit date in the future",
        ),
        pytest.param(
            [Made("one", {V1: TESTED}, date=on(19)), Made("back", {V1: RELEASE}, date=on(20))],
            {
                "Wed 21 Jan 2026": ["Ann Archer: Open Tests done>open (reverted)"],
                "Tue 20 Jan 2026": ["Ann Archer: Done Tests open>done"],
            },
            id="a reverted answer",
        ),
        pytest.param(
            [
                Made(
                    "one",
                    {V1: TESTED.replace("status: done\n", "status: done\n        note: x\n        evidence: a.md\n")},
                    date=on(20),
                )
            ],
            {"Wed 21 Jan 2026": ["Ann Archer: Done Tests open>done also evidence, note"]},
            id="several changes of one entry in one line",
        ),
        pytest.param(
            [
                Made("one", {V1: PROVED}, date=on(5)),
                Made("two", {V1: PROVED.replace("evidence: a.md", "note: x")}, date=on(20)),
            ],
            {"Wed 21 Jan 2026": ["Ann Archer: Evidence Tests a.md>None also note (reverted)"]},
            id="the reverted value of an entry first",
        ),
        pytest.param(
            [
                Made(
                    "many",
                    {V1: MANY.replace("STATE", "doing", 2).replace("STATE", "done", 3).replace("STATE", "open")},
                    date=on(5),
                ),
                Made("back", {V1: many(0)}, date=on(20)),
            ],
            {
                "Wed 21 Jan 2026": [
                    "Ann Archer: Open Item 0 doing>open",
                    "Ann Archer: Open Item 1 doing>open",
                    "Ann Archer: Open Item 2 done>open (reverted)",
                    "Ann Archer: Open Item 3 done>open (reverted)",
                    "Ann Archer: Open Item 4 done>open (reverted)",
                ]
            },
            id="reversals separate from other changes",
        ),
        pytest.param(
            [Made("one", {V1: SIGNED}, date=on(20))],
            {
                "Wed 21 Jan 2026": [
                    "Ann Archer: Done Tests open>done",
                    "Ann Archer: Done Lint open>done",
                    "Ann Archer: Signed CTO approval >go",
                ]
            },
            id="several entries in several lines",
        ),
        pytest.param(
            [Made("many", {V1: many(0)}, date=on(5)), Made("done", {V1: many(17)}, date=on(20))],
            {"Wed 21 Jan 2026": ["Ann Archer: Done 17 entries: Item 0, Item 1, Item 2 +14"]},
            id="the same change of many entries in one line",
        ),
        pytest.param(
            [
                Made("many", {V1: many(17)}, date=on(5)),
                Made("back", {V1: many(0)}, date=on(20)),
            ],
            {"Wed 21 Jan 2026": ["Ann Archer: Open 17 entries: Item 0, Item 1, Item 2 +14 (reverted)"]},
            id="the same reversal of many entries in one line",
        ),
        pytest.param(
            [Made("gone", {V1: None}, date=on(5)), Made("many", {V1: many(3)}, date=on(20))],
            {"Wed 21 Jan 2026": ["Ann Archer: Added Checklist with 20 entries"]},
            id="an added file in one line",
        ),
        pytest.param(
            [Made("broken", {V1: "a: [\n"}, date=on(20)), Made("mended", {V1: RELEASE}, date=on(20))],
            {
                "Wed 21 Jan 2026": [
                    "Ann Archer: Readable Checklist line 2: expected a value>None",
                    "Ann Archer: Unreadable Checklist None>line 2: expected a value",
                ]
            },
            id="a version that cannot be read",
        ),
    ],
)
def test_changes_are_listed_by_day(tmp_path: Path, commits: list[Made], days: dict[str, list[str]]) -> None:
    """The list has the seven days before the head commit, newest first."""
    make_history(tmp_path, *commits)
    shown = changes(tmp_path).days
    assert {day.day: [summarize(line) for line in day.lines] for day in shown} == days
    assert [day.day for day in shown] == list(days)


def test_changes_have_at_most_twelve_lines(tmp_path: Path) -> None:
    """The list has at most twelve lines, and the number of further changes."""
    commits = [Made(f"c{n}", {V1: many(n)}, date=on(20 + n / 24)) for n in range(1, 16)]
    make_history(tmp_path, Made("many", {V1: many(0)}, date=on(5)), *commits)
    view = changes(tmp_path)
    assert (sum(len(day.lines) for day in view.days), view.more) == (12, "and 3 more changes")


def test_changes_without_a_change_in_the_week_show_the_last_day(tmp_path: Path) -> None:
    """If nothing changed in the week, the sentence has the day of the last change."""
    make_history(tmp_path, Made("one", {V1: TESTED}, date=on(12)), Made("else", {"README": "x"}, date=on(30)))
    view = changes(tmp_path)
    assert (view.sentence, view.days, view.more) == ("Nothing has changed since Tue 13 Jan 2026.", (), "")


@pytest.mark.parametrize(
    "date",
    [
        pytest.param("-62135596800 +0000", id="the first day of the calendar"),
        pytest.param("99999999999999 +0000", id="beyond the calendar"),
    ],
)
def test_changes_support_a_head_with_an_impossible_date(tmp_path: Path, date: str) -> None:
    """A head commit with an impossible date does not break the build."""
    make_history(tmp_path, Made("one", {V1: TESTED}, date=on(12)), Made("two", {V1: LINTED}, date=date))
    shown = [summarize(line) for day in changes(tmp_path).days for line in day.lines]
    assert shown in ([], ["Ann Archer: Done Tests open>done"])


def test_changes_without_history_explain_the_next_step(tmp_path: Path) -> None:
    """Without history, the overview asks the user to commit, and the home page has no section about changes."""
    lay_out(tmp_path, Files())
    pages = site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).sources
    page = pages["shop/v1/index.md"]
    assert "There is no history: commit the checklists to see the changes and their authors here." in page
    assert "What changed this week" not in pages["index.md"]


# git removes angle brackets from names, and the format forbids invisible characters in titles
HOSTILE = '<script>alert(1)</script> {{7*7}} `x` "><img src=x>'
HOSTILE_AUTHOR = "{b}alert(1) {{7*7}} \u202eabc `x` &lt;b&gt; <eve@example.org>"


def test_changes_escape_hostile_names_and_titles(tmp_path: Path) -> None:
    """An author or title creates no element, and no template evaluates it."""
    title = RELEASE.replace("title: Tests", f"title: '{HOSTILE}'")
    done = title.replace("status: open", "status: done", 1)
    make_history(tmp_path, Made("one", {V1: done}, author=HOSTILE_AUTHOR.encode(), date=on(20)), release=title)
    pages = site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).sources
    for path in ("index.md", "shop/v1/index.md", "people/index.md"):
        assert "<script" not in pages[path], path
        assert pages[path].count("<img") == (path == "shop/v1/index.md"), path  # that of the badge
        assert "{{" not in pages[path], path
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &#123;&#123;7*7&#125;&#125;" in pages["shop/v1/index.md"]
    assert "&#123;b&#125;alert(1) &#123;&#123;7*7&#125;&#125;" in pages["people/index.md"]
    assert "&amp;lt;b&amp;gt" in pages["people/index.md"]
    assert "\u202e" not in pages["people/index.md"]


def test_pages_have_the_same_bytes_in_every_build(tmp_path: Path) -> None:
    """Two builds with the same files, history and time have the same pages."""
    make_history(tmp_path, Made("one", {V1: TESTED}, author=BOB, date=on(20)), Made("two", {V1: LINTED}, date=on(21)))
    one, other = (site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).sources for _ in range(2))
    assert one == other
