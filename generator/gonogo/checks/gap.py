"""A key stands there empty: somebody asked, and nobody has answered.

An empty `phone:` is honest, and it is found at 03:00. Gaps are shown in red on the site and counted here; they are
no errors, since an unfinished checklist has them by nature.

Example:
    phone:

Do instead: fill it; or take the key out, if nobody needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.model.record import Record
    from gonogo.model.release import Release
    from gonogo.model.system import SystemFacts

SEVERITY = Severity.NOTE


def find(assessment: Assessment) -> Iterator[Finding]:
    for record in _records(assessment):
        for key in record.gaps:
            owner = getattr(record, "id", "")
            of = f' of "{owner}"' if owner else ""
            yield Finding(record.where.at(key), f'"{key}"{of} is empty')


def _records(assessment: Assessment) -> Iterator[Record]:
    snapshot = assessment.snapshot
    for person in snapshot.people.values():
        yield from (person, *person.keys.values())
    if snapshot.policy:
        yield snapshot.policy
    for system in snapshot.systems.values():
        yield from system.roles.values()
        if system.facts:
            yield from _system_records(system.facts)
        for release in system.releases.values():
            if release is not None:
                yield from _release_records(release)


def _system_records(facts: SystemFacts) -> Iterator[Record]:
    yield from (
        facts,
        *facts.contacts.values(),
        *facts.channels.values(),
        *facts.resources.values(),
    )


def _release_records(release: Release) -> Iterator[Record]:
    yield from (release, *release.phases.values(), *release.sections.values())
    for _, entry in release.walk():
        yield entry
        if entry.waiver:
            yield entry.waiver
