"""Whether what git said of commits follows from objects whose ids are the hashes of their contents.

git reads an object from its place in the store and does not hash it. So a repository from somebody else can hold a
forged object under the id of a true one. Only what is proven here may be kept under an id, since every other repository
with that id would be given it.
"""

from __future__ import annotations

from stat import S_ISDIR
from typing import TYPE_CHECKING, TypeAlias

from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.commit_log import parse_links, parse_rows
from gonogo.source.git.store import EMPTY_TREES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from gonogo.model.commits import Commit, FileVersion, PathDifference
    from gonogo.source.git.store import GitStore


class WitnessStore:
    """A store that answers like the one it is given, and remembers its answers so that they can be proven.

    It hashes every blob that it hands over.
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

    def read_commits(self, tip: str, behind: Iterable[str] = ()) -> Iterator[Commit]:
        for commit in self.store.read_commits(tip, behind):
            self.changing.add(commit.oid)
            self._name(version for change in commit.changes for version in change.versions)
            yield commit

    def read_messages(self, commits: Iterable[str]) -> Iterable[Commit]:
        return self.store.read_messages(commits)

    def compare(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, PathDifference]]:
        for differences in self.store.compare(pairs):
            self._name(version for path, found in differences.items() for version in found.versions(path))
            yield differences

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for oid, content in self.store.read_blobs(blobs, self.forged):
            self.read.add(oid)
            yield oid, content

    def _name(self, versions: Iterable[FileVersion | None]) -> None:
        self.named.update(version.blob for version in versions if version and version.blob)

    def is_proven(self, known: AbstractSet[str]) -> bool:
        """Whether the answers follow from objects that are what their ids say; `known` are commits that were proven.

        Costs one reading of every commit and of every tree on the way to the checklists and below them.
        """
        if self.forged:
            return False
        parents = {oid: others for oid, others in self.parents.items() if oid not in known}
        try:
            return _ObjectProof(self.store).holds(parents, self.changing, self.named - self.read, known)
        except GonogoError:  # an object is missing that nobody needed until now
            return False


Row: TypeAlias = tuple[bytes, bytes]
"""What a tree has under a name: the mode, as octal digits, and the raw id."""


class _ObjectProof:
    """Reads objects and remembers which of them are forged."""

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
        """Whether the new commits have these parents, only those `changing` touch the checklists, and blobs are true.

        `known` are the commits on which the new ones may build.
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
        """What each commit has at the place of the checklists, by the trees of the commits.

        A tree that no git would write can have a name twice.
        """
        places: dict[str, tuple[Row, ...]] = {oid: ((b"40000", bytes.fromhex(tree)),) for oid, tree in trees.items()}
        for part in self.store.prefix.split(b"/"):
            folders = self._read_folders({row for found in places.values() for row in found})
            named = {oid: tuple((mode, inner) for mode, name, inner in rows if name == part) for oid, rows in folders}
            places = {
                commit: tuple(inner for _, oid in found for inner in named.get(oid, ()))
                for commit, found in places.items()
            }
        return places

    def _read_below(self, rows: Iterable[Row]) -> None:
        """Reads the folders among these, and all folders below them, each once."""
        seen: set[Row] = set()
        while new := {*rows} - seen:
            seen |= new
            rows = {(mode, oid) for _, found in self._read_folders(new) for mode, _, oid in found}

    def _read_folders(self, rows: Iterable[Row]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes, bytes]]]]:
        """The raw id of every folder among these rows, with mode, name and raw id of all that is in it."""
        folders = {oid.hex() for mode, oid in rows if S_ISDIR(int(mode, 8))}
        for oid, content in self.store.read_whole(folders - {*EMPTY_TREES.values()}, self.forged):
            yield bytes.fromhex(oid), parse_rows(content, len(oid) // 2)


def _differs(oid: str, parents: tuple[str, ...], checklists: Mapping[str, tuple[Row, ...]]) -> bool:
    """Whether a commit has other checklists than some parent of it, or a first commit has any."""
    before = [checklists[one] for one in parents] or [()]
    return any(checklists[oid] != one for one in before)
