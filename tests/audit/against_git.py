"""Compares the audit trail with plain git: the values of each event are in the blobs of its commit and its parents.

This module uses only the events of the trail. Git prints the files, PyYAML's own loader reads them, and a thing is
found by its reference.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from audit.golden import trail_of
from gonogo.core.frozen import replace
from gonogo.model.event import Event, EventKind, FileRef
from repository import git_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gonogo.model.event import Change, Detail

_FILES = ("100644", "100755")
_WHOLE = (EventKind.ADDED, EventKind.REMOVED)


class Compared(NamedTuple):
    """The numbers of compared events and commits."""

    events: int
    commits: int


def compare_with_git(root: Path, events: int = 50, seed: int = 1) -> Compared:
    """Compares so many random events, and every commit that changes a checklist, with git.

    Raises AssertionError with the first event or commit that disagrees with git.
    """
    trail = trail_of(root)
    git = _Git(root)
    chosen = Random(seed).sample(trail.events, min(events, len(trail.events)))  # noqa: S311 - the same every time
    for event in chosen:
        assert git.agrees_with(event), (event.commit.oid, event.change)
    reported = {event.commit.oid for event in trail.events}
    made = git.run("log", "--full-history", "--no-merges", "--format=%H", trail.head, "--", "checklists").split()
    assert set(made) <= reported, set(made) - reported
    return Compared(len(chosen), len(made))


class _Git:
    """The repository in the output of git."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.known: dict[tuple[str, str], _File] = {}
        self.printed: dict[tuple[str, ...], str] = {}

    def run(self, *arguments: str) -> str:
        """The output of a git command."""
        if arguments not in self.printed:
            self.printed[arguments] = self._run(arguments)
        return self.printed[arguments]

    def _run(self, arguments: tuple[str, ...]) -> str:
        ran = subprocess.run(
            ("git", "-c", "core.quotePath=false", *arguments),
            cwd=self.root,
            env=git_environment(),
            capture_output=True,
            check=True,
        )
        return ran.stdout.decode("utf-8", "surrogateescape")

    def read(self, commit: str, path: str) -> _File:
        """The file at a path of the project in a commit."""
        if (commit, path) not in self.known:
            lines = self.run("ls-tree", "-r", commit, "--", "checklists").splitlines()
            mode, oid = next((line.split()[:3:2] for line in lines if line.partition("\t")[2] == path), ("", ""))
            self.known[commit, path] = _File(mode, self.run("cat-file", "blob", oid) if mode in _FILES else "")
        return self.known[commit, path]

    def agrees_with(self, event: Event) -> bool:
        """Whether the commit and its parents, or the merged commits, have the values of an event."""
        change, commit = event.change, event.commit
        path = path_of(change)
        if change.field == "path":
            return self._has_rename(event, path)
        after = self.read(commit.oid, path)
        if change.field in ("mode", "layout"):
            return any(self._differs(before, after, change) for before in self._befores(event, path))
        if not after.says(change, is_after=True):
            return False
        befores = list(self._befores(event, path))
        if not event.is_merge:
            return any(before.says(change, is_after=False) for before in befores)
        # The expected content of a merge has values of several sides.
        return all(any(before.says(one, is_after=False) for before in befores) for one in _split(change))

    def _has_rename(self, event: Event, path: str) -> bool:
        """Whether git reports the rename of a commit. In a merge, only the new path has a file."""
        old = str(event.change.before)
        if len(event.commit.parents) == 1:
            return self._old_names(event.commit.oid, path, "--max-count=1") == [old]
        return bool(self.read(event.commit.oid, path).mode) and not self.read(event.commit.oid, old).mode

    def _differs(self, before: _File, after: _File, change: Change) -> bool:
        if change.field == "mode":
            return (before.mode, after.mode) == (change.before, change.after)
        return before.mode == after.mode

    def _befores(self, event: Event, path: str) -> Iterator[_File]:
        """The file in the parents. For an unreadable file, and for a merge, also in earlier commits."""
        parents = event.commit.parents
        names = (path, *self._old_names(event.commit.oid, path, "--max-count=1"))
        first = [self.read(parent, name) for parent in parents for name in names]
        yield from first or [_File("", "")]
        if len(parents) > 1 or not all(one.is_readable for one in first):
            names = self._all_names(event.commit.oid, path)
            commits = self.run("rev-list", "--full-history", *parents, "--", "checklists").split()
            yield from (self.read(oid, name) for oid in commits for name in names)
            yield _File("", "")

    def _all_names(self, commit: str, path: str) -> list[str]:
        """All names of a file on any branch, because a merge can restore a name."""
        names = [path]
        for name in names:
            renames = self._renames(commit, "-m")
            names += [one for pair in renames if name in pair for one in pair if one not in names]
        return list(dict.fromkeys(names))

    def _renames(self, commit: str, *options: str) -> list[tuple[str, str]]:
        log = ("log", *options, "--format=", "--name-status", "--relative", "-M", "--full-history", commit)
        found = (line.split("\t") for line in self.run(*log).splitlines() if line.startswith("R"))
        return [(old, new) for _, old, new in found]

    def _old_names(self, commit: str, path: str, *options: str) -> list[str]:
        """The earlier names of a file according to git."""
        names = [path]
        for old, new in self._renames(commit, *options):
            if new in names:
                names.append(old)
        return names[1:]


