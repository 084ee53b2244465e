"""Reads versions of files: after landings, and in the commits inside landings.

If a file cannot be read after a landing, the file's history skips the landing: the next readable version is compared
with the last readable version. If a file cannot be read in a commit inside a landing, the version of the commit's first
parent is used instead.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.nodes import Unreadable
from gonogo.history.mainline import find_mainline
from gonogo.history.masking import mask_commit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gonogo.core.nodes import PlainTree, Version
    from gonogo.history.mainline import Landing, Mainline
    from gonogo.history.protocols import NewReader, VersionReader
    from gonogo.model.commits import Commit
    from gonogo.model.signatures import CommitSignature
    from gonogo.trust.line import LineLanding
    from gonogo.trust.protocols import TrustStore


class LineVersion(NamedTuple):
    """The content of a file after the landing at `place`.

    `blob` and `tree` are None if the landing removed the file.
    """

    place: int
    blob: str | None
    tree: PlainTree | None


class LineReader:
    """Versions of files after the landings of a line, and in the commits inside these landings.

    Parses each version once.

    `load`, `load_inside` and `find_inside` read many landings with few git processes. After `load_inside` or
    `find_inside`, a landing is *loaded*: the lookups below work for its commits and for their parents.
    """

    def __init__(
        self, store: TrustStore, new_reader: NewReader, landings: tuple[LineLanding, ...], tip: str | None
    ) -> None:
        self.store = store
        self.landings = landings
        self.tip = tip
        self._new_reader = new_reader
        self._readers: dict[str, VersionReader] = {}
        self._trees: dict[str, Version] = {}
        self._blobs_on_line: dict[str, list[tuple[int, str | None]]] = {}
        self._versions: dict[str, tuple[LineVersion, ...]] = {}
        self._inside: dict[str, tuple[str, ...]] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._graph: tuple[Mapping[str, tuple[str, ...]], Mainline] | None = None
        self._blobs: dict[tuple[str, str], str | None] = {}
        self._readable: dict[tuple[str, str], str | None] = {}
        self._commits: dict[str, Commit] = {}
        self._signatures: dict[str, CommitSignature | None] = {}
        for landing in landings:
            for change in landing.commit.changes:
                self._note(landing.index, change.path, change.after.blob if change.after else None)
                if change.old_path and change.status == "R":
                    self._note(landing.index, change.old_path, None)

    def _note(self, index: int, path: str, blob: str | None) -> None:
        self._blobs_on_line.setdefault(path, []).append((index, blob))

    @property
    def paths(self) -> tuple[str, ...]:
        """Each path below the checklists that a landing of the line changed."""
        return tuple(self._blobs_on_line)

    def blobs_of(self, path: str) -> tuple[tuple[int, str | None], ...]:
        """The landings that changed a file, oldest first: the place of each, and the id of the file's blob after it.

        The id is None if the landing removed the file.
        """
        return tuple(self._blobs_on_line.get(path, ()))

    def blob_after(self, index: int, path: str) -> str | None:
        """The id of the blob of a file after a landing; None if the file did not exist."""
        blobs = self._blobs_on_line.get(path, [])
        place = bisect_right(blobs, index, key=lambda pair: pair[0])
        return blobs[place - 1][1] if place else None

    def load(self, paths: Iterable[str]) -> None:
        """Reads all versions of these files on the line."""
        self._read([(path, blob) for path in paths for _, blob in self.blobs_of(path) if blob])

    def versions(self, path: str) -> tuple[LineVersion, ...]:
        """The readable versions of a file, and the landings that removed the file, oldest first.

        `load` must have read the file.
        """
        if path not in self._versions:
            trees = [(index, blob, self._trees[blob] if blob else None) for index, blob in self.blobs_of(path)]
            self._versions[path] = tuple(
                LineVersion(index, blob, tree) for index, blob, tree in trees if not isinstance(tree, Unreadable)
            )
        return self._versions[path]

    def tree_after(self, index: int, path: str) -> PlainTree | None:
        """The last readable version of a loaded file, at a landing or before it; None if the file did not exist."""
        versions = self.versions(path)
        place = bisect_right(versions, index, key=lambda version: version.place)
        return versions[place - 1].tree if place else None

    def load_inside(self, places: Iterable[tuple[int, str]]) -> None:
        """Reads files in the commits inside landings and in their parents.

        Each place is a landing's place and a path.
        """
        self._read(self.find_inside(places))

    def find_inside(self, places: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
        """Finds the commits inside landings, and reads their messages.

        Returns the path and the blob id of each version of the files, in these commits and in their parents. Versions
        that were found earlier are left out.
        """
        wanted = list(dict.fromkeys(places))
        self._find_inside({index for index, _ in wanted})
        pairs = [
            (oid, path)
            for index, path in wanted
            for inside in self.inside(index)
            for oid in (inside, *self._parents.get(inside, ()))
        ]
        missing = list(dict.fromkeys(pair for pair in pairs if pair not in self._blobs))
        for pair, version in zip(missing, self.store.read_versions(missing), strict=True):
            self._blobs[pair] = version.blob if version else None
        unknown = dict.fromkeys(oid for index, _ in wanted for oid in self.inside(index) if oid not in self._commits)
        self._commits |= {commit.oid: mask_commit(commit) for commit in self.store.read_messages(unknown)}
        return [(path, blob) for oid, path in missing if (blob := self._blobs[oid, path])]

    def _find_inside(self, indexes: set[int]) -> None:
        """Finds the commits inside landings. Reads the graph only if a landing is a merge."""
        for index in indexes:
            commit = self.landings[index].commit
            if commit.oid in self._inside:
                continue
            self._commits.setdefault(commit.oid, mask_commit(commit))
            self._inside[commit.oid] = (commit.oid,)
            self._parents[commit.oid] = commit.parents
            if commit.is_merge:
                graph, mainline = self._read_graph()
                self._inside[commit.oid] = mainline.landing_of[commit.oid].commits
                self._parents |= {oid: graph[oid] for oid in self._inside[commit.oid]}

    def _read_graph(self) -> tuple[Mapping[str, tuple[str, ...]], Mainline]:
        """The parents of every commit, and the mainline, both up to the tip of the line.

        Always reads the whole graph: with wrong commit dates, git can return wrong results for a range of commits.
        """
        if self._graph is None:
            assert self.tip is not None  # noqa: S101 - a line with landings has a tip
            parents = self.store.read_parents(self.tip)
            self._graph = parents, find_mainline(parents, self.tip)
        return self._graph

    def merges_from(self, index: int, end: int) -> tuple[tuple[str, Landing], ...]:
        """All merge commits inside the landings from `index` to `end`, both included.

        Each is paired with the landing that contains it. Includes landings and merges that did not change the
        checklists. If `end` is the last place, the result continues to the tip of the line.
        """
        graph, mainline = self._read_graph()
        position = {landing.oid: place for place, landing in enumerate(mainline.landings)}
        last = len(position) if end == len(self.landings) - 1 else position[self.landings[end].oid] + 1
        landings = mainline.landings[position[self.landings[index].oid] : last]
        return tuple((oid, landing) for landing in landings for oid in landing.commits if len(graph[oid]) > 1)

    def load_landing(self, landing: Landing, path: str) -> None:
        """Reads a file in the commits inside a landing and in their parents.

        The landing may be missing from the line.
        """
        graph, _ = self._read_graph()
        self._parents |= {oid: graph[oid] for oid in landing.commits}
        self.trees_in((oid for inside in landing.commits for oid in (inside, *graph[inside])), path)
        unknown = dict.fromkeys(oid for oid in landing.commits if oid not in self._commits)
        self._commits |= {commit.oid: mask_commit(commit) for commit in self.store.read_messages(unknown)}

    def parents_of_merge(self, oid: str) -> tuple[str, ...]:
        return self._read_graph()[0][oid]

    def inside(self, index: int) -> tuple[str, ...]:
        """The ids of the commits inside a loaded landing, that of the landing last."""
        return self._inside[self.landings[index].oid]

    def parents(self, oid: str) -> tuple[str, ...]:
        """The ids of the parents of a commit inside a loaded landing."""
        return self._parents[oid]

    def commit(self, oid: str) -> Commit:
        """A commit inside a loaded landing, without its changed files."""
        return self._commits[oid]

    def blob_in(self, oid: str, path: str) -> str | None:
        """The id of the blob of a file in a commit inside a loaded landing, or in a parent of such a commit."""
        return self._blobs[oid, path]

    def own_tree_in(self, oid: str, path: str) -> Version | None:
        """A file in a commit, as in `tree_in`. But if the file cannot be read, the result is Unreadable."""
        blob = self._blobs[oid, path]
        return self._trees[blob] if blob else None

    def tree_in(self, oid: str, path: str) -> PlainTree | None:
        """A file in a commit inside a loaded landing, or in a parent of such a commit; None if it does not exist.

        If the file cannot be read, the result is the version in the nearest first parent where it can be read.
        """
        readable = self.find_readable(oid, path, self._is_readable, self._readable)
        tree = self._trees[readable] if readable else None
        return None if isinstance(tree, Unreadable) else tree

    def _is_readable(self, blob: str) -> bool:
        return not isinstance(self._trees[blob], Unreadable)

    def find_readable(
        self, oid: str, path: str, is_readable: Callable[[str], bool], known: dict[tuple[str, str], str | None]
    ) -> str | None:
        """The id of a file's blob in a commit, or in the nearest first parent where `is_readable` accepts the blob.

        Returns None if there is no such blob among the loaded commits. `known` keeps results for later calls.
        Otherwise, the time for a long branch of unreadable versions would grow with the square of its length.
        """
        passed = []
        while (oid, path) not in known:
            blob = self._blobs[oid, path]
            if not blob or is_readable(blob):
                known[oid, path] = blob
                break
            passed.append((oid, path))
            before = self._parents.get(oid, ())
            if not before or (before[0], path) not in self._blobs:
                return None  # not kept in `known`, because a later call can load more parents
            oid = before[0]
        known |= dict.fromkeys(passed, known[oid, path])
        return known[oid, path]

    def _read(self, places: Iterable[tuple[str, str]]) -> None:
        """Reads and parses blobs. Versions of one path share a parser, which only parses what differs."""
        path_of = {blob: path for path, blob in places if blob not in self._trees}
        for blob, data in self._read_blobs(path_of):
            path = path_of[blob]
            if path not in self._readers:
                self._readers[path] = self._new_reader()
            self._trees[blob] = self._readers[path].read(data)

    def _read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        wanted = tuple(blobs)
        return self.store.read_blobs(wanted) if wanted else iter(())

    def load_signatures(self, oids: Iterable[str]) -> None:
        """Verifies the signatures of commits, each once."""
        wanted = [oid for oid in dict.fromkeys(oids) if oid not in self._signatures]
        if wanted:
            self._signatures |= dict.fromkeys(wanted) | dict(self.store.read_signatures(wanted))

    def signature(self, oid: str) -> CommitSignature | None:
        """The signature of a commit; None if the commit is not signed."""
        self.load_signatures([oid])
        return self._signatures[oid]

    def is_copied(self, oid: str) -> bool:
        """Whether another commit that landed earlier, or in the same landing, has the same signed content.

        git does not sign all headers of a commit, and a signature can be encoded in several ways. So anybody can copy a
        signed commit under another id, and merge the copy after the change of the original was reverted.
        """
        signature = self.signature(oid)
        graph, mainline = self._read_graph()
        last = mainline.order[mainline.landing_of[oid].oid]
        others = (other for other, parents in graph.items() if parents == graph[oid] and other != oid)
        siblings = [other for other in others if mainline.order[other] <= last]
        messages = (
            {commit.oid: _people_and_message(commit) for commit in self.store.read_messages([oid, *siblings])}
            if siblings
            else {}
        )
        copies = [other for other in siblings if messages[other] == messages[oid]]
        self.load_signatures(copies)
        found = (self.signature(other) for other in copies)
        return any(copy is not None and signature is not None and copy.digest == signature.digest for copy in found)

    def trees_in(self, oids: Iterable[str], path: str) -> Mapping[str, PlainTree | None]:
        """The file in each of these commits, which can be outside the landings of the line."""
        asked = tuple(dict.fromkeys(oids))
        wanted = [oid for oid in asked if (oid, path) not in self._blobs]
        for oid, version in zip(wanted, self.store.read_versions((oid, path) for oid in wanted), strict=True):
            self._blobs[oid, path] = version.blob if version else None
        self._read([(path, blob) for oid in wanted if (blob := self._blobs[oid, path])])
        return {oid: self.tree_in(oid, path) for oid in asked}


def _people_and_message(commit: Commit) -> tuple[object, ...]:
    return commit.author, commit.committer, commit.subject, commit.body
