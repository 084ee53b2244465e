"""The grounds: facts outside a release file by which the release is judged.

A sign-off has a `Standing`, a waiver an `Approval`, and a trigger or criterion an `Answer`. `gonogo.trust` derives
these from git history. Without history, `gonogo.trust.unverified` creates them, so that no decision or waiver counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field
from gonogo.model.judgement import Answer, Approval, ReleaseBlock, SignOffState, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.ids import EntryId, RoleId

_UNSIGNED = Standing(SignOffState.UNSIGNED, None, "unsigned", "")
_UNAPPROVED = Approval("it has not been approved")


class Grounds(Frozen):
    """The facts outside a release file by which the release is judged.

    `standings` are keyed by slot, `answers` by trigger or criterion, `approvals` by item, and `names` by the id of a
    person. `required_roles` and `requires` are values of the policy. `unreadable` are the paths of registry and system
    files that cannot be decoded. `blocks` are blockers of the whole release that follow from history. `is_over` says
    that the release is judged after its deployment, so that rollback triggers do not block. `why_unverified` is the
    reason why decisions are not verified; used only if `has_history` is false.
    """

    standings: Mapping[EntryId, Standing] = field(factory=dict)
    answers: Mapping[EntryId, Answer] = field(factory=dict)
    approvals: Mapping[EntryId, Approval] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)
    required_roles: tuple[RoleId, ...] = ()
    requires: str = "none"
    unreadable: tuple[str, ...] = ()
    blocks: tuple[ReleaseBlock, ...] = ()
    is_over: bool = False
    has_history: bool = False
    why_unverified: str = "not verified"

    def standing_of(self, slot: EntryId) -> Standing:
        """The status of a slot; "unsigned" if `standings` does not have the slot."""
        return self.standings.get(slot, _UNSIGNED)

    def approval_of(self, item: EntryId) -> Approval:
        """The approval of a waived or not applicable item; "not approved" if `approvals` does not have the item."""
        return self.approvals.get(item, _UNAPPROVED)

    def answer_of(self, entry: EntryId, written: str) -> Answer:
        """The answer that counts for a trigger or criterion; `written` if `answers` does not have the entry."""
        return self.answers.get(entry) or Answer(written)
