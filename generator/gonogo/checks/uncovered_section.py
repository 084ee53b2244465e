"""No sign-off covers a section that GO requires.

All roles could sign, but no role would be responsible for this section. The section blocks the release until the
`covers` of a sign-off has the section or `all`.

Example:
    covers: [code-and-testing]

This is the only sign-off, but GO also requires the section `safety-and-compliance`.

Do instead: add the section to the `covers` of the role that is responsible for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.verdict.coverage import find_uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release in assessment.snapshot.releases():
        for section in find_uncovered(release):
            message = f'no sign-off covers section "{section.id}", which GO requires'
            yield Finding(section.where.location, message, f"add {section.id} to the `covers` of a sign-off")
