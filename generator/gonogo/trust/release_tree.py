"""A version of a release file as nodes: phases, sections and entries, each with the keys that a sign-off covers.

Past versions are not checked by the strict decoder. A value of an unexpected shape is covered like any other value. If
such a value is in the place of a whole phase, section or entry, the node has the value under the key "".

Successive versions share the mappings that did not change, and `NodeReader` keeps the nodes of these mappings. So the
time to read a version depends on its changes, not on its size.
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
"""The path of keys from the top of a file to a phase, section or entry; () is the release itself."""

NOT_COVERED = frozenset({"owner", "at", "due", "minutes", "declared", "see"})
"""The keys for planning and links, which a sign-off never covers, in a phase, a section or an entry."""
_OF_PHASES = NOT_COVERED | {"about"}
_OF_SLOTS = NOT_COVERED | {COUNTERSIGNED}
_OF_OWN_SLOT = _OF_SLOTS.union(DECISION_KEYS)
_ENTRY_DEPTH = len(("sections", "a section", "items", "an entry"))
_ITEMS = "items"
# For sections of an unknown kind: their keys have neither types nor defaults.
_ANY_SECTION: Table[Any] = Table("section", Section)


class EntryNode:
    """An entry in a section of the kind `kind`; `section_values` are the values that it inherits from this section."""

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
        """The ids by which a reference can name the entry: its own, and that of the entry above it, if there is one."""
        return frozenset(self.place[3::2])

    @cached_property
    def below(self) -> tuple[EntryNode, ...]:
        """The entries below this entry, in document order."""
        if self._is_below or _table_below(self.kind) is None:
            return ()
        return tuple(
            EntryNode((*self.place, _ITEMS, key), as_mapping(value), self.kind, self.section_values)
            for key, value in mapping_at(self.body, _ITEMS).items()
        )

    @cached_property
    def part(self) -> Part:
        """The keys that a sign-off covers if it covers this entry; evidence is without hashes."""
        left_out = _OF_SLOTS if self.kind is signoffs.KIND else NOT_COVERED
        unless = self.kind.live_unless
        if not (unless and canonical_value(self.body.get(unless, ""))):
            left_out = left_out.union(self.kind.live_keys)
        return self._write(left_out | {_ITEMS} if self.below else left_out)

    @cached_property
    def own_part(self) -> Part:
        """The keys of a sign-off that this sign-off itself covers."""
        return self._write(_OF_OWN_SLOT)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of the evidence files in `part`."""
        return evidence_of(self.body) if EVIDENCE in self.part else ()

    @property
    def _is_below(self) -> bool:
        return len(self.place) > _ENTRY_DEPTH

    def _write(self, left_out: AbstractSet[str]) -> Part:
        table = (self._is_below and _table_below(self.kind)) or self.kind.table
        return canonical_keys(self.body, table, left_out=left_out, own_id=self.id, section_values=self.section_values)


class PhaseNode:
    def __init__(self, key: str, body: PlainTree) -> None:
        self.body = body
        self.place = ("phases", key)
        self.is_counted = text_at(body, "gate") == "go"

    @cached_property
    def part(self) -> Part:
        """The keys that a sign-off covers if it covers this phase, or a section in it."""
        return canonical_keys(self.body, PHASE, left_out=_OF_PHASES)


class SectionNode:
    """A section. `entries` are in document order, an entry before the entries below it.

    `kind` is None for an unknown kind. Such a section has no entries: its `items` are an ordinary value.
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
        """Whether the entries of the section are sign-offs."""
        return self.kind is signoffs.KIND

    @cached_property
    def part(self) -> Part:
        """The keys that a sign-off covers if it covers this section, or an entry in it."""
        if self.kind is None:
            return canonical_keys(self.body, _ANY_SECTION, left_out=NOT_COVERED)
        left_out = NOT_COVERED | {_ITEMS} if isinstance(self.body.get(_ITEMS), dict) else NOT_COVERED
        return canonical_keys(self.body, SECTIONS[self.kind.id], left_out=left_out)

    @cached_property
    def parts(self) -> tuple[tuple[Place, Part], ...]:
        """The parts of the section and of all its entries."""
        return ((self.place, self.part), *((entry.place, entry.part) for entry in self.entries))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of the evidence files in `parts`."""
        return tuple(path for entry in self.entries for path in entry.paths)


