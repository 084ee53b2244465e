"""The questions that trust asks of a store of git objects. `gonogo.source.git.store.GitStore` answers them."""

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

        With `since`, a landing on the same line, only the landings after it.
        """
        ...

    def read_parents(self, tip: str, since: str | None = None) -> Mapping[str, tuple[str, ...]]:
        """The parents of every commit up to `tip`, by id, without the commits up to `since`."""
        ...

    def read_messages(self, commits: Iterable[str]) -> Iterable[Commit]:
        """The named commits, in this order, without their changes."""
        ...

    def read_versions(self, places: Iterable[tuple[str, str]]) -> Iterator[FileVersion | None]:
        """For each pair of a commit and a path of the project, in this order: the version there; None if there is none.

        The path need not be below the checklists: it can be that of evidence.
        """
        ...

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The named contents with their ids, in this order."""
        ...

    def hash_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The SHA-256 of each named content, as git stores it, with its id; in this order."""
        ...

    def read_signatures(self, commits: Iterable[str]) -> Mapping[str, CommitSignature]:
        """The signatures of the named commits, by id; a commit without a signature has none."""
        ...


class ProjectStore(TrustStore, Protocol):
    """A `TrustStore` that also knows how commits are related."""

    def find_base(self, tip: str, commit: str) -> str | None:
        """The newest commit of the first-parent line of `tip` that is `commit` or its ancestor; None without one."""
        ...

    def find_move(self, landing: str) -> str | None:
        """The folder from which a commit moved the checklists to where they are, None if it did not."""
        ...
