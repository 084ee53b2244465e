"""The levels of evidence for a decision, and the levels that a policy requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gonogo.model.registry import Registry

LEVELS = ("claimed", "attributed", "signed", "countersigned")
"""The levels of evidence, weakest first."""


def rank(level: str) -> int:
    """The position of a level in `LEVELS`: 0 for claimed, higher for stronger evidence."""
    return LEVELS.index(level)


def required_level(registry: Registry, *, is_final: bool) -> str:
    """The level that the policy requires of a sign-off, or of a final authorization; `attributed` without a policy."""
    policy = registry.policy
    if policy is None:
        return "attributed"
    return (policy.final_level or policy.level) if is_final else policy.level
