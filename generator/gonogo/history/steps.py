"""Steps: which commit took which file from one version to another, and which merges have to be looked into.

What a merge itself did is told from states, never from patches: `git log -p` shows neither what a merge smuggles in,
nor that `-s ours` threw a side away. It is what its tree has otherwise than the tree of its first parent on which
everything is done anew that the other parents bring, in landing order. So whoever follows the steps, merges included,
arrives at the tree of every landing.

A file is one file whatever it is called. A rename is what git takes for one; a copy is a new file; a file that was
deleted and comes back under its name goes on. An edit on a branch that still has the old name belongs to the file that
was renamed meanwhile.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gonogo.frozen import Frozen, field
from gonogo.model.git import NO_FILE, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.history.mainline import Landings
    from gonogo.model.git import Commit, Difference

Parents: TypeAlias = "Mapping[str, tuple[str, ...]]"
Differences: TypeAlias = "Mapping[tuple[str, str], Mapping[str, Difference]]"


class Step(NamedTuple):
    """A file that a commit changes: of a merge, from the version of its first parent, with the steps that it brings.

    `number` counts from 0, in landing order. A version is None where the file is not there. `stood` is what would be
    there without the commit, by path and mode: of a merge, when the steps that it brings are done.
    """

    number: int
    before: Version | None
    after: Version | None
    stood: Version | None
    brought: tuple[Step, ...] = ()

    @property
    def path(self) -> str:
        """Where the file lies, or lay last."""
        version = self.after or self.stood
        if version is None:
            return self.brought[-1].path
        return version.path


class Standing(Frozen):
    """What the commits up to a landing leave to those behind it.

    `official` is what lies on the main branch, by path. `names` are the names that files got, by those that they had:
    on the main branch, and on any branch.
    """

    official: Mapping[str, Version] = field(factory=dict)
    official_names: Mapping[str, str] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)


def merges_to_compare(parents: Parents, landings: Landings) -> dict[str, tuple[str, ...]]:
    """Every merge, and those of its parents that have to be compared with it.

    Of a landing that is the first one: what lies on the main branch before it is known.
    """
    merges = (oid for oid in landings.order if len(parents[oid]) > 1)
    return {oid: parents[oid][:1] if landings.of[oid].oid == oid else parents[oid] for oid in merges}


def pairs_to_compare(parents: Parents, landings: Landings, trees: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs of trees whose differences `list_steps` has to know: of every merge, with its parents."""
    merges = merges_to_compare(parents, landings).items()
    pairs = ((trees[parent], trees[oid]) for oid, compared in merges for parent in compared)
    return list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))


def list_steps(  # noqa: PLR0913, PLR0917 - each of them is one kind of fact
    commits: Mapping[str, Commit],
    parents: Parents,
    landings: Landings,
    trees: Mapping[str, str],
    differences: Differences,
    standing: Standing = Standing(),  # noqa: B008 - it is immutable
) -> tuple[dict[str, tuple[Step, ...]], Standing]:
    """The steps of each commit that makes any, by path, and how things stand then.

    `differences` are those of `pairs_to_compare`. Where the landings go on from an earlier one, `standing` is how
    things stood behind it; no merge may bring anything from before (`brings_earlier`).
    """
    tracer = _Tracer(landings, parents, standing)
    merges = merges_to_compare(parents, landings)
    for oid in landings.order:
        if oid in merges:
            found = [differences.get((trees[parent], trees[oid]), {}) for parent in merges[oid]]
            tracer.merge(oid, found, commits.get(oid))
        elif oid in commits:
            tracer.make(commits[oid])
    steps = {oid: tuple(steps) for oid, steps in tracer.made.items()}
    return steps, Standing(tracer.official, tracer.official_names.next, tracer.names.next)


def brings_earlier(parents: Parents, landings: Landings) -> bool:
    """Whether a merge may bring a commit that landed before all of `landings`; such a one is not in `parents`.

    None can where its first parent has the last landing before, or all the earlier commits that the others begin from.
    """
    last = landings.steps[0].parent
    reached: dict[str, frozenset[str]] = {}
    for oid in landings.order:
        behind = [reached[one] if one in parents else frozenset((one,)) for one in parents[oid]]
        reached[oid] = frozenset().union(*behind)
        # What a landing brings is new by what landings are.
        if landings.of[oid].oid != oid and len(behind) > 1 and last not in behind[0] and not reached[oid] <= behind[0]:
            return True
    return False


