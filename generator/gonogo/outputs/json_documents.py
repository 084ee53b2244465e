"""The JSON documents of commands and sites.

Later versions can add keys, but never rename them; an empty value is null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.decode.release_file import PHASE, SECTIONS
from gonogo.format.sections import BY_ID
from gonogo.format.sections.signoffs import SignOff, slots_of
from gonogo.history.event_index import is_reversal
from gonogo.model.schedule import Offset, write_moment, write_utc
from gonogo.verdict.open_work import find_overdue, find_overdue_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from gonogo.core.nodes import Plain
    from gonogo.history.event_index import EventIndex, IndexedEvent
    from gonogo.model.commits import Commit
    from gonogo.model.judgement import Closing, Judgement, Remark, Standing
    from gonogo.model.provenance import Author, ContentChange
    from gonogo.model.record import Record
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry, Phase, Release, Section
    from gonogo.model.schedule import Due
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.verdict.open_work import OpenEntry

Json = dict[str, object]


def head_of(name: str, head: str | None, as_of: datetime, *, has_history: bool = False) -> Json:
    """The first keys of every document."""
    history = "full" if has_history else "none"
    return {"schema": f"gonogo/{name}/1", "head": head, "as_of": write_utc(as_of), "history": history}


def log_document(head: str, commits: int, as_of: datetime) -> Json:
    """The document `gonogo/log/1` of a trail up to the commit `head`, with an empty list of events."""
    return {**head_of("log", head, as_of, has_history=True), "commits": commits, "events": []}


def describe_events(events: Iterable[IndexedEvent], landings: Mapping[str, Commit]) -> Iterator[Json]:
    """The JSON object of each event. `landings` has the landing of each event, keyed by commit id.

    `field` is the changed key, `also` are the other keys that changed in the same event. `decider` is the person in the
    `by` of a decision, `author` is the author of the commit. `title` is the title of the subject after the event.
    """
    commits: dict[str, Json] = {}
    landed: dict[str, str | None] = {}
    for indexed in events:
        event = indexed.event
        if event.commit.oid not in commits:
            commits[event.commit.oid] = _describe_commit(event.commit)
        if event.landing not in landed:
            landed[event.landing] = _write_moment(landings[event.landing].committer.moment)
        row = _describe_event(indexed, commits[event.commit.oid], landed[event.landing])
        row["decider"] = indexed.decider or None
        row["commit_subject"] = event.commit.subject or None
        row["title"] = indexed.title or None
        yield row


def _describe_event(indexed: IndexedEvent, commit: Json, landed: str | None) -> Json:
    event = indexed.event
    change = event.change
    return {
        "number": indexed.number,
        "ref": str(change.ref),
        "kind": change.kind.value,
        "field": change.field or None,
        "before": change.before,
        "after": change.after,
        "also": [{"field": detail.field, "before": detail.before, "after": detail.after} for detail in change.also],
        "commit": event.commit.oid,
        "landing": event.landing,
        "pull_request": event.pull_request,
        "author": commit["author"],
        "committer": commit["committer"],
        "authored_at": commit["authored_at"],
        "committed_at": commit["committed_at"],
        "landed_at": landed,
        "trailers": commit["trailers"],
        "merge": event.is_merge,
        "reversal": is_reversal(change),
    }


def _describe_commit(commit: Commit) -> Json:
    """The keys that are the same for all events of a commit."""
    author, committer = commit.author, commit.committer
    return {
        "author": {"name": author.name, "email": author.email or None},
        "committer": {"name": committer.name, "email": committer.email or None},
        "authored_at": _write_moment(author.moment),
        "committed_at": _write_moment(committer.moment),
        "trailers": [list(trailer) for trailer in commit.trailers],
    }


def _write_moment(moment: datetime | None) -> str | None:
    return write_utc(moment) if moment else None


def status_document(
    snapshot: Snapshot,
    judgements: Mapping[Ref, Judgement],
    head: str | None,
    as_of: datetime,
    *,
    has_history: bool = False,
) -> Json:
    """The document `gonogo/status/1` with the releases that `judgements` contain."""
    decoded = {release.ref: release for _, release in snapshot.releases()}
    releases = [release_status(ref, decoded.get(ref), judgement) for ref, judgement in judgements.items()]
    return {**head_of("status", head, as_of, has_history=has_history), "releases": releases}


def release_status(ref: Ref, release: Release | None, judgement: Judgement) -> Json:
    """The JSON object of a release in the status document; `release` is None if the file cannot be decoded."""
    return {
        "system": ref.system,
        "release": ref.release,
        "title": release.title if release else None,
        "verdict": judgement.verdict.value,
        "outcome": (release.outcome or None) if release else None,
        "declared": (release.declared or None) if release else None,
        "deploy_at": write_moment(release.deploy_at) if release and release.deploy_at else None,
        "progress": {"settled": judgement.progress.settled, "total": judgement.progress.total},
        "closed": _describe_closing(judgement.closing) if judgement.closing else None,
        "outcome_refusal": _describe_refusal(judgement.outcome_refusal) if judgement.outcome_refusal else None,
        "phases": list(_phases(release, judgement)) if release else [],
        "sections": list(_sections(release, judgement)) if release else [],
        "blockers": [
            {
                "ref": str(blocker.ref),
                "rule": blocker.rule.value,
                "code": blocker.code or None,
                "message": blocker.message,
            }
            for blocker in judgement.blockers
        ],
        "conditions": [
            {
                "ref": str(excuse.ref),
                "message": f"{excuse.title}: {excuse.what}",
                "instead": excuse.protects or None,
                "until": excuse.until or None,
            }
            for excuse in judgement.excuses
        ],
        "signoffs": list(_signoffs(release, judgement)) if release else [],
        "contradictions": [
            {"ref": str(contradiction.ref), "declared": contradiction.declared, "message": contradiction.message}
            for contradiction in judgement.contradictions
        ],
        "overdue": [str(work.ref) for work in find_overdue_work(release, judgement)] if release else [],
    }


def _describe_refusal(refusal: Remark) -> Json:
    """The reason why the outcome in the file does not count."""
    return {"code": str(refusal.code), "message": refusal.text}


def _describe_closing(closing: Closing) -> Json:
    """The closing of a release: the landing that closed it, and the time and landing of the judgement."""
    made = closing.closed
    return {
        "as_of": write_utc(closing.t_zero),
        "judged_at": closing.landing,
        "landing": made.landing,
        "landed_at": _write_moment(made.landed_at),
        "by": _describe_author(made.written_by),
        "remarks": [{"code": str(remark.code), "message": remark.text} for remark in closing.remarks],
    }


def _phases(release: Release, judgement: Judgement) -> Iterator[Json]:
    for phase in release.phases.values():
        settled, total = judgement.phases[phase.id]
        yield {"id": phase.id, "title": phase.title, "gate": phase.gate, "settled": settled, "total": total}


def _sections(release: Release, judgement: Judgement) -> Iterator[Json]:
    for section in release.ordered_sections():
        settled, total = judgement.sections[section.id]
        kind, phase = section.shown_kind, section.phase
        numbers = {"settled": settled, "total": total}
        yield {"id": section.id, "title": section.title, "kind": kind, "phase": phase, **numbers}


def _signoffs(release: Release, judgement: Judgement) -> Iterator[Json]:
    for section, slot in slots_of(release):
        row = {"ref": str(release.ref_of(section, slot)), "role": slot.signing_role}
        yield {**row, "by": slot.by or None, "decision": slot.decision or None, **_describe_slot(slot, judgement)}


def _describe_slot(slot: SignOff, judgement: Judgement) -> Json:
    """The keys about the status of a sign-off."""
    standing = judgement.standings[slot.id]
    return {
        "state": standing.state.value,
        "level": standing.level,
        "code": standing.code or None,
        "reason": standing.reason,
        "next_step": standing.next_step or None,
        "on": write_moment(slot.on) if slot.on else None,
        "ready": slot.id in judgement.ready,
        **_describe_provenance(standing),
        "stale_by": [_describe_change(change) for change in standing.stale_by],
        "remarks": list(standing.remarks),
    }


def _describe_provenance(standing: Standing) -> Json:
    made = standing.provenance
    return {
        "merged_by": _describe_author(made.merged_by) if made else None,
        "written_by": _describe_author(made.written_by) if made else None,
        "commit": made.commit if made else None,
        "landing": made.landing if made else None,
        "landed_at": _write_moment(made.landed_at) if made else None,
        "pull_request": made.pull_request if made else None,
    }


def _describe_author(author: Author | None) -> str | None:
    """The id of a person, or the name in the commit if the address in the commit does not belong to a person."""
    return (author.person or author.name) if author else None


def _describe_change(change: ContentChange) -> Json:
    return {
        "ref": str(change.ref),
        "how": change.how,
        "keys": list(change.keys),
        "by": _describe_author(change.by),
        "landing": change.landing or None,
        "pull_request": change.pull_request,
    }


def next_document(
    open_work: Iterable[OpenEntry],
    head: str | None,
    as_of: datetime,
    *,
    has_history: bool = False,
) -> Json:
    """The document `gonogo/next/1` with these open entries, in the given order.

    `action` is the next action for a sign-off, null for any other entry; `lacks_evidence` says that only the required
    evidence is missing. `moment` is the date or time by which entries are sorted, null if it is not known.
    """
    entries = [
        {
            "ref": str(work.ref),
            "title": work.entry.title,
            "state": work.state,
            "action": work.action.value if work.action else None,
            "lacks_evidence": work.lacks_evidence,
            "owner": list(work.owner),
            "due": write_due(work.due),
            "at": write_due(work.at),
            "moment": write_moment(work.moment) if work.moment else None,
            "overdue": work.is_overdue,
        }
        for work in open_work
    ]
    return {**head_of("next", head, as_of, has_history=has_history), "entries": entries}


def write_due(due: Due | None) -> str | None:
    """A due date, or an offset such as `T-1d`, as the file has it; None without a value."""
    if due is None:
        return None
    return due.text if isinstance(due, Offset) else due.isoformat()


def show_document(  # noqa: PLR0913, PLR0917 - the document has this many parts
    ref: str,
    shown: tuple[str, Json],
    event_index: EventIndex | None,
    events: Iterable[IndexedEvent],
    head: str | None,
    as_of: datetime,
) -> Json:
    """The document `gonogo/show/1` of a system, release, phase, section or entry.

    `shown` is the kind and the description of this subject.
    """
    kind, entry = shown
    rows = list(describe_events(events, event_index.trail.landings)) if event_index else []
    begin = head_of("show", head, as_of, has_history=event_index is not None)
    return {**begin, "ref": ref, "kind": kind, "entry": entry, "events": rows}


def describe_system(system: System, judgements: Mapping[Ref, Judgement]) -> Json:
    """The description of a system, with the verdict, the outcome and the progress of each release."""
    facts = system.facts
    releases = {
        str(ref.release): {
            "verdict": judgement.verdict.value,
            "outcome": (release.outcome if (release := system.releases[ref.release]) else None) or None,
            "settled": judgement.progress.settled,
            "total": judgement.progress.total,
        }
        for ref, judgement in judgements.items()
        if ref.system == system.id
    }
    return {
        "id": str(system.id),
        "name": system.name,
        "summary": (facts.summary if facts else None) or None,
        "repository": (facts.repository if facts else None) or None,
        "releases": releases,
    }


def describe_entry(release: Release, section: Section, entry: Entry, judgement: Judgement) -> Json:
    """The keys of an entry in its file, with its state; for a sign-off, also its status below `standing`."""
    written = nulled(BY_ID[section.kind].table.encode(entry))
    return {
        "id": entry.id,
        **written,
        "state": judgement.states[entry.id],
        "settled": entry.id in judgement.settled,
        "lacks_evidence": entry.id in judgement.unproven,
        "overdue": entry.id in find_overdue(release, judgement),
        **_place(entry),
        **({"standing": _describe_slot(entry, judgement)} if isinstance(entry, SignOff) else {}),
    }


def describe_phase(phase: Phase, judgement: Judgement) -> Json:
    """The keys of a phase in its file, and its progress."""
    settled, total = judgement.phases[phase.id]
    return {"id": phase.id, **nulled(PHASE.encode(phase)), "settled": settled, "total": total, **_place(phase)}


def describe_section(section: Section, judgement: Judgement) -> Json:
    """The keys of a section in its file, and its progress. `items` has the states of entries instead of the entries."""
    written = nulled({**SECTIONS[section.kind].encode(section), "items": ""})
    settled, total = judgement.sections[section.id]
    states = {entry.id: judgement.states[entry.id] for entry in section.walk()}
    return {
        "id": section.id,
        **written,
        "items": states,
        "settled": settled,
        "total": total,
        **_place(section),
    }


def _place(record: Record) -> Json:
    path, span = record.where.location
    return {"path": path, "line": span.line}


def nulled(plain: Mapping[str, Plain]) -> Json:
    """The mapping with None instead of every empty value, also in nested mappings."""
    return {key: nulled(value) if isinstance(value, dict) else (value or None) for key, value in plain.items()}
