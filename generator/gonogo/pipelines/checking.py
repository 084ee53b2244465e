"""The pipeline of `check`: snapshot and judgements -> diagnostics.

It is apart from `assessment`, because it imports all rules, which takes a while, and most commands need none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Assessment
from gonogo.checks.rules import find_in_facts
from gonogo.trust.unverified import NO_HISTORY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.model.verification import Verification
    from gonogo.trust.unverified import Unverified


def check(
    snapshot: Snapshot,
    judgements: Mapping[Ref, Judgement],
    as_of: datetime,
    verification: Verification | Unverified = NO_HISTORY,
) -> tuple[Diagnostic, ...]:
    """Every diagnostic of reading the files and of the rules, by path and line."""
    assessment = Assessment(snapshot, judgements, as_of, verification)
    diagnostics = [*snapshot.diagnostics, *find_in_facts(assessment)]
    return tuple(sorted(diagnostics, key=lambda diagnostic: (diagnostic.location, diagnostic.rule, diagnostic.message)))
