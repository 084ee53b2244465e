"""`list_steps`: the versions of a file before and after a commit, and the merges with own changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.history.commit_range import read_range
from gonogo.history.file_steps import Checkpoint
from gonogo.history.mainline import find_mainline
from gonogo.history.merges import find_merged_in
from gonogo.history.steps import list_steps
from gonogo.source.git.store import GitStore, open_store
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.model.commits import FileVersion

V1, V2 = "checklists/shop/v1.yml", "checklists/shop/v2.yml"
TEXT = "".join(f"line {number}\n" for number in range(20))
A, B = TEXT.replace("line 1\n", "a\n"), TEXT.replace("line 15\n", "b\n")
BOTH = A.replace("line 15\n", "b\n")
ROOT = Made("root", {V1: TEXT, V2: TEXT})
LEFT = Made("left", {V1: A})
ASIDE = Made("right", {V2: B}, parents=("root",))

# The steps of the last commit: file names before, expected and after, and the number of merged-in steps.
LAST: dict[str, tuple[tuple[Made, ...], list[tuple[str, str, str, int]]]] = {
    "an edit": ((ROOT, LEFT), [("v1", "v1", "v1", 0)]),
    "a rename": ((ROOT, Made("on", {V1: None, "checklists/shop/v3.yml": TEXT})), [("v1", "v1", "v3", 0)]),
    "main did not change": ((ROOT, LEFT, Made("merge", {V1: A}, parents=("root", "left"))), []),
    "each side has its own file": ((ROOT, LEFT, ASIDE, Made("merge", {V2: B}, parents=("left", "right"))), []),
    "only other folders": (
        (
            ROOT,
            LEFT,
            Made("right", {"src/a": "b"}, parents=("root",)),
            Made("merge", {"src/a": "b"}, parents=("left", "right")),
        ),
        [],
    ),
    "both sides have one file": (
        (ROOT, LEFT, Made("right", {V1: B}, parents=("root",)), Made("merge", {V1: BOTH}, parents=("left", "right"))),
        [("v1", "v1", "v1", 1)],
    ),
    "the branch is dropped": (
        (ROOT, LEFT, ASIDE, Made("merge", parents=("left", "right"))),
        [("v2", "v2", "v2", 1)],
    ),
    "main is dropped": (
        (ROOT, LEFT, ASIDE, Made("merge", {V1: TEXT, V2: B}, parents=("left", "right"))),
        [("v1", "v1", "v1", 0)],
    ),
    "a rename is dropped": (
        (
            ROOT,
            LEFT,
            Made("right", {V2: None, "checklists/shop/v3.yml": TEXT}, parents=("root",)),
            Made("merge", parents=("left", "right")),
        ),
        [("v2", "v3", "v2", 1)],
    ),
    "renamed on main while a branch edits it": (
        (
            ROOT,
            Made("left", {V2: None, "checklists/shop/v3.yml": TEXT}),
            ASIDE,
            Made("merge", {"checklists/shop/v3.yml": B}, parents=("left", "right")),
        ),
        [("v3", "v3", "v3", 1)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "expected"), LAST.values(), ids=LAST)
def test_last_commit_has_steps(
    tmp_path: Path, made: tuple[Made, ...], expected: list[tuple[str, str, str, int]]
) -> None:
    """A commit has a step for each changed file; a merge has no step if its tree equals the expected tree."""
    RepoBuilder(tmp_path).load(*made)
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        steps, _ = list_steps(read_range(store, store.head, Checkpoint()), Checkpoint())
        last = steps.get(store.head, ())
    assert [(name(one.before), name(one.expected), name(one.after), len(one.merged_in)) for one in last] == expected


def name(version: FileVersion | None) -> str:
    return version.path.removeprefix("checklists/shop/").removesuffix(".yml") if version else ""


GRAPHS = {
    "a branch": ({"a": (), "b": ("a",), "c": ("a",), "d": ("c",), "m": ("b", "d")}, ["c", "d"]),
    "nothing new": ({"a": (), "b": ("a",), "m": ("b", "a")}, []),
    "all of main": ({"a": (), "b": ("a",), "c": ("b",), "m": ("a", "c")}, ["b", "c"]),
    "an octopus": ({"a": (), "b": ("a",), "c": ("a",), "d": ("a",), "m": ("b", "c", "d")}, ["c", "d"]),
    "a criss-cross": (
        {"a": (), "l": ("a",), "r": ("a",), "x": ("l", "r"), "y": ("r", "l"), "m": ("x", "y")},
        ["y"],
    ),
    "two roots": ({"a": (), "b": (), "c": ("b",), "m": ("a", "c")}, ["b", "c"]),
    "reachable on a longer path": (
        {"a": (), "b": ("a",), "c": ("b",), "d": ("b",), "e": ("c", "d"), "m": ("e", "d")},
        [],
    ),
    "the same twice": ({"a": (), "b": ("a",), "m": ("b", "b")}, []),
}


@pytest.mark.parametrize(("parents", "expected"), GRAPHS.values(), ids=GRAPHS)
def test_merge_merges_in_commits_missing_in_its_first_parent(
    parents: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    """A merge merges in the commits that its first parent lacks, in landing order."""
    assert find_merged_in("m", parents, find_mainline(parents, "m").order) == expected
