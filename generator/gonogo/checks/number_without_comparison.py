"""A target has a number, but does not say whether the observed value must be higher or lower.

Without a comparison, the target is only text, and a person has to answer `met` or `missed`. With a comparison, gonogo
compares the observed number with the target.

Example:
    target: 80% of users

Do instead: add a comparison.

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
            message = f'"{entry.target.text}" has no comparison, so "observed" must be met or missed'
            yield Finding(entry.where.at("target"), message, 'add "at least" or "<" to compare the number')
