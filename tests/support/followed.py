"""Computes the values of each file by replaying events, as a reader of the trail does.

Only events are read. `before` is not used: the last event about a value determines it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.nodes import Unreadable
from gonogo.history.events.levels import file_at
from gonogo.history.events.subject import ENTRY_DEPTH, write_value
from gonogo.model.event import Change, EventKind, FileRef
from repository import FILE, PROGRAM
from support.plain import parse_plain
from support.replay import list_things

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gonogo.model.references import Ref
    from repository import Entry

Things = dict[str, dict[str, str | None]]
"""The values of each thing of a file: of an entry by its id, wherever it stands."""
_WHOLE = ("added", "removed")


class ReplayedFiles:
    """The values of the files, as far as events contain them."""

    def __init__(self) -> None:
        self.files: dict[str, Things] = {}
        self.unreadable: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.is_landing = True
        self.is_new: Callable[[str], bool] = bool

    def take(self, changes: Iterable[Change], *, is_landing: bool, is_new: Callable[[str], bool]) -> None:
        """Replays the changes of one commit.

        A landing uses the current name of every file; a branch may use an older name. `is_new` says which paths did not
        exist before, because no event says this about an unreadable file.
        """
        changes = tuple(changes)
        self.is_landing, self.is_new = is_landing, is_new
        for change in changes:
            if change.kind is EventKind.MOVED and change.field == "path":
                self._rename(str(change.before), str(change.after))
        for change in sorted(changes, key=lambda change: change.kind is not EventKind.REMOVED):
            self._take(change)

    def _rename(self, path: str, new: str) -> None:
        old = path if self.is_landing else self._find(path)
        if not self._is_there(old):
            return
        things, reason = self.files.pop(old, {}), self.unreadable.pop(old, None)
        if old != new:
            self.unreadable.pop(new, None)
        self.names.pop(new, None)
        self.names |= {path: new, old: new} if old != new else {}
        self.files[new] = things
        if reason is not None:
            self.unreadable[new] = reason

    def _find(self, path: str) -> str:
        """The current name of a file that a commit of a branch changed under an older name."""
        name: str | None = path
        while name is not None:
            if self._is_there(name):
                return name
            name = self.names.get(name)
        return path

    def _is_there(self, path: str) -> bool:
        return any(self.files.get(path, {}).values()) or path in self.unreadable

    def _take(self, change: Change) -> None:
        path = path_of(change.ref)
        if change.kind is EventKind.ADDED and not _name(change.ref):
            self.names.pop(path, None)
        elif not self.is_landing and not (change.kind is EventKind.UNREADABLE and self.is_new(path)):
            path = self._find(path)
        things = self.files.setdefault(path, {})
        if change.kind in (EventKind.UNREADABLE, EventKind.READABLE):
            self.unreadable.pop(path, None)
            if change.after is not None:
                self.unreadable[path] = change.after
        elif change.kind is EventKind.REGISTRY:
            _take_registry(things, change)
        elif (name := _name(change.ref)) is not None and change.field not in ("path", "mode", "layout"):
            _take_thing(things, name, change)

    def at_head(self) -> dict[str, Things]:
        """The values of the readable files that are not empty."""
        held = {path: {name: one for name, one in things.items() if one} for path, things in self.files.items()}
        return {path: things for path, things in held.items() if things and path not in self.unreadable}


def _take_registry(things: Things, change: Change) -> None:
    values = things.setdefault("", {})
    is_whole = change.field.count(".") % 2 == 1 or not change.field
    if is_whole:
        for field in [field for field in values if field.startswith(change.field and f"{change.field}.")]:
            del values[field]
    for detail in change.also if is_whole else change.details:
        values[detail.field] = detail.after
    things[""] = {field: value for field, value in values.items() if value is not None}


def _take_thing(things: Things, name: str, change: Change) -> None:
    is_whole = change.kind.value in _WHOLE
    if is_whole:
        things[name] = {}
    values = things.setdefault(name, {})
    if change.kind is EventKind.ADDED and not isinstance(change.ref, FileRef) and change.ref.entry:
        values["section"] = change.ref.section
    for detail in change.also if is_whole else change.details:
        values[detail.field] = detail.after
    things[name] = {field: value for field, value in values.items() if value is not None}


def _name(ref: Ref | FileRef) -> str | None:
    return "" if isinstance(ref, FileRef) else ref.entry or ref.section or ""


def path_of(ref: Ref | FileRef) -> str:
    """The file of a reference."""
    return ref.path if isinstance(ref, FileRef) else f"checklists/{ref.system}/{ref.release}.yml"


def read_values(files: Mapping[str, Entry]) -> tuple[dict[str, Things], set[str]]:
    """The values in the files of a commit, and the unreadable files."""
    held: dict[str, Things] = {}
    unreadable = set()
    for path, entry in files.items():
        if not path.startswith("checklists/"):
            continue
        tree = parse_plain(entry.content) if entry.mode in (FILE, PROGRAM) else Unreadable("no file")
        if isinstance(tree, Unreadable):
            unreadable.add(path)
            continue
        file = file_at(path)
        held[path] = {}
        for place, leaves in list_things(tree, file.level).items():
            ref, prefix = file.name(place)
            texts = {".".join((prefix, *key) if prefix else key): write_value(one) for key, one in leaves.items()}
            if len(place) >= ENTRY_DEPTH:
                texts["section"] = "/".join(place[1:-2:2])
            held[path].setdefault(str(_name(ref)), {}).update(texts)
        held[path] = {name: one for name, one in held[path].items() if one}
    return held, unreadable
