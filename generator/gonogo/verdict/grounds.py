"""The grounds on which a release is judged, besides its own file.

Sign-offs, waivers and answers are judged by a `Standing`, an `Approval` or an `Answer`. `gonogo.trust` derives these
from git history. Without history `unverified_standings` creates them, and none of them counts.
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
    """The basis on which a release is judged. Without any, a slot is unsigned and a waiver is not approved.

    `standings` are keyed by slot, `approvals` by item, `answers` by trigger or criterion, `names` by the id of a
    person. `required_roles` and `requires` are those of the policy. `unreadable` are the paths of files that concern
    the release and cannot be decoded. `blocks` are the objections of history against the release as a whole.
    `why_unverified` is the reason why there is no history. `is_over` says that the release is judged after its
    deployment, so that rollback triggers do not block.
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
        """The status of a slot; unsigned if there is none."""
        return self.standings.get(slot, _UNSIGNED)

    def approval_of(self, item: EntryId) -> Approval:
        """The approval of a waived or not applicable item; not approved if there is none."""
        return self.approvals.get(item, _UNAPPROVED)

    def answer_of(self, entry: EntryId, written: str) -> Answer:
        """The answer of a trigger or criterion that counts; the written answer if history has no record of it."""
        return self.answers.get(entry) or Answer(written)
