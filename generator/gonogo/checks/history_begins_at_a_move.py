"""The folder `checklists/` was moved, and the history that gonogo reads begins at the move.

Gonogo follows a file that is renamed within `checklists/`, but not the folder itself. Each entry then looks as if the
person who moved it had added it, and a decision that came with the move does not count.

Example:
    git mv checklists operations/checklists

Do instead: keep the folder where it is, or move it between two releases, and decide again after the move. `git worktree
add ../before COMMIT^` makes a folder with the history before the move, for `gonogo -C ../before log`.
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
