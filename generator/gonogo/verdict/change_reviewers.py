"""The people who have to review a change, and the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.sections.signoffs import SignOff
from gonogo.model.comparison import Reviewer
from gonogo.model.event import EventKind
from gonogo.model.ids import PersonId
from gonogo.model.references import Ref
from gonogo.verdict.change_effects import find_stale
from gonogo.verdict.compared_side import entry_of, name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.event import Change
    from gonogo.verdict.compared_side import Side

_SLOT_KEYS = ("covers", "role", "meaning", "title", "section")
_SYSTEM_FILE = "system.yml"
"""The file whose changes have events of kind REGISTRY, although it is not a registry file."""


def find_reviewers(
    before: Side, after: Side, changes: tuple[Change, ...], authors: tuple[PersonId, ...]
) -> tuple[Reviewer, ...]:
    """The people who have to review a change: signers, holders of roles, approvers and maintainers.

    A person who is the only author of the change is left out.
    """
    reasons: dict[PersonId, dict[str, None]] = {}
    for person, reason in _find_reasons(before, after, changes):
        if person in after.snapshot.people and authors != (person,):
            reasons.setdefault(person, {})[reason] = None
    return tuple(Reviewer(person, name_person(person, before, after), tuple(said)) for person, said in reasons.items())


def _find_reasons(before: Side, after: Side, changes: tuple[Change, ...]) -> Iterator[tuple[PersonId, str]]:
    for _, slot, _ in find_stale(before, after):
        yield PersonId(slot.by), f"signed “{slot.title}”, which becomes stale"
    for change in changes:
        yield from _find_approvers(change, after)
        yield from _find_holders(change, after)
    if any(change.kind is EventKind.REGISTRY and not str(change.ref).endswith(_SYSTEM_FILE) for change in changes):
        policy = before.snapshot.policy or after.snapshot.policy
        yield from ((person, "maintains people, policy and roles") for person in (policy.maintainers if policy else ()))


def _find_approvers(change: Change, after: Side) -> Iterator[tuple[PersonId, str]]:
    """The approver of a waiver, if the change adds or edits this waiver."""
    entry = entry_of(change.ref, after)
    if entry is not None and entry.waiver and any(part.field.startswith("waiver") for part in change.details):
        yield entry.waiver.approved_by, f"approves the waiver of “{entry.title}”"


def _find_holders(change: Change, after: Side) -> Iterator[tuple[PersonId, str]]:
    """The holders of the role of a slot, if the change adds the slot or edits what the slot decides."""
    slot = entry_of(change.ref, after)
    is_new = change.kind is EventKind.ADDED
    if isinstance(slot, SignOff) and isinstance(change.ref, Ref) and (is_new or change.field in _SLOT_KEYS):
        role = after.snapshot.systems[change.ref.system].roles.get(slot.signing_role)
        for person in role.people if role else ():
            yield person, f"holds the role that decides “{slot.title}”, which {'is new' if is_new else 'changes'}"
