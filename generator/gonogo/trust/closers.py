"""The people who can close a release, record the decisions of others, and revert an alarm (`fired` or `unmet`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.ids import RoleId

if TYPE_CHECKING:
    from gonogo.model.ids import PersonId, SystemId
    from gonogo.trust.identities import Identities
    from gonogo.trust.release_history import Participants, ReleaseHistory

_DEFAULT = (RoleId("deployment-lead"),)


def may_close(people: Participants, history: ReleaseHistory, place: int) -> bool:
    """Whether a writer or the merger of a change is a closer, according to the registry before its landing."""
    identities = history.registry_at(place).identities
    return any(is_closer(person, identities, history.system) for person in people.everybody)


def is_closer(person: PersonId | None, identities: Identities, system: SystemId) -> bool:
    """Whether a person is a maintainer, or an active human with a role in `may_close`, according to a registry.

    Without `may_close` in the policy, the role is `deployment-lead`.
    """
    policy = identities.registry.policy
    roles = (policy.may_close if policy else ()) or _DEFAULT
    return identities.is_maintainer(person) or (
        person is not None and identities.is_active_human(person) and identities.holds(person, roles, system)
    )
