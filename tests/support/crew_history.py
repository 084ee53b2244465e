"""Random histories of pull requests, merged in every way that forges and people use.

A history is a list of acts, each with its own seed. So a history without some of its acts is a valid history, and a
failing history can be reduced.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from repository import START, Made
from support.chance import Chance
from support.crew import (
    ANN,
    BY_ID,
    FORGE,
    MEMBERS,
    PEOPLE,
    POLICY,
    QUEUE,
    ROLES,
    STRANGERS,
    first_files,
    write,
)
from support.crew_edits import CrewEditor

if TYPE_CHECKING:
    from random import Random

    from support.crew import Files, Person

WAYS = ("merge",) * 5 + ("squash",) * 9 + ("rebase",) * 7 + ("push", "push", "queue", "home", "evil", "ours", "gitlab")
SUBJECTS = (
    *("sign",) * 9,
    *("two_holders",) * 4,
    *("registry",) * 5,
    *("revert",) * 8,
    *("copy",) * 5,
    "confirm",
    *("decision",) * 2,
    *("excuse", "excuse", "answer", "answer", "item", "item", "plan", "outcome", "slot", "file", "other"),
)
SECOND_SUBJECTS = ("copy", "copy", "registry", "registry", "revert", "two_holders", "decision", "item", "plan")


class Act(NamedTuple):
    """A pull request: its way of merging, its subject, and the seed that determines everything else."""

    way: str
    subject: str
    number: int


def choose_acts(chance: Random, count: int) -> tuple[Act, ...]:
    """So many random acts."""
    acts = (Act(chance.choice(WAYS), chance.choice(SUBJECTS), chance.randrange(2**32)) for _ in range(count))
    # Decisions of several people keep their authors only if their own commits are merged.
    return tuple(act._replace(way="home") if act.subject == "sign" and act.number % 3 else act for act in acts)


@dataclass
class CrewHistory:
    """Commits with the files of each commit.

    `line` are the landings, oldest first; `counted` are the statistics. `ids` are the git ids of the existing commits,
    by name.
    """

    has_keys: bool = False
    commits: list[Made] = field(default_factory=list)
    trees: dict[str, Files] = field(default_factory=dict)
    line: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    chance: Random = field(default_factory=lambda: Chance(0))
    ids: dict[str, str] = field(default_factory=dict)

    def begin(self) -> CrewHistory:
        """Makes the first landing: a maintainer adds the registry and the release."""
        self.line.append(self.record((), first_files(), ANN, ANN, "Begin"))
        return self

    def play(self, acts: tuple[Act, ...]) -> CrewHistory:
        """Adds the pull requests of these acts."""
        for act in acts:
            self.chance = Chance(act.number)
            self._land(act, self._open(act))
        return self

    @property
    def tip(self) -> str:
        """The newest landing."""
        return self.line[-1]

    def record(  # noqa: PLR0913, PLR0917 - what a commit consists of
        self,
        parents: tuple[str, ...],
        files: Files,
        author: Person,
        committer: Person,
        message: str,
        trailers: str = "",
    ) -> str:
        """Makes a commit with these files and returns its name."""
        name = f"c{len(self.commits)}"
        before = self.trees[parents[0]] if parents else {}
        changed = {
            path: write(files[path]) if path in files else None
            for path in sorted({*before, *files})
            if before.get(path) != files.get(path)
        }
        who = int(self.chance.random() < 0.1)
        is_rewritten = message in ("squash", "rebased")
        is_signed = (
            not is_rewritten and self.has_keys and author.has_key and author is committer and self.chance.random() < 0.7
        )
        made = Made(
            name,
            changed,
            f"{message} {name}\n\n{trailers}".rstrip(),
            parents,
            author.ident(who),
            committer=committer.ident(who if committer is author else 0),
            key=author.key if is_signed else None,
            date=self._find_date(),
        )
        self.commits.append(made)
        self.trees[name] = files
        return name

    def _find_date(self) -> str:
        """A date, usually a minute after the previous commit."""
        if self.chance.random() < 0.97:
            return ""
        return f"{START + self.chance.choice((-5_000, 100_000))} +0000"

    # A branch

    def _open(self, act: Act) -> list[str]:
        """The commits of a branch that starts at main or at an earlier commit of main."""
        number = len(self.commits)
        start = self.line[-1] if self.chance.random() < 0.5 else self.chance.choice(self.line[-4:])
        branch = [start]
        subjects = [act.subject]
        if self.chance.random() < 0.4:
            subjects.insert(self.chance.randint(0, 1), self.chance.choice(SECOND_SUBJECTS))
        when = self.chance.choice(("never", "first", "last", "last"))
        if when == "first":
            self._update(branch)
        for subject in subjects:
            self._commit_subject(subject, branch, number)
        if when == "last":
            self._update(branch)
        return branch[1:]

    def _commit_subject(self, subject: str, branch: list[str], number: int) -> None:
        if subject == "revert" and len(self.line) > 1:
            self.counted["reverts"] += 1
            self._revert(branch)
            return
        editor = self.editor(number)
        for edit in editor.edits(subject, self.trees[branch[-1]]):
            files = deepcopy(self.trees[branch[-1]])
            author = edit(files)
            committer = FORGE if self.chance.random() < 0.1 else author
            branch.append(self.record((branch[-1],), files, author, committer, subject))
        if len(branch) > 1 and self.chance.random() < 0.1:
            self._duplicate(branch)

    def _duplicate(self, branch: list[str]) -> None:
        """Another person makes the last commit too, and the branch merges both."""
        files, author = self.trees[branch[-1]], self.chance.choice((*STRANGERS, *MEMBERS))
        twin = self.record(self.parents(branch[-1]), files, author, author, "twin")
        branch += [twin, self.record((branch[-1], twin), files, author, author, "merge of twins")]

    def editor(self, number: int) -> CrewEditor:
        """An editor with a unique `number`."""
        landings = [
            name for name in self.line[1:] if name in self.ids and {PEOPLE, POLICY, ROLES} & {*self.made(name).files}
        ]
        return CrewEditor(self.chance, number, self.counted, [self.ids[name] for name in landings])

    def _revert(self, branch: list[str]) -> None:
        """Reverts the changes of a recent landing on the branch."""
        landing = self.chance.choice(self.line[1:][-4:])
        before = self.trees[self.parents(landing)[0]]
        files = mix(self.chance, self.trees[landing], self.trees[branch[-1]], before)
        author = self.chance.choice((*STRANGERS, *MEMBERS))
        branch.append(self.record((branch[-1],), files, author, author, "revert"))

    def _update(self, branch: list[str]) -> None:
        """Merges main into the branch, on the forge or locally."""
        if self.tip in self.ancestors(branch[-1]):
            return
        self.counted["branches updated from main"] += 1
        author = self.chance.choice((*STRANGERS, *MEMBERS))
        committer = FORGE if self.chance.random() < 0.5 else author
        files = self._merge_trees(branch[-1], self.tip)
        branch.append(self.record((branch[-1], self.tip), files, author, committer, "update"))

    # Ways of merging

    def _land(self, act: Act, branch: list[str]) -> None:
        head = branch[-1] if branch else self.tip
        merger = self.chance.choice((ANN, ANN, BY_ID["max"], BY_ID["dora"], BY_ID["bob"], *STRANGERS))
        if head in self.ancestors(self.tip):
            return
        match act.way:
            case "squash":
                self._squash(head, branch)
            case "rebase":
                self._rebase(branch, merger)
            case "push" if self.tip in self._first_parents(head):
                self.line += [name for name in reversed(self._first_parents(head)) if name not in self.line]
            case "gitlab":
                squashed = self._make_squash(head, branch, merger)
                self._merge(squashed, merger, merger)
            case "ours":
                self._count_merge(self.record((self.tip, head), self.trees[self.tip], merger, merger, "ours"))
            case "evil":
                self._merge_with_edit(head, merger)
            case "queue":
                self._merge(head, QUEUE, FORGE)
            case "home":
                self._merge(head, merger, merger)
            case _:
                self._merge(head, merger, FORGE)

    def _merge(self, head: str, author: Person, committer: Person) -> None:
        files = self._merge_trees(self.tip, head)
        self._count_merge(self.record((self.tip, head), files, author, committer, "merge"))

    def _merge_with_edit(self, head: str, merger: Person) -> None:
        """Makes a merge with an additional change."""
        files = deepcopy(self._merge_trees(self.tip, head))
        editor = self.editor(len(self.commits))
        subject = self.chance.choice(("decision", "item", "excuse", "answer", "registry", "outcome"))
        next(editor.edits(subject, files))(files)
        self._count_merge(self.record((self.tip, head), files, merger, merger, "evil merge"))

    def _count_merge(self, name: str) -> None:
        self.counted["merges"] += 1
        self.line.append(name)

    def _squash(self, head: str, branch: list[str]) -> None:
        self.line.append(self._make_squash(head, branch, FORGE))

    def _make_squash(self, head: str, branch: list[str], committer: Person) -> str:
        """All commits of a branch as one commit by the person who opened the pull request."""
        authors = [BY_ID[one] for one in dict.fromkeys(self._author_of(name) for name in branch)]
        opener = self.chance.choice((*authors, *MEMBERS, *STRANGERS))
        self.counted["squashes with other openers"] += opener not in authors
        others = "\n".join(f"Co-authored-by: {one.ident().decode()}" for one in authors if one != opener)
        files = self._merge_trees(self.tip, head)
        return self.record((self.tip,), files, opener, committer, "squash", others)

    def _rebase(self, branch: list[str], merger: Person) -> None:
        """Copies each commit on top of main, with the same author. The committer is the merger."""
        self.counted["rebases"] += 1
        for name in branch:
            parents = self.parents(name)
            if len(parents) == 1:
                files = mix(self.chance, self.trees[parents[0]], self.trees[self.tip], self.trees[name])
                author = BY_ID[self._author_of(name)]
                self.line.append(self.record((self.tip,), files, author, merger, "rebased"))

    # The graph

    def made(self, name: str) -> Made:
        """The commit of that name."""
        return self.commits[int(name[1:])]

    def parents(self, name: str) -> tuple[str, ...]:
        """The parents of a commit."""
        return self.made(name).parents or ()

    def ancestors(self, name: str) -> set[str]:
        """A commit and all its ancestors."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self.parents(one))
        return found

    def _author_of(self, name: str) -> str:
        return self.made(name).author.split(b" <")[0].decode().lower()

    def _first_parents(self, name: str) -> list[str]:
        line = [name]
        while parents := self.parents(line[-1]):
            line.append(parents[0])
        return line

    def _merge_trees(self, one: str, other: str) -> Files:
        common = self.ancestors(one) & self.ancestors(other)
        base = max(common, key=lambda name: int(name[1:]))
        return mix(self.chance, self.trees[base], self.trees[one], self.trees[other])


_MISSING = object()


def mix(chance: Random, base: Any, one: Any, other: Any) -> Any:
    """Merges two trees: each changed value; if both sides changed a value, a random one of the two."""
    if other in (one, base):
        return one
    if one == base:
        return other
    if not all(isinstance(side, dict) for side in (base, one, other)) or _is_entry(one):
        return chance.choice((one, other))
    found = {
        key: mix(chance, base.get(key, _MISSING), one.get(key, _MISSING), other.get(key, _MISSING))
        for key in (*one, *(key for key in other if key not in one))
    }
    return {key: value for key, value in found.items() if value is not _MISSING}


def _is_entry(tree: dict[str, Any]) -> bool:
    """Whether a mapping is an entry. A mix of the keys of two entries might be unreadable."""
    return "title" in tree and "items" not in tree and "sections" not in tree
