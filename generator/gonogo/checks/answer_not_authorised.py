"""The answer to a trigger or criterion does not count, because its author is not authorized to give this answer.

`clear` or `met` counts only if an active person in people.yml writes or merges it. To change `fired` or `unmet` back,
this person must be the author of `fired` or `unmet`, the holder of a role in `may_close`, or a maintainer. Otherwise,
anyone could silence an alarm.

Example:
    status: clear

Ben changed `fired` to `clear` in this commit, but Ann wrote `fired`.

Do instead: ask the author of the answer `fired` or `unmet`, a holder of a role in `may_close`, or a
maintainer to write or merge the new answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    hint = "ask a person who may give this answer to write or merge it"
    for _, release, judgement in assessment.releases():
        if release.outcome:
            continue
        for _, entry in release.walk():
            answer = judgement.answers.get(entry.id)
            if answer is not None and answer.code == TrustCode.ANSWER_NOT_AUTHORISED:
                yield Finding(
                    entry.where.at("status"), f'the answer to "{entry.id}" does not count: {answer.reason}', hint
                )
        for blocker in judgement.blockers:
            if blocker.code == TrustCode.ANSWER_NOT_AUTHORISED and blocker.ref.entry is None:
                yield Finding(blocker.location, blocker.message, hint)