def find_brought(merge: str, parents: Parents, order: Mapping[str, int]) -> list[str]:
    """The commits that a merge has and its first parent has not, in landing order."""
    first, *others = parents[merge]
    kept, brought = {first}, set(others) - {first}
    # What is not in the order landed before all that is.
    queue = [(-order.get(oid, -1), oid) for oid in kept | brought]
    queue.sort()
    left = len(brought)
    found = []
    # A commit comes behind all of those that build on it, so that it is known by then whether the first parent has it.
    while left:
        _, oid = heappop(queue)
        if oid not in kept:
            found.append(oid)
            left -= 1
        for parent in parents.get(oid, ()):
            is_known = parent in kept or parent in brought
            if oid in kept and parent not in kept:
                kept.add(parent)
                left -= parent in brought
            elif oid not in kept and not is_known:
                brought.add(parent)
                left += 1
            if not is_known:
                heappush(queue, (-order.get(parent, -1), parent))
    return found[::-1]


class _Tracer:
    """Goes through the commits in landing order; knows what the main branch holds, and what was renamed to what."""

    def __init__(self, landings: Landings, parents: Parents, standing: Standing) -> None:
        self.landings, self.parents = landings, parents
        self.names, self.official_names = _Names(standing.names), _Names(standing.official_names)
        self.official = dict(standing.official)
        self.made: dict[str, list[Step]] = {}
        self.count = 0

    def make(self, commit: Commit) -> None:
        """The steps of a commit with one parent, or none."""
        for change in commit.changes:
            before = change.before[0]
            step = self._add(commit.oid, before, change.after, before)
            if self._is_landing(commit.oid):
                self._land(before, change.after)
                self.official_names.take(step)

    def merge(self, oid: str, differences: list[Mapping[str, Difference]], commit: Commit | None) -> None:
        """The steps of a merge, for the files that it may have changed itself."""
        is_landing = self._is_landing(oid)
        commits: Iterable[str] = self.landings.of[oid].commits[:-1]
        if not is_landing:
            commits = find_brought(oid, self.parents, self.landings.order)
        versions = _Versions(differences, self.official if is_landing else None)
        # On a branch, a name may have been given since the last landing.
        names = _Names((self.official_names if is_landing else self.names).next)
        courses = _Courses(versions, names)
        for step in (step for one in commits for step in self.made.get(one, ())):
            courses.take(step)
        renamed = {one.path: one.old_path for one in commit.changes if one.old_path} if commit else {}
        for course, after in courses.match(renamed):
            if not course.leads_to(after):
                names.take(self._add(oid, course.before, after, course.stood, tuple(course.steps)))
        if is_landing:
            self.official_names = names
            for path in differences[0]:
                self._land(versions.before(path), versions.after(path))

    def _is_landing(self, oid: str) -> bool:
        return self.landings.of[oid].oid == oid

    def _add(
        self,
        oid: str,
        before: Version | None,
        after: Version | None,
        stood: Version | None,
        brought: tuple[Step, ...] = (),
    ) -> Step:
        step = Step(self.count, before, after, stood, brought)
        self.made.setdefault(oid, []).append(step)
        self.names.take(step)
        self.count += 1
        return step

    def _land(self, before: Version | None, after: Version | None) -> None:
        if before:
            self.official.pop(before.path, None)
        if after:
            self.official[after.path] = after


