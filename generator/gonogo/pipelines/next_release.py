"""The pipeline of `new`: from a release file to the file of the next release, with the same plan, without answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.core.nodes import MapNode, Scalar
from gonogo.format.decode.release_file import PHASE, RELEASE, SECTIONS
from gonogo.format.sections import BY_ID
from gonogo.format.splice import Change
from gonogo.format.value_type import Choice
from gonogo.pipelines.editing import change_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from gonogo.core.nodes import Plain
    from gonogo.format.splice import Place
    from gonogo.format.tables import Table
    from gonogo.model.ids import ReleaseId
    from gonogo.model.release import Release

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENTS = ("deploy_at", "window_ends")


class NextRelease(Frozen):
    """The content of the new file, the number of its entries, and the ids of the entries whose `due` date was emptied.

    Entries are counted at any depth.
    """

    content: bytes
    entries: int
    undated: tuple[str, ...]


def reset_release(path: str, content: bytes, release: Release, name: ReleaseId) -> NextRelease:
    """The file of the next release. Comments, the order of lines, and all planning except dates are kept."""
    body = release.where.body
    assert body is not None  # noqa: S101 - a decoded release has a place
    resetter = _Resetter()
    changes = [*resetter.reset_top(body, name), *resetter.reset_below(body, release)]
    entries = sum(1 for _ in release.walk())
    return NextRelease(change_text(path, content, changes), entries, tuple(resetter.undated))


class _Resetter:
    """Finds the values to reset, mapping by mapping.

    `undated` collects the ids of entries whose `due` date is emptied.
    """

    def __init__(self) -> None:
        self.undated: list[str] = []

    def reset_top(self, body: MapNode, name: ReleaseId) -> Iterator[Change]:
        values = _reset_answers(RELEASE, body)
        moments: dict[str, Plain | None] = {key: "" for key in _MOMENTS if key in body.entries}
        yield Change((), {**values, **moments, "release": name}, RELEASE.keys)

    def reset_below(self, body: MapNode, release: Release) -> Iterator[Change]:
        for key, phase in _mappings(body, "phases"):
            yield Change(("phases", key), _reset_answers(PHASE, phase), PHASE.keys)
        for key, section in _mappings(body, "sections"):
            kind = next(section.kind for section in release.sections.values() if section.id == key)
            place = ("sections", key)
            yield self._reset(SECTIONS[kind], section, place)
            yield from self._reset_entries(BY_ID[kind].table, section, place)

    def _reset_entries(self, table: Table[Any], body: MapNode, place: Place) -> Iterator[Change]:
        for key, entry in _mappings(body, "items"):
            yield self._reset(table, entry, (*place, "items", key))
            yield from self._reset_entries(table, entry, (*place, "items", key))

    def _reset(self, table: Table[Any], body: MapNode, place: Place) -> Change:
        values = _reset_answers(table, body)
        due = body.entries.get("due")
        if due and isinstance(due[1], Scalar) and _DATE.fullmatch(due[1].text):
            self.undated.append(place[-1])
            values["due"] = ""
        return Change(place, values, table.keys)


def _reset_answers(table: Table[Any], body: MapNode) -> dict[str, Plain | None]:
    """The new values of the keys above the title, which are the answer of an entry.

    A state becomes the first state of its kind, a required key becomes empty, and any other key is removed (None).
    """
    values: dict[str, Plain | None] = {}
    for row in table.rows:
        if row.name == "title":
            break
        if row.name in body.entries:
            if row.name == "status" and isinstance(row.type, Choice):
                values[row.name] = row.type.words[0]
            else:
                values[row.name] = "" if row.required else None
    return values


def _mappings(body: MapNode, key: str) -> Iterator[tuple[str, MapNode]]:
    """The mappings below a key, with their ids."""
    entry = body.entries.get(key)
    if entry and isinstance(entry[1], MapNode):
        yield from ((name, node) for name, (_, node) in entry[1].entries.items() if isinstance(node, MapNode))


class ChecklistDifference(Frozen):
    """The ids of the entries that only a release has, and of the entries that only an earlier release has."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


def compare_checklists(release: Release, earlier: Release) -> ChecklistDifference:
    """The entries that were added and removed between two releases, regardless of answers."""
    now, before = ([str(entry.id) for _, entry in version.walk()] for version in (release, earlier))
    return ChecklistDifference(
        tuple(name for name in now if name not in before), tuple(name for name in before if name not in now)
    )
