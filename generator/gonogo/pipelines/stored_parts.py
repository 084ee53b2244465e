"""The trail of a project in the cache, as a chain of parts that end at landings.

The trail up to a later landing begins with the same events as the trail up to an earlier landing. So both share their
first parts, and only the last part is new. Each part is proven from the git objects before it is stored
(`source.git.proof`).
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.secrets import has_secret
from gonogo.history.trail_format import (
    parse_checkpoint,
    parse_followed,
    parse_trail,
    write_checkpoint,
    write_followed,
    write_trail,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gonogo.history.file_steps import Checkpoint
    from gonogo.history.followed_files import FileFollower
    from gonogo.history.trail import TrailPart
    from gonogo.model.event import Trail
    from gonogo.source.files.cache import Cache
    from gonogo.source.git.store import GitStore


class Part(NamedTuple):
    """A part of a trail: after the landing `since`, up to the landing `landing`. `since` is "" for the first part.

    `commits` and `events` are the numbers of commits and events in the whole trail up to `landing`.
    """

    since: str
    landing: str
    commits: int
    events: int

    @property
    def key(self) -> str:
        """The key of the part's contents in the cache.

        It has both landings, because several parts can end at the same landing.
        """
        return f"{self.since}..{self.landing}"


def extend_parts(earlier: Sequence[Part], trails: Iterable[Trail]) -> Iterator[Part]:
    """The parts that have these trails as contents, following the earlier parts."""
    last = earlier[-1] if earlier else NO_PART
    for trail in trails:
        last = Part(last.landing, trail.head, last.commits + trail.commits, last.events + len(trail.events))
        yield last


NO_PART = Part("", "", 0, 0)


class StoredParts:
    """The stored parts of the trails for one object store and one checklists folder.

    The trails of different object stores are kept separate. Otherwise, an object store with a genuine and a forged copy
    of the same object could show the forged copy to git and the genuine copy to the proof, and so store a forged trail
    for all repositories.
    """

    def __init__(self, cache: Cache, store: GitStore) -> None:
        self.cache = cache
        self._place = f"{os.fsencode(store.repository.objects.resolve()).hex()} {store.prefix.hex()}"

    def find_parts(self, landings: Iterable[str]) -> tuple[Part, ...]:
        """The parts of the trail up to the first of these landings that has a stored trail; () if none has one."""
        entry = self.cache.find_first(self.kind("parts"), landings)
        return tuple(Part(*raw) for raw in json.loads(entry[1])) if entry else ()

    def read_trails(self, parts: Sequence[Part]) -> list[Trail] | None:
        """The trails in these parts; None if one of them is no longer in the cache."""
        contents = self._read("trail", parts)
        return [parse_trail(content) for content in contents] if len(contents) == len(parts) else None

    def read_checkpoint(self, parts: Sequence[Part]) -> Checkpoint | None:
        """The checkpoint at the end of these parts of a trail.

        Returns None if the cache does not have the checkpoint of each part.
        """
        contents = self._read("checkpoint", parts)
        is_complete = parts and len(contents) == len(parts)
        return parse_checkpoint(parts[-1].landing, contents) if is_complete else None

    def read_rows(self, parts: Sequence[Part]) -> list[str]:
        """The rows of the log document for the first of these parts, up to the first part without stored rows."""
        return [content.decode("utf-8") for content in self._read("rows", parts)]

    def read_followed(self, part: Part) -> FileFollower | None:
        """The files followed up to the end of a part; None if the rows of the part are not stored."""
        content = self.cache.find(self.kind("followed"), part.key)
        return None if content is None else parse_followed(content)

    def keep_rows(self, part: Part, rows: str, follower: FileFollower) -> None:
        """Stores the rows of a stored part, and the files followed up to the end of the part."""
        contents = (("rows", rows.encode("utf-8")), ("followed", write_followed(follower)))
        self.cache.keep_all((self.kind(name), part.key, content) for name, content in contents)

    def keep(self, parts: Sequence[Part], derived: Sequence[TrailPart], since: Checkpoint) -> None:
        """Stores the derived parts, which are the last parts in `parts`. `since` is the checkpoint before them.

        If a file name looks like a secret, the checkpoint is not stored, and so the trail cannot be extended from it.
        """
        contents: list[tuple[str, str, bytes]] = []
        before = since
        for number, (trail, checkpoint) in enumerate(derived, len(parts) - len(derived)):
            key = parts[number].key
            contents.append((self.kind("trail"), key, write_trail(trail)))
            if not has_secret("\n".join((*checkpoint.files, *checkpoint.renames, *checkpoint.renames.values()))):
                contents.append((self.kind("checkpoint"), key, write_checkpoint(checkpoint, before.commits)))
            contents.append((self.kind("parts"), trail.head, json.dumps(parts[: number + 1]).encode("ascii")))
            before = checkpoint
        self.cache.keep_all(contents)

    def kind(self, name: str) -> str:
        """The kind of the cache entries of these trails."""
        return f"{name} {self._place}"

    def _read(self, name: str, parts: Sequence[Part]) -> list[bytes]:
        """The contents of the first of these parts, up to the first part without a stored content."""
        contents: list[bytes] = []
        for content in self.cache.find_all(self.kind(name), [part.key for part in parts]):
            if content is None:
                break
            contents.append(content)
        return contents
