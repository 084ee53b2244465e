"""`find_mainline`: the order in which commits came to main, and the landing of each commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.history.mainline import find_mainline
from gonogo.history.pull_requests import pull_request_of
from gonogo.source.git.store import GitStore, open_store
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path


def on(name: str, *parents: str, date: str = "") -> Made:
    """A commit that writes its own name into the checklists."""
    return Made(name, {"checklists/shop/v1.yml": name}, parents=parents, date=date)


GRAPHS: dict[str, tuple[tuple[Made, ...], list[str]]] = {
    "linear": ((on("a"), on("b", "a"), on("c", "b")), ["a", "b", "c"]),
    "merge-without-fast-forward": (
        (on("a"), on("b", "a"), on("c", "b"), on("m", "a", "c")),
        ["a", "b c m"],
    ),
    "two-parallel-branches": (
        (
            on("a"),
            on("b1", "a"),
            on("c1", "a"),
            on("b2", "b1"),
            on("c2", "c1"),
            on("m1", "a", "c2"),
            on("m2", "m1", "b2"),
        ),
        ["a", "c1 c2 m1", "b1 b2 m2"],
    ),
    "direct-commit-between": (
        (on("a"), on("b", "a"), on("d", "a"), on("m", "d", "b")),
        ["a", "d", "b m"],
    ),
    "octopus": (
        (on("a"), on("b", "a"), on("c", "a"), on("m", "a", "c", "b")),
        ["a", "c b m"],
    ),
    "branch-updated-from-main": (
        (on("a"), on("b1", "a"), on("d", "a"), on("b2", "b1", "d"), on("b3", "b2"), on("m", "d", "b3")),
        ["a", "d", "b1 b2 b3 m"],
    ),
    "branch-of-a-branch": (
        (on("a"), on("b1", "a"), on("c", "b1"), on("b2", "b1"), on("b3", "b2", "c"), on("m", "a", "b3")),
        ["a", "b1 b2 c b3 m"],
    ),
    "criss-cross": (
        (on("a"), on("l", "a"), on("r", "a"), on("x", "l", "r"), on("y", "r", "l"), on("m", "x", "y")),
        ["a", "l", "r x", "y m"],
    ),
    "other-root": (
        (on("a"), on("z1"), on("z2", "z1"), on("m", "a", "z2")),
        ["a", "z1 z2 m"],
    ),
    "foxtrot-merge-swaps-the-main-line": (
        (on("a"), on("d", "a"), on("b", "a"), on("m", "b", "d")),
        ["a", "b", "d m"],
    ),
    "decreasing-dates": (
        (on("a", date="9000 +0000"), on("b", "a", date="8000 +0000"), on("c", "b", date="-5 +0000"), on("m", "a", "c")),
        ["a", "b c m"],
    ),
}


@pytest.mark.parametrize(("made", "expected"), GRAPHS.values(), ids=GRAPHS)
def test_commits_land_in_the_order_of_the_first_parent_line(
    made: tuple[Made, ...], expected: list[str], tmp_path: Path
) -> None:
    """Each landing has the commits that it adds to main, oldest first, regardless of dates."""
    ids = RepoBuilder(tmp_path).load(*made)
    names = {oid: name for name, oid in ids.items()}
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        parents = store.read_parents(store.head)
        commits = list(store.read_commits(store.head))
    mainline = find_mainline(parents, store.head)
    landings = mainline.landings
    assert [" ".join(names[oid] for oid in landing.commits) for landing in landings] == expected
    assert [landing.parent for landing in landings] == [None, *(landing.oid for landing in landings[:-1])]
    flat = [oid for landing in landings for oid in landing.commits]
    assert flat == sorted(mainline.order, key=lambda oid: mainline.order[oid])
    assert sorted(flat) == sorted(parents)
    assert all(oid in mainline.landing_of[oid].commits for oid in flat)
    sorted_ids = mainline.sort(commit.oid for commit in commits)
    assert sorted_ids == [oid for oid in flat if oid in sorted_ids]
    assert len(sorted_ids) == len(commits)


def test_commit_that_is_not_on_main_has_no_landing() -> None:
    """A commit that is not an ancestor of main has no landing and no place in the order."""
    mainline = find_mainline({"a": (), "b": ("a",), "c": ("a",)}, "b")
    assert mainline.order == {"a": 0, "b": 1}
    assert mainline.landing_of.keys() == {"a", "b"}
    assert mainline.sort(("b", "c", "a")) == ["a", "b"]


def test_hundred_thousand_commits_do_not_recurse() -> None:
    """A line of 100,000 commits is read, even if a single merge adds all of them."""
    parents = {str(number): (str(number - 1),) if number else () for number in range(100_000)}
    mainline = find_mainline({**parents, "merge": ("0", "99999")}, "merge")
    assert [len(landing.commits) for landing in mainline.landings] == [1, 100_000]


def test_landing_has_the_pull_request_of_its_message(tmp_path: Path) -> None:
    """A landing has the pull request of its own message; commits inside a landing have none."""
    path = "checklists/shop/v1.yml"
    RepoBuilder(tmp_path).load(
        on("a"),
        Made("b", {path: "b"}, "Tick (#1)"),
        Made("m", {path: "b"}, "Merge pull request #2 from ann/b\n\nTick", ("a", "b")),
        Made("s", {path: "s"}, "Tick another (#3)\n\n* one"),
        Made("c", {path: "c"}),
        Made("back", {path: "s"}),
        Made("g", {path: "s"}, "Merge branch 'c' into 'main'\n\nSee merge request shop/shop!4\n", ("s", "back")),
        Made("code", {"src/a": "b"}, "Code (#5)"),
    )
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        landings = find_mainline(store.read_parents(store.head), store.head).landings
        numbers = [pull_request_of(one) for one in store.read_messages(landing.oid for landing in landings)]
    assert numbers == [None, 2, 3, 4, 5]
