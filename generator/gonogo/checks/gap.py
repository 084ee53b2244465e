"""A key has no value: the checklist has a question that nobody has answered yet.

An empty `phone:` is better than an invented number, but on deployment day people need the real number. The site also
shows gaps in red. A gap is not an error, because every unfinished checklist has gaps.

Example:
    phone:

Do instead: fill in the value, or remove the key if it is not needed.
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
    for plural, records in _records(assessment):
        for record in records:
            for key in record.gaps:
                record_id = getattr(record, "id", "")
                of = f' of "{record_id}"' if record_id else ""
                message = f'"{key}"{of} is empty'
                yield Finding(record.where.at(key), message, many=f'"{key}" is empty in {{}} {plural}')


def _records(assessment: Assessment) -> Iterator[tuple[str, Iterable[Record]]]:
    """All records of all files, in groups of one kind, each with the name of the kind in the plural."""
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
