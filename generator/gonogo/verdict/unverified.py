"""How sign-offs and waivers stand while no history is there to judge them by: nothing counts."""

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

NO_HISTORY = "not judged by history"


def stand_without_history(
    release: Release, system: System, people: Mapping[PersonId, Person]
) -> dict[EntryId, Standing]:
    """Every slot of the release: `unsigned` while it is empty, `unjudged` once somebody filled it."""
    return {
        slot.id: _judge_nothing(slot, people) if slot.decision else _wait_for(slot, system, people)
        for _, slot in slots_of(release)
    }


def approve_nothing(release: Release, people: Mapping[PersonId, Person]) -> dict[EntryId, Approval]:
    """Every waived or not applicable item of the release, with the reason why its approval does not count yet."""
    approvals: dict[EntryId, Approval] = {}
    for _, item in release.walk():
        if item.waiver is not None:
            approvals[item.id] = Approval(f"waived by {name_of(item.waiver.approved_by, people)}; {NO_HISTORY}")
        elif isinstance(item, Item) and item.status == "na":
            approvals[item.id] = Approval(f"marked not applicable; {NO_HISTORY}")
    return approvals


def _judge_nothing(slot: SignOff, people: Mapping[PersonId, Person]) -> Standing:
    name = name_of(slot.by, people)
    following = {
        "no-go": f"settle the reason, then {name} decides again",
        "withdrawn": f"{name} decides again",
    }.get(slot.decision, "a history in which that person, holding the role, committed the decision")
    return Standing(SignOffState.UNJUDGED, None, f"{slot.decision} by {name}; {NO_HISTORY}", following)


def _wait_for(slot: SignOff, system: System, people: Mapping[PersonId, Person]) -> Standing:
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
