"""The sign-off slots of a release with their status, the entries that they wait for, and the next actions."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import SignOff, is_final, slots_of
from gonogo.model.judgement import SignOffState
from gonogo.model.references import Ref
from gonogo.verdict.coverage import awaited_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.event import FileRef
    from gonogo.model.judgement import Judgement, Standing
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.snapshot import Snapshot
    from gonogo.model.state_words import StateWord


class Action(StrEnum):
    """The next action for a sign-off. The values are words in JSON documents."""

    SIGN = "sign"
    """The entries that the slot waits for are settled: a holder of the role can decide."""
    WAIT = "wait"
    """An entry that the slot waits for is not settled yet."""
    SIGN_AGAIN = "sign-again"
    """Covered content has changed: the signer has to review the changes and decide again."""
    DECIDE_AGAIN = "decide-again"
    """The decision does not count, is a no-go, or was withdrawn: somebody has to decide again."""
    MERGE = "merge"
    """Somebody has to merge the decision; if the policy requires a second person, someone other than the signer."""
    VERIFY = "verify"
    """There is no git history against which gonogo can verify the decision."""


_ACTIONS = {
    SignOffState.PENDING: Action.MERGE,
    SignOffState.UNJUDGED: Action.VERIFY,
    SignOffState.REFUSED: Action.DECIDE_AGAIN,
    SignOffState.STALE: Action.SIGN_AGAIN,
    SignOffState.WITHDRAWN: Action.DECIDE_AGAIN,
    SignOffState.BELOW_LEVEL: Action.DECIDE_AGAIN,
    SignOffState.NO_SECOND_PERSON: Action.MERGE,
}
ACTION_WORDS = {
    Action.SIGN: "ready to sign",
    Action.WAIT: "unsigned",
    Action.SIGN_AGAIN: "sign again",
    Action.DECIDE_AGAIN: "decide again",
    Action.MERGE: "merge it",
    Action.VERIFY: "not verified",
}


class SlotView(Frozen):
    """A slot with its section and its status. `look` is the label, tone and shape of the status on pages.

    `is_final` says that the slot is a final authorization.
    """

    section: Section
    slot: SignOff
    standing: Standing
    look: StateWord
    is_settled: bool
    is_final: bool

    @property
    def is_by_another(self) -> bool:
        """Whether someone other than the person in `by` wrote the decision."""
        return self.standing.is_by_another


class Awaited(Frozen):
    """The entries that a slot waits for.

    `total` is the number of these entries, and `settled` the number of settled entries among them. `unsettled` are the
    other entries, in page order.
    """

    settled: int
    total: int
    unsettled: tuple[tuple[Section, Entry], ...]

    @property
    def is_ready(self) -> bool:
        """Whether all entries that the slot waits for are settled."""
        return not self.unsettled


def view_slots(release: Release, judgement: Judgement) -> tuple[SlotView, ...]:
    """Every slot of the release in page order, but with final authorizations last."""
    views = [view_slot(section, slot, release, judgement) for section, slot in slots_of(release)]
    return tuple(sorted(views, key=lambda view: view.is_final))


def view_slot(section: Section, slot: SignOff, release: Release, judgement: Judgement) -> SlotView:
    """A slot with its status; for a closed release, the status as of T-0."""
    standing = judgement.standings[slot.id]
    is_valid = standing.state is SignOffState.VALID
    is_settled = is_valid and (judgement.closing is not None or slot.id in judgement.settled)
    return SlotView(section, slot, standing, look_of(slot, judgement), is_settled, is_final(slot, release))


def look_of(entry: Entry, judgement: Judgement) -> StateWord:
    """The label, tone and shape of an entry of any kind on pages; those of a sign-off depend on its status."""
    standing = judgement.standings.get(entry.id)
    if standing is None or not isinstance(entry, SignOff):
        return entry.describe_state(judgement.states[entry.id])
    is_closed = judgement.closing is not None
    is_settled = is_closed or entry.id in judgement.settled
    is_ready = not is_closed and entry.id in judgement.ready
    return entry.describe_standing(standing, is_ready=is_ready, is_settled=is_settled)


def find_awaited(slot: SignOff, release: Release, judgement: Judgement) -> Awaited:
    """The entries that a slot waits for.

    An entry without its own answer, such as a criterion with `when`, is not counted in `total` and `settled`. It is
    in `unsettled` only if no unsettled entry has its own answer.
    """
    awaited = awaited_entries(slot, release)
    every = tuple(pair for pair in awaited if pair[1].id not in judgement.settled)
    unsettled = tuple(pair for pair in every if pair[1].has_answer) or every
    answered = [entry.id for _, entry in awaited if entry.has_answer]
    return Awaited(sum(entry in judgement.settled for entry in answered), len(answered), unsettled)


def find_action(entry: Entry, judgement: Judgement) -> Action | None:
    """The next action for a sign-off; None for a valid sign-off, and for entries of other kinds."""
    standing = judgement.standings.get(entry.id)
    if standing is None:
        return None
    if standing.state is SignOffState.UNSIGNED:
        return Action.SIGN if entry.id in judgement.ready else Action.WAIT
    return _ACTIONS.get(standing.state)


def say_writer(standing: Standing, signer: str) -> str:
    """A clause about a decision that another person wrote. `signer` is the name of the person in `by`."""
    writer = standing.provenance.written_by.name if standing.provenance else "somebody else"
    return f"Written by {writer}, not by {signer}"


def count_looks(views: Iterable[SlotView]) -> str:
    """The counts of unsettled slots by label, bad labels first: `1 written by another, 1 stale, 2 unsigned`."""
    looks = sorted((view.look for view in views if not view.is_settled), key=lambda look: look.tone != "bad")
    words = [_put_in_brackets(look.label.lower()) for look in looks]
    return ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))


def _put_in_brackets(label: str) -> str:
    """The label without a comma, for a list with commas: `go, not verified` becomes `go (not verified)`."""
    state, _, doubt = label.partition(", ")
    return f"{state} ({doubt})" if doubt else state


def find_by_another(release: Release, judgement: Judgement) -> Iterator[SlotView]:
    """The slots whose decision was written by someone other than the person in `by`."""
    return (view for view in view_slots(release, judgement) if view.is_by_another)


def is_recorded(file: Ref | FileRef, subject: Ref | FileRef, snapshot: Snapshot) -> bool:
    """Whether policy.yml lets other people record the decision of the slot `subject` in the release `file`.

    False if `subject` is not a slot, or if the release no longer has it.
    """
    if snapshot.policy is None or not isinstance(file, Ref) or not isinstance(subject, Ref):
        return False
    system = snapshot.systems.get(file.system)
    release = system.releases.get(file.release) if system else None
    slots = [slot for _, slot in slots_of(release) if slot.id == subject.entry] if release else []
    return any(slot.signing_role in snapshot.policy.recorded_roles for slot in slots)
