"""Replacing private values in all strings of records.

Every string in every record is searched, regardless of its attribute. So this module does not have to change when the
format gets a new key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from gonogo.core.frozen import Frozen, replace
from gonogo.core.nodes import ListNode, Location, MapNode, Scalar, Where
from gonogo.model.judgement import Answer, Approval, Blocker, Closing, Remark, Standing
from gonogo.model.provenance import Author, ContentChange, Provenance
from gonogo.model.registry import Person, Policy
from gonogo.model.system import Channel, Contact

if TYPE_CHECKING:
    from gonogo.audience.concealer import Concealer
    from gonogo.core.nodes import Node

T = TypeVar("T")

# Keys whose values are left out completely. Among them are keys with free text, which can contain private values that
# no search finds.
PRIVATE = {
    "people": frozenset(("emails", "keys")),
    "contacts": frozenset(("phone", "email", "pager", "case", "hours", "backup", "about")),
    "channels": frozenset(("address", "about")),
}
# Records whose strings can quote the name of a commit's author. In them, every word with an at sign is replaced.
_QUOTING = (Standing, Approval, Answer)
# Records with commit ids in the attributes `_OIDS`: commit ids are not searched.
_WITH_OIDS = (Provenance, ContentChange, Closing)
_OIDS = frozenset(("commit", "landing"))
# Attributes that are ids. They are replaced like ids even if they have another form, because a file can have any name.
_NAMES = frozenset(("id", "system", "release", "section", "entry"))


def conceal_records(value: T, conceal: Concealer) -> T:
    """The value without private values in its strings, in records, tuples and mappings of any depth.

    A value that is left out completely does not become a gap.
    """
    return cast("T", _conceal(value, conceal))


def _conceal(value: object, conceal: Concealer) -> object:  # noqa: PLR0911 - one return for each type of value
    match value:
        case str():
            return conceal.text(value)
        case Where():
            path = conceal.path(value.path)
            is_known = path == value.path
            return Where(path, value.key, _keep_places(value.body)) if is_known else Where("", value.key)
        case Location():
            return value._replace(path=conceal.path(value.path))
        case Frozen():
            return _conceal_record(value, conceal)
        case Author():
            return Author(conceal.name(value.name), conceal.id(value.person))
        case Remark():
            return Remark(value.code, conceal.name(value.text))
        case Mapping():
            return {
                conceal.id(key) if isinstance(key, str) else _conceal(key, conceal): _conceal(inner, conceal)
                for key, inner in value.items()
            }
        case tuple():
            make = getattr(value, "_make", tuple)  # a NamedTuple keeps its class
            return make(_conceal(inner, conceal) for inner in value)
        case frozenset():
            return frozenset(_conceal(inner, conceal) for inner in value)
        case _:
            return value


def _keep_places(body: MapNode | None) -> MapNode | None:
    """The keys of a record with the places of their values, but without the values themselves."""
    if body is None:
        return None
    return MapNode({name: (key, _without_text(value)) for name, (key, value) in body.entries.items()}, body.span)


def _without_text(node: Node) -> Node:
    match node:
        case MapNode(entries):
            below = [_without_text(part) for pair in entries.values() for part in pair]
            return ListNode(tuple(below), node.span)
        case ListNode(items):
            return ListNode(tuple(map(_without_text, items)), node.span)
        case _:
            return Scalar("", node.span)


def _conceal_record(record: Frozen, conceal: Concealer) -> Frozen:
    record = _leave_out(record)
    changes = {
        name: _conceal_attribute(name, value, record, conceal)
        for name in record.__match_args__  # the order is always the same, so that placeholders have the same numbers
        if (value := getattr(record, name))
    }
    if isinstance(record, Policy) and changes.get("forge", "") != record.forge:
        changes["forge"] = ""  # a part of a URL would not work as a link
    return replace(record, **changes)


def _conceal_attribute(name: str, value: object, record: Frozen, conceal: Concealer) -> object:
    """The value of an attribute without private values; the attribute and the record determine how it is searched."""
    if name in _OIDS and isinstance(record, _WITH_OIDS):
        return value
    if isinstance(value, str) and name in _NAMES:
        return conceal.id(value)
    if isinstance(record, _QUOTING) or (isinstance(record, Blocker) and record.code and name == "why"):
        return _conceal_quoting(value, conceal)
    return _conceal(value, conceal)


def _conceal_quoting(value: object, conceal: Concealer) -> object:
    match value:
        case str():
            return conceal.name(value)
        case tuple() if all(isinstance(text, str) for text in value):
            return tuple(map(conceal.name, value))
        case _:
            return _conceal(value, conceal)


def _leave_out(record: Frozen) -> Frozen:
    match record:
        case Person():
            return replace(record, emails=(), keys={}, gaps=())
        case Contact():
            return replace(record, **dict.fromkeys(PRIVATE["contacts"], ""), gaps=())
        case Channel():
            return replace(record, **dict.fromkeys(PRIVATE["channels"], ""), gaps=())
        case _:
            return record
