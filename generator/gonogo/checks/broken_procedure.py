"""The steps of a procedure overlap, have a pause between them, or do not begin at minute 0.

People follow a procedure such as a rollback by the clock and under pressure. Overlapping steps or minutes without a
step are probably mistakes in the plan.

Example:
    restore:
      span: 10-20
    validate:
      span: 25-30

Do instead: start each step when the previous step ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.format.sections.procedure import steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.model.release import Section

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release in assessment.snapshot.releases():
        for section in release.sections.values():
            yield from _find_breaks(section)


def _find_breaks(section: Section) -> Iterator[Finding]:
    clock = 0
    last = ""
    for step in steps_of(section):
        start, end = step.span
        if start < clock:
            message = f'"{step.id}" begins at minute {start}, but "{last}" lasts until {clock}'
            yield Finding(step.where.at("span"), message, f'begin at {clock}, or end "{last}" earlier')
        elif start > clock:
            message = f'no step covers the minutes from {clock} to {start}, before "{step.id}"'
            hint = f"begin at {clock}" + (f', or end "{last}" later' if last else "")
            yield Finding(step.where.at("span"), message, hint)
        if end > clock:
            clock, last = end, step.id