class _Names:
    """What files are called that were renamed."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.next = dict(names)

    def take(self, step: Step) -> None:
        """A name that a file gets is no longer an old name of another one."""
        old, new = step.stood, step.after
        if new and (old is None or old.path != new.path):
            self.next.pop(new.path, None)
            if old:
                self.next[old.path] = new.path

    def follow(self, path: str) -> Iterator[str]:
        """The path, and each name that the file got from there, the last one last."""
        name: str | None = path
        while name is not None:
            yield name
            name = self.next.get(name)


class _Versions:
    """What lies at a path in a merge and in its first parent, as far as the differences with its parents tell.

    `official` is what lies in the first parent of a landing.
    """

    def __init__(self, differences: list[Mapping[str, Difference]], official: Mapping[str, Version] | None) -> None:
        self.first, *self.others = differences
        self.official = official

    def is_known(self, path: str) -> bool:
        """False for a path that is alike in the merge and all its parents, whatever lies there."""
        return self.official is not None or path in self.first or any(path in other for other in self.others)

    def before(self, path: str) -> Version | None:
        if found := self.first.get(path):
            return make_version(path, found.mode, found.oid)
        return self.after(path)

    def after(self, path: str) -> Version | None:
        for differences in (self.first, *self.others):
            if found := differences.get(path):
                return make_version(path, found.new_mode, found.new_oid)
        return self.official.get(path) if self.official else None


def make_version(path: str, mode: str, oid: str) -> Version | None:
    """What lies at a path, None for the mode of nothing."""
    return None if mode == NO_FILE else Version(path, oid, mode)


class _Course:
    """A file of the first parent of a merge, and the steps that are brought of it."""

    def __init__(self, before: Version | None) -> None:
        self.before = self.stood = before
        self.steps: list[Step] = []

    def take(self, step: Step) -> None:
        """Does the step, wherever the file is by now. One that is gone stays gone when somebody edits it elsewhere."""
        self.steps.append(step)
        if step.stood is None or step.after is None:
            self.stood = step.after
        elif self.stood is not None:
            path = step.after.path if step.stood.path != step.after.path else self.stood.path
            mode = step.after.mode if step.stood.mode != step.after.mode else self.stood.mode
            self.stood = Version(path, step.after.oid, mode)

    def leads_to(self, after: Version | None) -> bool:
        """Whether a merge has done nothing to a file: what it brings leads from the one version to the other."""
        version = self.before
        for step in self.steps:
            if step.before != version or step.brought:
                return False
            version = step.after
        return version == after


class _Courses:
    """The files of the first parent of a merge, where they lie by now."""

    def __init__(self, versions: _Versions, names: _Names) -> None:
        self.versions, self.names = versions, names
        self.at: dict[str, _Course] = {}

    def take(self, step: Step) -> None:
        """Does a step that is brought."""
        old, new = step.stood, step.after
        path = step.path if new and not old else self._find((old or step).path)
        if old and new and not self._is_there(path):
            path = self._find(new.path)
        if not self._is_known(path):
            return
        self.names.take(step)
        course = self._course(path)
        course.take(step)
        if course.stood and course.stood.path != path:
            # What lies there gives way.
            self.at[course.stood.path] = self.at.pop(path)
            self.at[path] = _Course(None)
            self.names.next[path] = course.stood.path

    def _find(self, path: str) -> str:
        """Where a file lies by now that a branch may know by an older name; the path itself where it is gone."""
        return next((name for name in self.names.follow(path) if self._is_there(name)), path)

    def _is_there(self, path: str) -> bool:
        course = self.at.get(path)
        return bool(course.stood if course else self.versions.before(path))

    def _is_known(self, path: str) -> bool:
        return path in self.at or self.versions.is_known(path)

    def _course(self, path: str) -> _Course:
        if path not in self.at:
            self.at[path] = _Course(self.versions.before(path))
        return self.at[path]

    def match(self, renamed: Mapping[str, str | None]) -> Iterator[tuple[_Course, Version | None]]:
        """Each file with what the merge makes of it, by path. `renamed` are old names by those that the merge gave."""
        courses = {path: self._course(path) for path in sorted({*self.versions.first, *self.at})}
        after = {path: self.versions.after(path) for path in courses}
        gone = [path for path, course in courses.items() if course.stood and not after[path]]
        for path, course in courses.items():
            if after[path] and not course.stood and not course.steps:
                old = next((one for one in gone if renamed.get(path) == one or self._are_one(one, path)), None)
                if old is not None:
                    gone.remove(old)
                    courses[path], courses[old] = courses[old], _Course(None)
        yield from ((course, after[path]) for path, course in courses.items())

    def _are_one(self, path: str, other: str) -> bool:
        """Whether one is a later name of the other."""
        return other in self.names.follow(path) or path in self.names.follow(other)
