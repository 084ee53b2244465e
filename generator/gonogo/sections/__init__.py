"""The kinds of section, a file each. A new kind is one more file and one more line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.sections import checklist, criteria, metrics, notices, procedure, signoffs, triggers

if TYPE_CHECKING:
    from gonogo.sections.common import Kind

KINDS: tuple[Kind, ...] = (
    checklist.KIND,
    criteria.KIND,
    triggers.KIND,
    procedure.KIND,
    notices.KIND,
    metrics.KIND,
    signoffs.KIND,
)
BY_ID = {kind.id: kind for kind in KINDS}
