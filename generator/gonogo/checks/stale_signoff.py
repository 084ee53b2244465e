"""Content that a sign-off covers has changed since the decision.

The signer has not seen the current content, so the decision no longer counts. The message names the change, the author
of the change, and the commit that merged the change.

Example:
    title: Most unit tests pass

When the QA lead signed, this title was "All unit tests pass".

Do instead: ask the signer to review the change and decide again with a new `on:` value, or revert the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.format.sections.signoffs import propose_on
from gonogo.model.judgement import SignOffState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.model.provenance import ContentChange

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, judgement, slot, standing in assessment.open_slots():
        if standing.state is SignOffState.STALE:
            changes = "; ".join(map(_say_change, standing.stale_by)) or standing.reason
            on = propose_on(slot, judgement.as_of)
            hint = f"ask {slot.by} to review the change, and to commit `on: {on}` to sign again"
            yield Finding(slot.where.at("decision"), f'the sign-off "{slot.id}" is stale: {changes}', hint)


def _say_change(change: ContentChange) -> str:
    keys = f" ({', '.join(change.keys)})" if change.keys else ""
    if change.by is None:
        return f"“{change.title}”{keys} was {change.how}, but the change is not merged yet"
    request = f", #{change.pull_request}" if change.pull_request else ""
    return f"{change.by.name} {change.how} “{change.title}”{keys} in {change.landing[:12]}{request}"
