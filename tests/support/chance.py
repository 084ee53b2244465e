"""Random histories: commits on branches and merges of every form, with the files of each commit.

A random generator determines everything, so the same seed always gives the same history. A smaller seed gives a smaller
history.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from repository import LINK, PROGRAM, START, Entry, Made

if TYPE_CHECKING:
    from collections.abc import Callable

    from gonogo.core.nodes import Plain, PlainTree

PATHS = ("checklists/shop/v1.yml", "checklists/shop/v2.yml", "checklists/app/v1.yml")
ROLES, OTHER = "checklists/shop/roles.yml", "src/other.txt"
STATES = ("open", "done", "waived")
# Unreadable versions. All empty files have the same id.
BROKEN = ("", "a: [\n", "<<<<<<< HEAD\n")

Files = dict[str, Entry]


def by_chance(count: int) -> Callable[[Callable[[Random], None]], Any]:
    """Tries a property on so many random histories.

    A failure prints the seed and does not reduce the history. Each history takes git a tenth of a second.
    """

    def decorate(law: Callable[[Random], None]) -> Any:
        numbers = st.integers(0, 2**32).map(Chance)
        return settings(max_examples=count, phases=(Phase.explicit, Phase.generate))(given(chance=numbers)(law))

    return decorate


class Chance(Random):
    """A random generator that prints its seed."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __repr__(self) -> str:
        return f"Random({self.number})"


@dataclass(frozen=True)
class Graph:
    """Commits in the order of their creation, with the files of each commit; the last commit is the head."""

    commits: tuple[Made, ...]
    files: dict[str, Files]


def write(tree: PlainTree, indent: int = 0) -> str:
    """A tree as YAML; its texts must not need quotes."""
    lines = []
    for key, value in tree.items():
        if isinstance(value, dict):
            lines.append(f"{' ' * indent}{key}:{'' if value else ' {}'}\n{write(value, indent + 2)}")
        else:
            lines.append(f"{' ' * indent}{key}: {value}\n")
    return "".join(lines)


def release(title: str = "Release") -> PlainTree:
    """A release with two sections of items and a section of sign-offs."""
    items = {name: {"status": "open", "title": f"The item {name}", "owner": "ann"} for name in "abcd"}
    slot: Plain = {"role": "qa", "decision": "", "by": ""}
    return {
        "release": "v1",
        "title": title,
        "phases": {"before": {"title": "Before"}, "after": {"title": "After"}},
        "sections": {
            "s": {"title": "First", "phase": "before", "items": dict(list(items.items())[:2])},
            "t": {"title": "Second", "phase": "after", "items": dict(list(items.items())[2:])},
            "go": {"kind": "signoffs", "title": "Sign-offs", "items": {"qa": slot}},
        },
    }


def make_history(chance: Random, most: int = 14) -> Graph:
    """A history with a few commits. Commits that no branch contains at the end are absent from the clone."""
    return _History(chance).make(chance.randint(3, most))


