"""A release was deployed although its verdict as of T-0 was NO-GO.

Gonogo judges the checklist as of T-0 from git history. Entries that are settled later do not change this verdict. An
auditor will ask why the team deployed.

Example:
    outcome: deployed

At T-0, a sign-off was missing.

Do instead: write into the release's `note` who decided to deploy, and why. If a release was not deployed, or did not
stay deployed, its outcome is `cancelled` or `rolled-back`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.judgement import Verdict
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, judgement in assessment.releases():
        if judgement.closing is None or release.outcome != "deployed" or judgement.verdict is not Verdict.NO_GO:
            continue
        count = len(judgement.blockers)
        message = f"the release was deployed, but its verdict was NO-GO with {count} {plural(count, 'blocker')}"
        hint = f"gonogo status {release.ref} lists the blockers; write into `note:` who decided to deploy, and why"
        yield Finding(release.where.at("outcome"), message, hint)
