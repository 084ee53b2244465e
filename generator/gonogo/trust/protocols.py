"""The queries that trust makes to a store of git objects. `gonogo.source.git.store.GitStore` implements them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.model.commits import Commit, FileVersion
    from gonogo.model.signatures import CommitSignature


class TrustStore(Protocol):
    """The git objects that trust reads. A store is for one repository."""

    def read_mainline(self, tip: str, since: str | None = None) -> Iterable[Commit]:
        """The landings up to `tip` that changed the checklists, newest first, each with its changed files.

        If `since` is given, a landing on the same line, only the landings after it are returned.
        """
        ...

    def read_parents(self, tip: str, since: str | None = None) -> Mapping[str, tuple[str, ...]]:
        """The ids of the parents of each commit up to `tip`, keyed by the id of the commit.

        If `since` is given, the result does not contain the commits up to `since`.
        """
        ...

    def read_messages(self, commits: Iterable[str]) -> Iterable[Commit]:
        """These commits, in this order, without their changed files."""
        ...

    def read_versions(self, places: Iterable[tuple[str, str]]) -> Iterator[FileVersion | None]:
        """The version of each file, in this order; None if the file does not exist.

        A place is a commit id and a project path.

        The path can be outside the checklists folder, such as the path of an evidence file.
        """
        ...

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The contents of these blobs with their ids, in this order."""
        ...

    def hash_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Pairs for each blob: the SHA-256 of its content, and its id."""
        ...

    def read_signatures(self, commits: Iterable[str]) -> Mapping[str, CommitSignature]:
        """The signatures of these commits, keyed by the id of the commit; unsigned commits are omitted."""
        ...


class ProjectStore(TrustStore, Protocol):
    """A `TrustStore` that can also compare the positions of commits, and find moves of the checklists folder."""

    def find_base(self, tip: str, commit: str) -> str | None:
        """The newest commit on the first-parent line of `tip` that is `commit` or an ancestor of `commit`.

        Returns None if there is no such commit.
        """
        ...

    def find_move(self, landing: str) -> str | None:
        """The folder from which a landing moved the checklists to their present folder.

        Returns None if it did not move them.
        """
        ...
