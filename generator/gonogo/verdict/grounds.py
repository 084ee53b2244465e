"""The grounds on which a release is judged, besides its own file.

Whether a sign-off or a waiver counts comes in here as a `Standing` or an `Approval`. Today both are made by
`unverified_standings`, and none of them counts. A module that verifies sign-offs and waivers against git history makes
the same two mappings in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field
from gonogo.model.judgement import Approval, SignOffState, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.ids import EntryId, RoleId

_UNSIGNED = Standing(SignOffState.UNSIGNED, None, "unsigned", "")
_UNAPPROVED = Approval("nobody has approved it")


class Grounds(Frozen):
    """What a release is judged by. Without any, a slot is unsigned and a waiver is not approved.

    `standings` are by slot, `approvals` by item, `names` by the id of a person. `required_roles` are those of the
    policy. `unreadable` are the paths of files that concern the release and do not decode.
    """

    standings: Mapping[EntryId, Standing] = field(factory=dict)
    approvals: Mapping[EntryId, Approval] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)
    required_roles: tuple[RoleId, ...] = ()
    unreadable: tuple[str, ...] = ()
    has_history: bool = False

    def standing_of(self, slot: EntryId) -> Standing:
        """The standing of a slot; unsigned if there is none."""
        return self.standings.get(slot, _UNSIGNED)

    def approval_of(self, item: EntryId) -> Approval:
        """The approval of a waived or not applicable item; not approved if there is none."""
        return self.approvals.get(item, _UNAPPROVED)
