"""The kinds of event: a table with a row for each kind, and the functions that detect them.

`difference` first splits the change of a file by subject. Then each row of `SUBJECT_KINDS`, in this order, claims the
changed values that it reports. Later rows do not get a claimed value, and `edited`, the last row, reports all remaining
values. So every changed value is in exactly one event. The only exception is an answer that is added together with its
entry: it is listed in `added`, and also has its own event.

A new kind needs a word in `model.event.EventKind`, a row here, and a golden case in `tests/events/cases/`. `doc`
describes the changes that the kind reports, and the contents of `before`, `after` and `also`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.core.nodes import Unreadable
from gonogo.format.sections import KINDS
from gonogo.format.value_type import Choice
from gonogo.model.event import Change, EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gonogo.core.nodes import Version
    from gonogo.history.events.levels import ChecklistFile
    from gonogo.history.events.subject import ChangedSubject

_DECISIONS = {"go": EventKind.SIGNED, "no-go": EventKind.REFUSED, "withdrawn": EventKind.WITHDRAWN}
_DECISION_KEYS = ("decision", "by", "on", "seen", "signed")


class FileKind(Frozen):
    """A kind of event about a file as a whole."""

    kind: EventKind
    doc: str
    detect: Callable[[ChecklistFile, Version, Version], Iterator[Change]]


class SubjectKind(Frozen):
    """A kind of event about one subject of a file.

    `detect` is called with the subject and this row if a changed value at or below a key in `keys` is not claimed yet.
    If `keys` is empty, it is called for every subject.
    """

    kind: EventKind
    keys: tuple[str, ...]
    doc: str
    detect: Callable[[ChangedSubject, SubjectKind], Iterator[Change]]


def _detect_unreadable(file: ChecklistFile, before: Version, after: Version) -> Iterator[Change]:
    if isinstance(after, Unreadable) and after != before:
        earlier = before.reason if isinstance(before, Unreadable) else None
        yield Change(file.ref, EventKind.UNREADABLE, "", earlier, after.reason)


def _detect_readable(file: ChecklistFile, before: Version, after: Version) -> Iterator[Change]:
    if isinstance(before, Unreadable) and not isinstance(after, Unreadable):
        yield Change(file.ref, EventKind.READABLE, "", before.reason, None)


def _detect_registry(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    if not subject.level.is_registry:
        return
    if subject.is_added or subject.is_removed:
        yield subject.change_whole(row.kind)
        subject.claim_rest()
    for details in subject.claim_rest():
        yield subject.change(row.kind, details)


def _detect_added(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    if subject.is_added and not subject.level.is_registry:
        yield subject.change_whole(row.kind)


def _detect_removed(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    if subject.is_removed and not subject.level.is_registry:
        yield subject.change_whole(row.kind)
        subject.claim_rest()


def _detect_moved(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    before, after = subject.diff.place_before, subject.diff.place_after
    if before is not None and after is not None and before != after:
        yield subject.change(row.kind, (subject.find_place(),))
    if not subject.is_added and (details := subject.claim("phase")):
        yield subject.change(row.kind, details)


def _detect_state(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    for key in row.keys:
        details = subject.claim_answer(key)
        if not details or (subject.is_added and details[0].after in _FIRST_STATES):
            continue
        is_waiver = any("waived" in (detail.before, detail.after) for detail in details)
        yield subject.change(row.kind, details + subject.claim("waiver") if is_waiver else details)


def _detect_decision(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    """One event for a sign-off: decision, signer and signature are parts of the same act."""
    before, after = subject.before.get(("decision",)), subject.after.get(("decision",))
    if subject.has_changed("decision"):
        if _kind_of_decision(before, after) is row.kind:
            yield subject.change(
                row.kind, subject.claim("decision", "by", "on", "seen", "signed", "reason", "conditions")
            )
    elif _DECISIONS.get(str(after)) is row.kind and any(map(subject.has_new_content, ("by", "on", "seen", "signed"))):
        yield subject.change(row.kind, subject.claim("by", "on", "seen", "signed"))


def _kind_of_decision(before: object, after: object) -> EventKind | None:
    """The kind of a changed decision; None if the format does not define the decision's word."""
    if after in (None, ""):
        return EventKind.WITHDRAWN if before in ("go", "no-go") else None
    return _DECISIONS.get(str(after))


