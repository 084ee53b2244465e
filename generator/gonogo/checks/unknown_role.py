"""A sign-off or `policy.yml` names a role that is not in `roles.yml`.

Only a holder of a role can sign for this role. If the system's `roles.yml` does not have the role, nobody can sign. A
right that `policy.yml` gives to an unknown role has no effect.

Example:
    role: quality-lead

Do instead: use the id of a role in the system's `roles.yml`, or ask a maintainer to add the role there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity, Suggester

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.core.nodes import Location

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    suggest = Suggester()
    for system, _, _, entry in assessment.entries():
        is_known = assessment.is_known("roles.yml", system=system)
        if is_known and entry.asked_role and entry.asked_role not in system.roles:
            message = f'role "{entry.asked_role}" is not in checklists/{system.id}/roles.yml'
            yield Finding(entry.where.at("role"), message, suggest.help(entry.asked_role, system.roles))
    if not all(assessment.is_known("roles.yml", system=system) for system in assessment.snapshot.systems.values()):
        return
    known = {role for system in assessment.snapshot.systems.values() for role in system.roles}
    for role, location in _roles_of_policy(assessment):
        if role not in known:
            yield Finding(location, f'role "{role}" is not in any roles.yml', suggest.help(role, sorted(known)))


def _roles_of_policy(assessment: Assessment) -> Iterator[tuple[str, Location]]:
    policy = assessment.snapshot.policy
    if policy is None:
        return
    lists = (
        ("required_roles", policy.required_roles),
        ("may_waive", policy.may_waive),
        ("may_mark_na", policy.may_mark_na),
    )
    for key, roles in lists:
        yield from ((role, policy.where.at(key, at)) for at, role in enumerate(roles))
    for at, roles in enumerate(policy.distinct):
        yield from ((role, policy.where.at("distinct", at)) for role in roles)
