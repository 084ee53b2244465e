"""A target names a number, but not whether more or less is better.

Without a comparison the target is text: a person has to judge it with `met` or `missed`, although the number could
decide.

Example:
    target: 80% of users

Do instead: write the comparison.

    target: at least 80% of users
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.format.sections.metrics import Metric

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.NOTE


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, _, _, entry in assessment.entries():
        if isinstance(entry, Metric) and entry.target and entry.target.has_bare_number:
            message = f'"{entry.target.text}" has no comparison, so "observed" is met or missed'
            yield Finding(entry.where.at("target"), message, 'with "at least" or "<" the number decides')
