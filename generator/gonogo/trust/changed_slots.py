"""Sign-off slots that somebody without authority removed, gave to another role, or moved to a phase without `gate: go`.

The first landing that contains a slot determines its role and phase. Later changes count only if a maintainer wrote or
merged them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.judgement import BlockerRule, ReleaseBlock
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.trust.judged_release import JudgedRelease
    from gonogo.trust.release_history import ReleaseHistory, Step
    from gonogo.trust.release_values import Slot


def find_changed_slots(judged: JudgedRelease) -> Iterator[ReleaseBlock]:
    """A blocker for each slot that no longer requires what its last authorized version required."""
    kept: dict[str, Slot] = {}
    reasons: dict[str, str] = {}
    for step in judged.history.steps:
        for key in dict.fromkeys((*step.before.slots, *step.after.slots)):
            after = step.after.slots.get(key)
            if after == step.before.slots.get(key):
                continue
            if key in kept and _requires_less(kept[key], after) and not _has_maintainer(step, key, judged.history):
                reasons[key] = f"{_describe_slot(after)} by {_author(step, key, judged.history)}, without a maintainer"
                continue
            reasons.pop(key, None)
            kept.pop(key, None)
            kept |= {key: after} if after else {}
    now = judged.values.slots
    for key, slot in kept.items():
        if _requires_less(slot, now.get(key)):
            why = reasons.get(key) or f"{_describe_slot(now.get(key))}; this is not on {judged.main} yet"
            yield ReleaseBlock(BlockerRule.SIGNOFF_MISSING, f"Sign-off “{key}”", why, TrustCode.SLOT_CHANGED)


def _has_maintainer(step: Step, key: str, history: ReleaseHistory) -> bool:
    """Whether a maintainer wrote or merged a landing's change to a slot.

    True up to and including the trust root, because no maintainer is known before it.
    """
    if history.registry.root is None or step.place <= history.registry.root:
        return True
    people = history.participants(step.place, history.slot_introducers(step.place, key))
    identities = history.registry_at(step.place).identities
    return any(map(identities.is_maintainer, people.everybody))


def _author(step: Step, key: str, history: ReleaseHistory) -> str:
    introducers = history.slot_introducers(step.place, key)
    return history.provenance(step.place, introducers[0]).written_by.name


def _requires_less(before: Slot, after: Slot | None) -> bool:
    """Whether a slot that is required for GO was removed, given another role, or moved to a phase without a GO gate."""
    return before.is_counted and (after is None or not after.is_counted or after.role != before.role)


def _describe_slot(slot: Slot | None) -> str:
    if slot is None:
        return "removed"
    return f"given to the role {slot.role}" if slot.is_counted else "moved to a phase that does not count"
