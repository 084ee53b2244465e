"""The queries that history makes to a store of git objects and to a reader of file contents.

History imports neither git nor YAML. `source.git.store.GitStore` and `source.yaml.lenient_reader.PlainReader` implement
these protocols.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gonogo.core.nodes import PlainTree, Unreadable
    from gonogo.model.commits import Commit, PathDifference


class ObjectStore(Protocol):
    """The commits, trees and blobs of one repository, limited to the folder `checklists/`."""

    def read_parents(self, tip: str, since: str | None = None) -> Mapping[str, tuple[str, ...]]:
        """The ids of the parents of each commit up to `tip`, without the commits up to `since`; keyed by commit id.

        If the clocks of committers differ, the result may still include some commits up to `since`.
        """

    def read_commits(self, tip: str, excluded: Iterable[str] = ()) -> Iterable[Commit]:
        """The commits up to `tip` that touch the checklists, in any order, without the commits up to `excluded`."""

    def read_messages(self, commits: Iterable[str]) -> Iterable[Commit]:
        """These commits, in this order, without their changed files."""

    def compare(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, PathDifference]]:
        """The paths that differ between two commits: a mapping by path for each pair, in this order."""

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The contents of these blobs with their ids, in this order."""


class VersionReader(Protocol):
    """Reads the versions of one file, one after another.

    If two successive versions differ little, the second is read fast.
    """

    def read(self, data: bytes) -> PlainTree | Unreadable:
        """The content of the file, or the reason why it cannot be read."""

    def fork(self) -> VersionReader:
        """A copy of this reader, which continues after the version read last."""


NewReader: TypeAlias = "Callable[[], VersionReader]"
