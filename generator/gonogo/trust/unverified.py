"""The status of sign-offs and waivers if git history or the main branch is missing, so that nothing can be verified.

No such sign-off or waiver counts.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.checklist import Item
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.judgement import Approval, SignOffState, Standing
from gonogo.model.registry import name_of
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.ids import EntryId, PersonId, RoleId, SystemId
    from gonogo.model.registry import Person, Role
    from gonogo.model.release import Release


class Unverified(Frozen):
    """The reason why nothing can be verified, in words and as a code, and how to fix it."""

    reason: str
    hint: str
    code: str = ""


NO_HISTORY = Unverified("not verified: there is no git history", "commit the checklists in a git repository")


IGNORED = Unverified("not verified: history was left out", "leave out --no-history")


def main_not_here(main: str, *, is_default: bool = False) -> Unverified:
    """The reason for a clone without the main branch, with the command that fetches the branch.

    `is_default` means that the clone takes the branch for the default branch of its remote. That is wrong after the
    remote has renamed the branch and the clone has fetched with `--prune`.

    The command names both ends, because a clone of a single branch does not keep other branches that it fetches. The
    name is quoted, because a policy can name a branch `a;b`, and readers paste the command into a shell.
    """
    why = f"not verified: this clone does not have the branch {main}"
    both_ends = shlex.quote(f"{main}:refs/remotes/origin/{main}")
    hint = f"git fetch origin {both_ends}"
    if is_default:
        hint += f", or if origin has renamed {main}: git remote set-head origin --auto"
    return Unverified(why, hint, TrustCode.MAIN_NOT_HERE)


def unverified_standings(
    release: Release, roles: Mapping[RoleId, Role], people: Mapping[PersonId, Person], cause: Unverified
) -> dict[EntryId, Standing]:
    """The status of each slot, keyed by id: `unsigned` if it is empty, `unjudged` if it has a decision."""
    return {
        slot.id: _standing_of_filled(slot, people, cause)
        if slot.decision
        else standing_of_empty(slot, release.system, roles, people)
        for _, slot in slots_of(release)
    }


def unverified_approvals(
    release: Release, people: Mapping[PersonId, Person], cause: Unverified
) -> dict[EntryId, Approval]:
    """The approval of each waived or not applicable item, keyed by the item's id.

    Its reason says why it does not count.
    """
    approvals: dict[EntryId, Approval] = {}
    for _, item in release.walk():
        if item.waiver is not None:
            why = f"waived by {name_of(item.waiver.approved_by, people)}; {cause.reason}"
            approvals[item.id] = Approval(why, cause.code)
        elif isinstance(item, Item) and item.status == "na":
            approvals[item.id] = Approval(f"marked not applicable; {cause.reason}", cause.code)
    return approvals


def _standing_of_filled(slot: SignOff, people: Mapping[PersonId, Person], cause: Unverified) -> Standing:
    why = f"{slot.decision} by {name_of(slot.by, people)}; {cause.reason}"
    return Standing(SignOffState.UNJUDGED, None, why, cause.hint, cause.code)


def standing_of_empty(
    slot: SignOff, system: SystemId, roles: Mapping[RoleId, Role], people: Mapping[PersonId, Person]
) -> Standing:
    """The status of a slot without a decision; its reason names the people who hold the role according to the files."""
    role = roles.get(slot.signing_role)
    holders = [name_of(person, people) for person in role.people] if role else []
    title = role.title if role else slot.signing_role
    if not holders:
        hint = f"name a holder of the role {slot.signing_role} in checklists/{system}/roles.yml"
        return Standing(SignOffState.UNSIGNED, None, f"unsigned; nobody holds the role {title}", hint)
    names = " or ".join(holders)
    return Standing(SignOffState.UNSIGNED, None, f"unsigned; waits for {names}", f"{names} fills `decision:` and `by:`")
