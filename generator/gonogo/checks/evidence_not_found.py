"""Evidence is the path of a file that is not in the repository.

Readers cannot find the proof, and a sign-off does not cover its content. A folder, a symbolic link and a file in a
submodule are not files of the repository. Gonogo does not follow links to the web, and does not check the evidence of
closed releases.

Example:
    status: done
    evidence: reports/load-tset.html

while the file is `reports/load-test.html`.

Do instead: commit the file in the same pull request as the answer, or correct the path. A path starts at the folder
that contains `checklists/`.
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
