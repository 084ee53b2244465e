"""The queries that history makes to a store of git objects and to a reader of file contents.

History imports neither git nor YAML. `source.git.store.GitStore` and `source.yaml.lenient_reader.PlainReader` implement
the protocols.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gonogo.core.nodes import PlainTree, Unreadable
    from gonogo.model.commits import Commit, PathDifference


class ObjectStore(Protocol):
    """The commits, trees and contents of one repository, limited to the folder `checklists/`."""

    def read_parents(self, tip: str, since: str | None = None) -> Mapping[str, tuple[str, ...]]:
        """The parents of every commit up to `tip`, keyed by id, without the commits up to `since`.

        If committers' clocks differ, the result may include some of the latter.
        """

    def read_commits(self, tip: str, excluded: Iterable[str] = ()) -> Iterable[Commit]:
        """The commits up to `tip` that touch the checklists, in any order, without those up to `excluded`."""

    def read_messages(self, commits: Iterable[str]) -> Iterable[Commit]:
        """The named commits, in this order, without their changes."""

    def compare(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, PathDifference]]:
        """The paths that differ between two commits, one mapping for each pair, in this order."""

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The named contents with their ids, in this order."""


class VersionReader(Protocol):
    """Reads versions of one file in turn; a version that differs little from the previous one is cheap to read."""

    def read(self, data: bytes) -> PlainTree | Unreadable:
        """The content of the file, or why it cannot be read."""

    def fork(self) -> VersionReader:
        """Another reader that has read the same version."""


NewReader: TypeAlias = "Callable[[], VersionReader]"
