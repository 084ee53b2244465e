"""A key has no value: the checklist asks, and nobody has answered yet.

An empty `phone:` is honest, but at 03:00 somebody needs the number. The site shows gaps in red, and this rule counts
them. They are not errors, since every unfinished checklist has some.

Example:
    phone:

Do instead: fill it in; or remove the key if it is not needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.model.record import Record
    from gonogo.model.release import Release
    from gonogo.model.system import SystemFacts

SEVERITY = Severity.NOTE


def find(assessment: Assessment) -> Iterator[Finding]:
    for things, records in _records(assessment):
        for record in records:
            for key in record.gaps:
                owner = getattr(record, "id", "")
                of = f' of "{owner}"' if owner else ""
                message = f'"{key}"{of} is empty'
                yield Finding(record.where.at(key), message, many=f'"{key}" is empty in {{}} {things}')


def _records(assessment: Assessment) -> Iterator[tuple[str, Iterable[Record]]]:
    """All records, with the plural word for each kind."""
    snapshot = assessment.snapshot
    for person in snapshot.people.values():
        yield "people", (person,)
        yield "keys", person.keys.values()
    if snapshot.policy:
        yield "policies", (snapshot.policy,)
    for system in snapshot.systems.values():
        yield "roles", system.roles.values()
        if system.facts:
            yield from _system_records(system.facts)
        for release in system.releases.values():
            if release is not None:
                yield from _release_records(release)


def _system_records(facts: SystemFacts) -> Iterator[tuple[str, Iterable[Record]]]:
    yield "systems", (facts,)
    yield "contacts", facts.contacts.values()
    yield "channels", facts.channels.values()
    yield "resources", facts.resources.values()


def _release_records(release: Release) -> Iterator[tuple[str, Iterable[Record]]]:
    yield "releases", (release,)
    yield "phases", release.phases.values()
    yield "sections", release.sections.values()
    for _, entry in release.walk():
        yield "entries", (entry,)
        if entry.waiver:
            yield "waivers", (entry.waiver,)
