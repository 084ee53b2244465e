"""Somebody moved the folder `checklists/`, and gonogo reads the history only from this commit on.

Gonogo follows files that are renamed within `checklists/`, but does not follow a move of the folder itself. After the
move, the person who moved the folder is shown as the author of every entry, and the moved decisions do not count.

Example:
    git mv checklists operations/checklists

Do instead: do not move the folder while a release is open. If you have to, sign again after the move. To read the
history before the move, run `git worktree add ../before COMMIT^`, where COMMIT is the commit with the move, and then
`gonogo -C ../before log`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment, Finding

SEVERITY = Severity.NOTE


def find(assessment: Assessment) -> Iterator[Finding]:
    yield from assessment.trust_findings(TrustCode.HISTORY_BEGINS_AT_A_MOVE)
