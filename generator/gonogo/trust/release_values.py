"""The values of a release file that need an authorized author: decisions, waivers, answers and the outcome.

They are read from plain trees, because old versions of a file may not follow the present format. Two values are equal
if only their layout in YAML differs.
"""

from __future__ import annotations

import unicodedata
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gonogo.format.sections.signoffs import DECISION_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Plain, PlainTree

Value: TypeAlias = "tuple[Canonical, ...]"
Canonical: TypeAlias = "str | tuple[Canonical, ...]"
ValueId: TypeAlias = tuple[str, str]
"""The type of the value, and the id of its entry: `("decision", "cto")`, `("waiver", "lint")`, `("outcome", "")`."""

_WAIVER_KEYS = ("reason", "approved_by", "until", "instead")
_ANSWER_KEYS = ("status", "note", "evidence")


class Slot(NamedTuple):
    """A sign-off slot in a version: the role that signs, and whether the slot is in a phase with `gate: go`."""

    role: str
    is_counted: bool


class ReleaseValues:
    """The values of one version of a release file, keyed by `ValueId`, and its slots, keyed by entry id."""

    def __init__(self) -> None:
        self.values: dict[ValueId, Value] = {}
        self.slots: dict[str, Slot] = {}


class ValueFinder:
    """Finds the values of versions. Sections and items that consecutive versions share are examined once."""

    def __init__(self) -> None:
        self._of_section: dict[int, tuple[Plain, ReleaseValues]] = {}
        self._of_tree: dict[int, tuple[PlainTree, ReleaseValues]] = {}
        self._last: dict[str, tuple[PlainTree, dict[str, dict[ValueId, Value]]]] = {}

    def find(self, tree: PlainTree | None) -> ReleaseValues:
        """The values of a version; no values if `tree` is None."""
        if tree is None:
            return ReleaseValues()
        if id(tree) not in self._of_tree:
            self._of_tree[id(tree)] = tree, self._find(tree)
        return self._of_tree[id(tree)][1]

    def _find(self, tree: PlainTree) -> ReleaseValues:
        found = ReleaseValues()
        for name in ("outcome", "deploy_at"):
            if value := canonical(tree.get(name, "")):
                found.values[name, ""] = (value,)
        gates = {key: _text(phase, "gate") for key, phase in _mapping(tree, "phases").items()}
        for key, section in _mapping(tree, "sections").items():
            if id(section) not in self._of_section:
                # The stored section stays alive, so no other object can get the same id().
                self._of_section[id(section)] = section, self._find_in_section(key, section)
            of_section = self._of_section[id(section)][1]
            found.values |= of_section.values
            if of_section.slots:
                is_counted = gates.get(_text(section, "phase")) == "go"
                found.slots |= {key: slot._replace(is_counted=is_counted) for key, slot in of_section.slots.items()}
        return found

    def _find_in_section(self, key: str, section: Plain) -> ReleaseValues:
        found = ReleaseValues()
        match _text(section, "kind") or "checklist":
            case "signoffs":
                for slot, entry in _walk(section):
                    found.slots[slot] = Slot(_text(entry, "role") or slot, is_counted=False)
                    if _text(entry, "decision"):
                        found.values["decision", slot] = _pick(entry, DECISION_KEYS)
            case "triggers" | "criteria":
                answered = ((name, entry) for name, entry in _walk(section) if "when" not in entry)
                found.values |= {("answer", name): _pick_answer(entry, section) for name, entry in answered}
            case "checklist":
                for excuses in self._find_excuses(key, _mapping(section, "items")).values():
                    found.values |= excuses
            case _:
                pass
        return found

    def _find_excuses(self, section: str, items: PlainTree) -> dict[str, dict[ValueId, Value]]:
        """The waivers and `na` answers of a checklist, keyed by the id of the item, or of the item above it.

        A checklist can have hundreds of items, and most versions change one of them. So this method only examines the
        items that differ from the version examined before.
        """
        before, known = self._last.get(section, ({}, {}))
        changed = compress(items, map(is_not, map(before.get, items), items.values()))
        found = {key: excuses for key, excuses in known.items() if items.get(key) is before[key]}
        for key in changed:
            if excuses := dict(_find_excuses_of(key, items[key])):
                found[key] = excuses
        self._last[section] = items, found
        return found


def _find_excuses_of(key: str, item: Plain) -> Iterator[tuple[ValueId, Value]]:
    for name, entry in _walk({"items": {key: item}}):
        status = entry.get("status")
        if status == "waived":
            waiver = entry.get("waiver")
            waived = _pick(waiver, _WAIVER_KEYS) if isinstance(waiver, dict) else ()
            yield ("waiver", name), (canonical(entry.get("title", "")), *waived)
        elif status == "na":
            yield ("na", name), _pick(entry, ("title", "note"))


def has_entry(tree: PlainTree | None, entry: str) -> bool:
    """Whether a version has an entry with this id."""
    sections = _mapping(tree or {}, "sections").values()
    return any(key == entry for section in sections for key, _ in _walk(section))


def has_only_slot(tree: PlainTree, slot: str) -> bool:
    """Whether exactly one entry of a version has this id, and this entry is a sign-off."""
    sections = _mapping(tree, "sections").values()
    kinds = [_text(section, "kind") for section in sections for key, _ in _walk(section) if key == slot]
    return kinds == ["signoffs"]


def _walk(section: Plain) -> Iterator[tuple[str, PlainTree]]:
    """The entries of a section that are mappings, with their ids, an entry before the entries below it."""
    for key, entry in _mapping(section, "items").items():
        if isinstance(entry, dict):
            yield key, entry
            if "items" in entry:
                below = _mapping(entry, "items").items()
                yield from ((name, child) for name, child in below if isinstance(child, dict))


def _pick_answer(entry: PlainTree, section: Plain) -> Value:
    """An answer together with the requirement for evidence that applies to it.

    If somebody removes the requirement, the answer is therefore a new answer, which needs an authorized author. This
    also protects answers in sections that no sign-off covers.
    """
    of_section = section.get("requires", "") if isinstance(section, dict) else ""
    return (*_pick(entry, _ANSWER_KEYS), canonical(entry.get("requires") or of_section))


def _pick(entry: PlainTree, keys: tuple[str, ...]) -> Value:
    return tuple(canonical(entry.get(key, "")) for key in keys)


def canonical(value: Plain) -> Canonical:
    """A value without details of its layout in YAML.

    Strings are in NFC, with line feeds and without a line end at their end. Keys are sorted. A list of one member is
    this member.
    """
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n").rstrip("\n")
    if isinstance(value, dict):
        return tuple((key, canonical(value[key])) for key in sorted(value))
    items = tuple(canonical(item) for item in value)
    return items[0] if len(items) == 1 else items or ""


def _text(value: Plain, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _mapping(value: Plain, key: str) -> PlainTree:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}