class Editor:
    """Makes random changes. If items do not move between sections, no git merge creates two items with one id."""

    def __init__(self, chance: Random, *, moves: bool = True) -> None:
        self.chance = chance
        self.moves = moves
        self.new = 0
        # No event says whether a branch broke an unreadable file under its old name, or created it.
        self.renames = chance.random() < 0.5
        # Former names of files: a new file with such a name looks like the old file.
        self.left: set[str] = set()

    def edit(self, held: dict[str, PlainTree | Entry], *, is_first: bool) -> None:
        """Makes one random change.

        At most one file is added or removed, because git detects two such changes as a rename.
        """
        chance = self.chance
        files = [path for path in held if _is_release(path)]
        path = chance.choice((*files, *files, *PATHS))
        tree = held.get(path)
        match chance.choice(("item",) * 8 + ("file",) * 3 + ("other",)):
            case "item" if isinstance(tree, dict):
                self._edit_release(tree)
            case "item" | "file" if is_first:
                self._edit_file(held, path)
            case _:
                held[OTHER] = Entry(str(chance.randint(0, 9)).encode())

    def _edit_release(self, tree: PlainTree) -> None:
        chance = self.chance
        sections = _mapping(tree, "sections")
        name = chance.choice(("s", "t"))
        items = _mapping(_mapping(sections, name), "items")
        item = chance.choice(sorted(items)) if items else ""
        match chance.choice(("state", "state", "state", "word", "move", "drop", "add", "sign", "title", "phase")):
            case "state" if item:
                _mapping(items, item)["status"] = chance.choice(STATES)
            case "word" if item:
                _mapping(items, item)["title"] = f"Words {chance.randint(0, 3)}"
            case "move" if item and self.moves:
                other = _mapping(_mapping(sections, "t" if name == "s" else "s"), "items")
                other[item] = items.pop(item)
            case "drop" if item:
                del items[item]
            case "add" if self.moves and (new := chance.choice("abcdef")) not in _all_items(sections):
                items[new] = {"status": chance.choice(STATES), "title": "New"}
            case "sign":
                decision = chance.choice(("go", "no-go", ""))
                slot = _mapping(_mapping(_mapping(sections, "go"), "items"), "qa")
                slot |= {"decision": decision, "by": chance.choice(("ann", "bob")) if decision else ""}
            case "phase":
                _mapping(sections, name)["phase"] = chance.choice(("before", "after"))
            case _:
                tree["title"] = f"Title {chance.randint(0, 3)}"

    def _edit_file(self, held: dict[str, PlainTree | Entry], path: str) -> None:
        chance = self.chance
        content = held.get(path)
        match chance.choice(("delete", "rename", "copy", "swap", "roles", "new", *("other",) * 4)):
            case "delete":
                held.pop(path, None)
            case "rename" if content is not None and self.renames:
                self.new += 1
                self.left.add(path)
                held[f"checklists/shop/v1.{self.new}.yml"] = held.pop(path)
            case "copy" if content is not None and (places := [one for one in PATHS if one not in self.left]):
                held[chance.choice(places)] = deepcopy(content)
            case "swap" if len(both := [one for one in held if _is_release(one)]) > 1:
                held[both[0]], held[both[1]] = held[both[1]], held[both[0]]
            case "other" if content is not None:
                held[path] = self._damage(content)
            case "new" if path not in self.left:
                held[path] = release()
            case _:
                held[ROLES] = {"roles": {"qa": {"title": "Quality", "people": chance.choice(("ann", "bob"))}}}

    def _damage(self, content: PlainTree | Entry) -> Entry:
        """The damaged file: broken, executable, a link, or with a comment."""
        whole = content if isinstance(content, Entry) else Entry(write(content).encode())
        match self.chance.choice(("mode", "comment") if self.renames else ("break", "mode", "link", "comment")):
            case "break":
                self.new += 1
                return Entry(f"{self.chance.choice(BROKEN)}{self.chance.choice(('', self.new))}".encode())
            case "mode":
                return Entry(whole.content, PROGRAM)
            case "link":
                return Entry(b"/etc/passwd", LINK)
        return Entry(b"# hello\n" + whole.content)


