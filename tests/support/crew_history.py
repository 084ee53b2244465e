"""Histories of pull requests by chance, landed in every way in which a forge or a person lands them.

A history is a list of acts, each with its own source of numbers: so one without some of them is a history too, and the
one that breaks a law can be made smaller.
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
    NOBODIES,
    PEOPLE,
    POLICY,
    QUEUE,
    ROLES,
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
    """A pull request: how it lands, what it changes, and the number from which everything else about it follows."""

    way: str
    subject: str
    number: int


def deal(chance: Random, count: int) -> tuple[Act, ...]:
    """As many acts by chance."""
    acts = (Act(chance.choice(WAYS), chance.choice(SUBJECTS), chance.randrange(2**32)) for _ in range(count))
    # The decisions of several people keep their authors only where their commits land.
    return tuple(act._replace(way="home") if act.subject == "sign" and act.number % 3 else act for act in acts)


@dataclass
class CrewHistory:
    """Commits with the files that each of them has; `line` are the landings, oldest first, `counted` what was made.

    `ids` are those that git gave to the commits that it already has, by name.
    """

    has_keys: bool = False
    commits: list[Made] = field(default_factory=list)
    trees: dict[str, Files] = field(default_factory=dict)
    line: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    chance: Random = field(default_factory=lambda: Chance(0))
    ids: dict[str, str] = field(default_factory=dict)

    def begin(self) -> CrewHistory:
        """The first landing: a maintainer brings the registry and the release."""
        self.line.append(self.record((), first_files(), ANN, ANN, "Begin"))
        return self

    def play(self, acts: tuple[Act, ...]) -> CrewHistory:
        """The history after these acts."""
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
        """Makes a commit of these files; its name."""
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
        """Mostly a minute later than the commit before."""
        if self.chance.random() < 0.97:
            return ""
        return f"{START + self.chance.choice((-5_000, 100_000))} +0000"

    # A branch

    def _open(self, act: Act) -> list[str]:
        """The commits of a branch; it starts at main, or where main was before."""
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
            self._twin(branch)

    def _twin(self, branch: list[str]) -> None:
        """Somebody else makes the last commit too, and both are merged."""
        files, author = self.trees[branch[-1]], self.chance.choice((*NOBODIES, *MEMBERS))
        twin = self.record(self.parents(branch[-1]), files, author, author, "twin")
        branch += [twin, self.record((branch[-1], twin), files, author, author, "merge of twins")]

    def editor(self, number: int) -> CrewEditor:
        """Makes edits; `number` is unlike that of any other one."""
        landings = [
            name for name in self.line[1:] if name in self.ids and {PEOPLE, POLICY, ROLES} & {*self.made(name).files}
        ]
        return CrewEditor(self.chance, number, self.counted, [self.ids[name] for name in landings])

    def _revert(self, branch: list[str]) -> None:
        """The branch without what one of the last landings changed."""
        landing = self.chance.choice(self.line[1:][-4:])
        before = self.trees[self.parents(landing)[0]]
        files = mix(self.chance, self.trees[landing], self.trees[branch[-1]], before)
        author = self.chance.choice((*NOBODIES, *MEMBERS))
        branch.append(self.record((branch[-1],), files, author, author, "revert"))

    def _update(self, branch: list[str]) -> None:
        """Main merged into the branch, by the button of the forge or at home."""
        if self.tip in self.ancestors(branch[-1]):
            return
        self.counted["branches updated from main"] += 1
        author = self.chance.choice((*NOBODIES, *MEMBERS))
        committer = FORGE if self.chance.random() < 0.5 else author
        files = self._merge_trees(branch[-1], self.tip)
        branch.append(self.record((branch[-1], self.tip), files, author, committer, "update"))

    # How it lands

    def _land(self, act: Act, branch: list[str]) -> None:
        head = branch[-1] if branch else self.tip
        merger = self.chance.choice((ANN, ANN, BY_ID["max"], BY_ID["dora"], BY_ID["bob"], *NOBODIES))
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
        """A merge that changes something besides."""
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
        """All of a branch in one commit, by whoever opened the pull request."""
        authors = [BY_ID[one] for one in dict.fromkeys(self._author_of(name) for name in branch)]
        opener = self.chance.choice((*authors, *MEMBERS, *NOBODIES))
        self.counted["squashes with other openers"] += opener not in authors
        others = "\n".join(f"Co-authored-by: {one.ident().decode()}" for one in authors if one != opener)
        files = self._merge_trees(self.tip, head)
        return self.record((self.tip,), files, opener, committer, "squash", others)

    def _rebase(self, branch: list[str], merger: Person) -> None:
        """Every commit again on top of main, by its author, committed by whoever landed it."""
        self.counted["rebases"] += 1
        for name in branch:
            parents = self.parents(name)
            if len(parents) == 1:
                files = mix(self.chance, self.trees[parents[0]], self.trees[self.tip], self.trees[name])
                author = BY_ID[self._author_of(name)]
                self.line.append(self.record((self.tip,), files, author, merger, "rebased"))

    # The graph

    def made(self, name: str) -> Made:
        """The commit of a name."""
        return self.commits[int(name[1:])]

    def parents(self, name: str) -> tuple[str, ...]:
        """The parents of a commit."""
        return self.made(name).parents or ()

    def ancestors(self, name: str) -> set[str]:
        """A commit and all that it builds on."""
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
    """What both sides have, each with what it changed since the base; what both changed is that of one of them."""
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
    """Whether a mapping is an entry: with keys of both sides it might be none that can be read."""
    return "title" in tree and "items" not in tree and "sections" not in tree
