"""`KeptResults` uses a result of the last build again only if the key is the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from gonogo.core.frozen import Frozen, field
from gonogo.core.kept_results import COMPUTED, KeptResults


class _Record(Frozen):
    name: str
    line: int = field(default=0, compare=False)


class _Counter:
    """Counts how often a result is computed."""

    def __init__(self) -> None:
        self.count = 0

    def compute(self) -> int:
        self.count += 1
        return self.count


_NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_result_of_the_last_build_is_kept() -> None:
    """A result is computed once, and kept over several builds that use it."""
    kept, counter = KeptResults(), _Counter()
    for _ in range(3):
        kept.start_build()
        assert kept.get(("page", [_Record("a")]), counter.compute) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(1, True, id="number and Boolean"),
        pytest.param(1, 1.0, id="whole number and decimal number"),
        pytest.param(_NOON, _NOON.astimezone(timezone(timedelta(hours=1))), id="the same moment in two time zones"),
        pytest.param(_Record("a", 1), _Record("a", 2), id="attribute that == ignores"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, id="order of a mapping"),
    ],
)
def test_equal_keys_with_different_bytes_have_different_results(first: object, second: object) -> None:
    """Python calls these keys equal, but a page can show the difference between them."""
    kept, counter = KeptResults(), _Counter()
    assert kept.get(first, counter.compute) == 1
    kept.start_build()
    assert kept.get(second, counter.compute) == 2


def test_key_is_compared_by_value_and_not_by_identity() -> None:
    """A list with the same string twice is the same key as a list with two equal strings."""
    kept, counter = KeptResults(), _Counter()
    first, second = [str(number) for number in (12, 12)]
    assert first is not second
    assert kept.get([first, first], counter.compute) == kept.get([first, second], counter.compute)


def test_result_that_a_build_does_not_use_is_dropped() -> None:
    """A result that a build does not use is computed again, so memory holds the results of at most two builds."""
    kept, counter = KeptResults(), _Counter()
    kept.get("removed", counter.compute)
    for _ in range(2):
        kept.start_build()
    assert kept.get("removed", counter.compute) == 2


@pytest.mark.parametrize("key", [lambda: None, (item for item in ())], ids=["local function", "generator"])
def test_key_that_cannot_be_pickled_is_computed_every_time(key: object) -> None:
    """The result is computed for each request, and there is no error."""
    kept, counter = KeptResults(), _Counter()
    assert [kept.get(key, counter.compute), kept.get(key, counter.compute)] == [1, 2]


def test_key_that_contains_itself_is_computed_every_time() -> None:
    """Such a key cannot be pickled with the option `fast`; there is no error."""
    kept, counter = KeptResults(), _Counter()
    key: list[object] = []
    key.append(key)
    assert [kept.get(key, counter.compute), kept.get(key, counter.compute)] == [1, 2]


def test_single_build_computes_every_result() -> None:
    """`COMPUTED`, which a single build uses, computes a result for each request."""
    counter = _Counter()
    assert [COMPUTED.get("a", counter.compute), COMPUTED.get("a", counter.compute)] == [1, 2]
