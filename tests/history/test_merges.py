"""What merges drop, and what they add that no side had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.history.landings import find_landings
from gonogo.history.merges import (
    find_base,
    find_dropped,
    has_invented_lines,
    invented_paths,
    list_merges,
    pairs_to_compare,
)
from gonogo.source.gitstore import GitStore, open_store
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

V1, V2 = "checklists/shop/v1.yml", "checklists/shop/v2.yml"
LINES = [f"line {number}\n" for number in range(20)]


def text(**changed: str) -> str:
    """Twenty lines, some of them changed: `l3="x"`."""
    return "".join(
        f"{changed[f'l{number}']}\n" if f"l{number}" in changed else line for number, line in enumerate(LINES)
    )


ROOT = Made("root", {V1: text(), V2: text()})
LEFT = Made("left", {V1: text(l1="left")})
RIGHT = Made("right", {V1: text(l15="right")}, parents=("root",))
BOTH = text(l1="left", l15="right")
ASIDE = Made("right", {V2: text(l15="right")}, parents=("root",))


def merge(files: dict[str, str | None], *parents: str) -> Made:
    return Made("merge", files, parents=parents or ("left", "right"))


DROPPED: dict[str, tuple[tuple[Made, ...], list[tuple[str, str, int]]]] = {
    "ours": ((ROOT, LEFT, RIGHT, merge({})), [("merge", V1, 1)]),
    "theirs": ((ROOT, LEFT, RIGHT, merge({V1: text(l15="right")})), [("merge", V1, 0)]),
    "ours-while-main-stood-still": ((ROOT, LEFT, merge({}, "root", "left")), [("merge", V1, 1)]),
    "ours-of-another-file": ((ROOT, LEFT, ASIDE, merge({})), [("merge", V2, 1)]),
    "theirs-of-another-file": ((ROOT, LEFT, ASIDE, merge({V1: text(), V2: text(l15="right")})), [("merge", V1, 0)]),
    "both-sides-of-two-files": ((ROOT, LEFT, ASIDE, merge({V1: text()})), [("merge", V1, 0), ("merge", V2, 1)]),
    "ours-for-one-file-of-two": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: text(l1="right"), V2: text(l2="right")}, parents=("root",)),
            merge({V2: text(l2="right")}),
        ),
        [("merge", V1, 1)],
    ),
    "new-file": (
        (ROOT, LEFT, Made("right", {"checklists/shop/v3.yml": "x"}, parents=("root",)), merge({})),
        [("merge", "checklists/shop/v3.yml", 1)],
    ),
    "deletion": ((ROOT, LEFT, Made("right", {V2: None}, parents=("root",)), merge({})), [("merge", V2, 1)]),
    "rename": (
        (ROOT, LEFT, Made("right", {V2: None, "checklists/shop/v3.yml": text()}, parents=("root",)), merge({})),
        [("merge", V2, 1), ("merge", "checklists/shop/v3.yml", 1)],
    ),
    "one-of-three": (
        (
            ROOT,
            LEFT,
            ASIDE,
            Made("third", {"checklists/shop/v3.yml": "x"}, parents=("root",)),
            merge({V2: text(l15="right")}, "left", "right", "third"),
        ),
        [("merge", "checklists/shop/v3.yml", 2)],
    ),
    "merge-inside-of-a-branch": (
        (
            ROOT,
            LEFT,
            Made("main", {V1: text(l15="main")}, parents=("root",)),
            Made("inner", parents=("left", "main")),
            Made("outer", {V1: text(l1="left")}, parents=("main", "inner")),
        ),
        # what the inner one dropped, the outer one cannot drop again: it has the inner one's state
        [("inner", V1, 1)],
    ),
    "other-root": (
        (ROOT, Made("alien", {"checklists/alien/v1.yml": "x"}, parents=()), merge({}, "root", "alien")),
        [("merge", "checklists/alien/v1.yml", 1)],
    ),
}
KEPT: dict[str, tuple[Made, ...]] = {
    "both-changes-in-one-file": (ROOT, LEFT, RIGHT, merge({V1: BOTH})),
    "changes-of-two-files": (ROOT, LEFT, ASIDE, merge({V2: text(l15="right")})),
    "main-stood-still": (ROOT, LEFT, merge({V1: text(l1="left")}, "root", "left")),
    "branch-changed-other-folders": (
        ROOT,
        LEFT,
        Made("right", {"src/a": "b"}, parents=("root",)),
        merge({"src/a": "b"}),
    ),
    "twins": (ROOT, LEFT, Made("right", {V1: text(l1="left")}, parents=("root",)), merge({})),
    "there-and-back": (
        ROOT,
        LEFT,
        Made("there", {V2: "x"}, parents=("root",)),
        Made("right", {V2: text()}, parents=("there",)),
        merge({}),
    ),
    "branch-that-took-main-in": (
        ROOT,
        LEFT,
        RIGHT,
        Made("in", {V1: BOTH}, parents=("right", "left")),
        Made("more", {V2: text(l2="x")}),
        Made("merge", {V1: BOTH, V2: text(l2="x")}, parents=("left", "more")),
    ),
    "octopus": (
        ROOT,
        LEFT,
        ASIDE,
        Made("third", {"checklists/shop/v3.yml": "x"}, parents=("root",)),
        merge({V2: text(l15="right"), "checklists/shop/v3.yml": "x"}, "left", "right", "third"),
    ),
    "checklists-begin-on-a-branch": (Made("root", {"a": "b"}), LEFT, merge({V1: text(l1="left")}, "root", "left")),
    "new-content-is-invented-not-dropped": (ROOT, LEFT, RIGHT, merge({V1: "new"})),
}


def dropped(root: Path) -> list[tuple[str, str, int]]:
    """What the merges up to the head drop: the subject of the merge, the path, the losing side."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        parents = store.read_parents(store.head)
        merges = list_merges(parents, find_landings(parents, store.head).order)
        trees = store.read_trees(dict.fromkeys(oid for one in merges for oid in one.commits))
        pairs = pairs_to_compare(merges, trees)
        differences = dict(zip(pairs, store.read_differences(pairs), strict=True))
        subjects = {one.oid: one.subject for one in store.read_messages(one.oid for one in merges)}
        return [(subjects[one.merge], one.path, one.parent) for one in find_dropped(merges, trees, differences)]


