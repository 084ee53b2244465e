"""The kinds of event: a table with a row for each kind, and the few functions in which kinds differ.

A change of a file is first split by subject (`difference`). Then each row of `SUBJECT_KINDS`, in this order, claims the
changed values that it reports. Later rows do not see a claimed value, and `edited`, the last row, reports all remaining
values. So every changed value is in exactly one event, except for the answers of an added subject: they are listed in
`added` and also have events of their own.

A new kind is a word of `model.event.EventKind`, a row here, and a golden case in `tests/events/cases/`. `doc` describes
the changes that the kind covers and the contents of `before`, `after` and `also`.
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

    `detect` is called with the subject and this row if an unclaimed value at or below one of `keys` has changed; for
    every subject if `keys` is empty.
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
    """A sign-off is one act: its decision, name and signature form one event."""
    before, after = subject.before.get(("decision",)), subject.after.get(("decision",))
    if subject.has_changed("decision"):
        if _kind_of_decision(before, after) is row.kind:
            yield subject.change(
                row.kind, subject.claim("decision", "by", "on", "seen", "signed", "reason", "conditions")
            )
    elif _DECISIONS.get(str(after)) is row.kind and any(map(subject.has_new_content, ("by", "on", "seen", "signed"))):
        yield subject.change(row.kind, subject.claim("by", "on", "seen", "signed"))


def _kind_of_decision(before: object, after: object) -> EventKind | None:
    """The kind of a changed decision; None for a word unknown to the format."""
    if after in (None, ""):
        return EventKind.WITHDRAWN if before in ("go", "no-go") else None
    return _DECISIONS.get(str(after))


def _detect_countersigned(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    for details in subject.claim_new_below(*row.keys):
        yield subject.change(row.kind, details)


def _detect_answer(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    """One event for an answer, unless it is the empty answer of an added subject."""
    for key in row.keys:
        if details := subject.claim_answer(key):
            yield subject.change(row.kind, details)


def _detect_plan(subject: ChangedSubject, row: SubjectKind) -> Iterator[Change]:
    """One event for each key of a subject that existed before; an added subject has them in `added`."""
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
        """A version of a file cannot be read, or cannot be read for a different reason than the previous version.

        `before` and `after` are the reasons. The event concerns the whole release or file: its entries are unknown
        until it is `readable` again.
        """,
        _detect_unreadable,
    ),
    FileKind(
        EventKind.READABLE,
        """A file that could not be read can be read again, or is gone.

        `before` is the reason why it could not be read. The changes since the last readable version follow, as if there
        were no versions in between. If the file is gone, everything in its last readable version is removed.
        """,
        _detect_readable,
    ),
)
SUBJECT_KINDS = (
    SubjectKind(
        EventKind.REGISTRY,
        (),
        """Any change to people.yml, policy.yml, roles.yml or system.yml.

        `ref` is the file and `field` is the place in it: `people.ann` for a person who was added or removed (the value
        is the name, and `also` has all keys), `people.ann.emails`, `people.ann.keys.laptop.state`, `roles.cto.people`,
        `level`; "" for the whole file.
        """,
        _detect_registry,
    ),
    SubjectKind(
        EventKind.ADDED,
        (),
        """A new release, phase, section or entry.

        `after` is its title, and `also` has all its values: wording, plan, answers. An answer other than the first
        state has its own event after this event, with `before` None: a commit that adds an item as done also completes
        it. An entry whose id has changed is removed and added, because history follows ids.
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
        within a section is not an event.
        """,
        _detect_moved,
    ),
    SubjectKind(
        EventKind.STATE,
        ("status", "outcome"),
        """The answer of an item, criterion, trigger, step or notice, or the outcome of a release.

        `before` and `after` are state words, such as `open` and `done`. A waiver that is added or removed with
        the word `waived` is in `also`; any other change to a waiver is `edited`. An added entry has this event unless
        its answer is the first word of its kind: no entry is done by default. The states of metrics and sign-offs
        follow from `observed` and `decision`.
        """,
        _detect_state,
    ),
    SubjectKind(
        EventKind.SIGNED,
        _DECISION_KEYS,
        """A sign-off slot says go.

        `before` and `after` are the decisions; signer, signature, reason and conditions are in `also`. A different
        signer or signature with an unchanged go is a new decision, with an event about that field (`by`, `signed.at`,
        ...). A removed signature is `edited`, because nobody has signed.
        """,
        _detect_decision,
    ),
    SubjectKind(
        EventKind.REFUSED,
        _DECISION_KEYS,
        """A sign-off slot says no-go.

        `before` and `after` are the decisions, the reason is in `also`. A different signer or signature with an
        unchanged no-go is a new decision, as for `signed`.
        """,
        _detect_decision,
    ),
    SubjectKind(
        EventKind.WITHDRAWN,
        _DECISION_KEYS,
        """A decision is no longer in force.

        `after` is `withdrawn`, or nothing if a go or no-go was only removed. Removing `withdrawn`
        empties the slot again and is `edited`.
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
        """Evidence for an answer was added, replaced or removed, and the state did not change.

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

        The change is about an entry's time, due date or duration, a metric's target or window, the release's deployment
        time, or a section's defaults for its entries.
        """,
        _detect_plan,
    ),
    SubjectKind(
        EventKind.EDITED,
        (),
        """Any other changed value; states do not change. Each key has its own event.

        Wording (`title`, `about`, `note`, `expect`), structure (a phase's `gate`, a section's `kind` and `decides`, a
        slot's `covers` and `role`, a criterion's `when`, what an answer `requires`), an extended waiver, and
        keys that are unknown to this version of the format.
        """,
        _detect_rest,
    ),
)
