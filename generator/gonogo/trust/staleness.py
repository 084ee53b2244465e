"""Whether covered content has changed since a decision, and who changed it.

A decision covers the content in the commit that introduced the decision, because the signer saw only this version. If
the judged content differs, the decision is stale. If the content is changed back, the decision counts again, with a
remark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import replace
from gonogo.core.safe_text import visible
from gonogo.core.secrets import hide_secrets
from gonogo.format.sections.signoffs import DECISION_KEYS
from gonogo.model.provenance import ContentChange
from gonogo.model.trust_codes import TrustCode
from gonogo.trust.content import compare_contents
from gonogo.trust.digest import PREFIX
from gonogo.trust.introducers import find_introducers

if TYPE_CHECKING:
    from gonogo.core.nodes import PlainTree
    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.ids import EntryId
    from gonogo.model.references import Ref
    from gonogo.trust.content import Content
    from gonogo.trust.introducers import Introducer
    from gonogo.trust.judged_release import JudgedRelease

_SHOWN = 3
_SEEN = 16  # the number of hex digits in `seen:`
_NOTHING_SEEN = "{who} made this commit, so git does not record what {name} had seen"
_CHANGED_BACK = "covered content was changed and then changed back"


class Stale(NamedTuple):
    """The reason why a decision is stale, in words and as a code, and the parts that differ."""

    reason: str
    code: TrustCode
    changes: tuple[ContentChange, ...]


class Staleness:
    """Compares the content that the signer of a slot saw with the judged content.

    `place` is the place of the landing that merged the decision. `introducer` is the commit that introduced the
    decision.
    """

    def __init__(self, judged: JudgedRelease, slot: SignOff, place: int, introducer: Introducer) -> None:
        self.judged = judged
        self.slot = slot
        self.place = place
        self.commit = introducer.commit
        self.now = judged.content(slot.id)
        self.seen = judged.content_in(self.commit.oid, slot.id)

    def find(self) -> Stale | None:
        """The reason why the decision is stale; None if it is not stale."""
        if changes := (*_compare(self.seen, self.now), *self._compare_evidence()):
            return self._describe(changes, TrustCode.STALE)
        if self.slot.seen and self.judged.digest(self.slot.id).removeprefix(PREFIX)[:_SEEN] != self.slot.seen:
            return Stale("the covered content differs from the content shown to the signer", TrustCode.STALE, ())
        if self.seen and self._is_rewritten() and self.commit.parents:
            before = self.judged.content_in(self.commit.parents[0], self.slot.id)
            # If the parent does not have the slot, all covered content is new.
            if changes := compare_contents(before or replace(self.seen, parts={}), self.seen):
                return self._describe(changes, TrustCode.CHANGED_IN_THE_SAME_COMMIT)
        return None

    def find_remarks(self) -> tuple[str, ...]:
        """Remarks about a decision that is not stale.

        One remark says that the signer may not have seen the content, another that the content was changed and changed
        back.
        """
        remarks = []
        if self._is_rewritten() and not self.slot.seen:
            identities = self.judged.history.registry_at(self.place).identities
            who = "the forge" if identities.is_forge(self.commit.committer) else visible(self.commit.committer.name)
            remarks.append(_NOTHING_SEEN.format(who=who, name=self.judged.name_of(self.slot.by)))
        if self._was_changed_back():
            remarks.append(_CHANGED_BACK)
        return tuple(remarks)

    def _is_rewritten(self) -> bool:
        """Whether somebody other than the author created this commit, as in a squash or a rebase."""
        identities = self.judged.history.registry_at(self.place).identities
        author, committer = self.commit.author, self.commit.committer
        people = identities.find_person(author), identities.find_person(committer)
        return people[0] != people[1] if all(people) else author.key != committer.key

    def _was_changed_back(self) -> bool:
        """Whether the covered content was different after some landing since the decision.

        First compares values that are cheap to compare, and skips versions in which they are equal.
        """
        is_final = self.judged.is_final(self.slot)
        last = _raw_content(self.judged.tree, self.slot.id)
        for step in self.judged.history.steps:
            if step.place <= self.place or (not is_final and _raw_content(step.tree, self.slot.id) == last):
                continue
            if self.judged.content_after(step.place, self.slot.id) != self.now:
                return True
        return False

    def _compare_evidence(self) -> tuple[ContentChange, ...]:
        """The slot itself as a changed part, if one of its evidence files has changed since the decision.

        Otherwise empty.
        """
        before, now = (self.judged.own_evidence(oid, self.slot) for oid in (self.commit.oid, self.judged.commit))
        if before == now:
            return ()
        ref = self.judged.ref_of(self.slot)
        return (ContentChange(ref, self.slot.title, "changed", ("evidence",)),)

    def _describe(self, changes: tuple[ContentChange, ...], code: TrustCode) -> Stale:
        known = tuple(replace(self._attribute(change), title=hide_secrets(change.title)) for change in changes)
        titles = [_describe_change(change) for change in known[:_SHOWN]]
        more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
        when = "in the commit of the decision" if code is TrustCode.CHANGED_IN_THE_SAME_COMMIT else "since the decision"
        return Stale(f"the covered content has changed {when}: {', '.join(titles)}{more}", code, known)

    def _attribute(self, change: ContentChange) -> ContentChange:
        """The change, with the last landing that changed the part to its judged content, and the author of that change.

        If the judged content of the part is not on main, the result is `change` itself, without landing and author.
        """
        history, slot, ref = self.judged.history, self.slot.id, change.ref
        if _part(self.judged.content_after(history.end, slot), ref) != _part(self.now, ref):
            return change
        place, before = None, None
        for changed_at, content in self.judged.contents_on_line(slot):
            place = changed_at if _part(content, ref) != before else place
            before = _part(content, ref)
        if place is None:
            return change
        history.reader.load_inside([(place, history.path)])
        found = find_introducers(history.reader, place, lambda oid: _part(self.judged.content_in(oid, slot), ref))
        made = history.provenance(place, found[0])
        return replace(
            change,
            by=made.written_by,
            landing=made.landing,
            pull_request=made.pull_request,
            landed_at=made.landed_at,
        )


def _describe_change(change: ContentChange) -> str:
    """A changed part in words; for the release itself, the names of its changed keys."""
    if change.ref.section is None:
        keys = ("the required sign-offs" if key == "required" else f"`{key}`" for key in change.keys)
        return f"{', '.join(keys)} {change.how}"
    return f"“{change.title}” {change.how}"


def _raw_content(tree: PlainTree | None, slot: EntryId) -> object:
    """The phases, the sections other than sign-offs, and the slot without its decision, as written in a version.

    If these values are equal in two versions, the content of a slot that does not cover sign-offs is equal too.
    Successive versions share unchanged objects, so the comparison is cheap.
    """
    sections = tree.get("sections") if tree else None
    if tree is None or not isinstance(sections, dict):
        return None
    bodies = {key: body for key, body in sections.items() if isinstance(body, dict)}
    others = {key: body for key, body in bodies.items() if body.get("kind") != "signoffs"}
    own = [
        (key, {name: value for name, value in entry.items() if name not in DECISION_KEYS})
        for key, body in bodies.items()
        if isinstance(items := body.get("items"), dict) and isinstance(entry := items.get(slot), dict)
    ]
    return tree.get("phases"), others, own


def _compare(before: Content | None, after: Content | None) -> tuple[ContentChange, ...]:
    """The changes between two versions; none if one of the versions does not have the slot."""
    return compare_contents(before, after) if before and after else ()


def _part(content: Content | None, ref: Ref) -> object:
    """The part of the content that `ref` names; None if the content does not have it."""
    parts = content.parts.items() if content else ()
    return next((part for place, part in parts if content and content.ref_of(place) == ref), None)
