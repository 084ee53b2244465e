"""One thing that differs, while the kinds of event share out between them what has changed of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.model.event import Change, Detail

if TYPE_CHECKING:
    from gonogo.history.events.difference import Leaves, Pair, Path
    from gonogo.history.events.levels import File, Place
    from gonogo.model.event import EventKind
    from gonogo.tree import Plain

ENTRY_DEPTH = len(("sections", "a section", "items", "an entry"))
_PLAIN_WORD = re.compile(r"[^\s\[\]{},\"':][^\[\]{},\"'\n]*").fullmatch


class Thing:
    """A pair of versions of one thing, named. What one kind has taken is told, and no longer there for the next."""

    def __init__(self, file: File, pair: Pair) -> None:
        self.ref, self.prefix = file.name(pair.place)
        self.level = pair.level
        self.pair = pair
        self.before: Leaves = pair.before or {}
        self.after: Leaves = pair.after or {}
        # The new value's order, then what is gone.
        paths = (*self.after, *(path for path in self.before if path not in self.after))
        self._untold: dict[str | None, list[Path]] = {}
        for path in paths:
            if self.before.get(path) != self.after.get(path):
                self._untold.setdefault(path[0] if path else None, []).append(path)

    @property
    def is_added(self) -> bool:
        """Whether it was not there before."""
        return self.pair.before is None

    @property
    def is_removed(self) -> bool:
        """Whether it is gone."""
        return self.pair.after is None

    def changes(self, key: str) -> bool:
        """Whether a value at or below a key that the format knows has changed and is untold."""
        return key in self._untold and key in self.level.keys

    def has_any_of(self, keys: tuple[str, ...]) -> bool:
        """Whether anything at or below these keys is untold."""
        return not self._untold.keys().isdisjoint(keys)

    def brings(self, key: str) -> bool:
        """Whether something that is not empty is untold at or below this key."""
        return any(self.after.get(path) for path in self._untold.get(key, ()))

    def take(self, *keys: str) -> tuple[Detail, ...]:
        """What is untold at and below these keys, in the order of the keys; unknown ones are for `edited`."""
        taken = [path for key in keys if key in self.level.keys for path in self._untold.pop(key, ())]
        return tuple(map(self._detail, taken))

    def take_answer(self, key: str) -> tuple[Detail, ...]:
        """What is untold at and below the key of an answer; nothing where an added thing has left it empty."""
        return () if self.is_added and not self.brings(key) else self.take(key)

    def take_new_below(self, key: str) -> tuple[tuple[Detail, ...], ...]:
        """What is untold in the mapping under `key`, by its keys; only those under which something now stands."""
        if key not in self.level.keys or key not in self._untold:
            return ()
        untold = self._untold[key]
        groups: dict[Path, list[Path]] = {}
        for path in untold:
            if len(path) > 1:
                groups.setdefault(path[:2], []).append(path)
        new = [paths for paths in groups.values() if any(map(self.after.get, paths))]
        taken = {path for paths in new for path in paths}
        if len(taken) == len(untold):
            del self._untold[key]
        else:
            self._untold[key] = [path for path in untold if path not in taken]
        return tuple(tuple(map(self._detail, paths)) for paths in new)

    def take_rest(self) -> tuple[tuple[Detail, ...], ...]:
        """All that is untold, by its first key."""
        groups, self._untold = self._untold, {}
        return tuple(tuple(map(self._detail, paths)) for paths in groups.values())

    def _detail(self, path: Path) -> Detail:
        field = ".".join((self.prefix, *path) if self.prefix else path)
        return Detail(field, write_value(self.before.get(path)), write_value(self.after.get(path)))

    def tell(self, kind: EventKind, details: tuple[Detail, ...]) -> Change:
        """The change that tells of some details, the first of which it is about."""
        return Change(self.ref, kind, *details[0], details[1:])

    def tell_whole(self, kind: EventKind) -> Change:
        """The change by which it came or went as a whole, by its title, with all that it brought or took along."""
        details = tuple(self._detail(path) for path in (self.after or self.before))
        if self.level.is_entry and len(self.pair.place) > ENTRY_DEPTH:
            details = (self.find_place(), *details)
        before = None if self.is_added else self._title(self.before)
        after = None if self.is_removed else self._title(self.after)
        return Change(self.ref, kind, self.prefix, before, after, details)

    def find_place(self) -> Detail:
        """The section that an entry is in, `section/item` for one of the items below another item."""
        return Detail("section", _write_place(self.pair.place_before), _write_place(self.pair.place_after))

    def _title(self, leaves: Leaves) -> str:
        """What it calls itself; its id where it has no title, the name of the file for the file itself."""
        for path in (("title",), ("name",)):
            if (title := leaves.get(path)) and isinstance(title, str):
                return title
        return self.pair.place[-1] if self.pair.place else str(self.ref)


def _write_place(place: Place | None) -> str | None:
    """The ids on the way to an entry: every other step is `sections` or `items`."""
    return None if place is None else "/".join(place[1:-2:2])


def write_value(value: Plain | None) -> str | None:
    """A value on one line, as the file could say it: a text as it is, a list `[a, b]`, a mapping `{a: b}`."""
    return value if value is None or isinstance(value, str) else _write_nested(value)


def _write_nested(value: Plain) -> str:
    """Recursive, but never deeper than the reader lets a tree be."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_write_nested(key)}: {_write_nested(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_write_nested, value))}]"
    if _PLAIN_WORD(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
