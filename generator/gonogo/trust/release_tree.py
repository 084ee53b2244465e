"""Versions of a release file as nodes: phases, sections and entries, each with the keys that a sign-off covers.

Past versions are read without the strict decoder. A value whose shape the format does not expect is treated like any
other value; in place of a subject, it is stored under the key "". Successive versions share their unchanged mappings,
and `NodeReader` keeps the nodes of these: so the cost of a version is proportional to its changes.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from gonogo.format.decode.release_file import PHASE, SECTIONS
from gonogo.format.sections import BY_ID, DEFAULT, signoffs
from gonogo.format.sections.kind import Entries
from gonogo.format.sections.signoffs import COUNTERSIGNED, DECISION_KEYS
from gonogo.format.tables import Table
from gonogo.model.ids import ALL
from gonogo.model.release import Section
from gonogo.trust.canonical import canonical_keys, canonical_text, canonical_value, find_section_values
from gonogo.trust.evidence import EVIDENCE, evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.format.sections.kind import Kind
    from gonogo.trust.canonical import Part

Place: TypeAlias = tuple[str, ...]
"""The path of keys to a subject from the top of its file; () is the release itself."""

NOT_COVERED = frozenset({"owner", "at", "due", "minutes", "declared", "see"})
"""Planning and links: a sign-off never covers these keys, on any subject."""
_OF_PHASES = NOT_COVERED | {"about"}
_OF_SLOTS = NOT_COVERED | {COUNTERSIGNED}
_OF_OWN_SLOT = _OF_SLOTS.union(DECISION_KEYS)
_ENTRY_DEPTH = len(("sections", "a section", "items", "an entry"))
_ITEMS = "items"
# For sections of a kind that the format does not know: keys have neither types nor defaults.
_ANY_SECTION: Table[Any] = Table("section", Section)


class EntryNode:
    """An entry; `section_values` are the values that it inherits from its section, whose kind is `kind`."""

    def __init__(self, place: Place, body: PlainTree, kind: Kind, section_values: Part) -> None:
        self.place = place
        self.body = body
        self.kind = kind
        self.section_values = section_values

    @property
    def id(self) -> str:
        return self.place[-1]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids by which a reference names it: its own, and its parent entry's."""
        return frozenset(self.place[3::2])

    @cached_property
    def below(self) -> tuple[EntryNode, ...]:
        """The entries below it, in document order."""
        if self._is_below or _find_held(self.kind) is None:
            return ()
        return tuple(
            EntryNode((*self.place, _ITEMS, key), as_mapping(value), self.kind, self.section_values)
            for key, value in mapping_at(self.body, _ITEMS).items()
        )

    @cached_property
    def part(self) -> Part:
        """The keys that a sign-off over this entry covers; evidence without hashes."""
        left_out = _OF_SLOTS if self.kind is signoffs.KIND else NOT_COVERED
        unless = self.kind.live_unless
        if not (unless and canonical_value(self.body.get(unless, ""))):
            left_out = left_out.union(self.kind.live_keys)
        return self._write(left_out | {_ITEMS} if self.below else left_out)

    @cached_property
    def own_part(self) -> Part:
        """The sign-off's own keys that it covers itself."""
        return self._write(_OF_OWN_SLOT)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files in the repository that are evidence in `part`."""
        return evidence_of(self.body) if EVIDENCE in self.part else ()

    @property
    def _is_below(self) -> bool:
        return len(self.place) > _ENTRY_DEPTH

    def _write(self, left_out: AbstractSet[str]) -> Part:
        table = (self._is_below and _find_held(self.kind)) or self.kind.table
        return canonical_keys(self.body, table, left_out=left_out, own_id=self.id, section_values=self.section_values)


class PhaseNode:
    def __init__(self, key: str, body: PlainTree) -> None:
        self.body = body
        self.place = ("phases", key)
        self.is_counted = text_at(body, "gate") == "go"

    @cached_property
    def part(self) -> Part:
        """The keys that a sign-off over this phase, or over a section in it, covers."""
        return canonical_keys(self.body, PHASE, left_out=_OF_PHASES)


class SectionNode:
    """A section; `kind` is None for a kind that the format does not know, whose `items` are an ordinary value.

    `entries` are in document order, an entry before those below it.
    """

    def __init__(self, key: str, body: PlainTree) -> None:
        self.id = key
        self.body = body
        self.place = ("sections", key)
        is_odd = bool(body.get("kind")) and not isinstance(body["kind"], str)
        self.kind = None if is_odd else BY_ID.get(text_at(body, "kind") or DEFAULT.id)
        self.phase = text_at(body, "phase")
        self.entries: tuple[EntryNode, ...] = ()

    @property
    def has_slots(self) -> bool:
        """Whether its entries are sign-offs."""
        return self.kind is signoffs.KIND

    @cached_property
    def part(self) -> Part:
        """The keys that a sign-off over this section, or over an entry in it, covers."""
        if self.kind is None:
            return canonical_keys(self.body, _ANY_SECTION, left_out=NOT_COVERED)
        left_out = NOT_COVERED | {_ITEMS} if isinstance(self.body.get(_ITEMS), dict) else NOT_COVERED
        return canonical_keys(self.body, SECTIONS[self.kind.id], left_out=left_out)

    @cached_property
    def parts(self) -> tuple[tuple[Place, Part], ...]:
        """The section and all its entries as parts."""
        return ((self.place, self.part), *((entry.place, entry.part) for entry in self.entries))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files in the repository that are evidence in `parts`."""
        return tuple(path for entry in self.entries for path in entry.paths)


