"""Sign-offs and waivers that are not verified against git history: none of them counts.

These are the grounds until a module verifies sign-offs and waivers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.sections.checklist import Item
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.judgement import Approval, SignOffState, Standing
from gonogo.model.registry import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.ids import EntryId, PersonId
    from gonogo.model.registry import Person
    from gonogo.model.release import Release
    from gonogo.model.snapshot import System

_NOT_VERIFIED = "not judged by history"


def unverified_standings(
    release: Release, system: System, people: Mapping[PersonId, Person]
) -> dict[EntryId, Standing]:
    """The standing of every slot by its id: `unsigned` while it is empty, `unjudged` after somebody has filled it."""
    return {
        slot.id: _standing_of_filled(slot, people) if slot.decision else _standing_of_empty(slot, system, people)
        for _, slot in slots_of(release)
    }


def unverified_approvals(release: Release, people: Mapping[PersonId, Person]) -> dict[EntryId, Approval]:
    """For every waived or not applicable item, by its id, the reason why its approval does not count."""
    approvals: dict[EntryId, Approval] = {}
    for _, item in release.walk():
        if item.waiver is not None:
            approvals[item.id] = Approval(f"waived by {name_of(item.waiver.approved_by, people)}; {_NOT_VERIFIED}")
        elif isinstance(item, Item) and item.status == "na":
            approvals[item.id] = Approval(f"marked not applicable; {_NOT_VERIFIED}")
    return approvals


def _standing_of_filled(slot: SignOff, people: Mapping[PersonId, Person]) -> Standing:
    name = name_of(slot.by, people)
    next_step = {
        "no-go": f"settle the reason, then {name} decides again",
        "withdrawn": f"{name} decides again",
    }.get(slot.decision, "a history in which that person, holding the role, committed the decision")
    return Standing(SignOffState.UNJUDGED, None, f"{slot.decision} by {name}; {_NOT_VERIFIED}", next_step)


def _standing_of_empty(slot: SignOff, system: System, people: Mapping[PersonId, Person]) -> Standing:
    role = system.roles.get(slot.signing_role)
    holders = [name_of(person, people) for person in role.people] if role else []
    title = role.title if role else slot.signing_role
    if not holders:
        return Standing(
            SignOffState.UNSIGNED,
            None,
            f"unsigned; nobody holds the role {title}",
            f"name who holds the role {slot.signing_role} in checklists/{system.id}/roles.yml",
        )
    return Standing(
        SignOffState.UNSIGNED,
        None,
        f"unsigned; waits for {' or '.join(holders)}",
        f"{' or '.join(holders)} fills `decision:` and `by:`",
    )