class _File:
    """The content at a path: nothing, a file, or something else."""

    def __init__(self, mode: str, text: str) -> None:
        self.mode = mode
        self.tree: Any = None
        self.is_readable = not mode
        if mode in _FILES:
            with suppress(yaml.YAMLError, UnicodeError):
                # Lone surrogates are bytes that are not UTF-8.
                self.tree = yaml.load(text.encode().decode("utf-8-sig"), yaml.BaseLoader)  # noqa: S506 - texts only
            self.is_readable = isinstance(self.tree, dict)

    def says(self, change: Change, *, is_after: bool) -> bool:
        """Whether the file has the values of a change, before or after."""
        if change.kind in (EventKind.UNREADABLE, EventKind.READABLE):
            reason = change.after if is_after else change.before
            # PyYAML accepts an alias, a tag and a duplicate key, and the trail does not.
            return self.is_readable == (reason is None) or (reason or "").startswith("line ")
        if not self.is_readable:
            return False
        is_there = (change.after if is_after else change.before) is not None
        if change.kind in _WHOLE or _is_whole_of_registry(change):
            thing = self._find(change)
            return (thing is not None) == is_there and (
                not is_there or all(self._holds(change, detail, is_after=is_after) for detail in change.also)
            )
        return all(self._holds(change, detail, is_after=is_after) for detail in change.details)

    def _holds(self, change: Change, detail: Detail, *, is_after: bool) -> bool:
        text = detail.after if is_after else detail.before
        if detail.field == "section" and not isinstance(change.ref, FileRef):
            return text in [place for place, _ in self._entries(str(change.ref.entry))]
        value = _walk(self.tree if isinstance(change.ref, FileRef) else self._find(change), detail.field)
        if isinstance(value, dict) and text is None:
            # This key contains separate things.
            return bool(value)
        if isinstance(value, str) or value is None or text is None:
            return (value.rstrip("\n") if isinstance(value, str) else value) == text
        return value in (yaml.load(text, yaml.BaseLoader), {}) and bool(value or text == "{}")  # noqa: S506

    def _find(self, change: Change) -> Any:
        """The thing that a change is about."""
        ref = change.ref
        if self.tree is None:
            return None
        if isinstance(ref, FileRef):
            return _walk(self.tree, change.field) if change.field else self.tree
        if ref.entry:
            return next((entry for _, entry in self._entries(ref.entry)), None)
        if ref.section:
            things = [_get(_get(self.tree, name), ref.section) for name in ("sections", "phases")]
            return next((one for one in things if one is not None), None)
        return self.tree

    def _entries(self, name: str) -> Iterator[tuple[str, Any]]:
        """All entries with that id, each with its place."""
        for section, body in _items(_get(self.tree, "sections")):
            for entry, inner in _items(_get(body, "items")):
                if entry == name:
                    yield section, inner
                yield from ((f"{section}/{entry}", one) for child, one in _items(_get(inner, "items")) if child == name)


def _split(change: Change) -> list[Change]:
    """A separate change for each value."""
    if change.kind in _WHOLE or _is_whole_of_registry(change):
        return [replace(change, also=(detail,)) for detail in change.also] or [change]
    parts = [(detail.field, detail.before, detail.after) for detail in change.details]
    return [replace(change, field=field, before=old, after=new, also=()) for field, old, new in parts]


def _is_whole_of_registry(change: Change) -> bool:
    return change.kind is EventKind.REGISTRY and (not change.field or change.field.count(".") % 2 == 1)


def _walk(tree: Any, field: str) -> Any:
    """The value at a path of keys separated by dots. A key can contain dots itself."""
    if not field:
        return tree
    keys = field.split(".")
    for count in range(1, len(keys) + 1):
        below = _get(tree, ".".join(keys[:count]))
        if below is not None and (found := _walk(below, ".".join(keys[count:]))) is not None:
            return found
    return None


def _get(tree: Any, key: str) -> Any:
    return tree.get(key) if isinstance(tree, dict) else None


def _items(tree: Any) -> list[tuple[str, Any]]:
    return list(tree.items()) if isinstance(tree, dict) else []


def path_of(change: Change) -> str:
    """The file that contains a change."""
    ref = change.ref
    return ref.path if isinstance(ref, FileRef) else f"checklists/{ref.system}/{ref.release}.yml"
