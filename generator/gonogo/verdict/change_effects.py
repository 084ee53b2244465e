"""The indirect effects of a change: stale sign-offs, answers to an old wording, and values that do not count.

In this module, `before` is the base, and `after` the result of merging the change into the base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity, shorten
from gonogo.core.nodes import START, Location
from gonogo.model.comparison import Statement, Topic
from gonogo.model.event import EventKind, FileRef
from gonogo.model.judgement import SignOffState
from gonogo.model.provenance import say_changes
from gonogo.model.references import Ref
from gonogo.model.release import Entry
from gonogo.model.trust_codes import TrustCode
from gonogo.verdict.change_statements import ASKED
from gonogo.verdict.compared_side import name_person, title_of
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.event import Change
    from gonogo.model.judgement import Blocker, Standing
    from gonogo.verdict.compared_side import Side

_RULES_WITH_STATEMENTS = (
    "answer-not-authorised",
    "evidence-not-found",
    "outcome-not-authorised",
    "registry-not-authorised",
    "signoff-by-another",
    "signoff-not-counting",
    "slot-changed",
    "stale-signoff",
    "unapproved-waiver",
)
"""The rules whose findings other functions in this package describe in more detail than `describe_diagnostics`."""
_NEEDS_MERGER = (TrustCode.NO_SECOND_PERSON, TrustCode.RECORDER_NOT_AUTHORISED)
"""The codes of a decision that counts as soon as the right person merges it."""
_NOT_ABOUT_RIGHTS = ("", TrustCode.PENDING, TrustCode.MAIN_NOT_HERE)
"""The codes of blockers that have another cause than a missing right."""
_ANSWERS = (EventKind.STATE, EventKind.OBSERVED)


def find_stale(before: Side, after: Side) -> Iterator[tuple[Ref, SignOff, Standing]]:
    """The sign-offs that become stale because of the change."""
    for ref, slot, standing in after.slots():
        earlier = before.standing(ref)
        if standing.state is SignOffState.STALE and (earlier is None or earlier.state is not SignOffState.STALE):
            yield ref, slot, standing


def describe_stale(before: Side, after: Side) -> Iterator[Statement]:
    """A statement for each sign-off that becomes stale: the signer, the role, and the changes of covered content."""
    for ref, slot, standing in find_stale(before, after):
        role = after.snapshot.systems[ref.system].roles.get(slot.signing_role)
        signer = name_person(slot.by, before, after)
        why = say_changes(standing.stale_by) if standing.stale_by else standing.reason
        text = f"{signer}{f' ({role.title})' if role else ''}: {why}"
        location = slot.where.at("decision")
        yield Statement(Topic.SIGN_AGAIN, Severity.WARNING, str(ref), slot.title, text, location)


def describe_other_wording(
    before: Side, after: Side, changes: tuple[Change, ...], gained: tuple[Change, ...]
) -> Iterator[Statement]:
    """A statement for each answer whose author has not seen the present wording of the question.

    Git merges an answer and a new wording of the question without a conflict, because they are on different lines.
    `changes` are the changes of the branch. `gained` are the changes that others made on the base after the branch
    began.
    """
    answered = {change.ref for change in changes if change.kind in _ANSWERS}
    answered_there = {change.ref for change in gained if change.kind in _ANSWERS}
    for change in _find_reworded(gained):
        if change.ref in answered and _is_answered(after, change.ref):
            text = f"answered here, while the base changed its {change.field}"
            yield _compare_wording(change, text, after)
    for change in _find_reworded(changes):
        if change.ref not in answered and _is_answered(before, change.ref) and _is_answered(after, change.ref):
            when = ", in the base in the meantime" if change.ref in answered_there else ""
            text = f"it was answered before this change of its {change.field}{when}"
            yield _compare_wording(change, text, after)


def _find_reworded(changes: tuple[Change, ...]) -> Iterator[Change]:
    return (change for change in changes if change.field in ASKED and change.before and change.after)


def _is_answered(side: Side, ref: Ref | FileRef) -> bool:
    """Whether an entry that is not a sign-off is settled; sign-offs are checked for staleness instead."""
    return isinstance(ref, Ref) and side.is_settled(ref) and side.standing(ref) is None


def _compare_wording(change: Change, text: str, after: Side) -> Statement:
    location = after.place(change.ref, change.field) or Location(str(change.ref), START)
    title = title_of(change.ref, after)
    return Statement(
        Topic.OTHER_WORDING, Severity.WARNING, str(change.ref), title, text, location, change.before, change.after
    )


def describe_not_counting(before: Side, after: Side) -> Iterator[Statement]:
    """A statement for each value that does not count because its author had no right to write it.

    These are new or changed waivers, answers, outcomes, slots and registry values. `describe_changes` describes
    decisions.
    """
    for ref, judgement in after.judgements.items():
        earlier = before.judgements.get(ref)
        known = {(blocker.ref, blocker.code) for blocker in earlier.blockers} if earlier else set()
        for blocker in judgement.blockers:
            if (blocker.ref, blocker.code) not in known and _is_news(blocker, after):
                yield Statement(
                    Topic.NOT_COUNTING, Severity.WARNING, str(blocker.ref), blocker.title, blocker.why, blocker.location
                )
        refusal = judgement.outcome_refusal
        if refusal and refusal.code not in _NOT_ABOUT_RIGHTS and refusal != (earlier and earlier.outcome_refusal):
            location = after.place(ref, "outcome") or Location(str(ref), START)
            yield Statement(
                Topic.NOT_COUNTING, Severity.WARNING, str(ref), title_of(ref, after), refusal.text, location
            )
    yield from _describe_findings(before, after)


def find_shortfalls(before: Side, after: Side) -> set[str]:
    """The references of the added values that do not count, but would count if an authorized person merged them."""
    slots = {
        str(ref)
        for ref, _, standing in after.slots()
        if standing.code in _NEEDS_MERGER and standing.code != getattr(before.standing(ref), "code", None)
    }
    return slots | {statement.ref for statement in describe_not_counting(before, after)}


def _is_news(blocker: Blocker, after: Side) -> bool:
    """Whether a missing right causes a blocker. False for decisions, which have their own statements."""
    if blocker.code in _NOT_ABOUT_RIGHTS:
        return False
    return after.standing(blocker.ref) is None or blocker.code == TrustCode.SLOT_CHANGED


def _describe_findings(before: Side, after: Side) -> Iterator[Statement]:
    """A statement for each new registry change that does not count."""
    known = {(finding.code, finding.commit) for finding in before.findings}
    for finding in after.findings:
        if finding.code == TrustCode.REGISTRY_NOT_AUTHORISED and (finding.code, finding.commit) not in known:
            text = "no maintainer wrote this change; it counts only if a maintainer merges it"
            location = Location(finding.path, START)
            yield Statement(
                Topic.NOT_COUNTING, Severity.WARNING, finding.path, "People, policy and roles", text, location
            )


def describe_missing_evidence(before: Side, after: Side) -> Iterator[Statement]:
    """A statement for each decision or answer that newly lacks required evidence, and for each newly missing file."""
    for ref, slot, standing in after.slots():
        earlier = before.standing(ref)
        if standing.code == TrustCode.NO_EVIDENCE and (earlier is None or earlier.code != TrustCode.NO_EVIDENCE):
            location = slot.where.at("decision")
            yield Statement(Topic.EVIDENCE_MISSING, Severity.WARNING, str(ref), slot.title, standing.reason, location)
    for _, release in after.snapshot.releases():
        for section, entry in release.walk():
            yield from _describe_lack(release.ref_of(section, entry), entry, before, after)


def _describe_lack(ref: Ref, entry: Entry, before: Side, after: Side) -> Iterator[Statement]:
    """Statements about one entry of an open release: newly missing required evidence, and newly missing files."""
    judgement, earlier = after.judgements[ref.whole], before.judgements.get(ref.whole)
    if judgement.closing is not None:
        return
    if entry.id in judgement.unproven and not (earlier and entry.id in earlier.unproven):
        text, place = judgement.say_state(entry.id), entry.where.at("status")
        yield Statement(Topic.EVIDENCE_MISSING, Severity.WARNING, str(ref), entry.title, text, place)
    known = before.find(ref)
    was_absent = before.snapshot.absent_evidence.intersection(known.evidence if isinstance(known, Entry) else ())
    for at, path in enumerate(entry.evidence):
        if path in after.snapshot.absent_evidence and path not in was_absent:
            text, place = f"there is no file {path} in the merged result", entry.where.at("evidence", at)
            yield Statement(Topic.EVIDENCE_MISSING, Severity.ERROR, str(ref), entry.title, text, place)


def describe_diagnostics(before: Side, after: Side) -> Iterator[Statement]:
    """A statement for each new error and warning of `gonogo check`, except findings of `_RULES_WITH_STATEMENTS`."""
    earlier = {(known.rule, known.location.path, known.message) for known in before.diagnostics}
    for diagnostic in after.diagnostics:
        rule, severity, location = diagnostic.rule, diagnostic.severity, diagnostic.location
        is_old = (rule, location.path, diagnostic.message) in earlier
        if is_old or severity is Severity.NOTE or rule in _RULES_WITH_STATEMENTS:
            continue
        topic = Topic.ERROR if severity is Severity.ERROR else Topic.FINDING
        text = f"{diagnostic.message}{f'; {diagnostic.help}' if diagnostic.help else ''}"
        yield Statement(topic, severity, location.path, rule, text, location)


def describe_accepted(before: Side, after: Side) -> Iterator[Statement]:
    """A statement for each entry under `accepted` in policy.yml that the change adds or edits.

    The statement has the number of findings that the entry accepts.
    """
    earlier = before.snapshot.policy.accepted if before.snapshot.policy else {}
    for key, acceptance in after.snapshot.policy.accepted.items() if after.snapshot.policy else ():
        if acceptance != earlier.get(key):
            count = sum(finding.id == key for finding in after.accepted)
            what = f"{acceptance.rule} in {acceptance.at} ({count} {plural(count, 'finding')})"
            text, location = f"{what}: {shorten(acceptance.reason, 200)}", acceptance.where.location
            yield Statement(Topic.ACCEPTED, Severity.WARNING, location.path, key, text, location)
