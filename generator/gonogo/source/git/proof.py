"""The proof that answers of git follow from objects whose ids are the hashes of their contents.

git reads an object from its place in the store and does not hash it. So a repository from somebody else can have a
forged object under the id of a genuine one. A cache that keeps a result under an id gives it to every other repository
with that id, so only proven results may be cached.
"""

from __future__ import annotations

from stat import S_ISDIR
from typing import TYPE_CHECKING, TypeAlias

from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.git_output import parse_links, parse_rows
from gonogo.source.git.store import EMPTY_TREES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from gonogo.model.commits import Commit, FileVersion, PathDifference
    from gonogo.source.git.store import GitStore


class RecordingStore:
    """The `ObjectStore` of a repository, which records its answers so that they can be proven afterwards.

    It hashes every blob that it reads.
    """

    def __init__(self, store: GitStore) -> None:
        self.store = store
        self.parents: dict[str, tuple[str, ...]] = {}
        self.changing: set[str] = set()
        self.named: set[str] = set()
        self.read: set[str] = set()
        self.forged: set[str] = set()

    def read_parents(self, tip: str, since: str | None = None) -> Mapping[str, tuple[str, ...]]:
        parents = self.store.read_parents(tip, since)
        self.parents.update(parents)
        return parents

    def read_commits(self, tip: str, excluded: Iterable[str] = ()) -> Iterator[Commit]:
        for commit in self.store.read_commits(tip, excluded):
            self.changing.add(commit.oid)
            self._name(version for change in commit.changes for version in change.versions)
            yield commit

    def read_messages(self, commits: Iterable[str]) -> Iterable[Commit]:
        return self.store.read_messages(commits)

    def compare(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, PathDifference]]:
        for differences in self.store.compare(pairs):
            self._name(version for path, pair in differences.items() for version in pair.versions(path))
            yield differences

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for oid, content in self.store.read_blobs(blobs, self.forged):
            self.read.add(oid)
            yield oid, content

    def _name(self, versions: Iterable[FileVersion | None]) -> None:
        self.named.update(version.blob for version in versions if version and version.blob)

    def is_proven(self, known: AbstractSet[str]) -> bool:
        """Whether the recorded answers follow from objects whose ids are their hashes; `known` are proven commits.

        Cost: every other commit is read, and every tree on the way to the checklists and below them.
        """
        if self.forged:
            return False
        parents = {oid: others for oid, others in self.parents.items() if oid not in known}
        try:
            return _ObjectProof(self.store).holds(parents, self.changing, self.named - self.read, known)
        except GonogoError:  # an object is missing that no answer needed
            return False


Row: TypeAlias = tuple[bytes, bytes]
"""The mode, as octal digits, and the raw id that a tree has for a name."""


class _ObjectProof:
    """Reads and hashes objects; `forged` are the ids of those that are not their hash."""

    def __init__(self, store: GitStore) -> None:
        self.store = store
        self.forged: set[str] = set()

    def holds(
        self,
        parents: Mapping[str, tuple[str, ...]],
        changing: AbstractSet[str],
        blobs: Iterable[str],
        known: AbstractSet[str],
    ) -> bool:
        """Whether commits have these parents, only those in `changing` touch the checklists, and blobs are genuine.

        `known` are the commits on which they may build.
        """
        before = {parent for others in parents.values() for parent in others} - parents.keys()
        if not before <= known:
            return False
        links = {oid: parse_links(content) for oid, content in self.store.read_whole((*parents, *before), self.forged)}
        if self.forged or any(links[oid][1] != others for oid, others in parents.items()):
            return False
        checklists = self._find_checklists({oid: tree for oid, (tree, _) in links.items()})
        self._read_below(row for rows in checklists.values() for row in rows)
        for _ in self.store.read_blobs(blobs, self.forged):
            pass
        differing = {oid for oid, others in parents.items() if _differs(oid, others, checklists)}
        return not self.forged and differing <= changing

    def _find_checklists(self, trees: Mapping[str, str]) -> dict[str, tuple[Row, ...]]:
        """The rows that each commit has for the folder of the checklists; `trees` are the trees of the commits.

        There may be several: a forged tree can have a name twice.
        """
        places: dict[str, tuple[Row, ...]] = {oid: ((b"40000", bytes.fromhex(tree)),) for oid, tree in trees.items()}
        for part in self.store.prefix.split(b"/"):
            folders = self._read_folders({row for rows in places.values() for row in rows})
            named = {oid: tuple((mode, inner) for mode, name, inner in rows if name == part) for oid, rows in folders}
            places = {
                commit: tuple(inner for _, oid in rows for inner in named.get(oid, ()))
                for commit, rows in places.items()
            }
        return places

    def _read_below(self, rows: Iterable[Row]) -> None:
        """Reads the folders among these rows and all folders below them, each once."""
        seen: set[Row] = set()
        while new := {*rows} - seen:
            seen |= new
            rows = {(mode, oid) for _, inner in self._read_folders(new) for mode, _, oid in inner}

    def _read_folders(self, rows: Iterable[Row]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes, bytes]]]]:
        """The raw id of each folder among these rows, with the mode, name and raw id of everything in it."""
        folders = {oid.hex() for mode, oid in rows if S_ISDIR(int(mode, 8))}
        for oid, content in self.store.read_whole(folders - {*EMPTY_TREES.values()}, self.forged):
            yield bytes.fromhex(oid), parse_rows(content, len(oid) // 2)


def _differs(oid: str, parents: tuple[str, ...], checklists: Mapping[str, tuple[Row, ...]]) -> bool:
    """Whether the checklists of a commit differ from those of a parent; for a root commit, whether it has any."""
    before = [checklists[parent] for parent in parents] or [()]
    return any(checklists[oid] != rows for rows in before)
