"""The evidence is the path of a file, but the repository has no file with this path.

Readers cannot find the proof, and a sign-off cannot cover the content of the file. Folders, symbolic links and files in
submodules do not count as files. The rule does not check web links and the evidence of closed releases.

Example:
    status: done
    evidence: reports/load-tset.html

The path of the file is `reports/load-test.html`.

Do instead: commit the file in the same pull request as the answer, or correct the path. Paths are relative to the
folder that contains `checklists/`.
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
                hint = "commit the file with the answer; paths are relative to the folder that contains checklists/"
                yield Finding(entry.where.at("evidence", at), message, hint)