class Named(NamedTuple):
    """The phases, sections and entries that the references of a sign-off name.

    `phases` and `sections` are ids. A section in `sections` is named as a whole. `entries` are the ids of single
    entries, keyed by the id of their section.
    """

    phases: set[str]
    sections: set[str]
    entries: dict[str, set[str]]

    def has_section(self, section: SectionNode) -> bool:
        """Whether a section is named, or any of its entries."""
        return section.id in self.sections or section.id in self.entries

    def has_entry(self, section: SectionNode, entry: EntryNode) -> bool:
        """Whether an entry is named: by its own id, by the id of the entry above it, or by its section."""
        return section.id in self.sections or not entry.ids.isdisjoint(self.entries.get(section.id, ()))


class ReleaseTree(NamedTuple):
    """The phases of a version, keyed by id, and its sections, both in document order."""

    tree: PlainTree
    phases: dict[str, PhaseNode]
    sections: tuple[SectionNode, ...]

    def is_counted(self, section: SectionNode) -> bool:
        """Whether the section belongs to a phase with `gate: go`."""
        return section.phase in self.phases and self.phases[section.phase].is_counted

    def find_slot(self, slot: str) -> EntryNode | None:
        """The first sign-off with this id in document order; None if there is none."""
        slots = (entry for section in self.sections if section.has_slots for entry in section.entries)
        return next((entry for entry in slots if entry.id == slot), None)

    def required_slots(self) -> list[str]:
        """The sign-offs in phases with `gate: go`, as `section/entry`, sorted."""
        counted = [section for section in self.sections if section.has_slots and self.is_counted(section)]
        return sorted(f"{section.id}/{entry.id}" for section in counted for entry in section.entries)

    def resolve(self, references: Iterable[str]) -> Named:
        """The phases, sections and entries that these references name, and the phases of all named sections."""
        named = Named(set(), set(), {})
        for reference in references:
            if reference == ALL:
                named.sections.update(
                    section.id for section in self.sections if self.is_counted(section) and not section.has_slots
                )
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
            elif any(node.id == entry for node in section.entries):
                named.entries.setdefault(section.id, set()).add(entry)


class NodeReader:
    """Reads versions. A mapping that occurs again at the same place gets the same node."""

    def __init__(self) -> None:
        # Keyed by the id() of mappings. The nodes keep the mappings alive, so no other object can get the same id().
        self._phases: dict[tuple[str, int], PhaseNode] = {}
        self._sections: dict[tuple[str, int], SectionNode] = {}
        self._entries: dict[tuple[Place, int], EntryNode] = {}

    def read(self, tree: PlainTree) -> ReleaseTree:
        """The nodes of a version. The caller must not modify `tree` afterwards."""
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
def _table_below(kind: Kind) -> Table[Any] | None:
    """The table of the entries that an entry of this kind can have below it; None if it cannot have any."""
    return next((row.type.by_id.table for row in kind.table.rows if isinstance(row.type, Entries)), None)


def as_mapping(value: Plain) -> PlainTree:
    """The value if it is a mapping.

    An empty value becomes an empty mapping, any other value a mapping with the key "".
    """
    if isinstance(value, dict):
        return value
    return {"": value} if value else {}


def mapping_at(tree: PlainTree, key: str) -> PlainTree:
    """The mapping under a key; an empty mapping if there is none."""
    value = tree.get(key)
    return value if isinstance(value, dict) else {}


def text_at(tree: PlainTree, key: str) -> str:
    """The string under a key, in canonical form; "" if there is none."""
    value = tree.get(key)
    return canonical_text(value) if isinstance(value, str) else ""
