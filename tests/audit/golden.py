"""Golden repositories: the commits of a history, and a short text for each event after the first commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import Event, EventKind, Trail
from gonogo.pipelines.cached_trail import read_trail
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

V1, V2, V3 = "checklists/shop/v1.yml", "checklists/shop/v2.yml", "checklists/shop/v3.yml"
ROLES = "checklists/shop/roles.yml"
NAMES = "abcdefgh"
_WHOLE = (EventKind.ADDED, EventKind.REMOVED)

Golden = dict[str, tuple[tuple[Made, ...], list[str]]]
"""By what is shown: the commits, and what is told."""


def release(titles: str = "", *, section: str = "s", note: str = "", **answers: str) -> str:
    """A release with the items a to h, which are open by default; `a="done"` answers an item."""
    lines = [f"release: v1\n{note}title: Release\nsections:\n  {section}:\n    title: Section\n    items:\n"]
    lines += (
        f"      {name}:\n        status: {answers.get(name, 'open')}\n        title: {name}{titles}\n\n\n"
        for name in NAMES
    )
    return "".join(lines)


ROOT = Made("root", {V1: release()})
# Each branch changes a different item, and git can merge the changes.
LEFT, RIGHT = Made("left", {V1: release(a="done")}), Made("right", {V1: release(h="done")}, parents=("root",))
BOTH = release(a="done", h="done")

# The item a can move between the sections; the item b stays.
_ITEM = "      a:\n        status: open\n        title: a\n"
BARE = (
    "release: v1\ntitle: Release\nphases:\n  one:\n    title: One\n  two:\n    title: Two\n"
    "sections:\n  s:\n    title: S\n    phase: one\n    items:\n      b:\n        title: b\n"
    "  t:\n    title: T\n    phase: two\n"
)
MOVABLE, MOVED = BARE.replace("  t:\n", f"{_ITEM}  t:\n"), f"{BARE}    items:\n{_ITEM}"


def merge(files: dict[str, str | None] | str | None, message: str = "", *parents: str, name: str = "merge") -> Made:
    """A merge, by default of `left` and `right`, with only the changes of `left`."""
    files = {V1: files} if isinstance(files, str) else files or {}
    return Made(name, files, message, parents or ("left", "right"))


def trail_of(root: Path) -> Trail:
    """The complete trail."""
    trail = read_trail(root)
    assert isinstance(trail, Trail)
    return trail


def describe_events(root: Path, commits: tuple[Made, ...]) -> list[str]:
    """Creates the commits, and describes every event after the first commit.

    The parts of an added or removed thing are left out.
    """
    ids = RepoBuilder(root).load(*commits, is_packed=True)
    names = {oid: key for key, oid in ids.items()}
    events = [event for event in trail_of(root).events if names[event.commit.oid] != commits[0].name]
    whole = {(event.commit.oid, str(event.change.ref)) for event in events if event.change.kind in _WHOLE}
    return [_say(event, names) for event in events if event.change.kind not in _WHOLE or not _is_part(event, whole)]


def _is_part(event: Event, whole: set[tuple[str, str]]) -> bool:
    """Whether a thing was added or removed as a part of another thing."""
    release, _, part = str(event.change.ref).partition("#")
    section, _, entry = part.partition("/")
    outer = ([release] if part else []) + ([f"{release}#{section}"] if entry else [])
    return any((event.commit.oid, one) in whole for one in outer)


def _say(event: Event, names: dict[str, str]) -> str:
    change = event.change
    request = f" #{event.pull_request}" if event.pull_request else ""
    merge = ", by the merge" if event.is_merge else ""
    field = f" {change.field}" if change.field else ""
    what = f"{change.ref} {change.kind.value}{field}: {change.before} > {change.after}{merge}"
    return f"{names[event.commit.oid]} in {names[event.landing]}{request}: {what}"
