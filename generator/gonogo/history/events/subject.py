"""A changed subject. The kinds of event claim from it the changed values that they report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.model.event import Change, Detail

if TYPE_CHECKING:
    from gonogo.core.nodes import Plain
    from gonogo.history.events.difference import KeyPath, Leaves, SubjectDiff
    from gonogo.history.events.levels import ChecklistFile, Place
    from gonogo.model.event import EventKind

ENTRY_DEPTH = len(("sections", "a section", "items", "an entry"))
_PLAIN_WORD = re.compile(r"[^\s\[\]{},\"':][^\[\]{},\"'\n]*").fullmatch


class ChangedSubject:
    """A changed subject with its ref.

    A changed value that one kind has claimed is no longer available to later kinds.
    """

    def __init__(self, file: ChecklistFile, diff: SubjectDiff) -> None:
        self.ref, self.prefix = file.name(diff.place)
        self.level = diff.level
        self.diff = diff
        self.before: Leaves = diff.before or {}
        self.after: Leaves = diff.after or {}
        # The values of the newer version in its order, then the removed values.
        paths = (*self.after, *(path for path in self.before if path not in self.after))
        self._unclaimed: dict[str | None, list[KeyPath]] = {}
        for path in paths:
            if self.before.get(path) != self.after.get(path):
                self._unclaimed.setdefault(path[0] if path else None, []).append(path)

    @property
    def is_added(self) -> bool:
        """Whether the older version does not have the subject."""
        return self.diff.before is None

    @property
    def is_removed(self) -> bool:
        """Whether the newer version does not have the subject."""
        return self.diff.after is None

    def has_changed(self, key: str) -> bool:
        """Whether a changed value at or below this key is unclaimed; False for keys that the format does not define."""
        return key in self._unclaimed and key in self.level.keys

    def has_new_content(self, key: str) -> bool:
        """Whether a changed value at or below this key is unclaimed, and is not empty in the newer version."""
        return self.has_changed(key) and any(self.after.get(path) for path in self._unclaimed[key])

    def has_unclaimed(self, keys: tuple[str, ...]) -> bool:
        """Whether a changed value at or below any of these keys is unclaimed."""
        return not self._unclaimed.keys().isdisjoint(keys)

    def claim(self, *keys: str) -> tuple[Detail, ...]:
        """The unclaimed changed values at and below these keys, in the order of the keys.

        Keys that the format does not define are ignored. The returned values are then claimed.
        """
        claimed = [path for key in keys if key in self.level.keys for path in self._unclaimed.pop(key, ())]
        return tuple(map(self._detail, claimed))

    def claim_answer(self, key: str) -> tuple[Detail, ...]:
        """Claims the changed values at and below the key of an answer.

        The result is empty for the empty answer of an added subject.
        """
        return () if self.is_added and not self.has_new_content(key) else self.claim(key)

    def claim_new_below(self, key: str) -> tuple[tuple[Detail, ...], ...]:
        """Claims the changed values in the mapping under `key`, grouped by the keys of the mapping.

        A group is left out, and stays unclaimed, if all its values are empty in the newer version.
        """
        if not self.has_changed(key):
            return ()
        unclaimed = self._unclaimed[key]
        groups: dict[KeyPath, list[KeyPath]] = {}
        for path in unclaimed:
            if len(path) > 1:
                groups.setdefault(path[:2], []).append(path)
        new = [paths for paths in groups.values() if any(map(self.after.get, paths))]
        claimed = {path for paths in new for path in paths}
        if len(claimed) == len(unclaimed):
            del self._unclaimed[key]
        else:
            self._unclaimed[key] = [path for path in unclaimed if path not in claimed]
        return tuple(tuple(map(self._detail, paths)) for paths in new)

    def claim_rest(self) -> tuple[tuple[Detail, ...], ...]:
        """Claims all remaining changed values, grouped by their first key."""
        groups, self._unclaimed = self._unclaimed, {}
        return tuple(tuple(map(self._detail, paths)) for paths in groups.values())

    def change(self, kind: EventKind, details: tuple[Detail, ...]) -> Change:
        """The change that reports these values: it is about the first value, and `also` has the others."""
        return Change(self.ref, kind, *details[0], details[1:])

    def change_whole(self, kind: EventKind) -> Change:
        """The change that adds or removes the whole subject: it is about the title, and `also` has all values."""
        details = tuple(self._detail(path) for path in (self.after or self.before))
        if self.level.is_entry and len(self.diff.place) > ENTRY_DEPTH:
            details = (self.find_place(), *details)
        before = None if self.is_added else self._title(self.before)
        after = None if self.is_removed else self._title(self.after)
        return Change(self.ref, kind, self.prefix, before, after, details)

    def find_place(self) -> Detail:
        """The section of an entry before and after; `section/item` for an entry below another item."""
        return Detail("section", _write_place(self.diff.place_before), _write_place(self.diff.place_after))

    def _detail(self, path: KeyPath) -> Detail:
        field = ".".join((self.prefix, *path) if self.prefix else path)
        return Detail(field, write_value(self.before.get(path)), write_value(self.after.get(path)))

    def _title(self, leaves: Leaves) -> str:
        """The title or the name of the subject; its id if it has neither; for the file itself, the ref of the file."""
        for path in (("title",), ("name",)):
            if (title := leaves.get(path)) and isinstance(title, str):
                return title
        return self.diff.place[-1] if self.diff.place else str(self.ref)


def _write_place(place: Place | None) -> str | None:
    """The ids on the path to an entry, without the entry's own id: `section`, or `section/item`."""
    return None if place is None else "/".join(place[1:-2:2])


def write_value(value: Plain | None) -> str | None:
    """A value on one line, as it could be in a YAML file: a string unchanged, a list `[a, b]`, a mapping `{a: b}`."""
    return value if value is None or isinstance(value, str) else _write_nested(value)


def _write_nested(value: Plain) -> str:
    """Recursive: the YAML readers limit the depth."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_write_nested(key)}: {_write_nested(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_write_nested, value))}]"
    if _PLAIN_WORD(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
