"""Evidence is the path of a file that the repository does not have.

A reader who looks for the proof does not find it, and a sign-off cannot cover its content. A folder, a symbolic link
and a file of a submodule do not count as files of the repository. The rule does not follow links to the web, and does
not check the evidence of closed releases.

Example:
    status: done
    evidence: reports/load-tset.html

while the file is `reports/load-test.html`.

Do instead: commit the file in the same pull request as the answer, or correct the path, which starts at the folder that
holds `checklists/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, _, entry in assessment.entries():
        for at, path in enumerate(entry.evidence):
            if path in assessment.snapshot.absent_evidence and not release.outcome:
                message = f'evidence of "{entry.id}": there is no file "{shorten(path)}" in the repository'
                hint = "commit it with the answer; a path starts at the folder that holds checklists/"
                yield Finding(entry.where.at("evidence", at), message, hint)
