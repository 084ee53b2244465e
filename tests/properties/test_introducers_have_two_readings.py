"""Law: two independent searches for the introducers of a value find the same commits."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gonogo.model.ids import ReleaseId, SystemId
from gonogo.model.references import Ref
from gonogo.pipelines.project_reader import parse_release
from gonogo.pipelines.verification import _decode_registry
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.trust.project_trust import Line, Readers
from gonogo.trust.release_history import ReleaseHistory
from gonogo.trust.release_values import ValueFinder
from support.judged import open_caching
from support.laws import EACH_KIND, try_on_histories
from support.plain_history import PlainHistory
from support.plain_rights import list_values

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from support.laws import CrewRepo

KINDS_OF_VALUES = ("decision", "waiver", "na", "answer", "outcome")
Found = dict[tuple[str, str, str], dict[str, bool]]
"""By landing, kind of the value and id of its entry: the commits that introduced it, and whether they restored it."""


def test_introducers_have_two_readings(record_property: pytest.RecordProperty) -> None:
    """Both searches agree on every changed value of every release in every landing."""
    least = {**EACH_KIND, "values": 500, "values of several commits": 3, "restored values": 3}
    record_property("histories", dict(try_on_histories(check_history, 20, least=least)))


def check_history(repo: CrewRepo) -> Counter[str]:
    """Checks the law for a history."""
    plain = PlainHistory(repo.root, repo.line[-1])
    paths = sorted({path for commit in plain.commits.values() for path in commit.texts if "/v" in path})
    found = {path: find_by_walks(plain, path) for path in paths}
    by_engine = find_by_engine(repo.root, repo.line[-1], paths)
    for path in paths:
        expected, actual = (
            {key: commits for key, commits in of_all[path].items() if plain.is_clear(key[0], path)}
            for of_all in (found, by_engine)
        )
        assert actual == expected, path
    introducers = [one for of_path in found.values() for one in of_path.values()]
    return Counter(
        {
            "values": len(introducers),
            "values of several commits": sum(len(one) > 1 for one in introducers),
            "restored values": sum(any(one.values()) for one in introducers),
        }
    )


def find_by_walks(history: PlainHistory, path: str) -> Found:
    """The introducers according to the independent search."""
    found: Found = {}
    before: dict[tuple[str, str], object] = {}
    for landing in history.line():
        after = list_values(history.tree(landing, path))
        for kind, entry in {**before, **after}:
            if before.get((kind, entry)) != after.get((kind, entry)):
                found[landing, kind, entry] = history.introducers(
                    landing, lambda oid, key=(kind, entry): list_values(history.tree(oid, path)).get(key)
                )
        before = after
    return found


def find_by_engine(root: Path, tip: str, paths: list[str]) -> dict[str, Found]:
    """The introducers according to gonogo."""
    with open_caching(root) as store:
        readers = Readers(store, PlainReader, _decode_registry, parse_release)
        line = Line(readers, tip, store.read_mainline(tip), None)
        line.reader.load(paths)
        return {path: _find_in_release(line, path) for path in paths}


def _find_in_release(line: Line, path: str) -> Found:
    ref = Ref(SystemId("shop"), ReleaseId(path.split("/")[2].removesuffix(".yml")))
    history = ReleaseHistory(ref, path, line.reader, line.registry, ValueFinder(), line.end)
    line.reader.load_inside((place, path) for place in history.changing_places())
    found: Found = {}
    for step in history.steps:
        landing = line.reader.landings[step.place].oid
        for kind, entry in {**step.before.values, **step.after.values}:
            is_changed = step.before.values.get((kind, entry)) != step.after.values.get((kind, entry))
            if is_changed and kind in KINDS_OF_VALUES:
                introducers = history.introducers(step.place, (kind, entry))
                found[landing, kind, entry] = {one.commit.oid: one.is_restored for one in introducers}
        for slot in {**step.before.slots, **step.after.slots}:
            if step.before.slots.get(slot) != step.after.slots.get(slot):
                introducers = history.slot_introducers(step.place, slot)
                found[landing, "slot", slot] = {one.commit.oid: one.is_restored for one in introducers}
    return found
