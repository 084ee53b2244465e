"""The contents of file versions, each read once and kept until its last use."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gonogo.core.nodes import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gonogo.core.nodes import Version
    from gonogo.history.file_steps import FileStep
    from gonogo.history.protocols import NewReader, ObjectStore, VersionReader
    from gonogo.model.commits import FileVersion

ReadContent: TypeAlias = "Callable[[str, FileVersion | None], Version]"
"""The content of the file at a path in one version; None if there is no such version."""


def read_contents(steps: Iterable[FileStep], store: ObjectStore, new_reader: NewReader) -> ReadContent:
    """A function that returns the contents of `before` and `after` of each step.

    Call the function in the order of the steps, because the store streams the contents in the order of their first use.
    Each version is read by a copy of the reader of the previous version at the same path, so that only the lines that
    differ are parsed.
    """
    versions = [(step.path, version) for step in steps for version in (step.before, step.after) if version]
    uses: dict[str, int] = {}
    for _, version in versions:
        if version.blob:
            uses[version.blob] = uses.get(version.blob, 0) + 1
    stream: Iterator[tuple[str, bytes]] = store.read_blobs(tuple(uses))
    known: dict[str, tuple[Version, VersionReader]] = {}
    last: dict[str, VersionReader] = {}

    def read(path: str, version: FileVersion | None) -> Version:
        if version is None:
            return None
        if version.blob is None:
            return Unreadable("a symbolic link or another repository, not a file")
        if version.blob not in known:
            oid, data = next(stream)
            reader = last[path].fork() if path in last else new_reader()
            known[oid] = reader.read(data), reader
        content, last[path] = known[version.blob]
        uses[version.blob] -= 1
        if not uses[version.blob]:
            del known[version.blob]
        return content

    return read
