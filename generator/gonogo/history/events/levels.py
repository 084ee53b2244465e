"""The types of subject in each kind of file, with their keys and the types of subject below them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeAlias

from gonogo.core.frozen import Frozen, field
from gonogo.format.decode.registry_files import PEOPLE, POLICY, ROLES
from gonogo.format.decode.release_file import PHASE, RELEASE, SECTIONS
from gonogo.format.decode.system_file import SYSTEM
from gonogo.format.sections import KINDS
from gonogo.format.sections.kind import Entries
from gonogo.format.tables import RecordsById, Table
from gonogo.model.event import FileRef
from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId, is_id, is_release_id
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping


Place: TypeAlias = tuple[str, ...]
"""The path of keys to a subject from the top of its file; () is the file itself."""


class Level(Frozen):
    """A type of subject, such as a section or an entry.

    `holds` are the keys under which a subject of this type has further subjects by id, each with the level of these
    subjects. `keys` are all keys that the format defines for this type.
    """

    holds: Mapping[str, Level] = field(factory=dict)
    keys: frozenset[str] = frozenset()
    is_entry: bool = False
    is_registry: bool = False


def _keys(*tables: Table[Any]) -> frozenset[str]:
    return frozenset(row.name for table in tables for row in table.rows)


def _registry(table: Table[Any]) -> Level:
    """The level of a registry table. Each key whose value is a mapping of records by id has further subjects."""
    holds = {row.name: _registry(row.type.table) for row in table.rows if isinstance(row.type, RecordsById)}
    return Level(holds, _keys(table), is_registry=True)


_ENTRIES = tuple(kind.table for kind in KINDS)
_CHILDREN = tuple(row.type.by_id.table for table in _ENTRIES for row in table.rows if isinstance(row.type, Entries))

_CHILD_LEVEL = Level({}, _keys(*_CHILDREN), is_entry=True)
ENTRY_LEVEL = Level({"items": _CHILD_LEVEL}, _keys(*_ENTRIES), is_entry=True)
SECTION_LEVEL = Level({"items": ENTRY_LEVEL}, _keys(*SECTIONS.values()))
PHASE_LEVEL = Level({}, _keys(PHASE))
RELEASE_LEVEL = Level({"phases": PHASE_LEVEL, "sections": SECTION_LEVEL}, _keys(RELEASE))

_OF_PROJECT = {"people.yml": _registry(PEOPLE), "policy.yml": _registry(POLICY)}
_OF_SYSTEM = {"roles.yml": _registry(ROLES), "system.yml": _registry(SYSTEM)}
_UNKNOWN = Level()


class ChecklistFile(Frozen):
    """A file below `checklists/`.

    `ref` is the release, or the file if it is not a release; `level` is the file's own level.
    """

    ref: Ref | FileRef
    level: Level

    def name(self, place: Place) -> tuple[Ref | FileRef, str]:
        """The ref of the subject at a place in this file, and the prefix of the field names of its values."""
        if not isinstance(self.ref, Ref) or not place:
            return self.ref, ".".join(place)
        section, entry = SectionId(place[1]), EntryId(place[-1]) if len(place) > 2 else None
        return Ref(self.ref.system, self.ref.release, section, entry), ""


@lru_cache(maxsize=4096)
def file_at(path: str) -> ChecklistFile:
    """The file at a project-relative path with forward slashes.

    If the format does not define such a file, its level does not have keys.
    """
    folder, *rest = PurePosixPath(path).parts or ("",)
    if folder == "checklists" and len(rest) == 1 and rest[0] in _OF_PROJECT:
        return ChecklistFile(FileRef(path), _OF_PROJECT[rest[0]])
    if folder == "checklists" and len(rest) == 2:
        system, name = rest
        if name in _OF_SYSTEM:
            return ChecklistFile(FileRef(path), _OF_SYSTEM[name])
        release = name.removesuffix(".yml")
        if is_id(system) and release != name and is_release_id(release):
            return ChecklistFile(Ref(SystemId(system), ReleaseId(release)), RELEASE_LEVEL)
    return ChecklistFile(FileRef(path), _UNKNOWN)
