"""GO requires a section that no sign-off covers.

Every role could sign without answering for this section. The section blocks until a sign-off names it in `covers`, or
covers `all`.

Example:
    covers: [code-and-testing]

as the only sign-off, while GO also requires `safety-and-compliance`.

Do instead: name the section in the `covers` of the role that answers for it.
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
