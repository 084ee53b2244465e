"""Looks up the references that users type: complete (`shop/v1.0.0#tests/load`) or shorter (`load`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError, closest
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot, System

# A file or a system's folder, as shells complete it and as `gonogo check` prints it, with line and column.
_PATH = re.compile(r"(?:\./)?checklists/(?P<name>[^/#]+?(?:/[^/#]+?)?)(?:\.yml(?::\d+){0,2})?")
_FILE = re.compile(r"(?:\./)?(?P<path>checklists/[^#]+?\.yml)(?::\d+){0,2}")
_QUOTES = " \t\n\"'`\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"


def resolve(text: str, snapshot: Snapshot) -> Ref:
    """The reference that a string means: `system/release#section/entry`, a unique part of it, or a release file's path.

    Raises GonogoError if the string does not name a subject (with a similar reference), or is ambiguous (with all
    subjects that it names).
    """
    # An empty string can come from an unset variable, for example in a deployment script. It must not select the only
    # open release.
    if not text.strip("#"):
        raise GonogoError(
            "the reference is empty", "name a release, a section or an entry; gonogo status lists releases"
        )
    path = _PATH.fullmatch(text.replace("\\", "/"))
    wanted = path["name"] if path else text
    named = tuple(dict.fromkeys(_find(wanted, snapshot)))
    full = tuple(ref for ref in named if str(ref) == wanted)
    if len(full) == 1:
        return full[0]
    if len(named) == 1:
        return named[0]
    if named:
        raise GonogoError(f'"{text}" names {len(named)} things', _list(named))
    closed = tuple(ref for _, release in snapshot.releases() if release.outcome for ref in _find_in(wanted, release))
    if closed:
        raise GonogoError(f'"{text}" is only in releases that are closed', _list(closed))
    raise GonogoError(f'"{text}" does not exist', _suggest(text, snapshot))


def find_path(text: str) -> str:
    """The path of a file below `checklists/`, as git writes it; other strings do not change.

    The string may have the path as a shell or `gonogo check` writes it.
    """
    path = _FILE.fullmatch(text.replace("\\", "/"))
    return path["path"] if path else text


def is_reference(text: str, snapshot: Snapshot) -> bool:
    """Whether a string names at least one subject."""
    return any(_find(text, snapshot))


def find_system(text: str, snapshot: Snapshot) -> System | None:
    """The system with this id; None if there is no such system, or if a release of another system has the same id."""
    system = next((system for system in snapshot.systems.values() if system.id == text), None)
    others = (other for other in snapshot.systems.values() if other is not system)
    return None if any(release == text for other in others for release in other.releases) else system


def _suggest(text: str, snapshot: Snapshot) -> str:
    """The hint for a string that does not name a subject.

    The hint names a similar reference, or a release file that cannot be decoded and may contain the subject.
    """
    word = _bare(text)
    near = closest(word, _known(snapshot))
    broken = [
        f"{system.id}/{name}"
        for system in snapshot.systems.values()
        for name, release in system.releases.items()
        if release is None
    ]
    if broken and (not near or (near in broken and text.startswith(near))):
        return f"{broken[0]} cannot be read, so its entries are unknown: see gonogo check"
    if not near and (parts := [part for part in re.split(r"[,;]\s*|\s+", word) if part])[1:]:
        known = frozenset(_known(snapshot))
        if known.issuperset(parts):
            return f"separate references with spaces: {' '.join(parts)}"
    titles = _list_titles(snapshot)
    near = near or titles.get(word, "")  # before a role, because a sign-off often has the title of its role
    if not near and (person := find_named(word, snapshot)):
        return f"{person} is a person or a role: gonogo next --for {person}"
    near = near or titles.get(closest(word, titles), "")
    return f'did you mean "{near}"?' if near else "gonogo next lists entries"


def _bare(text: str) -> str:
    """The string without copied quotation marks, and without the parts of a path that are not in a reference."""
    path = text.strip(_QUOTES).replace("\\", "/").rpartition("checklists/")[2]
    return re.sub(r"\.yml(?::\d+){0,2}$", "", path.lstrip("#"))


def find_named(text: str, snapshot: Snapshot) -> str:
    """The id of the person or role that a string names by id, name, title or e-mail address; "" for none."""
    named: dict[str, str] = {}
    for system in snapshot.systems.values():
        named.update((role.title.casefold(), str(role_id)) for role_id, role in system.roles.items())
    for person_id, person in snapshot.people.items():
        named.update((name.casefold(), str(person_id)) for name in (person_id, person.name, *person.emails))
    return named.get(text.casefold(), "")


def _list_titles(snapshot: Snapshot) -> dict[str, str]:
    """The ids of the sections and entries of open releases, keyed by title."""
    titles: dict[str, str] = {}
    for _, release in snapshot.releases():
        if not release.outcome:
            titles.update((section.title, str(section.id)) for section in release.sections.values())
            titles.update((entry.title, str(entry.id)) for _, entry in release.walk())
    return titles


def _list(named: tuple[Ref, ...]) -> str:
    return f"write one of: {', '.join(str(ref) for ref in named)}" if len(named) > 1 else f"write {named[0]}"


def _find(text: str, snapshot: Snapshot) -> Iterator[Ref]:
    scope, has_fragment, fragment = text.partition("#")
    if has_fragment:
        for release in _in_scope(scope, snapshot):
            yield from _find_in(fragment, release)
        return
    yield from _find_release(text, snapshot)
    for release in _in_scope("", snapshot):
        yield from _find_in(text, release)


def _find_release(text: str, snapshot: Snapshot) -> Iterator[Ref]:
    name, slash, release = text.partition("/")
    for system in snapshot.systems.values():
        for known, decoded in system.releases.items():
            is_open = decoded is None or not decoded.outcome
            if (system.id == name and (known == release if slash else is_open)) or known == text:
                yield Ref(system.id, known)


def _in_scope(scope: str, snapshot: Snapshot) -> Iterator[Release]:
    """The releases that the part before `#` names: one release, or all open releases of a system or of the project."""
    name, slash, wanted = scope.partition("/")
    for system, release in snapshot.releases():
        is_meant = name in ("", system.id) and (release.id == wanted if slash else not release.outcome)
        if is_meant or release.id == scope:
            yield release


def _find_in(fragment: str, release: Release) -> Iterator[Ref]:
    group, slash, name = fragment.partition("/")
    if not fragment:
        yield release.ref
    for phase in release.phases:
        if not slash and phase == group:
            yield release.ref_of_group(phase)
    for section in release.sections.values():
        if not slash and section.id == group:
            yield release.ref_of_group(section.id)
        for entry in section.walk():
            if (slash and section.id == group and entry.id == name) or (not slash and entry.id == group):
                yield release.ref_of(section, entry)


def _known(snapshot: Snapshot) -> Iterator[str]:
    for _, release in snapshot.releases():
        yield str(release.ref)
        for section, entry in release.walk():
            yield from (entry.id, f"{section.id}/{entry.id}", section.id)
            yield str(release.ref_of(section, entry))
    for system in snapshot.systems.values():
        yield system.id
        for name in system.releases:
            yield from (f"{system.id}/{name}", name)
