"""The audit trail of real repositories: the events, their order, and their landings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit.golden import BOTH, LEFT, RIGHT, ROLES, ROOT, V1, V2, describe_events, merge, release, trail_of
from gonogo.pipelines.cached_trail import read_trail
from gonogo.source.git.store import Absence
from repository import PROGRAM, Entry, Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from audit.golden import Golden

GOLDEN: Golden = {
    "one item is done": ((ROOT, LEFT), ["left in left: shop/v1#s/a state status: open > done"]),
    "an item is reopened": (
        (ROOT, LEFT, Made("back", {V1: release()})),
        ["left in left: shop/v1#s/a state status: open > done", "back in back: shop/v1#s/a state status: done > open"],
    ),
    "a revert": (
        (
            ROOT,
            LEFT,
            Made("on", {V1: BOTH}),
            Made("revert", {V1: release(h="done")}, "Revert left\n\nThis reverts commit 1."),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "on in on: shop/v1#s/h state status: open > done",
            "revert in revert: shop/v1#s/a state status: done > open",
        ],
    ),
    "a merge": (
        (ROOT, LEFT, RIGHT, merge(BOTH)),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
        ],
    ),
    "a pull request of GitHub": (
        (ROOT, LEFT, RIGHT, merge(BOTH, "Merge pull request #12 from ann/x")),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge #12: shop/v1#s/h state status: open > done",
        ],
    ),
    "a squash": (
        (ROOT, Made("squash", {V1: BOTH}, "Complete two items (#34)")),
        [
            "squash in squash #34: shop/v1#s/a state status: open > done",
            "squash in squash #34: shop/v1#s/h state status: open > done",
        ],
    ),
    "a merge request of GitLab": (
        (
            ROOT,
            LEFT,
            RIGHT,
            merge(BOTH, "Merge branch 'x' into 'main'\n\nX\n\nSee merge request team/shop!56\n"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge #56: shop/v1#s/h state status: open > done",
        ],
    ),
    "a merge with its own change": (
        (ROOT, LEFT, RIGHT, merge(release(a="done", h="done", d="done"))),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1#s/d state status: open > done, by the merge",
        ],
    ),
    "a merge that drops the other side": (
        (ROOT, LEFT, RIGHT, merge(None)),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1#s/h state status: done > open, by the merge",
        ],
    ),
    "a merge that drops the main line": (
        (ROOT, LEFT, RIGHT, merge(release(h="done"))),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1#s/a state status: done > open, by the merge",
        ],
    ),
    "a commit that was rebased and merged twice": (
        (
            ROOT,
            LEFT,
            Made("twin", {V1: release(a="done")}, parents=("root",)),
            merge(None, "", "left", "twin"),
        ),
        ["left in left: shop/v1#s/a state status: open > done", "twin in merge: shop/v1#s/a state status: open > done"],
    ),
    "a wording": (
        (ROOT, LEFT, Made("words", {V1: release(a="done").replace("title: a", "title: all of a")})),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "words in words: shop/v1#s/a edited title: a > all of a",
        ],
    ),
    "an empty commit": ((ROOT, Made("empty")), []),
    "a comment": (
        (ROOT, Made("comment", {V1: f"# hello\n{release()}"})),
        ["comment in comment: shop/v1 edited layout: None > None"],
    ),
    "other line ends": (
        (ROOT, Made("crlf", {V1: release().replace("\n", "\r\n")})),
        ["crlf in crlf: shop/v1 edited layout: None > None"],
    ),
    "a file deleted and back": (
        (ROOT, Made("gone", {V1: None}), Made("back", {V1: release()})),
        ["gone in gone: shop/v1 removed: Release > None", "back in back: shop/v1 added: None > Release"],
    ),
    "a copy": ((ROOT, Made("copy", {V2: release()})), ["copy in copy: shop/v2 added: None > Release"]),
    "a rename": (
        (ROOT, Made("rename", {V1: None, V2: release()})),
        ["rename in rename: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml"],
    ),
    "another mode": (
        (ROOT, Made("mode", {V1: Entry(release().encode(), PROGRAM)})),
        ["mode in mode: shop/v1 edited mode: 100644 > 100755"],
    ),
    "roles": (
        (
            Made("root", {ROLES: "roles:\n  a:\n    title: A\n    people: [ann]\n"}),
            Made("roles", {ROLES: "roles:\n  a:\n    title: A\n    people: [bob]\n"}),
        ),
        ["roles in roles: checklists/shop/roles.yml registry roles.a.people: [ann] > [bob]"],
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_repository_has_the_expected_events(tmp_path: Path, name: str) -> None:
    """Each event is in the trail once, with its commit and its landing."""
    commits, expected = GOLDEN[name]
    assert describe_events(tmp_path, commits) == expected


def test_folder_without_history_is_an_absence(tmp_path: Path) -> None:
    """A folder without a repository or a commit returns an `Absence`, not an error."""
    (tmp_path / "checklists").mkdir()
    assert read_trail(tmp_path) is Absence.NO_REPOSITORY
    RepoBuilder(tmp_path)
    assert read_trail(tmp_path) is Absence.NO_COMMIT


HEADS: dict[str, tuple[Made, object]] = {
    "an author name that is not UTF-8": (
        Made("left", LEFT.files, author=b"J\xe9r\xf4me <j\xe9@example.com>"),
        (r"J\xe9r\xf4me", r"j\xe9@example.com", 1_767_225_720, "+0000"),
    ),
    "a date before the epoch": (
        Made("left", LEFT.files, date="-86400 -1200"),
        ("Ann Archer", "ann@example.com", -86_400, "-1200"),
    ),
    "a date beyond the calendar": (
        Made("left", LEFT.files, date="99999999999999 +1400"),
        ("Ann Archer", "ann@example.com", 99_999_999_999_999, "+1400"),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_event_has_the_author_in_the_commit(tmp_path: Path, name: str) -> None:
    """The events of a commit have the author as it is stored, even with malformed bytes or dates."""
    made, expected = HEADS[name]
    RepoBuilder(tmp_path).load(ROOT, made, Made("right", {V1: BOTH}))
    one, other = trail_of(tmp_path).events[-2:]
    assert (str(one.change.ref), str(other.change.ref)) == ("shop/v1#s/a", "shop/v1#s/h")
    author = one.commit.author
    assert (author.name, author.email, author.seconds, author.zone) == expected


def test_event_has_the_trailers_of_its_commit(tmp_path: Path) -> None:
    """An event has the trailers at the end of its commit message, as git parses them."""
    message = "Do a\n\nNot-one: here\n\nReviewed-by: Bob <bob@example.com>\nCo-authored-by: Cy <cy@example.com>\n"
    RepoBuilder(tmp_path).load(ROOT, Made("left", LEFT.files, message))
    (event,) = trail_of(tmp_path).events[-1:]
    assert event.commit.trailers == (
        ("Reviewed-by", "Bob <bob@example.com>"),
        ("Co-authored-by", "Cy <cy@example.com>"),
    )


def test_project_in_a_folder_of_the_repository_has_its_own_trail(tmp_path: Path) -> None:
    """A project in a folder has only events of this folder, with paths relative to it."""
    files = {"apps/web/checklists/shop/v1.yml": release(a="done"), V1: release(b="done")}
    RepoBuilder(tmp_path).load(ROOT, Made("late", files), Made("other", {V1: release(c="done")}))
    (tmp_path / "apps" / "web").mkdir(parents=True)
    trail = trail_of(tmp_path / "apps" / "web")
    states = [event for event in trail.events if event.change.kind.value == "state"]
    assert [(str(event.change.ref), event.commit.subject) for event in states] == [("shop/v1#s/a", "late")]
    assert trail.commits == 1
