"""Shell completion for the Tab key: names in the files of the working tree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from gonogo.core.diagnostics import GonogoError
from gonogo.format.sections import KINDS
from gonogo.format.sections.signoffs import DECISION
from gonogo.pipelines.assessment import load
from gonogo.source.files.worktree import find_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import click

    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot


def complete_names(sort: str, context: click.Context, typed: str) -> list[CompletionItem]:
    """The names of a sort that begin with the typed text, each with its title as help; none outside a project."""
    directory = context.find_root().params.get("directory") or Path()
    try:
        names = dict(_SORTS[sort](load(find_root(directory)), typed))
    except (GonogoError, OSError):
        return []
    return [CompletionItem(name, help=title) for name, title in names.items() if name.startswith(typed)]


def _list_systems(snapshot: Snapshot, typed: str) -> Iterator[tuple[str, str]]:
    del typed
    yield from ((str(system.id), system.name) for system in snapshot.systems.values())


def _list_releases(snapshot: Snapshot, typed: str) -> Iterator[tuple[str, str]]:
    del typed
    for system in snapshot.systems.values():
        for name, release in system.releases.items():
            yield f"{system.id}/{name}", release.title if release else "cannot be read"


def _list_references(snapshot: Snapshot, typed: str) -> Iterator[tuple[str, str]]:
    """The names that complete a reference.

    Without `#`, these are systems and releases, and after the first character also the parts of all open releases. With
    `#`, the text before it selects the parts: a release selects its own parts, a system selects the parts of its open
    releases, and an empty text selects the parts of all open releases.
    """
    scope, has_scope, _ = typed.partition("#")
    if not has_scope:
        yield from _list_systems(snapshot, typed)
        yield from _list_releases(snapshot, typed)
    for _, release in snapshot.releases():
        if has_scope and (
            scope in (str(release.ref), release.id) or (scope in ("", release.ref.system) and not release.outcome)
        ):
            yield from ((f"{scope}#{name}", title) for name, title in _list_parts(release))
        elif typed and not has_scope and not release.outcome:
            yield from _list_parts(release)
            yield from ((str(entry.id), entry.title) for _, entry in release.walk())


def _list_parts(release: Release) -> Iterator[tuple[str, str]]:
    """The phases and the sections of a release, and its entries as `section/entry`, each with its title."""
    yield from ((str(phase.id), phase.title) for phase in release.phases.values())
    for section in release.sections.values():
        yield str(section.id), section.title
        yield from ((f"{section.id}/{entry.id}", entry.title) for entry in section.walk())


def _list_people(snapshot: Snapshot, typed: str) -> Iterator[tuple[str, str]]:
    del typed
    yield from ((str(key), person.name) for key, person in snapshot.people.items())


def _list_owners(snapshot: Snapshot, typed: str) -> Iterator[tuple[str, str]]:
    yield from _list_people(snapshot, typed)
    for system in snapshot.systems.values():
        yield from ((str(key), role.title) for key, role in system.roles.items())


def _list_states(snapshot: Snapshot, typed: str) -> Iterator[tuple[str, str]]:
    del snapshot, typed
    for kind in KINDS:
        if "status" in kind.table.by_name:
            yield from ((state.word, state.label) for state in kind.entry.states)
    yield from ((word, "Sign-off") for word in DECISION.words)


_SORTS: Mapping[str, Callable[[Snapshot, str], Iterator[tuple[str, str]]]] = {
    "systems": _list_systems,
    "releases": _list_releases,
    "references": _list_references,
    "people": _list_people,
    "owners": _list_owners,
    "states": _list_states,
}