class Named(NamedTuple):
    """The subjects that references name: ids of phases, ids of whole sections, and ids of entries by section."""

    phases: set[str]
    sections: set[str]
    entries: dict[str, set[str]]

    def has_section(self, section: SectionNode) -> bool:
        """Whether a section or any of its entries is named."""
        return section.id in self.sections or section.id in self.entries

    def has_entry(self, section: SectionNode, entry: EntryNode) -> bool:
        """Whether an entry is named: by itself, by its parent entry, or by its section."""
        return section.id in self.sections or not entry.ids.isdisjoint(self.entries.get(section.id, ()))


class ReleaseTree(NamedTuple):
    """The phases by id and the sections of one version, in document order."""

    tree: PlainTree
    phases: dict[str, PhaseNode]
    sections: tuple[SectionNode, ...]

    def is_counted(self, section: SectionNode) -> bool:
        """Whether the section belongs to a phase with `gate: go`."""
        return section.phase in self.phases and self.phases[section.phase].is_counted

    def find_slot(self, slot: str) -> EntryNode | None:
        """The sign-off with this id, the first in document order; None if there is none."""
        slots = (entry for section in self.sections if section.has_slots for entry in section.entries)
        return next((entry for entry in slots if entry.id == slot), None)

    def required_slots(self) -> list[str]:
        """The sign-offs in phases with `gate: go`, as `section/entry`, sorted."""
        counted = [section for section in self.sections if section.has_slots and self.is_counted(section)]
        return sorted(f"{section.id}/{entry.id}" for section in counted for entry in section.entries)

    def resolve(self, references: Iterable[str]) -> Named:
        """The subjects that the references of a sign-off name, and the phases of all named sections."""
        named = Named(set(), set(), {})
        for reference in references:
            if reference == ALL:
                named.sections.update(one.id for one in self.sections if self.is_counted(one) and not one.has_slots)
            else:
                group, _, entry = reference.partition("/")
                self._add(group, entry, named)
        named.phases.update(section.phase for section in self.sections if named.has_section(section))
        return named

    def _add(self, group: str, entry: str, named: Named) -> None:
        if not entry:
            named.phases.add(group)
        for section in self.sections:
            if group not in (section.id, section.phase):
                continue
            if not entry:
                named.sections.add(section.id)
            elif any(one.id == entry for one in section.entries):
                named.entries.setdefault(section.id, set()).add(entry)


class NodeReader:
    """Reads versions, reusing the node of a mapping that occurs again at the same place."""

    def __init__(self) -> None:
        # Keyed by the identity of mappings, which the nodes keep alive.
        self._phases: dict[tuple[str, int], PhaseNode] = {}
        self._sections: dict[tuple[str, int], SectionNode] = {}
        self._entries: dict[tuple[Place, int], EntryNode] = {}

    def read(self, tree: PlainTree) -> ReleaseTree:
        """The nodes of a version, which must not be modified later."""
        phases = {key: self._read_phase(key, value) for key, value in mapping_at(tree, "phases").items()}
        sections = tuple(self._read_section(key, value) for key, value in mapping_at(tree, "sections").items())
        return ReleaseTree(tree, phases, sections)

    def _read_phase(self, key: str, value: Plain) -> PhaseNode:
        known = self._phases.get((key, id(value)))
        if known is None:
            known = PhaseNode(key, as_mapping(value))
            self._phases[key, id(known.body)] = known
        return known

    def _read_section(self, key: str, value: Plain) -> SectionNode:
        known = self._sections.get((key, id(value)))
        if known is None:
            known = SectionNode(key, as_mapping(value))
            known.entries = tuple(self._read_entries(known))
            self._sections[key, id(known.body)] = known
        return known

    def _read_entries(self, section: SectionNode) -> Iterator[EntryNode]:
        if section.kind is None:
            return
        values = find_section_values(section.body, section.kind.table)
        for key, value in mapping_at(section.body, _ITEMS).items():
            place = (*section.place, _ITEMS, key)
            known = self._entries.get((place, id(value)))
            if known is None or known.kind is not section.kind or known.section_values != values:
                known = EntryNode(place, as_mapping(value), section.kind, values)
                self._entries[place, id(known.body)] = known
            yield known
            yield from known.below


@lru_cache(maxsize=64)
def _find_held(kind: Kind) -> Table[Any] | None:
    """The table of the entries below an entry of a kind, None if there are none."""
    return next((row.type.by_id.table for row in kind.table.rows if isinstance(row.type, Entries)), None)


def as_mapping(value: Plain) -> PlainTree:
    """The value if it is a mapping; an empty mapping if it is empty; else a mapping with the value under the key ""."""
    if isinstance(value, dict):
        return value
    return {"": value} if value else {}


def mapping_at(tree: PlainTree, key: str) -> PlainTree:
    """The mapping under a key, or an empty one."""
    value = tree.get(key)
    return value if isinstance(value, dict) else {}


def text_at(tree: PlainTree, key: str) -> str:
    """The string under a key in canonical form, "" if there is none."""
    value = tree.get(key)
    return canonical_text(value) if isinstance(value, str) else ""
