"""Slots that were removed, given another role or exempted from GO without authority.

After its first landing, a slot keeps its meaning until a maintainer writes or merges a change to it.
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
    """A blocker for every slot that differs from its last authorized version."""
    kept: dict[str, Slot] = {}
    reasons: dict[str, str] = {}
    for step in judged.history.steps:
        for key in dict.fromkeys((*step.before.slots, *step.after.slots)):
            after = step.after.slots.get(key)
            if after == step.before.slots.get(key):
                continue
            if key in kept and _is_lessened(kept[key], after) and not _has_maintainer(step, key, judged.history):
                reasons[key] = f"{_say(after)} by {_author(step, key, judged.history)}, without a maintainer"
                continue
            reasons.pop(key, None)
            kept.pop(key, None)
            kept |= {key: after} if after else {}
    now = judged.values.slots
    for key, slot in kept.items():
        if _is_lessened(slot, now.get(key)):
            why = reasons.get(key) or f"{_say(now.get(key))}; this is not on {judged.main} yet"
            yield ReleaseBlock(BlockerRule.SIGNOFF_MISSING, f"Sign-off “{key}”", why, TrustCode.SLOT_CHANGED)


def _has_maintainer(step: Step, key: str, history: ReleaseHistory) -> bool:
    """Whether a maintainer wrote or merged a change to a slot; True up to the trust root, where none is needed."""
    if history.registry.root is None or step.place <= history.registry.root:
        return True
    people = history.participants(step.place, history.slot_introducers(step.place, key))
    identities = history.registry_at(step.place).identities
    return any(map(identities.is_maintainer, people.everybody))


def _author(step: Step, key: str, history: ReleaseHistory) -> str:
    introducers = history.slot_introducers(step.place, key)
    return history.provenance(step.place, introducers[0]).written_by.name


def _is_lessened(before: Slot, after: Slot | None) -> bool:
    """Whether a slot that counts no longer requires the same role."""
    return before.is_counted and (after is None or not after.is_counted or after.role != before.role)


def _say(slot: Slot | None) -> str:
    if slot is None:
        return "removed"
    return f"given to the role {slot.role}" if slot.is_counted else "moved to a phase that does not count"
