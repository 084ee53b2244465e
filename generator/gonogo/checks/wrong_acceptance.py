"""An entry under `accepted` in policy.yml names a rule whose findings cannot be accepted, or a wrong rule or place.

With a wrong name, the entry would have no effect, and nobody would notice. Findings that readers have to see cannot be
accepted: errors, unauthorized decisions, and results of the history check. On this page, rules whose findings can be
accepted have the mark "can be accepted". A place is a full reference: `shop`, `shop/v1.0.0`, `shop/v1.0.0#testing` or
`shop/v1.0.0#testing/load-test`.

Example:
    accepted:
      signed-on-paper:
        rule: stale-signoff
        at: shop/v1.0.0
        reason: The signer knows about the change.

Do instead: correct the name of the rule or the place. If the findings cannot be accepted, remove the entry, and follow
the `help:` line of the finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.acceptance import ACCEPTABLE, Places
from gonogo.checks.rule import Finding, rule_id
from gonogo.core.diagnostics import READING_RULES, Severity, Suggester

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.checks.rule import Assessment
    from gonogo.model.registry import Acceptance

SEVERITY = Severity.ERROR

_IN_FULL = "write it in full, such as shop/v1.0.0#testing/load-test"
_OF_READING = "the finding says that gonogo cannot read a file: correct the file"
_OF_ERROR = "the finding is an error: correct its cause"
_OF_TRUST = "the finding reports a fact about trust or history, and remains until this fact changes"


def find(assessment: Assessment) -> Iterator[Finding]:
    from gonogo.checks.rules import RULES  # noqa: PLC0415 - `rules` imports this module

    policy = assessment.snapshot.policy
    if policy is None or not policy.accepted:
        return
    hints = dict.fromkeys(READING_RULES, _OF_READING)
    hints |= {rule_id(rule): _OF_ERROR if rule.SEVERITY is Severity.ERROR else _OF_TRUST for rule in RULES}
    places, suggest = Places(assessment.snapshot), Suggester()
    for acceptance in policy.accepted.values():
        yield from _find_wrong_rule(acceptance, hints, suggest)
        if not places.has(acceptance.at):
            message = f'"{acceptance.at}" is not a system, release, section or entry'
            hint = suggest.help(acceptance.at, places.list_near(acceptance.at), _IN_FULL)
            yield Finding(acceptance.where.at("at"), message, hint)


def _find_wrong_rule(acceptance: Acceptance, hints: Mapping[str, str], suggest: Suggester) -> Iterator[Finding]:
    """The finding about the rule of an entry. `hints` has all rules, each with the advice if it cannot be accepted."""
    rule, location = acceptance.rule, acceptance.where.at("rule")
    if rule not in hints:
        yield Finding(location, f'there is no rule "{rule}"', suggest.help(rule, hints))
    elif rule not in ACCEPTABLE:
        yield Finding(location, f'no finding of "{rule}" can be accepted', hints[rule])
