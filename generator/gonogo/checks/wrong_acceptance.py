"""The policy accepts a finding that nobody can accept, or names a rule or place that does not exist.

The entry would silently accept nothing, or hide a fact that readers have to see: an error, a decision that is not
authorized, a result of the history. The rules whose findings can be accepted say so in their line of this page. A place
is a full reference: `shop`, `shop/v1.0.0`, `shop/v1.0.0#testing` or `shop/v1.0.0#testing/load-test`.

Example:
    accepted:
      signed-on-paper:
        rule: stale-signoff
        at: shop/v1.0.0
        reason: The signer knows about the change.

Do instead: remove the entry and follow the help of the finding; or correct the name.
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
_OF_READING = "it says that a file is not read: correct the file"
_OF_ERROR = "it is an error: correct what it is about"
_OF_TRUST = "it says what counts, or what history proves, and is shown as long as that is so"


def find(assessment: Assessment) -> Iterator[Finding]:
    from gonogo.checks.rules import RULES  # noqa: PLC0415 - that module lists this one

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
    """`hints` has every rule, with the advice for a finding that cannot be accepted."""
    rule, location = acceptance.rule, acceptance.where.at("rule")
    if rule not in hints:
        yield Finding(location, f'there is no rule "{rule}"', suggest.help(rule, hints))
    elif rule not in ACCEPTABLE:
        yield Finding(location, f'no finding of "{rule}" can be accepted', hints[rule])