@pytest.mark.parametrize(("made", "expected"), DROPPED.values(), ids=DROPPED)
def test_merge_that_drops_a_side_is_found(
    made: tuple[Made, ...], expected: list[tuple[str, str, int]], tmp_path: Path
) -> None:
    """Each path with the side that lost it."""
    RepoBuilder(tmp_path).load(*made)
    assert dropped(tmp_path) == expected


@pytest.mark.parametrize("made", KEPT.values(), ids=KEPT)
def test_merge_that_keeps_all_sides_stays_silent(made: tuple[Made, ...], tmp_path: Path) -> None:
    """Nothing is said of a merge as git makes it."""
    RepoBuilder(tmp_path).load(*made)
    assert dropped(tmp_path) == []


INVENTED = {
    "clean": ({V1: BOTH}, (), False),
    "kept-one-side": ({}, (), None),
    "new-file": ({V1: BOTH, "checklists/shop/v3.yml": "x"}, ("checklists/shop/v3.yml",), False),
    "deleted-file": ({V1: BOTH, V2: None}, (V2,), False),
    "changed-line": ({V1: text(l1="left", l15="right", l9="evil")}, (), True),
    "added-line": ({V1: BOTH + "evil\n"}, (), True),
    "line-that-is-there-elsewhere": ({V1: BOTH + "line 2\n"}, (), True),
    "line-taken-away": ({V1: BOTH.replace("line 9\n", "")}, (), True),
}


@pytest.mark.parametrize(("files", "paths", "has_lines"), INVENTED.values(), ids=INVENTED)
def test_evil_merge_is_recognised(
    files: dict[str, str | None], paths: tuple[str, ...], tmp_path: Path, *, has_lines: bool | None
) -> None:
    """Files that come from no side, and lines that no side accounts for."""
    RepoBuilder(tmp_path).load(ROOT, LEFT, RIGHT, merge(files))
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        commit = next(one for one in store.read_commits(store.head) if one.is_merge)
    assert invented_paths(commit) == paths
    assert (V1 in [one.path for one in commit.changes]) == (has_lines is not None)
    if has_lines is not None:
        sides = [text(l1="left").encode(), text(l15="right").encode()]
        assert has_invented_lines(text().encode(), sides, (files[V1] or "").encode()) == has_lines


LINE_CASES = {
    "same-line-added-on-both-sides": ("a\n", ("a\nb\n", "a\nb\n"), "a\nb\n", False),
    "same-line-twice-since-both-added-it": ("a\n", ("a\nb\n", "b\na\n"), "b\na\nb\n", False),
    "line-thrice": ("a\n", ("a\nb\n", "b\na\n"), "b\nb\na\nb\n", True),
    "added-here-and-deleted-there": ("a\nb\n", ("a\nb\na\n", "b\n"), "b\na\n", False),
    "conflict-written-anew": ("a\n", ("b\n", "c\n"), "d\n", True),
    "conflict-decided-for-one": ("a\n", ("b\n", "c\n"), "b\n", False),
    "no-line-end-at-the-end": ("a\n", ("a\nb", "a\n"), "a\nb\n", False),
}


@pytest.mark.parametrize(("base", "sides", "result", "expected"), LINE_CASES.values(), ids=LINE_CASES)
def test_lines_are_counted(base: str, sides: tuple[str, ...], result: str, *, expected: bool) -> None:
    """A line may be there as often as the changes of the sides allow."""
    assert has_invented_lines(base.encode(), [side.encode() for side in sides], result.encode()) == expected


def test_base_of_a_criss_cross_is_one_of_the_best() -> None:
    """Not one that lies behind another common ancestor."""
    parents = {"a": (), "l": ("a",), "r": ("a",), "x": ("l", "r"), "y": ("r", "l"), "m": ("x", "y")}
    order = find_landings(parents, "m").order
    assert find_base("x", "y", parents, order) in ("l", "r")
    assert find_base("l", "r", parents, order) == "a"
    assert find_base("a", "y", parents, order) == "a"
    assert find_base("x", "x", parents, order) == "x"
    assert find_base("a", "b", {"a": (), "b": ()}, {"a": 0, "b": 1}) is None
