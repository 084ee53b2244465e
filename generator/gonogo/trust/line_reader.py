"""Reads the files of landings, and of the commits inside a landing.

A landing in which a file cannot be read is skipped for that file: the versions before and after it are compared. A
commit inside a landing whose version cannot be read counts as having its first parent's version.
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
    """The content of a file after the landing at a place on the line: None if the landing removed it."""

    place: int
    blob: str | None
    tree: PlainTree | None


class LineReader:
    """The versions of files on a line, each parsed once, and of the commits inside its landings.

    `load` and `load_inside` read many landings with few processes; all other methods are lookups.
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
        """Every path below the checklists that a landing of the line has changed."""
        return tuple(self._blobs_on_line)

    def blobs_of(self, path: str) -> tuple[tuple[int, str | None], ...]:
        """The content id of a file after each landing that changed it, oldest first; None if the landing removed it."""
        return tuple(self._blobs_on_line.get(path, ()))

    def blob_after(self, index: int, path: str) -> str | None:
        """The content id of a file after a landing; None if there is no such file."""
        blobs = self._blobs_on_line.get(path, [])
        place = bisect_right(blobs, index, key=lambda pair: pair[0])
        return blobs[place - 1][1] if place else None

    def load(self, paths: Iterable[str]) -> None:
        """Reads every version that these files have on the line."""
        self._read([(path, blob) for path in paths for _, blob in self.blobs_of(path) if blob])

    def versions(self, path: str) -> tuple[LineVersion, ...]:
        """The readable versions of a loaded file, oldest first, and its removals."""
        if path not in self._versions:
            trees = [(index, blob, self._trees[blob] if blob else None) for index, blob in self.blobs_of(path)]
            self._versions[path] = tuple(
                LineVersion(index, blob, tree) for index, blob, tree in trees if not isinstance(tree, Unreadable)
            )
        return self._versions[path]

    def tree_after(self, index: int, path: str) -> PlainTree | None:
        """The last readable version of a loaded file at a landing."""
        versions = self.versions(path)
        place = bisect_right(versions, index, key=lambda version: version.place)
        return versions[place - 1].tree if place else None

    def load_inside(self, places: Iterable[tuple[int, str]]) -> None:
        """Reads files in the commits inside landings, and in the parents of those commits."""
        self._read(self.find_inside(places))

    def find_inside(self, places: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
        """Finds the commits inside landings, and reads their messages.

        Returns the paths and contents of files in these commits and in their parents.
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
        """Finds the commits of landings; reads the graph when it meets the first merge."""
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

        Reading only the commits after an earlier one would not be reliable: wrong commit dates can mislead git.
        """
        if self._graph is None:
            assert self.tip is not None  # noqa: S101 - a line with landings has a tip
            parents = self.store.read_parents(self.tip)
            self._graph = parents, find_mainline(parents, self.tip)
        return self._graph

    def merges_from(self, index: int, end: int) -> tuple[tuple[str, Landing], ...]:
        """Every merge inside the landings from one up to another, even if it did not change a checklist itself.

        If `end` is the last landing, up to the tip of the line. Each merge is paired with the landing that merged it.
        """
        graph, mainline = self._read_graph()
        position = {landing.oid: place for place, landing in enumerate(mainline.landings)}
        last = len(position) if end == len(self.landings) - 1 else position[self.landings[end].oid] + 1
        landings = mainline.landings[position[self.landings[index].oid] : last]
        return tuple((oid, landing) for landing in landings for oid in landing.commits if len(graph[oid]) > 1)

    def load_landing(self, landing: Landing, path: str) -> None:
        """Reads a file in the commits inside a landing, and in the parents of those commits."""
        graph, _ = self._read_graph()
        self._parents |= {oid: graph[oid] for oid in landing.commits}
        self.trees_in((oid for inside in landing.commits for oid in (inside, *graph[inside])), path)
        unknown = dict.fromkeys(oid for oid in landing.commits if oid not in self._commits)
        self._commits |= {commit.oid: mask_commit(commit) for commit in self.store.read_messages(unknown)}

    def parents_of_merge(self, oid: str) -> tuple[str, ...]:
        return self._read_graph()[0][oid]

    def inside(self, index: int) -> tuple[str, ...]:
        """The commits of a prefetched landing, the landing itself last."""
        return self._inside[self.landings[index].oid]

    def parents(self, oid: str) -> tuple[str, ...]:
        """The parents of a commit inside a prefetched landing."""
        return self._parents[oid]

    def commit(self, oid: str) -> Commit:
        """A commit inside a prefetched landing, without its changes."""
        return self._commits[oid]

    def blob_in(self, oid: str, path: str) -> str | None:
        """The content id of a file in a commit inside a prefetched landing, or in a parent of such a commit."""
        return self._blobs[oid, path]

    def own_tree_in(self, oid: str, path: str) -> Version | None:
        """A file in a commit, as `tree_in`, but without falling back to a parent: Unreadable if it cannot be read."""
        blob = self._blobs[oid, path]
        return self._trees[blob] if blob else None

    def tree_in(self, oid: str, path: str) -> PlainTree | None:
        """A file in a commit inside a prefetched landing, or in a parent of such a commit; None if it is missing."""
        readable = self.find_readable(oid, path, self._is_readable, self._readable)
        tree = self._trees[readable] if readable else None
        return None if isinstance(tree, Unreadable) else tree

    def _is_readable(self, blob: str) -> bool:
        return not isinstance(self._trees[blob], Unreadable)

    def find_readable(
        self, oid: str, path: str, is_readable: Callable[[str], bool], known: dict[tuple[str, str], str | None]
    ) -> str | None:
        """The content id of a file in a commit, or in the nearest first parent where the file is readable.

        `known` caches the answers of earlier calls: otherwise a long branch of broken versions costs its length
        squared.
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
                return None  # not cached, since more may be read later
            oid = before[0]
        known |= dict.fromkeys(passed, known[oid, path])
        return known[oid, path]

    def _read(self, places: Iterable[tuple[str, str]]) -> None:
        """Reads and parses contents; versions of one path share a reader."""
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
        """The signature of a commit, None if it is not signed."""
        self.load_signatures([oid])
        return self._signatures[oid]

    def is_copied(self, oid: str) -> bool:
        """Whether a commit that landed before or with a signed commit has the same signed content.

        git leaves some headers unsigned, and a signature can be encoded in several ways. So anyone can copy a signed
        commit under a new id, and land it again after its change was reverted.
        """
        signature = self.signature(oid)
        graph, mainline = self._read_graph()
        last = mainline.order[mainline.landing_of[oid].oid]
        others = (one for one, parents in graph.items() if parents == graph[oid] and one != oid)
        siblings = [one for one in others if mainline.order[one] <= last]
        said = {one.oid: _what_is_said(one) for one in self.store.read_messages([oid, *siblings])} if siblings else {}
        twins = [one for one in siblings if said[one] == said[oid]]
        self.load_signatures(twins)
        found = (self.signature(one) for one in twins)
        return any(twin is not None and signature is not None and twin.digest == signature.digest for twin in found)

    def trees_in(self, oids: Iterable[str], path: str) -> Mapping[str, PlainTree | None]:
        """The file in each of these commits, which may be outside the line's landings."""
        asked = tuple(dict.fromkeys(oids))
        wanted = [oid for oid in asked if (oid, path) not in self._blobs]
        for oid, version in zip(wanted, self.store.read_versions((oid, path) for oid in wanted), strict=True):
            self._blobs[oid, path] = version.blob if version else None
        self._read([(path, blob) for oid in wanted if (blob := self._blobs[oid, path])])
        return {oid: self.tree_in(oid, path) for oid in asked}


def _what_is_said(commit: Commit) -> tuple[object, ...]:
    return commit.author, commit.committer, commit.subject, commit.body