class _History:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.editor = Editor(chance)
        self.trees: dict[str, dict[str, PlainTree | Entry]] = {}
        self.parents: dict[str, tuple[str, ...]] = {}
        self.commits: list[Made] = []
        self.files: dict[str, Files] = {}
        self.heads: list[str] = []

    def make(self, count: int) -> Graph:
        self._commit((), {PATHS[0]: release(), ROLES: {"roles": {"qa": {"title": "Quality", "people": "ann"}}}})
        for _ in range(count):
            self._step()
        while len(self.heads) > 1 and self.chance.random() < 0.8:
            self._merge(tuple(self.heads[-2:]))
        return Graph(tuple(self.commits), self.files)

    def _step(self) -> None:
        choice = self.chance.random()
        names = list(self.trees)
        if choice < 0.05:
            free = [path for path in PATHS if path not in self.editor.left]
            self._commit((), {path: release("Other") for path in free[-1:]})
        elif choice < 0.35 and len(names) > 2:
            count = 3 if self.chance.random() < 0.15 else 2
            self._merge(tuple(self.chance.sample(names[-6:], min(count, len(names[-6:])))))
        else:
            parent = self.chance.choice(self.heads if choice < 0.8 else names)
            held = deepcopy(self.trees[parent])
            for number in range(self.chance.choice((1, 1, 1, 2, 3))):
                self.editor.edit(held, is_first=not number)
            self._commit((parent,), held)

    def _commit(self, parents: tuple[str, ...], held: dict[str, PlainTree | Entry]) -> None:
        name = f"c{len(self.commits)}"
        files = {
            path: content if isinstance(content, Entry) else Entry(write(content).encode())
            for path, content in held.items()
        }
        before = self.files[parents[0]] if parents else {}
        changed: dict[str, Entry | None] = {path: one for path, one in files.items() if before.get(path) != one}
        changed |= {path: None for path in before if path not in files}
        date = f"{START + self.chance.randint(-10_000, 10_000)} +0000"
        self.commits.append(Made(name, dict(sorted(changed.items())), parents=parents, date=date))
        self.trees[name], self.files[name], self.parents[name] = held, files, parents
        self.heads = [one for one in self.heads if one not in parents] + [name]

    def _merge(self, parents: tuple[str, ...]) -> None:
        """Makes a merge of a random form."""
        chance = self.chance
        sides = [self.trees[parent] for parent in parents]
        form = chance.choice(("clean", "clean", "clean", "ours", "theirs", "mixed", "evil", "other"))
        if form == "ours":
            held = deepcopy(sides[0])
        elif form == "theirs":
            held = deepcopy(sides[-1])
        elif form == "other":
            held = deepcopy(self.trees[chance.choice(list(self.trees))])
        else:
            base = self.trees.get(self._find_base(parents[0], parents[-1]) or "", {}) if form != "mixed" else None
            held = self._mix(base, sides)
            for content in held.values():
                if isinstance(content, dict) and "sections" in content:
                    _remove_duplicates(_mapping(content, "sections"))
        if form == "evil":
            self.editor.edit(held, is_first=True)
        self._commit(parents, held)

    def _mix(
        self, base: dict[str, PlainTree | Entry] | None, sides: list[dict[str, PlainTree | Entry]]
    ) -> dict[str, PlainTree | Entry]:
        held: dict[str, PlainTree | Entry] = deepcopy(sides[0])
        for side in sides[1:]:
            found = self._mix_values(base, held, side)
            held = {path: content for path, content in found.items() if isinstance(content, dict | Entry)}
        return held

    def _mix_values(self, base: object, one: object, other: object) -> object:
        """Merges two values: the changed value, or a random one if both sides changed it or there is no base."""
        if one == other or (base is not None and other == base):
            return one
        if isinstance(one, dict) and isinstance(other, dict):
            before = base if isinstance(base, dict) else {}
            missing = None if base is None else _Missing
            found = {
                key: self._mix_values(before.get(key, missing), one.get(key, _Missing), other.get(key, _Missing))
                for key in (*one, *(key for key in other if key not in one))
            }
            return {key: deepcopy(value) for key, value in found.items() if value is not _Missing}
        if base is not None and one == base:
            return other
        return self.chance.choice((one, other))

    def _find_base(self, one: str, other: str) -> str | None:
        """The newest common ancestor."""
        common = self._ancestors(one) & self._ancestors(other)
        return max(common, key=lambda name: int(name[1:]), default=None)

    def _ancestors(self, name: str) -> set[str]:
        return {name}.union(*(self._ancestors(parent) for parent in self.parents[name]))


class _Missing:
    """The value of an absent key."""


def _is_release(path: str) -> bool:
    return path.startswith("checklists/") and path != ROLES


def _mapping(tree: PlainTree, key: str) -> PlainTree:
    value = tree[key]
    assert isinstance(value, dict)
    return value


def _all_items(sections: PlainTree) -> set[str]:
    return {item for name in ("s", "t") for item in _mapping(_mapping(sections, name), "items")}


def _remove_duplicates(sections: PlainTree) -> None:
    """Removes an item from one section if a merge left it in both sections, because ids are unique."""
    items, others = (_mapping(_mapping(sections, name), "items") for name in ("s", "t"))
    for item in [item for item in items if item in others]:
        del items[item]
