"""The queries that trust makes to a store of git objects. `gonogo.source.git.store.GitStore` implements them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.model.commits import Commit, FileVersion
    from gonogo.model.signatures import CommitSignature


class TrustStore(Protocol):
    """The commits, files and signatures of one repository, as far as decisions depend on them."""

    def read_mainline(self, tip: str, since: str | None = None) -> Iterable[Commit]:
        """The landings up to `tip` that changed the checklists, newest first, each with its changes.

        With `since`, a landing on the same line, returns only the landings after it.
        """
        ...

    def read_parents(self, tip: str, since: str | None = None) -> Mapping[str, tuple[str, ...]]:
        """The parents of every commit up to `tip`, by id, without the commits up to `since`."""
        ...

    def read_messages(self, commits: Iterable[str]) -> Iterable[Commit]:
        """The named commits, in this order, without their changes."""
        ...

    def read_versions(self, places: Iterable[tuple[str, str]]) -> Iterator[FileVersion | None]:
        """The version at each pair of a commit and a project path, in this order; None if there is none.

        The path can be outside the checklists folder, such as that of evidence.
        """
        ...

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The named contents with their ids, in this order."""
        ...

    def hash_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The SHA-256 of each named content, as git stores it, with its id, in this order."""
        ...

    def read_signatures(self, commits: Iterable[str]) -> Mapping[str, CommitSignature]:
        """The signatures of the named commits, keyed by id; unsigned commits are left out."""
        ...


class ProjectStore(TrustStore, Protocol):
    """A `TrustStore` that also knows how commits are related."""

    def find_base(self, tip: str, commit: str) -> str | None:
        """The newest commit on `tip`'s first-parent line that is `commit` or its ancestor; None if there is none."""
        ...

    def find_move(self, landing: str) -> str | None:
        """The folder from which a commit moved the checklists to their present place, None if it did not move them."""
        ...
