"""Law: two independent readers of the effective registry agree after each landing."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from gonogo.pipelines.project_reader import parse_release
from gonogo.pipelines.verification import _decode_registry
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.trust.merger import find_merger
from gonogo.trust.project_trust import Line, Readers
from repository import RepoBuilder
from support.crew import PEOPLE, POLICY, ROLES
from support.judged import open_caching
from support.laws import try_on_histories
from support.plain_history import PlainHistory
from support.plain_registry import PlainRegistries

if TYPE_CHECKING:
    import pytest

    from support.laws import CrewRepo

    Values = dict[tuple[str, ...], Any]


def test_effective_registry_has_two_readings(record_property: pytest.RecordProperty) -> None:
    """Both readers agree on the registry and on the merger of every landing."""
    least = {"changed registries": 20, "refused changes": 15, "confirmed changes": 2}
    record_property("histories", dict(try_on_histories(check_history, 15, least=least)))


def check_history(repo: CrewRepo) -> Counter[str]:
    """Checks the law for a history."""
    tip = confirm(repo)
    plain = PlainRegistries(PlainHistory(repo.root, tip), repo.signers())
    expected = {landing: as_engine_form(one.values) for landing, one in zip(plain.landings, plain.after, strict=True)}
    seen = Counter(
        {"confirmed changes": plain.confirmed, "changed registries": len({str(one) for one in expected.values()}) - 1}
    )
    with open_caching(repo.root) as store:
        readers = Readers(store, PlainReader, _decode_registry, parse_release)
        line = Line(readers, tip, store.read_mainline(tip), None)
        assert line.registry.root == plain.root
        for landing in line.reader.landings:
            place = plain.landings.index(landing.oid)
            if not plain.history.is_clear(landing.oid, PEOPLE, POLICY, ROLES):
                break
            values = line.registry.after(landing.index).values
            assert {key: value for key, value in values.items() if value != "active"} == expected[landing.oid], (
                place,
                set(values.items()) ^ set(expected[landing.oid].items()),
            )
            merger = find_merger(landing.commit, line.registry.before(landing.index).identities)
            assert (merger or "") == plain.merger(place), place
        seen["refused changes"] += len(line.registry.refused)
    return seen


def confirm(repo: CrewRepo) -> str:
    """Adds a landing in which a maintainer confirms every earlier change of the registry."""
    history = repo.history
    files = deepcopy(history.trees[history.tip])
    author = next(history.editor(0).edits("confirm", files))(files)
    name = history.record((history.tip,), files, author, author, "confirm")
    history.ids = RepoBuilder(repo.root).load(*history.commits, is_packed=True)
    return history.ids[name]


def as_engine_form(values: Values) -> Values:
    """The values in the form of gonogo's registry."""
    return {
        (("roles", "shop", *key[1:]) if key[0] == "roles" else key): int(value)
        if key == ("policy", "approvals")
        else ""
        if value == "yes"
        else _frozen(value)
        for key, value in values.items()
    }


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return value
