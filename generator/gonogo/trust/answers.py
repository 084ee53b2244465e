"""The answers of triggers and criteria that count.

A `fired` or `unmet` counts, no matter who wrote it. A `clear` or `met` counts only if an active person or bot of
people.yml wrote or merged it. A `fired` or `unmet` can only be reverted by its author, by a holder of a role in
`may_close`, or by a maintainer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.format.sections import criteria, triggers
from gonogo.format.sections.kind import MET
from gonogo.model.judgement import Answer, BlockerRule, ReleaseBlock
from gonogo.model.trust_codes import TrustCode
from gonogo.trust.closers import may_close

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.ids import EntryId
    from gonogo.trust.judged_release import JudgedRelease
    from gonogo.trust.release_history import Participants, Step
    from gonogo.trust.release_values import Value

_KINDS = {triggers.FIRED.word: triggers.Trigger, criteria.UNMET.word: criteria.Criterion}
_ALARMS = tuple(_KINDS)
_SETTLED = (triggers.CLEAR.word, MET.word)
_OPEN = triggers.UNSEEN.word
_REMOVED = ""


class _Counted(NamedTuple):
    """The answer that counts after a landing.

    `state` is its state word. `writers` are the people who wrote it. If the file contains a different answer, `reason`
    says why that answer does not count.
    """

    state: str
    writers: tuple[str, ...] = ()
    reason: str = ""


def verify_answers(judged: JudgedRelease) -> dict[EntryId, Answer]:
    """The answer that counts for every trigger, and for every criterion that takes an answer, keyed by id."""
    return {
        entry.id: _verify(str(entry.id), entry.status or _OPEN, judged)
        for _, entry in judged.release.walk()
        if isinstance(entry, triggers.Trigger) or (isinstance(entry, criteria.Criterion) and not entry.when)
    }


def find_removed_alarms(judged: JudgedRelease) -> Iterator[ReleaseBlock]:
    """A blocker for each trigger or criterion that was removed without authority while it was `fired` or `unmet`.

    A fired trigger also counts as removed if its id is now the id of a criterion. The same applies to an unmet
    criterion whose id is now the id of a trigger.
    """
    present = {str(entry.id): entry for _, entry in judged.release.walk()}
    for entry in _find_raised(judged):
        counted = _count(entry, judged)
        is_answered = ("answer", entry) in judged.values.values
        is_shown = is_answered and isinstance(present.get(entry), _KINDS.get(counted.state, ()))
        if counted.state in _ALARMS and not is_shown:
            rule = BlockerRule.FIRED_TRIGGER if counted.state == triggers.FIRED.word else BlockerRule.CRITERION_UNMET
            removed = f"removed while it was “{counted.state}”; the removal is not on {judged.main} yet"
            why = counted.reason or removed
            yield ReleaseBlock(rule, f"“{entry}”", why, TrustCode.ANSWER_NOT_AUTHORISED)


def _find_raised(judged: JudgedRelease) -> dict[str, None]:
    """The ids of the entries that were fired or unmet after some landing."""
    answers = ((*value_id, value) for step in judged.history.steps for value_id, value in step.after.values.items())
    return {entry: None for kind, entry, value in answers if kind == "answer" and value[0] in _ALARMS}


def _verify(entry: str, written: str, judged: JudgedRelease) -> Answer:
    counted = _count(entry, judged)
    now, landed = (values.values.get(("answer", entry)) for values in (judged.values, judged.history.values()))
    is_proven_here = _lacks_evidence(landed, judged) and not _lacks_evidence(now, judged)
    if written in _ALARMS or (written == counted.state and not is_proven_here):
        return Answer(written)
    if now != landed:
        state = _OPEN if written == counted.state else counted.state
        return Answer(state, f"“{written}” is not on {judged.main} yet", TrustCode.PENDING)
    return Answer(counted.state, counted.reason, TrustCode.ANSWER_NOT_AUTHORISED)


def _lacks_evidence(value: Value | None, judged: JudgedRelease) -> bool:
    """Whether an answer requires evidence and has none.

    If evidence is added to an answer, this is a new answer, which counts only after it is merged to main.
    """
    if value is None:
        return False
    _, _, evidence, requires = value
    policy = judged.demands.policy
    return not evidence and (requires or (policy.requires if policy else "")) == "evidence"


def _count(entry: str, judged: JudgedRelease) -> _Counted:
    """The answer that counts at the end of the line."""
    counted = _Counted(_OPEN)
    for step in judged.history.steps:
        value = step.after.values.get(("answer", entry))
        if value != step.before.values.get(("answer", entry)):
            counted = _answer_after(counted, str(value[0]) or _OPEN if value else _REMOVED, entry, step, judged)
    return counted


def _answer_after(counted: _Counted, state: str, entry: str, step: Step, judged: JudgedRelease) -> _Counted:
    """The answer that counts after a landing; `counted` is the answer that counted before the landing.

    `state` is the word that the landing wrote, "" if the landing removed the answer. `step` is a landing that changed
    the word, the note, the evidence or the requirement for evidence.
    """
    if state == counted.state and state in _ALARMS:
        return counted  # the alarm keeps its first author when somebody changes only the note
    history = judged.history
    introducers = history.introducers(step.place, ("answer", entry))
    people = history.participants(step.place, introducers)
    identities = history.registry_at(step.place).identities
    author = history.provenance(step.place, introducers[0]).written_by
    if counted.state in _ALARMS and not _may_revert(counted, people, judged, step.place):
        how = "removed it" if state == _REMOVED else f"changed it to “{state}”"
        return counted._replace(reason=f"it was “{counted.state}”; {author.name} {how}, but may not revert it")
    if state in _ALARMS:
        return _Counted(state, people.writers)
    if state in _SETTLED and not any(map(identities.is_active, people.everybody)):
        how = f"was written by {author.name}, who is not in people.yml"
        if identities.is_active(author.person):
            before = f"was in the file before {author.name} repaired it"
            how = f"{before}, so it does not count; change the note to answer again"
        return _Counted(_OPEN, reason=f"“{state}” {how}")
    return _Counted(_OPEN if state == _REMOVED else state, people.writers)


def _may_revert(counted: _Counted, people: Participants, judged: JudgedRelease, place: int) -> bool:
    identities = judged.history.registry_at(place).identities
    is_own = any(person in counted.writers and identities.is_active(person) for person in people.everybody)
    return is_own or may_close(people, judged.history, place)
