"""The hashes of evidence files in commits: the SHA-256 of the bytes that git stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gonogo.trust.protocols import TrustStore


class EvidenceFiles:
    """The hashes of files in commits, each read from git once; `load` reads many with one git process."""

    def __init__(self, store: TrustStore) -> None:
        self.store = store
        self._blobs: dict[tuple[str, str], str | None] = {}
        self._hashes: dict[str, str] = {}

    def load(self, places: Iterable[tuple[str, str]]) -> None:
        """Reads the hashes of files; each place is the id of a commit and a project path."""
        new = [place for place in dict.fromkeys(places) if place not in self._blobs]
        if not new:
            return
        for place, version in zip(new, self.store.read_versions(new), strict=True):
            self._blobs[place] = version.blob if version else None
        blobs = dict.fromkeys(blob for place in new if (blob := self._blobs[place]) and blob not in self._hashes)
        if blobs:
            self._hashes |= dict(self.store.hash_blobs(blobs))

    def hash_in(self, commit: str) -> Callable[[str], str | None]:
        """A function that returns the hash of the file at a project path in this commit.

        The function returns None if there is no such file.
        """

        def hash_of(path: str) -> str | None:
            self.load([(commit, path)])
            blob = self._blobs[commit, path]
            return self._hashes[blob] if blob else None

        return hash_of
