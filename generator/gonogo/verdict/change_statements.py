"""Statements for a reviewer about the changes between two versions of the files, one statement for each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.core.nodes import START, Location
from gonogo.format import sections
from gonogo.format.sections.checklist import Item
from gonogo.format.sections.signoffs import COUNTERSIGNED, DECISION_KEYS, SignOff
from gonogo.model.comparison import Statement, Topic
from gonogo.model.event import EventKind, FileRef
from gonogo.model.judgement import SignOffState
from gonogo.model.references import Ref
from gonogo.verdict.compared_side import entry_of, name_person, title_of
from gonogo.verdict.slots import look_of, say_writer

if TYPE_CHECKING:
    from gonogo.model.event import Change
    from gonogo.verdict.compared_side import Side

ASKED = ("title", "expect", "run", "target")
"""The keys that define the question that people answer."""
_WORDING = (*ASKED, "about", "meaning", "name")
_COUNTING = ("gate", "covers", "role", "kind", "decides", "when", "phase", "format", "requires")
"""The keys that determine which entries count, and how."""
_TOPICS = (
    (("waiver",), Topic.WAIVED, Severity.WARNING),
    (_WORDING, Topic.WORDED, Severity.NOTE),
    (_COUNTING, Topic.STRUCTURE, Severity.WARNING),
    ((*DECISION_KEYS, COUNTERSIGNED), Topic.DECIDED, Severity.WARNING),
)
"""The topic and the severity of a change to one of these keys. A change to another key has the topic OTHER."""
_EVIDENCE = (Topic.OTHER, "evidence")
_DECIDED = {
    EventKind.SIGNED: "go",
    EventKind.REFUSED: "no-go",
    EventKind.WITHDRAWN: "withdrawn",
    EventKind.COUNTERSIGNED: "countersigned",
}


def describe_changes(before: Side, after: Side, changes: tuple[Change, ...]) -> list[Statement]:
    """A statement for each change. If a subject is added or removed, there are no statements about its parts."""
    whole = {change.ref for change in changes if change.kind in (EventKind.ADDED, EventKind.REMOVED)}
    statements = [_Describer(before, after, change).describe() for change in changes if not _is_part(change, whole)]
    settled = {statement.ref for statement in statements if statement.topic is Topic.SETTLED}
    # The statement about an answer that settles an entry already names the evidence.
    return [said for said in statements if said.ref not in settled or (said.topic, said.text) != _EVIDENCE]


def _is_part(change: Change, whole: set[Ref | FileRef]) -> bool:
    """Whether a change adds or removes a part of a release or section that is itself added or removed."""
    ref = change.ref
    if change.kind not in (EventKind.ADDED, EventKind.REMOVED) or not isinstance(ref, Ref) or ref.section is None:
        return False
    group = Ref(ref.system, ref.release, ref.section)
    return ref.whole in whole or (ref.entry is not None and group in whole)


class _Describer:
    def __init__(self, before: Side, after: Side, change: Change) -> None:
        self.before, self.after, self.change = before, after, change

    def describe(self) -> Statement:
        """The statement about the change."""
        match self.change.kind:
            case EventKind.STATE:
                return self._describe_outcome() if self.change.field == "outcome" else self._describe_state()
            case EventKind.OBSERVED | EventKind.EVIDENCE:
                return self._describe_proof()
            case EventKind.ADDED | EventKind.REMOVED | EventKind.MOVED:
                return self._describe_structure()
            case EventKind.REGISTRY | EventKind.EDITED:
                return self._describe_edit()
            case kind if kind in _DECIDED:
                return self._describe_decision()
            case kind:
                return self._state(Topic.OTHER, Severity.NOTE, self.change.field or kind.value)

    def _describe_outcome(self) -> Statement:
        return self._state(Topic.DECIDED, Severity.WARNING, "outcome")

    def _describe_state(self) -> Statement:
        old, new = self.change.before or "", self.change.after or ""
        state = sections.find_state(new)
        if state is not None and state.is_excused:
            return self._state(Topic.WAIVED, Severity.WARNING, self._say_excuse())
        if state is not None and state.is_settled:
            return self._describe_settled()
        if sections.unsettles(old, new) or (state is not None and state.trouble):
            return self._state(Topic.REOPENED, Severity.WARNING)
        return self._state(Topic.OTHER, Severity.NOTE)

    def _say_excuse(self) -> str:
        """The approver, the end and the reason of a waiver; for an item that is not applicable, the reason."""
        entry = entry_of(self.change.ref, self.after)
        if entry is None or entry.waiver is None:
            return entry.note if entry else ""
        approver = name_person(entry.waiver.approved_by, self.before, self.after)
        return f"approved by {approver} until {entry.waiver.until.isoformat()} ({entry.waiver.reason})"

    def _describe_settled(self) -> Statement:
        """The statement about an answer that settles an entry, with the evidence.

        If the entry is still not settled, for example because required evidence is missing, the statement has the
        reason.
        """
        ref, entry = self.change.ref, entry_of(self.change.ref, self.after)
        if isinstance(ref, Ref) and entry is not None and not self.after.is_settled(ref):
            blockers = self.after.judgements[ref.whole].blockers
            why = "; ".join(blocker.why for blocker in blockers if blocker.ref == ref)
            return self._state(Topic.OTHER, Severity.WARNING, f"not settled{f' ({why})' if why else ''}")
        if entry is not None and entry.evidence:
            return self._state(Topic.SETTLED, Severity.NOTE, f"evidence {', '.join(entry.evidence)}")
        return self._state(Topic.SETTLED, Severity.NOTE, "without evidence" if isinstance(entry, Item) else "")

    def _describe_proof(self) -> Statement:
        """The statement about changed evidence or a changed measurement.

        The topic says whether the change settles or reopens the entry.
        """
        ref, key = self.change.ref, self.change.field
        was, is_settled = (isinstance(ref, Ref) and side.is_settled(ref) for side in (self.before, self.after))
        if self.change.kind is EventKind.EVIDENCE:
            is_lost = is_settled and not self.change.after
            topic = Topic.EVIDENCE_MISSING if is_lost else Topic.OTHER
            return self._state(topic, Severity.WARNING if is_lost else Severity.NOTE, key)
        if was and not is_settled:
            return self._state(Topic.REOPENED, Severity.WARNING, "measured")
        return self._state(Topic.SETTLED if is_settled and not was else Topic.OTHER, Severity.NOTE, "measured")

    def _describe_decision(self) -> Statement:
        """The statement about a decision: the signer and, if the decision does not count after a merge, the reason."""
        ref, word = self.change.ref, _DECIDED[self.change.kind]
        slot = entry_of(ref, self.after)
        standing = self.after.standing(ref) if isinstance(ref, Ref) else None
        if not isinstance(slot, SignOff) or standing is None:
            return self._text(Topic.DECIDED, Severity.WARNING, f"{word}, removed")
        name = name_person(slot.by, self.before, self.after) if slot.by else "nobody"
        if standing.is_by_another:
            return self._text(Topic.BY_ANOTHER, Severity.ERROR, f"{word}. {say_writer(standing, name)}")
        said = f" ({slot.reason or slot.conditions})" if slot.reason or slot.conditions else ""
        text = f"{word} by {name}{said}{self._say_earlier()}" if slot.decision else f"{word}; the slot is empty"
        if standing.state is SignOffState.VALID:
            return self._text(Topic.DECIDED, Severity.NOTE, text)
        why = standing.next_step if standing.state is SignOffState.NO_SECOND_PERSON else standing.reason
        return self._text(Topic.DECIDED, Severity.WARNING, f"{text}; {why}" if slot.decision == "go" else text)

    def _say_earlier(self) -> str:
        """The state of the previous decision in brackets; "" if that was a valid go, or if there was no decision."""
        ref = self.change.ref
        slot = entry_of(ref, self.before)
        if not isinstance(slot, SignOff) or not isinstance(ref, Ref) or not slot.decision:
            return ""
        look = look_of(slot, self.before.judgements[ref.whole])
        return f" (until now: {look.label.lower()})" if look.tone != "good" else ""

    def _describe_structure(self) -> Statement:
        """The statement about a subject that was added, removed or moved, with the number of entries in the subject."""
        if self.change.kind is EventKind.MOVED:
            severity = Severity.WARNING if self.change.field in _COUNTING else Severity.NOTE
            return self._state(Topic.STRUCTURE, severity, "moved")
        is_removed = self.change.kind is EventKind.REMOVED
        side = self.before if is_removed else self.after
        inside = [ref for ref in side.subjects if ref.entry and _holds(self.change.ref, ref)]
        count = f", with {len(inside)} {'entry' if len(inside) == 1 else 'entries'}" if inside else ""
        severity = Severity.WARNING if is_removed else Severity.NOTE
        return self._text(Topic.STRUCTURE, severity, f"{self.change.kind.value}{count}")

    def _describe_edit(self) -> Statement:
        """The statement about a change to one key. Its topic is that of the key in `_TOPICS`, or REGISTRY."""
        if self.change.kind is EventKind.REGISTRY:
            return self._state(Topic.REGISTRY, Severity.NOTE)._replace(title=self.change.field or str(self.change.ref))
        key = self.change.field.partition(".")[0]
        topic, severity = next(
            ((topic, severity) for keys, topic, severity in _TOPICS if key in keys), (Topic.OTHER, Severity.NOTE)
        )
        return self._state(topic, severity, self.change.field)

    def _state(self, topic: Topic, severity: Severity, text: str = "") -> Statement:
        """The statement with this text, and with the old and the new value if the change has values."""
        made = self._text(topic, severity, text)
        is_shown = self.change.before is not None or self.change.after is not None
        return made._replace(before=self.change.before or "", after=self.change.after or "") if is_shown else made

    def _text(self, topic: Topic, severity: Severity, text: str) -> Statement:
        ref = self.change.ref
        title = title_of(ref, self.after, self.before)
        return Statement(topic, severity, str(ref), title, text, place_change(self.change, self.before, self.after))


def place_change(change: Change, before: Side, after: Side) -> Location:
    """The location of a change: in the files after the change, or in the files before it if the subject was removed."""
    key = change.field.partition(".")[0]
    place = after.place(change.ref, key) or before.place(change.ref)
    if place is None and isinstance(change.ref, Ref):
        place = Location(f"checklists/{change.ref.system}/{change.ref.release}.yml", START)
    return place or Location(str(change.ref), START)


def _holds(group: Ref | FileRef, ref: Ref) -> bool:
    """Whether a release or section contains an entry."""
    return group in (ref.whole, Ref(ref.system, ref.release, ref.section))
