"""Law: the events of a commit come after those of its parents, at the first landing that contains the commit."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from audit.golden import trail_of
from repository import RepoBuilder
from support.chance import by_chance, make_history

if TYPE_CHECKING:
    from random import Random


@by_chance(15)
def test_events_come_in_landing_order(chance: Random) -> None:
    """The order of events follows git's parents and first-parent line, not dates."""
    graph = make_history(chance)
    with tempfile.TemporaryDirectory() as folder:
        repository = RepoBuilder(Path(folder))
        repository.load(*graph.commits, is_packed=True)
        lines = [line.split() for line in repository.git("rev-list", "--parents", "HEAD").splitlines()]
        line = repository.git("rev-list", "--first-parent", "--reverse", "HEAD").split()
        events = trail_of(Path(folder)).events
    known: dict[str, set[str]] = {}
    parents = {oid: others for oid, *others in lines}
    order = list(dict.fromkeys(event.commit.oid for event in events))
    for oid in order:
        assert not set(order[order.index(oid) + 1 :]) & ancestors(oid, parents, known)
    assert [event.commit.oid for event in events] == sorted((event.commit.oid for event in events), key=order.index)
    for event in events:
        first = next(step for step in line if event.commit.oid in {step} | ancestors(step, parents, known))
        assert event.landing == first


def ancestors(oid: str, parents: dict[str, list[str]], known: dict[str, set[str]]) -> set[str]:
    """All ancestors of a commit."""
    if oid not in known:
        known[oid] = {*parents[oid]}.union(*(ancestors(parent, parents, known) for parent in parents[oid]))
    return known[oid]