def _detect_countersigned(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    for details in subject.claim_new_below(*row.keys):
        yield subject.change(row.kind, details)


def _detect_answer(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    """One event for each changed answer, but none for an empty answer of an added subject."""
    for key in row.keys:
        if details := subject.claim_answer(key):
            yield subject.change(row.kind, details)


def _detect_plan(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    """One event for each changed key, but none for an added subject, because `added` lists its values."""
    for key in () if subject.is_added else row.keys:
        if details := subject.claim(key):
            yield subject.change(row.kind, details)


def _detect_rest(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    for details in () if subject.is_added else subject.claim_rest():
        yield subject.change(row.kind, details)


def _first_states() -> Iterator[str]:
    for kind in KINDS:
        row = kind.table.by_name.get("status")
        if row is not None and isinstance(row.type, Choice):
            yield row.type.words[0]


_FIRST_STATES = frozenset(_first_states())

FILE_KINDS = (
    FileKind(
        EventKind.UNREADABLE,
        """A file can no longer be read, or cannot be read for another reason than before.

        `before` and `after` are the reasons. The event is about the whole release or file: the states of its entries
        are unknown until the file is `readable` again.
        """,
        _detect_unreadable,
    ),
    FileKind(
        EventKind.READABLE,
        """A file that could not be read can be read again, or was removed.

        `before` is the reason why the file could not be read. The next events are the changes since the last readable
        version. If the file was removed, they remove everything in its last readable version.
        """,
        _detect_readable,
    ),
)
SUBJECT_KINDS = (
    SubjectKind(
        EventKind.REGISTRY,
        (),
        """Any change to people.yml, policy.yml, roles.yml or system.yml.

        `ref` is the file and `field` is the place in the file: `people.ann` for a person who was added or removed (the
        value is the person's name, and `also` has all keys), `people.ann.emails`, `people.ann.keys.laptop.state`,
        `roles.cto.people`, `level`; "" for the whole file.
        """,
        _detect_registry,
    ),
    SubjectKind(
        EventKind.ADDED,
        (),
        """A new release, phase, section or entry.

        `after` is its title, and `also` has all its values: wording, plan, answers. If the entry is added with an
        answer other than the first state, the answer has its own event after this event, with `before` None: a commit
        that adds an item as done also completes it. If the id of an entry changes, the entry is removed and added,
        because history follows ids.
        """,
        _detect_added,
    ),
    SubjectKind(
        EventKind.REMOVED,
        (),
        """A release, phase, section or entry was removed.

        `before` is its title, and `also` has all its values, including answers and signatures. An entry that is now in
        another section, or below another item, is moved, not removed.
        """,
        _detect_removed,
    ),
    SubjectKind(
        EventKind.MOVED,
        (),
        """An entry is now in another section, or a section in another phase.

        An entry keeps its history, because ids are unique in a release. `before` and `after` are the sections, written
        `section/item` for an item below another item. If a section's id changes, its entries are moved too. A new order
        of entries within a section is not an event.
        """,
        _detect_moved,
    ),
    SubjectKind(
        EventKind.STATE,
        ("status", "outcome"),
        """The answer of an item, criterion, trigger, step or notice, or the outcome of a release.

        `before` and `after` are state words, such as `open` and `done`. If the word becomes or was `waived`, the
        changed waiver is in `also`; any other change to a waiver is `edited`. An added entry has this event if its
        answer is not the first word of its kind, because no entry is done by default. Metrics and sign-offs do not have
        this event: their states follow from `observed` and `decision`.
        """,
        _detect_state,
    ),
    SubjectKind(
        EventKind.SIGNED,
        _DECISION_KEYS,
        """The decision in a sign-off slot is now go.

        `before` and `after` are the decisions; signer, signature, reason and conditions are in `also`. If the go is
        unchanged but the signer or signature is different, this is a new decision, with an event about the first
        changed field (`by`, `signed.at`, ...). A removed signature is `edited`, because nobody has signed.
        """,
        _detect_decision,
    ),
    SubjectKind(
        EventKind.REFUSED,
        _DECISION_KEYS,
        """The decision in a sign-off slot is now no-go.

        `before` and `after` are the decisions, the reason is in `also`. As for `signed`, a different signer or
        signature is a new decision, even if the no-go is unchanged.
        """,
        _detect_decision,
    ),
    SubjectKind(
        EventKind.WITHDRAWN,
        _DECISION_KEYS,
        """A decision was withdrawn or removed.

        `after` is `withdrawn`, or None if a go or no-go was removed. If the word `withdrawn` is removed, the slot is
        empty again, and the change is `edited`.
        """,
        _detect_decision,
    ),
    SubjectKind(
        EventKind.COUNTERSIGNED,
        ("countersigned",),
        """A second person signed a decision, or signed it again.

        Each person has one event, about the first new value among `countersigned.<person>.at`, `digest` and
        `signature`. A removed countersignature is `edited`.
        """,
        _detect_countersigned,
    ),
    SubjectKind(
        EventKind.OBSERVED,
        ("observed",),
        """A metric was measured or measured again, or its value was removed.

        `before` and `after` are the values as written, whether or not they meet the target.
        """,
        _detect_answer,
    ),
    SubjectKind(
        EventKind.EVIDENCE,
        ("evidence",),
        """Evidence for an answer was added, replaced or removed.

        `before` and `after` are the values as written: a link or path, or a list of them in brackets.
        """,
        _detect_answer,
    ),
    SubjectKind(
        EventKind.ASSIGNED,
        ("owner", "lead"),
        """An entry has a new owner, a section has a new default owner, or a release has a new lead.""",
        _detect_plan,
    ),
    SubjectKind(
        EventKind.PLANNED,
        ("deploy_at", "window_ends", "at", "due", "minutes", "span", "target", "window"),
        """A time, duration or target has changed.

        It belongs to an entry (time, due date, duration), a metric (target, window), the release (deployment time,
        maintenance window), or a section (defaults for its entries).
        """,
        _detect_plan,
    ),
    SubjectKind(
        EventKind.EDITED,
        (),
        """Any other changed value, with one event for each key. States do not change.

        For example: wording (`title`, `about`, `note`, `expect`), structure (a phase's `gate`, a section's `kind` and
        `decides`, a slot's `covers` and `role`, a criterion's `when`, an answer's `requires`), an extended waiver, and
        keys that this version of the format does not define.
        """,
        _detect_rest,
    ),
)
