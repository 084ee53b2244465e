"""Whether what git said of commits follows from objects whose ids are the hashes of their contents.

git reads an object from its place in the store and does not hash it. So a repository from somebody else can hold a
forged object under the id of a true one. Only what is proven here may be kept under an id, since every other repository
with that id would be given it.
"""

from __future__ import annotations

from stat import S_ISDIR
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gonogo.diagnostics import GonogoError
from gonogo.source.gitlog import parse_links, parse_rows
from gonogo.source.gitstore import EMPTY_TREES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from gonogo.source.gitstore import GitStore


class Claims(NamedTuple):
    """What git said: the parents of each commit since some earlier one, and which of them change the checklists.

    `known` are all commits up to the earlier one, `blobs` the files on which a rename may depend.
    """

    parents: Mapping[str, tuple[str, ...]]
    changing: AbstractSet[str]
    blobs: Collection[str]
    known: AbstractSet[str]


def is_proven(store: GitStore, claims: Claims) -> bool:
    """Whether the commits, all trees from them down to the files, and the named files are what their ids say.

    Costs one reading of every commit and of every tree on the way to the checklists and below them.
    """
    try:
        return _Proof(store).holds(claims)
    except GonogoError:  # an object is missing that nobody needed until now
        return False


Row: TypeAlias = tuple[bytes, bytes]
"""What a tree has under a name: the mode, as octal digits, and the raw id."""


class _Proof:
    """Reads objects and remembers which of them are forged."""

    def __init__(self, store: GitStore) -> None:
        self.store = store
        self.forged: set[str] = set()

    def holds(self, claims: Claims) -> bool:
        before = {one for parents in claims.parents.values() for one in parents} - claims.parents.keys()
        if not before <= claims.known:
            return False
        links = {
            oid: parse_links(content) for oid, content in self.store.read_whole((*claims.parents, *before), self.forged)
        }
        if self.forged or any(links[oid][1] != parents for oid, parents in claims.parents.items()):
            return False
        checklists = self._find_checklists({oid: tree for oid, (tree, _) in links.items()})
        self._read_below(row for rows in checklists.values() for row in rows)
        for _ in self.store.read_blobs(claims.blobs, self.forged):
            pass
        changing = {oid for oid, parents in claims.parents.items() if _differs(oid, parents, checklists)}
        return not self.forged and changing <= claims.changing

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
