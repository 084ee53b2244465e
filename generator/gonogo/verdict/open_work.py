"""The open work: the entries of open releases that somebody still has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.ids import PersonId
from gonogo.model.schedule import Offset, end_of, is_past, parse_offset
from gonogo.verdict.slots import find_action
from gonogo.verdict.step_times import find_step_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.model.ids import EntryId
    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.schedule import Due, Moment
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.verdict.slots import Action
    from gonogo.verdict.step_times import StepTime


_T_ZERO = parse_offset("T-0")


class OpenEntry(Frozen):
    """An entry that somebody still has to answer. `action` is the next action for a sign-off, None for other entries.

    `owner` are the roles or people who have to answer. `due` and `at` are the values in the file. `when` is the value
    by which open work is sorted: `due`, or else `at`, or else T-0 if the entry is in a `go` phase. `moment` is the day
    or time of `when`; for a step without `due`, the time at which the previous steps are planned to end. `moment` is
    None if T-0 does not determine the time. `deadline` is the moment by which the entry has to be settled: `due`, or
    else the planned end of a step, or else `at`. `lacks_evidence` says that the entry has an answer, but not the
    required evidence. `is_overdue` says that the deadline has passed.
    """

    ref: Ref
    entry: Entry
    state: str
    action: Action | None
    owner: tuple[str, ...]
    due: Due | None
    at: Offset | None
    when: Due | None
    moment: Moment | None
    deadline: Moment | None
    lacks_evidence: bool = False
    is_overdue: bool = False


def find_open_work(
    snapshot: Snapshot, judgements: Mapping[Ref, Judgement], asked: str | None = None
) -> tuple[OpenEntry, ...]:
    """The open work of all open releases, earliest first. Entries without any time come last, in page order.

    Entries in phases with `gate: none`, steps of procedures and rollback triggers are left out. `asked` is a role or a
    person, and limits the result to the entries that this role or person owns. A person also owns the entries of the
    roles that they hold.
    """
    pairs: list[tuple[tuple[bool, float, float], OpenEntry]] = []
    for system, release in snapshot.releases():
        if release.outcome:
            continue
        wanted = None if asked is None else _ids_of(asked, system)
        pairs += [
            (_sort_key(entry, release), entry)
            for entry in _find_in(release, judgements[release.ref])
            if wanted is None or wanted.intersection(entry.owner)
        ]
    return tuple(entry for _, entry in sorted(pairs, key=lambda pair: pair[0]))


def find_open_work_of(release: Release, judgement: Judgement) -> tuple[OpenEntry, ...]:
    """The open work of a release, which must be open, earliest first."""
    return tuple(sorted(_find_in(release, judgement), key=lambda entry: _sort_key(entry, release)))


def find_overdue_work(release: Release, judgement: Judgement) -> tuple[OpenEntry, ...]:
    """The overdue entries of a release, earliest first; () for a closed release."""
    if release.outcome:
        return ()
    late = [work for work in _find_in(release, judgement) if work.is_overdue]
    return tuple(sorted(late, key=lambda entry: _sort_key(entry, release)))


def find_overdue(release: Release, judgement: Judgement) -> dict[EntryId, Moment]:
    """The deadlines of the overdue entries of a release, keyed by entry."""
    return {work.entry.id: work.deadline for work in find_overdue_work(release, judgement) if work.deadline}


def say_overdue(count: int) -> str:
    """The number of overdue entries as a clause, such as `2 entries are overdue`; "" for 0."""
    return f"{count} {'entry is' if count == 1 else 'entries are'} overdue" if count else ""


def _ids_of(asked: str, system: System) -> set[str]:
    roles = {str(key) for key, role in system.roles.items() if PersonId(asked) in role.people}
    return {asked, *roles}


def list_open(release: Release, judgement: Judgement) -> Iterator[tuple[Section, Entry]]:
    """The open work of one open release as entries with their sections, in page order."""
    blocking = {blocker.ref.entry for blocker in judgement.blockers}
    for section, entry in release.walk():
        phase = release.phases[section.phase]
        if phase.gate == "none" or not entry.has_answer or entry.in_section_only:
            continue
        if entry.id in judgement.settled and entry.id not in blocking:
            continue
        is_answered = entry.describe_state(judgement.states[entry.id]).is_settled and entry.id not in judgement.unproven
        if entry.children and is_answered and entry.id not in blocking:
            continue  # the item is answered and waits only for the items below it, which are listed themselves
        if section.decides == "rollback":
            continue
        yield section, entry


def _find_in(release: Release, judgement: Judgement) -> Iterator[OpenEntry]:
    times = find_step_times(release, judgement)
    for section, entry in list_open(release, judgement):
        yield _describe(entry, section, release, judgement, times.get(entry.id))


def _describe(
    entry: Entry, section: Section, release: Release, judgement: Judgement, time: StepTime | None
) -> OpenEntry:
    due, at = section.due_of(entry), section.at_of(entry)
    is_required = release.phases[section.phase].gate == "go"
    when = due or at or (_T_ZERO if is_required else None)
    moment = deadline = release.resolve(when) if when else None
    if time and time.start and not due:
        moment, deadline = time.start, time.end
    is_late = bool(due or at) and deadline is not None and is_past(deadline, judgement.as_of, release.zone)
    return OpenEntry(
        ref=release.ref_of(section, entry),
        entry=entry,
        state=judgement.states[entry.id],
        action=find_action(entry, judgement),
        owner=owners_of(section, entry),
        due=due,
        at=at,
        when=when,
        moment=moment,
        deadline=deadline if due or at else None,
        lacks_evidence=entry.id in judgement.unproven,
        is_overdue=is_late and entry.id not in judgement.settled,
    )


def owners_of(section: Section, entry: Entry) -> tuple[str, ...]:
    """The roles or people who have to answer an entry: its owners, or else the role that has to sign."""
    return section.owner_of(entry) or ((entry.asked_role,) if entry.asked_role else ())


def _sort_key(entry: OpenEntry, release: Release) -> tuple[bool, float, float]:
    """The key for sorting open work: by `moment`, then by offsets without a `moment`, then entries without any time.

    A day is sorted as its last minute.
    """
    if entry.when is None:
        return True, 0.0, 0.0
    if entry.moment is None:
        return False, float("inf"), float(entry.when.nominal) if isinstance(entry.when, Offset) else 0.0
    return False, end_of(entry.moment, release.zone).timestamp(), 0.0
