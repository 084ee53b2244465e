"""`find_base`: the newest commit of a first-parent line that is an ancestor of another commit."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from gonogo.core.diagnostics import GonogoError
from gonogo.source.git import process
from gonogo.source.git.store import GitStore, open_store
from repository import START, Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Graph = tuple[Made, ...]


def make(name: str, *parents: str, date: str = "") -> Made:
    return Made(name, {f"checklists/{name}.yml": name}, parents=parents, date=date)


def at(seconds: int) -> str:
    return f"{seconds} +0000"


GRAPHS: dict[str, Graph] = {
    "line": (make("a"), make("b", "a"), make("c", "b"), make("d", "c")),
    "branch": (make("a"), make("b", "a"), make("x", "a"), make("c", "b"), make("y", "x")),
    "merged-branch": (make("a"), make("x", "a"), make("b", "a"), make("m", "b", "x"), make("y", "x"), make("c", "m")),
    "branch-updated-from-main": (
        make("a"),
        make("x", "a"),
        make("b", "a"),
        make("y", "x", "b"),
        make("c", "b"),
        make("m", "c", "y"),
    ),
    # A developer merged main into the branch and pushed the branch to main: the second parent has main's own commits.
    "foxtrot": (make("a"), make("b", "a"), make("x", "a"), make("fox", "x", "b"), make("c", "fox"), make("y", "b")),
    "criss-cross": (
        make("a"),
        make("l", "a"),
        make("r", "a"),
        make("l2", "l", "r"),
        make("r2", "r", "l"),
        make("l3", "l2", "r2"),
        make("r3", "r2", "l2"),
    ),
    "octopus": (make("a"), make("x", "a"), make("y", "a"), make("z", "a"), make("m", "x", "y", "z"), make("b", "m")),
    "two-roots": (
        make("a"),
        make("b", "a"),
        make("other"),
        make("o2", "other"),
        make("m", "b", "o2"),
        make("o3", "o2"),
    ),
    "decreasing-dates": (
        make("a", date=at(START + 9000)),
        make("b", "a", date=at(START + 8000)),
        make("c", "b", date=at(START + 7000)),
        make("d", "c", date=at(START + 6000)),
        make("x", "b", date=at(START)),
        make("y", "x", "c", date=at(-5)),
        make("z", "y", date=at(0)),
    ),
}


def _random_graph(seed: int) -> Graph:
    """A graph of merges and roots whose dates do not follow the order of commits."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    graph: list[Made] = []
    for number in range(11):
        before = [made.name for made in graph[-6:]]
        parents = chance.sample(before, min(len(before), chance.choice([0, 1, 1, 1, 1, 1, 2, 2, 3])))
        seconds = chance.choice([START + 60 * number, chance.randrange(-(2**31), 2**32), 0])
        graph.append(make(f"c{number}", *parents, date=at(seconds)))
    return tuple(graph)


def list_ancestors(name: str, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The commit and all its ancestors, by a simple walk."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += parents[one]
    return seen


def find_plainly(tip: str, commit: str, parents: Mapping[str, tuple[str, ...]]) -> str | None:
    ancestors = list_ancestors(commit, parents)
    place: str | None = tip
    while place is not None and place not in ancestors:
        place = next(iter(parents[place]), None)
    return place


def check_all(root: Path, graph: Graph) -> None:
    """Compares the results for all pairs of commits."""
    repo = RepoBuilder(root)
    ids = repo.load(*graph)
    # No reference contains the commits of branches, which is sufficient here.
    parents = {made.name: made.parents or () for made in graph}
    pairs = [(tip, commit) for tip in ids for commit in ids]
    names: dict[str | None, str | None] = {None: None, **{oid: name for name, oid in ids.items()}}
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        answers = {pair: names[store.find_base(ids[pair[0]], ids[pair[1]])] for pair in pairs}
    assert answers == {(tip, commit): find_plainly(tip, commit, parents) for tip, commit in pairs}


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
def test_base_equals_that_of_a_simple_walk(tmp_path: Path, graph: Graph) -> None:
    """The base of each pair of commits equals that of a simple walk, whichever parent is older."""
    check_all(tmp_path / "repo", graph)


@pytest.mark.parametrize("seed", range(2))
def test_base_in_random_graphs_equals_that_of_a_simple_walk(tmp_path: Path, seed: int) -> None:
    """The base is correct for any dates, and unrelated histories have no base."""
    check_all(tmp_path / "repo", _random_graph(seed))


SKEWED = (
    make("a", date=at(START + 10**8)),
    *(make(f"b{number}", f"b{number - 1}" if number else "a", date=at(START + 10**8)) for number in range(3)),
    *(make(f"x{number}", f"x{number - 1}" if number else "b2", date=at(START - number)) for number in range(12)),
    make("c", "b2", date=at(START + 2 * 10**8)),
)


def test_base_is_correct_for_skewed_dates(tmp_path: Path) -> None:
    """The base is correct for a commit dated long before its parents; `git rev-list` lists too many commits."""
    repo = RepoBuilder(tmp_path / "repo")
    ids = repo.load(*SKEWED)
    listed = repo.git("rev-list", "--first-parent", ids["c"], f"^{ids['x11']}").split()
    assert ids["b2"] in listed
    with open_store(repo.root) as store:
        assert isinstance(store, GitStore)
        assert store.find_base(ids["c"], ids["x11"]) == ids["b2"]


def test_missing_commit_is_an_error(tmp_path: Path) -> None:
    """`find_base` raises an error for a missing commit and for a name in place of an id."""
    repo = RepoBuilder(tmp_path / "repo")
    head = repo.load(make("a"))["a"]
    with open_store(repo.root) as store:
        assert isinstance(store, GitStore)
        for pair in ((head, "1" * 40), ("1" * 40, head)):
            with pytest.raises(GonogoError, match="git could not read the history"):
                store.find_base(*pair)
        with pytest.raises(GonogoError, match="is not the full id"):
            store.find_base("main", head)
        with pytest.raises(GonogoError, match="git could not read the history"):
            process.is_true(store.folder, "merge-base", "--is-ancestor", head, "1" * 40)
