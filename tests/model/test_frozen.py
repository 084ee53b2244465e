"""Frozen records are compared by their class and attributes."""

from __future__ import annotations

import pytest

from gonogo.core.frozen import Frozen, field


class _Empty(Frozen):
    """A record without attributes."""


class _Single(Frozen):
    name: str


class _Other(Frozen):
    name: str


class _Pair(Frozen):
    name: str
    count: int = 0
    place: str = field(default="", compare=False)


class _Lesser(_Pair):
    """A record of another class with the same attributes."""


class _Greater(_Pair):
    more: str = ""


@pytest.mark.parametrize(
    ("record", "same"),
    [
        pytest.param(_Empty(), _Empty(), id="without attributes"),
        pytest.param(_Single("a"), _Single(name="a"), id="one attribute"),
        pytest.param(_Pair("a", 1, "here"), _Pair("a", 1, "there"), id="only ignored attributes differ"),
        pytest.param(_Pair("a"), _Pair(name="a", count=0, place=""), id="a default"),
        pytest.param(_Greater("a", 1, "here", "b"), _Greater("a", 1, "there", "b"), id="attributes of the base"),
    ],
)
def test_equal_records_have_one_hash(record: Frozen, same: Frozen) -> None:
    """Records of a class are equal, and have one hash, if they are equal in every compared attribute."""
    assert record == same
    assert {record: "found"}[same] == "found"


@pytest.mark.parametrize(
    ("record", "other"),
    [
        pytest.param(_Single("a"), _Single("b"), id="another value"),
        pytest.param(_Pair("a", 1), _Pair("a", 2), id="another second value"),
        pytest.param(_Greater("a", 1, "", "b"), _Greater("a", 1, "", "c"), id="another value of the class itself"),
        pytest.param(_Single("a"), _Other("a"), id="another class"),
        pytest.param(_Pair("a"), _Lesser("a"), id="a subclass"),
        pytest.param(_Empty(), _Single("a"), id="another class without attributes"),
        pytest.param(_Single("a"), "a", id="no record"),
    ],
)
def test_unequal_records_differ(record: Frozen, other: object) -> None:
    """Records differ if a compared attribute or the class differs."""
    assert record != other
    assert other != record


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="missing"),
        pytest.param({"name": "a", "size": 1}, id="unknown"),
        pytest.param({"count": 1, "place": "", "size": 1}, id="the same number of other attributes"),
    ],
)
def test_record_requires_exactly_its_attributes(values: dict[str, object]) -> None:
    """A record cannot be created with missing or unknown attributes."""
    with pytest.raises(TypeError, match="_Pair takes each of its attributes once"):
        _Pair(**values)  # type: ignore[arg-type]
