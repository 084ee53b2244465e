"""The folder `checklists/` was moved, and the history that gonogo reads begins at the move.

Gonogo follows files that are renamed within `checklists/`, but not a move of the folder itself. Afterwards, the person
who moved the folder appears to have added every entry, and decisions that were moved do not count.

Example:
    git mv checklists operations/checklists

Do instead: keep the folder where it is, or move it between two releases, and decide again after the move. To read the
history before the move, run `git worktree add ../before COMMIT^`, then `gonogo -C ../before log`.
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
