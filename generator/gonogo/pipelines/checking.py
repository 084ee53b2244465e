"""The pipeline of `check`: from a snapshot and its judgements to findings.

It is separate from `assessment` because it imports all rules. This is slow, and most commands do not need the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.acceptance import Acceptances
from gonogo.checks.rule import Assessment
from gonogo.checks.rules import find_in_facts
from gonogo.core.frozen import Frozen
from gonogo.trust.unverified import NO_HISTORY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.core.diagnostics import AcceptedFinding, Diagnostic
    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.model.verification import Verification
    from gonogo.trust.unverified import Unverified


class Findings(Frozen):
    """The result of `gonogo check`, in order of path and line.

    `diagnostics` are the findings that are listed and counted. `accepted` are the findings that the policy accepts.
    """

    diagnostics: tuple[Diagnostic, ...]
    accepted: tuple[AcceptedFinding, ...] = ()


def check(
    snapshot: Snapshot,
    judgements: Mapping[Ref, Judgement],
    as_of: datetime,
    verification: Verification | Unverified = NO_HISTORY,
) -> Findings:
    """Every finding from reading the files and from the rules.

    Only this function decides which findings are accepted.
    """
    assessment = Assessment(snapshot, judgements, as_of, verification)
    found = [*snapshot.diagnostics, *find_in_facts(assessment)]
    acceptances = Acceptances(assessment)
    diagnostics, accepted = [], []
    for diagnostic in sorted(found, key=lambda found: (found.location, found.rule, found.message)):
        if finding := acceptances.accept(diagnostic):
            accepted.append(finding)
        else:
            diagnostics.append(diagnostic)
    return Findings(tuple(diagnostics), tuple(accepted))
