"""The home page describes the most important changes of the week in all releases, with a sentence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import PEOPLE
from built_site import Html
from edits import decide, put, put_top, text_of
from gonogo.outputs.markdown_pages import render_fragment
from gonogo.site.page import Fragment, Link
from gonogo.site.parts.week import WeekView, show_week
from histories import BOB, EVE, LINTED, RELEASE, TESTED, V1, make_history, on, plan
from repository import Made
from shop import RELEASE_TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit, Tree

CAROL = b"Carol <carol@example.org>"
PEOPLE_FILE = "checklists/people.yml"


def many(status: str) -> Edit:
    """An edit that gives four items this state."""

    def edit(tree: Tree) -> None:
        for item in ("tests", "lint", "backup", "export"):
            put(item, status=status)(tree)

    return edit


def week(root: Path) -> WeekView:
    """The view of the week on the home page."""
    view = show_week(plan(root))
    assert view is not None
    return view


def test_week_counts_changes_releases_and_authors(tmp_path: Path) -> None:
    """Two addresses of a person count as one author, and the registry does not count as a release."""
    ids = make_history(
        tmp_path,
        Made("people", {PEOPLE_FILE: PEOPLE.replace("Ann Archer", "Anna Archer")}, date=on(19)),
        Made("one", {V1: TESTED}, author=BOB, date=on(19)),
        Made("two", {V1: LINTED}, author=EVE, date=on(20)),
        Made("back", {V1: TESTED}, author=BOB, date=on(21)),
    )
    view = week(tmp_path)
    expected = (
        f"In the seven days up to commit {ids['back'][:7]}, Thu 22 Jan 2026: 4 changes in 1 release, by 3 authors."
    )
    assert (view.sentence, view.more, view.onward) == (expected, "", Link("The audit trail", "audit/"))
    assert [(line.day, line.line.event.writer.name, line.verb, line.after, line.is_back) for line in view.lines] == [
        ("Thu 22 Jan", "Bob Baker", "set", "to Open", True),
        ("Wed 21 Jan", "Eve", "set", "to Done", False),
        ("Tue 20 Jan", "Bob Baker", "set", "to Done", False),
        ("Tue 20 Jan", "Anna Archer", "changed", "", False),
    ]


def test_week_without_changes_shows_the_last_day(tmp_path: Path) -> None:
    """The sentence has the day of the last change, and a link to the audit trail."""
    make_history(tmp_path, Made("else", {"README": "x"}, date=on(30)))
    expected = "Nothing has changed since Thu 1 Jan 2026."
    assert week(tmp_path) == WeekView(expected, (), "", Link("The audit trail", "audit/"))


def test_week_names_a_removed_release_without_a_link(tmp_path: Path) -> None:
    """The week names a removed release without a link, because the release has no page."""
    v2 = {"checklists/shop/v2.yml": RELEASE.replace("release: v1", "release: v2")}
    make_history(tmp_path, Made("v2", v2, date=on(1)), Made("gone", dict.fromkeys(v2), date=on(20)))
    (line,) = week(tmp_path).lines
    assert (line.verb, line.line.count, line.line.place) == ("removed", "with 3 entries", Link("Shop v2", ""))


def sentences(root: Path, *steps: tuple[bytes, Edit]) -> list[str]:
    """The sentences of the week in which these authors made these edits, newest first."""
    text, commits = RELEASE_TEXT, []
    for number, (author, edit) in enumerate(steps):
        tree: Tree = {V1: text}
        edit(tree)
        text = text_of(tree, V1)
        commits.append(Made(f"c{number}", {V1: text}, author=author, date=on(20 + number / 24)))
    make_history(root, *commits, release=RELEASE_TEXT)
    found = []
    for piece in render_fragment(Fragment("week", week(root))).split("<li>")[1:]:
        page = Html()
        page.feed(piece.partition("</span>")[2].partition("</ul>")[0])
        found.append(" ".join(page.text.split()).partition(" · ")[0])
    return found


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            [
                (CAROL, put("lint", status="blocked")),
                (BOB, put("lint", status="done")),
                (BOB, put("lint", status="open")),
            ],
            [
                "Bob Baker set Lint is clean to Open Reversed",
                "Bob Baker set Lint is clean to Done",
                "Carol (not in people.yml) set Lint is clean to Blocked",
            ],
            id="states",
        ),
        pytest.param(
            [(BOB, many("done")), (BOB, put("latency", observed="90 ms"))],
            [
                "Bob Baker recorded Latency as 90 ms",
                "Bob Baker set 4 entries to Done: Tests pass, Lint is clean, A backup is made and 1 more",
            ],
            id="the same state of many entries, and a value",
        ),
        pytest.param(
            [(BOB, decide("cto", "bob", "no-go")), (BOB, decide("cto", "bob")), (BOB, decide("qa", "ann"))],
            [
                "Bob Baker signed QA in the name of Ann Archer",
                "Bob Baker signed CTO after no-go",
                "Bob Baker said no-go as CTO",
            ],
            id="decisions",
        ),
        pytest.param(
            [
                (BOB, put("lint", title="Lint")),
                (BOB, put_top(V1, deploy_at="2026-03-09T09:00Z")),
                (BOB, put_top(V1, outcome="cancelled")),
            ],
            [
                "Bob Baker closed Shop v1 as cancelled",
                "Bob Baker changed the plan of Shop v1 deploy_at 2026-03-02T09:00Z → 2026-03-09T09:00Z",
                "Bob Baker edited Lint",
            ],
            id="changes of the release",
        ),
    ],
)
def test_week_sentence_describes_author_and_change(
    steps: list[tuple[bytes, Edit]], expected: list[str], tmp_path: Path
) -> None:
    """A sentence has the author and the change in words for executives; a go after a no-go is not a reversal."""
    assert sentences(tmp_path, *steps) == expected


def test_week_always_lists_a_decision_by_another_author(tmp_path: Path) -> None:
    """The week lists a decision by another author, even after many later answers."""
    later = [(BOB, put("tests", status=status)) for status in ("done", "doing") * 6]
    shown = sentences(tmp_path, (BOB, decide("qa", "ann")), *later)
    assert len(shown) == 5
    assert shown[-1] == "Bob Baker signed QA in the name of Ann Archer"
