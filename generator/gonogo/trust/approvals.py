"""Whether each waiver and each `na` counts: an authorized person must have written or merged it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.sections.checklist import Item
from gonogo.model.judgement import Approval
from gonogo.model.trust_codes import TrustCode
from gonogo.trust.release_values import has_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.ids import EntryId
    from gonogo.model.provenance import Provenance
    from gonogo.model.release import Entry, Waiver
    from gonogo.trust.identities import Identities
    from gonogo.trust.judged_release import JudgedRelease
    from gonogo.trust.release_history import Step


def verify_approvals(judged: JudgedRelease) -> dict[EntryId, Approval]:
    """The approval of every waived or not applicable item, keyed by id."""
    return {item.id: _verify(item, kind, judged) for item, kind in _find_excused(judged)}


def _find_excused(judged: JudgedRelease) -> Iterator[tuple[Entry, str]]:
    for _, item in judged.release.walk():
        if item.waiver is not None:
            yield item, "waiver"
        elif isinstance(item, Item) and item.status == "na":
            yield item, "na"


def _verify(item: Entry, kind: str, judged: JudgedRelease) -> Approval:
    value_id = (kind, str(item.id))
    value = judged.values.values.get(value_id)
    if value != judged.history.values().values.get(value_id):
        what = "the waiver" if kind == "waiver" else "“not applicable”"
        return Approval(f"{what} is not on {judged.main} yet; it counts once it is merged", TrustCode.PENDING)
    step = judged.history.find_step(value_id, value)
    if step is None:
        raise AssertionError(value_id)
    introducers = judged.history.introducers(step.place, value_id)
    provenance = judged.history.provenance(step.place, introducers[0])
    people = judged.history.participants(step.place, introducers).everybody
    if item.waiver is not None:
        return _verify_waiver(item, item.waiver, step, people, provenance, judged)
    return _verify_na(people, provenance, judged, step.place)


def _verify_waiver(  # noqa: PLR0913, PLR0917 - the facts about one waiver
    item: Entry,
    waiver: Waiver,
    step: Step,
    people: tuple[str, ...],
    provenance: Provenance,
    judged: JudgedRelease,
) -> Approval:
    identities = judged.history.registry_at(step.place).identities
    name, approver = judged.name_of(waiver.approved_by), waiver.approved_by
    root = judged.history.registry.root
    if root is None or step.place <= root:
        why = "the waiver was merged before the registry named a maintainer, or in the same merge"
        return Approval(why, TrustCode.BEFORE_TRUST_ROOT, provenance)
    if not has_entry(step.tree_before, str(item.id)):
        why = "the waiver was added together with its file or item; merge the item first, then the waiver"
        return Approval(why, TrustCode.ARRIVED_FILLED, provenance)
    if not _may_waive(approver, identities, judged):
        why = f"{name}, the named approver, could not approve waivers when the waiver was merged"
        return Approval(why, TrustCode.WAIVER_NOT_AUTHORISED, provenance)
    if approver not in people:
        changed = "changed the waiver or its title" if _had_waiver(item, step) else "wrote the waiver"
        why = f"{provenance.written_by.name} {changed}, but its approver {name} did not write or merge the change"
        return Approval(why, TrustCode.WAIVER_NOT_AUTHORISED, provenance)
    return Approval(provenance=provenance)


def _had_waiver(item: Entry, step: Step) -> bool:
    return ("waiver", str(item.id)) in step.before.values


def _may_waive(person: str, identities: Identities, judged: JudgedRelease) -> bool:
    policy = identities.registry.policy
    if policy is None or not identities.is_active_human(person):
        return False
    if not policy.may_waive:
        return identities.is_maintainer(person)
    return identities.holds(person, policy.may_waive, judged.history.system)


def _verify_na(people: tuple[str, ...], provenance: Provenance, judged: JudgedRelease, place: int) -> Approval:
    identities = judged.history.registry_at(place).identities
    roles = identities.registry.policy.may_mark_na if identities.registry.policy else ()
    for person in people:
        if identities.is_active_human(person) and (not roles or identities.holds(person, roles, judged.history.system)):
            return Approval(provenance=provenance)
    name = provenance.written_by.name
    why = f"{name} marked it as not applicable, but no authorized person wrote or merged the change"
    return Approval(why, TrustCode.NA_NOT_AUTHORISED, provenance)
