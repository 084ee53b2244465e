"""Entries or sections with a time are not in chronological order.

People read a page from top to bottom, and miss an earlier time that is below a later time. The rule checks the order of
the entries in a section, and of the sections in a phase, by their `at` times.

Example:
    deployment-started:
      at: T-0
    final-reminder:
      at: T-4h

Do instead: put the entries in chronological order, or correct the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.model.release import Entry, Section

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release in assessment.snapshot.releases():
        for phase in release.phases:
            yield from _find_disorder(release.sections_of(phase))
        for section in release.sections.values():
            yield from _find_disorder(section.entries)


def _find_disorder(records: Iterable[Entry | Section]) -> Iterator[Finding]:
    latest: Entry | Section | None = None
    for record in records:
        if record.at is None:
            continue
        if latest is not None and latest.at is not None and record.at.nominal < latest.at.nominal:
            message = f'"{record.id}" at {record.at.text} is listed below "{latest.id}" at {latest.at.text}'
            yield Finding(record.where.at("at"), message, "put them in chronological order")
        else:
            latest = record
