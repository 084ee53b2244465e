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
        """A version of a file that cannot be read, or cannot be read for another reason than the version before.

        `before` and `after` are the reasons. It is about the release or file as a whole: its entries are not known
        until it is `readable` again.
        """,
        _detect_unreadable,
    ),
    FileKind(
        EventKind.READABLE,
        """A file that could not be read can be read again, or is gone.

        `before` is the reason why it could not be read. The changes since the last readable version follow, as if
        there had been no versions between. If the file is gone, all that its last readable version held is removed.
        """,
        _detect_readable,
    ),
)
SUBJECT_KINDS = (
    SubjectKind(
        EventKind.REGISTRY,
        (),
        """Every change of people.yml, policy.yml, roles.yml and system.yml.

        `ref` is the file and `field` the place in it: `people.ann` for a person who was added or removed (by name, with
        all keys of hers in `also`), `people.ann.emails`, `people.ann.keys.laptop.state`, `roles.cto.people`, `level`;
        "" for the file as a whole.
        """,
        _detect_registry,
    ),
    SubjectKind(
        EventKind.ADDED,
        (),
        """A release, phase, section or entry that did not exist before.

        `after` is its title, `also` all its values: wording, plan, answers. Answers other than the first state have
        events of their own after it, with `before` None: an item that is added as done was done by this commit. An
        entry whose id has changed is removed and added, since history follows ids.
        """,
        _detect_added,
    ),
    SubjectKind(
        EventKind.REMOVED,
        (),
        """A release, phase, section or entry that no longer exists.

        `before` is its title, `also` all its values, answers and signatures included. An entry that is now in another
        section, or below another item, is moved and not removed.
        """,
        _detect_removed,
    ),
    SubjectKind(
        EventKind.MOVED,
        (),
        """An entry is in another section, or a section in another phase.

        An entry keeps its history, since ids are unique in a release. `before` and `after` are the sections, written
        `section/item` for an item below another item. The entries of a section whose id has changed are moved too. A
        new order within a section is not an event.
        """,
        _detect_moved,
    ),
    SubjectKind(
        EventKind.STATE,
        ("status", "outcome"),
        """The answer of an item, criterion, trigger, step or notice, or the outcome of a release.

        `before` and `after` are state words, such as `open` and `done`. A waiver that comes or goes with the word
        `waived` is in `also`; a waiver that changes without it is `edited`. An added entry has this event unless its
        answer is the first word of its kind: nothing is done by default. The states of metrics and sign-offs follow
        from `observed` and `decision`.
        """,
        _detect_state,
    ),
    SubjectKind(
        EventKind.SIGNED,
        _DECISION_KEYS,
        """A sign-off slot says go.

        `before` and `after` are the decisions; signer, signature, reason and conditions are in `also`. Another signer
        or signature under an unchanged go is a new act, with an event about that field (`by`, `signed.at`, ...). A
        signature that is taken out is `edited`: nobody has signed.
        """,
        _detect_decision,
    ),
    SubjectKind(
        EventKind.REFUSED,
        _DECISION_KEYS,
        """A sign-off slot says no-go.

        `before` and `after` are the decisions, the reason is in `also`. Another signer or signature under an unchanged
        no-go is a new act, as for `signed`.
        """,
        _detect_decision,
    ),
    SubjectKind(
        EventKind.WITHDRAWN,
        _DECISION_KEYS,
        """A decision is no longer in force.

        `after` is `withdrawn`, or nothing if a go or no-go was removed without a word. A `withdrawn` that is removed
        makes the slot free again and is `edited`.
        """,
        _detect_decision,
    ),
    SubjectKind(
        EventKind.COUNTERSIGNED,
        ("countersigned",),
        """A second person has signed a decision, or signed it again.

        One event for each person, about the first of `countersigned.<person>.at`, `digest` and `signature` that is
        new. A countersignature that is taken out is `edited`.
        """,
        _detect_countersigned,
    ),
    SubjectKind(
        EventKind.OBSERVED,
        ("observed",),
        """A metric was measured, measured again, or its value was taken out.

        `before` and `after` are the values as written, whether or not they meet the target.
        """,
        _detect_answer,
    ),
    SubjectKind(
        EventKind.EVIDENCE,
        ("evidence",),
        """Evidence for an answer was given, replaced or taken out; the state stays as it is.

        `before` and `after` are as written: a link or path, or a list of them in brackets.
        """,
        _detect_answer,
    ),
    SubjectKind(
        EventKind.ASSIGNED,
        ("owner", "lead"),
        """An entry has another owner, a section another default owner, or a release another lead.""",
        _detect_plan,
    ),
    SubjectKind(
        EventKind.PLANNED,
        ("deploy_at", "window_ends", "at", "due", "minutes", "span", "target", "window"),
        """A time, duration or target has changed.

        That is when an entry happens or is due, how long it takes, which target a metric has and when it is measured,
        when the release is deployed; of a section, the defaults for its entries.
        """,
        _detect_plan,
    ),
    SubjectKind(
        EventKind.EDITED,
        (),
        """Every other changed value; states stay as they are. One event for each key.

        Wording (`title`, `about`, `note`, `expect`), structure (a phase's `gate`, a section's `kind` and `decides`, a
        slot's `covers` and `role`, a criterion's `when`, what an answer `requires`), a waiver that is prolonged, and
        keys that this version of the format does not know.
        """,
        _detect_rest,
    ),
)
