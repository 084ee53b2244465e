"""Tries a law on random histories of pull requests, counts their content, and reduces a failing history."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from repository import RepoBuilder
from support.chance import Chance
from support.crew import write
from support.crew_history import Act, CrewHistory, choose_acts
from support.judged import move_main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

KINDS = (
    "merges",
    "squashes with other openers",
    "rebases",
    "branches updated from main",
    "copied and renamed files",
    "two holders",
    "registry changes",
    "reverts",
)
EACH_KIND = dict.fromkeys(KINDS, 50)
_MOST_LINES = 16  # for the changes of a file
FACTOR = int(os.environ.get("GONOGO_LAWS", "1"))


class CrewRepo(NamedTuple):
    """A history as a repository at `root`, and the random numbers that the law uses."""

    root: Path
    history: CrewHistory
    chance: Random

    @property
    def line(self) -> list[str]:
        """The ids of the landings, oldest first."""
        return [self.history.ids[name] for name in self.history.line]

    def signers(self) -> dict[str, str]:
        """The people who signed commits, by commit."""
        made = ((self.history.ids[one.name], one) for one in self.history.commits if one.key)
        return {oid: one.author.split(b" <")[0].decode().lower() for oid, one in made}


Law = Callable[[CrewRepo], Counter[str]]
"""Fails for a history that breaks it; says how often it has seen what."""


def try_on_histories(law: Law, count: int, *, least: Mapping[str, int], acts: int = 14) -> Counter[str]:
    """Tries a law on so many random histories, and on more until each kind in `least` has occurred that often.

    Returns the statistics: the kinds of landings, and the numbers that the law counts itself. If the law fails, the
    error contains the fewest acts with which it fails, and their commits.
    """
    counted: Counter[str] = Counter()
    count *= FACTOR
    wanted = Counter({kind: number * FACTOR for kind, number in least.items()})

    @settings(max_examples=4 * count, phases=(Phase.explicit, Phase.generate))
    @given(number=st.integers(0, 2**32))
    def try_one(number: int) -> None:
        if counted["histories"] >= count and counted >= wanted:
            return
        dealt = choose_acts(Chance(number), acts)
        try:
            counted.update(_try(law, dealt, number), histories=1)
        except Exception as error:
            fewest = _reduce(law, dealt, number)
            raise AssertionError(_describe(law, fewest, number)) from error

    try_one()
    missing = wanted - counted
    assert not missing, f"too few in {counted['histories']} histories: {missing}"
    return counted


def _play(acts: tuple[Act, ...], number: int, repository: RepoBuilder) -> CrewHistory:
    """The history of these acts in the repository. Git has the first half before the second half is created."""
    history = CrewHistory(has_keys=number % 4 == 0).begin().play(acts[: len(acts) // 2])
    history.ids = repository.load(*history.commits, is_packed=True)
    history.play(acts[len(acts) // 2 :])
    history.ids = repository.load(*history.commits, is_packed=True)
    move_main(repository.root, history.ids[history.tip])
    return history


def _try(law: Law, acts: tuple[Act, ...], number: int) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "repo")
        history = _play(acts, number, RepoBuilder(root))
        seen = law(CrewRepo(root, history, Chance(number)))
    return history.counted + Counter(landings=len(history.line)) + seen


def _reduce(law: Law, acts: tuple[Act, ...], number: int) -> tuple[Act, ...]:
    """The fewest acts for which the law still fails."""
    size = max(1, len(acts) // 2)
    while size:
        place = 0
        while place < len(acts):
            fewer = acts[:place] + acts[place + size :]
            if _fails(law, fewer, number):
                acts = fewer
            else:
                place += size
        size //= 2
    return acts


def _fails(law: Law, acts: tuple[Act, ...], number: int) -> bool:
    try:
        _try(law, acts, number)
    except Exception:  # noqa: BLE001 - a law may also fail by an error of the program
        return True
    return False


def _describe(law: Law, acts: tuple[Act, ...], number: int) -> str:
    """The failure of the law with these acts, and the changes of every commit."""
    try:
        _try(law, acts, number)
    except Exception as error:  # noqa: BLE001 - it is described
        why = f"{type(error).__name__}: {error}"
    else:
        why = "it holds now and then"
    with tempfile.TemporaryDirectory() as folder:
        history = _play(acts, number, RepoBuilder(Path(folder)))
    return "\n".join((f"number {number}: {why}", *map(str, acts), *describe_history(history)))


def describe_history(history: CrewHistory) -> Iterator[str]:
    """The commits with their people, parents and changed lines; a `*` marks a landing."""
    for made in history.commits:
        mark = "*" if made.name in history.line else " "
        parents = " ".join(made.parents or ())
        people = f"{made.author.decode()} / {made.committer.decode()}{' signed' if made.key else ''}"
        subject = str(made.message).partition("\n")[0]
        yield f"{mark} {made.name} <- {parents or 'nothing'}: {subject!r} by {people} {made.date}"
        if made.parents:
            before, after = history.trees[made.parents[0]], history.trees[made.name]
            for path in made.files:
                texts = [write(tree.get(path, "")).splitlines() for tree in (before, after)]
                lines = [*difflib.unified_diff(*texts, n=1, lineterm="")][2:]
                yield from (f"      {line}" for line in (path, *lines[:_MOST_LINES]))
