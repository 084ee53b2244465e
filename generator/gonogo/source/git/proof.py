"""The proof that answers of git follow from genuine objects: objects whose ids are the hashes of their contents.

git reads an object from its place in the object store, and does not check its hash. So a repository from somebody else
can have a forged object under the id of a genuine object. If the cache stored a result of this object under the id, it
would return the result for every other repository with that id. So only proven results are cached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.git_output import FOLDER_MODE, canonical_mode, parse_links, parse_rows
from gonogo.source.git.store import EMPTY_TREES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from gonogo.model.commits import Commit, FileVersion, PathDifference
    from gonogo.model.signatures import CommitSignature
    from gonogo.source.git.store import GitStore


class RecordingStore:
    """The `ObjectStore` and `TrustStore` of a repository. Records its answers, so that they can be proven later.

    Hashes every blob that it reads, and every commit and tree that it reads to find a version or to verify a signature.
    """

    def __init__(self, store: GitStore) -> None:
        self.store = store
        self.parents: dict[str, tuple[str, ...]] = {}
        self.changing: set[str] | None = None
        self.landings: dict[str, set[str]] = {}
        self.described: set[str] = set()
        self.compared: set[str] = set()
        self.named: set[str] = set()
        self.read: set[str] = set()
        self.forged: set[str] = set()

    def read_parents(self, tip: str, since: str | None = None) -> Mapping[str, tuple[str, ...]]:
        parents = self.store.read_parents(tip, since)
        self.parents.update(parents)
        return parents

    def read_commits(self, tip: str, excluded: Iterable[str] = ()) -> Iterator[Commit]:
        self.changing = self.changing or set()
        for commit in self.store.read_commits(tip, excluded):
            self.changing.add(commit.oid)
            self._name_changes(commit)
            yield commit

    def read_mainline(self, tip: str, since: str | None = None) -> Iterator[Commit]:
        landings = self.landings.setdefault(tip, set())
        for commit in self.store.read_mainline(tip, since):
            landings.add(commit.oid)
            self._name_changes(commit)
            yield commit

    def read_messages(self, commits: Iterable[str]) -> Iterator[Commit]:
        for commit in self.store.read_messages(commits):
            self.described.add(commit.oid)
            yield commit

    def compare(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, PathDifference]]:
        pairs = tuple(pairs)
        self.compared.update(oid for pair in pairs for oid in pair)
        for differences in self.store.compare(pairs):
            self._name(version for path, pair in differences.items() for version in pair.versions(path))
            yield differences

    def read_versions(self, places: Iterable[tuple[str, str]]) -> Iterator[FileVersion | None]:
        for version in self.store.read_versions(places, self.forged):
            self._name([version])
            yield version

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for oid, content in self.store.read_blobs(blobs, self.forged):
            self.read.add(oid)
            yield oid, content

    def hash_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, str]]:
        for oid, digest in self.store.hash_blobs(blobs, self.forged):
            self.read.add(oid)
            yield oid, digest

    def find_base(self, tip: str, commit: str) -> str | None:
        """The answer of git.

        It follows from the parents of all commits up to `tip` and `commit`, which the caller must read too.
        """
        return self.store.find_base(tip, commit)

    def find_move(self, landing: str) -> str | None:
        return self.store.find_move(landing)  # needs no proof: it only leads to a note

    def read_signatures(self, commits: Iterable[str]) -> Mapping[str, CommitSignature]:
        return self.store.read_signatures(commits)

    def _name_changes(self, commit: Commit) -> None:
        self._name(version for change in commit.changes for version in change.versions)

    def _name(self, versions: Iterable[FileVersion | None]) -> None:
        self.named.update(version.blob for version in versions if version and version.blob)

    def is_proven(self, known: AbstractSet[str] = frozenset()) -> bool:
        """Whether the recorded answers follow from genuine objects. `known` are commits that are already proven.

        The landings up to a tip are only proven if the parents of all commits up to the tip were read too, and if no
        landing is in `known`. Reads all commits except those in `known`. Reads their trees on the path to the
        checklists and below it: after `read_commits`, the trees of all these commits, after `read_mainline`, only the
        trees of landings.
        """
        if self.forged:
            return False
        try:
            return _ObjectProof(self.store).holds(self, known)
        except GonogoError:  # the proof needs an object that is missing
            return False


Row: TypeAlias = tuple[bytes, bytes]
"""The mode, in octal digits, and the raw id of a row in a tree."""


class _ObjectProof:
    """Reads and hashes objects. `forged` are the ids of objects whose hash differs from the id."""

    def __init__(self, store: GitStore) -> None:
        self.store = store
        self.forged: set[str] = set()

    def holds(self, answers: RecordingStore, known: AbstractSet[str]) -> bool:
        """Whether the recorded answers are true.

        The commits must have the recorded parents, no other commit may touch the checklists, and all objects must be
        genuine. `known` are proven commits, on which the other commits may be based.
        """
        parents = {oid: others for oid, others in answers.parents.items() if oid not in known}
        before = {parent for others in parents.values() for parent in others} - parents.keys()
        lines = {tip: _list_line(tip, parents) for tip in answers.landings}
        if not before <= known or not all(lines.values()):
            return False
        read = self.store.read_whole({*parents, *before, *answers.described, *answers.compared}, self.forged)
        links = {oid: parse_links(content) for oid, content in read}
        if self.forged or any(links[oid][1] != others for oid, others in parents.items()):
            return False
        claims = [({oid: parents[oid][:1] for oid in line}, answers.landings[tip]) for tip, line in lines.items()]
        if answers.changing is not None:
            claims.append((parents, answers.changing))
        compared = {oid for walk, _ in claims for step in walk.items() for oid in (step[0], *step[1])}
        checklists = self._find_checklists({oid: links[oid][0] for oid in compared | answers.compared})
        self._read_below(row for rows in checklists.values() for row in rows)
        for _ in self.store.read_blobs(answers.named - answers.read, self.forged):
            pass
        return not self.forged and all(_find_differing(walk, checklists) <= claimed for walk, claimed in claims)

    def _find_checklists(self, trees: Mapping[str, str]) -> dict[str, tuple[Row, ...]]:
        """The rows for the checklists folder in each commit. `trees` are the ids of the commits' trees.

        There can be several rows, because a forged tree can contain the same name twice.
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
        """Reads the folders in these rows, and all folders below them, each once."""
        seen: set[Row] = set()
        while new := {*rows} - seen:
            seen |= new
            rows = {(mode, oid) for _, inner in self._read_folders(new) for mode, _, oid in inner}

    def _read_folders(self, rows: Iterable[Row]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes, bytes]]]]:
        """The raw id of each folder in these rows, with the mode, the name and the raw id of each row of the folder."""
        folders = {oid.hex() for mode, oid in rows if canonical_mode(mode) == FOLDER_MODE}
        for oid, content in self.store.read_whole(folders - {*EMPTY_TREES.values()}, self.forged):
            yield bytes.fromhex(oid), parse_rows(content, len(oid) // 2)


def _list_line(tip: str, parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The first-parent line of a commit down to its root; empty if `parents` does not have all of its commits."""
    line: list[str] = []
    while tip in parents and len(line) < len(parents):
        line.append(tip)
        if not parents[tip]:
            return line
        tip = parents[tip][0]
    return []


def _find_differing(parents: Mapping[str, tuple[str, ...]], checklists: Mapping[str, tuple[Row, ...]]) -> set[str]:
    """The commits whose checklists differ from those of a parent, and the root commits that have checklists."""
    return {
        oid
        for oid, others in parents.items()
        if any(checklists[oid] != rows for rows in ([checklists[other] for other in others] or [()]))
    }
