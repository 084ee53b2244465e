"""The status of each sign-off: whether its decision counts, at which level, and why a decision does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import replace
from gonogo.core.secrets import hide_secrets
from gonogo.format.sections.signoffs import SignOff, slots_of
from gonogo.model.ids import EntryId
from gonogo.model.judgement import SignOffState, Standing
from gonogo.model.trust_codes import TrustCode
from gonogo.trust.closers import may_close
from gonogo.trust.dropped_decisions import find_dropped
from gonogo.trust.evidence_level import DecisionEvidence, Evidence
from gonogo.trust.levels import rank, required_level
from gonogo.trust.staleness import Staleness
from gonogo.trust.unverified import standing_of_empty

if TYPE_CHECKING:
    from gonogo.trust.introducers import Introducer
    from gonogo.trust.judged_release import JudgedRelease
    from gonogo.trust.release_history import Step

_BY, _REASON = 1, 3  # indexes in the value of a decision, in the order of DECISION_KEYS
_SIGN_AGAIN = "ask {name} to review the changes and set `on:` to today's date, or to a time if it already has this date"


class Graded(NamedTuple):
    """The evidence of one introducer for a decision, and the status of the slot with this evidence."""

    evidence: Evidence
    standing: Standing


def verify_decisions(judged: JudgedRelease) -> dict[EntryId, Standing]:
    """The status of every slot of a release, keyed by id."""
    standings = {slot.id: _verify_slot(slot, judged) for _, slot in slots_of(judged.release)}
    return _separate(_refuse_dropped(standings, judged), judged)


def _verify_slot(slot: SignOff, judged: JudgedRelease) -> Standing:
    if not slot.decision:
        return standing_of_empty(slot, judged.release.system, judged.roles, judged.people)
    value_id = ("decision", str(slot.id))
    value = judged.values.values.get(value_id)
    if value != judged.history.values().values.get(value_id):
        name = judged.name_of(slot.by)
        why = f"{slot.decision} by {name}, not on {judged.main} yet"
        return Standing(SignOffState.PENDING, None, why, f"merge it into {judged.main}", TrustCode.PENDING)
    step = judged.history.find_step(value_id, value)
    if step is None:  # impossible: a decision that is on main has a landing that set it
        raise AssertionError(value_id)
    return _DecisionJudge(slot, judged, step).judge()


class _DecisionJudge:
    """Judges the decision of one slot; `step` is the landing that merged the decision."""

    def __init__(self, slot: SignOff, judged: JudgedRelease, step: Step) -> None:
        self.slot = slot
        self.judged = judged
        self.history = judged.history
        self.step = step
        self.name = judged.name_of(slot.by)
        self.evidence = DecisionEvidence(judged.history, step.place, slot.by, slot.signing_role)

    def judge(self) -> Standing:
        """The best of the statuses that the introducers give.

        A status that counts is better than a status that does not count. Otherwise, the status with stronger evidence
        is better. If several are equally good, the result is the first of them in the order of the search.
        """
        introducers = self.history.introducers(self.step.place, ("decision", str(self.slot.id)))
        obstacle = self.evidence.find_obstacle(came_with_slot=str(self.slot.id) not in self.step.before.slots)
        graded = [self._grade(introducer, obstacle) for introducer in introducers]
        best = max(
            graded,
            key=lambda candidate: (candidate.standing.state is SignOffState.VALID, rank(candidate.evidence.level)),
        )
        return replace(best.standing, remarks=(*best.standing.remarks, *self._find_remarks(best.standing)))

    def _grade(self, introducer: Introducer, obstacle: Evidence | None) -> Graded:
        evidence = obstacle or self._judge_author(introducer)
        is_accepted = bool(rank(evidence.level)) or evidence.code == TrustCode.RECORDED
        if is_accepted and not self.history.had_slot(introducer.commit.oid, str(self.slot.id)):
            evidence = self.evidence.came_with_its_slot()
        provenance = self.history.provenance(self.step.place, introducer, self.slot.by)
        standing = Standing(
            SignOffState.VALID, evidence.level, evidence.reason, evidence.next_step, evidence.code, provenance
        )
        return Graded(evidence, self._find_state(standing, introducer, is_level_enough=self._is_enough(evidence)))

    def _judge_author(self, introducer: Introducer) -> Evidence:
        evidence = self.evidence.judge(introducer)
        if introducer.is_restored or rank(evidence.level) or not self._is_recorded_role():
            return evidence
        return self._judge_recorded(introducer)

    def _is_recorded_role(self) -> bool:
        policy = self.history.registry_at(self.step.place).registry.policy
        return policy is not None and self.slot.signing_role in policy.recorded_roles

    def _judge_recorded(self, introducer: Introducer) -> Evidence:
        """The evidence for a decision that somebody recorded for a person who does not use git."""
        people = self.history.participants(self.step.place, (introducer,))
        author = self.history.provenance(self.step.place, introducer).written_by
        if not self.judged.has_evidence(introducer.commit.oid, self.slot):
            why = f"{author.name} recorded the decision of {self.name} without evidence that people can check"
            step = "name the signed form, or the minutes, under `evidence:`: a link, or a file in the repository"
            return Evidence("claimed", why, TrustCode.NO_EVIDENCE, step)
        if not may_close(people, self.history, self.step.place):
            why = f"{author.name} recorded the decision of {self.name}, but may not record decisions"
            step = "ask a maintainer or a `may_close` holder to record or merge it"
            return Evidence("claimed", why, TrustCode.RECORDER_NOT_AUTHORISED, step)
        return Evidence("claimed", f"recorded by {author.name}, with evidence", TrustCode.RECORDED)

    def _is_enough(self, evidence: Evidence) -> bool:
        return evidence.code == TrustCode.RECORDED or rank(evidence.level) >= rank(self._required())

    def _required(self) -> str:
        return required_level(self.judged.demands, is_final=self.judged.is_final(self.slot))

    def _find_state(self, standing: Standing, introducer: Introducer, *, is_level_enough: bool) -> Standing:
        if self.slot.decision == "no-go":
            step = f"settle the reason, then ask {self.name} to decide again"
            return replace(standing, state=SignOffState.REFUSED, next_step=step)
        if self.slot.decision == "withdrawn":
            why = f"withdrawn; {standing.reason}"
            step = f"ask {self.name} to decide again"
            return replace(standing, state=SignOffState.WITHDRAWN, reason=why, next_step=step)
        if not is_level_enough:
            return self._below_level(standing)
        stale = Staleness(self.judged, self.slot, self.step.place, introducer)
        if found := stale.find():
            return replace(
                standing,
                state=SignOffState.STALE,
                reason=found.reason,
                code=found.code,
                next_step=self._say_how_to_sign_again(found.code),
                stale_by=found.changes,
            )
        standing = replace(standing, remarks=stale.find_remarks())
        return self._require_second_person(standing)

    def _say_how_to_sign_again(self, code: TrustCode) -> str:
        if code is TrustCode.CHANGED_IN_THE_SAME_COMMIT:
            return f"ask {self.name} to decide again, in a pull request with no other changes"
        if self._is_recorded_role():
            return f"ask {self.name} to decide again, and record the decision with another `on:`"
        return _SIGN_AGAIN.format(name=self.name)

    def _below_level(self, standing: Standing) -> Standing:
        required = self._required()
        if standing.code and standing.level == "claimed":
            return replace(standing, state=SignOffState.BELOW_LEVEL)
        missing = TrustCode.LEVEL_UNREACHABLE if required == "countersigned" else TrustCode.UNSIGNED_COMMIT
        code = standing.code or missing
        why = f"{standing.reason}; that makes it {standing.level}, but the policy requires {required}"
        return replace(standing, state=SignOffState.BELOW_LEVEL, reason=why, code=code)

    def _require_second_person(self, standing: Standing) -> Standing:
        policy = self.judged.demands.policy
        is_required = policy is not None and policy.second_person == "required"
        if not is_required or (standing.provenance and standing.provenance.merged_by):
            return standing
        return replace(
            standing,
            state=SignOffState.NO_SECOND_PERSON,
            reason=f"{standing.reason}, but nobody else is known to have merged it",
            code=TrustCode.NO_SECOND_PERSON,
            next_step=f"ask a person other than {self.name} to merge it",
        )

    def _find_remarks(self, standing: Standing) -> tuple[str, ...]:
        """Remarks about later facts: a lost role, a compromised key, an earlier no-go by another person."""
        remarks = []
        latest = self.judged.latest.identities
        has_counted = bool(rank(standing.level or "claimed"))
        if has_counted and not latest.holds(self.slot.by, (self.slot.signing_role,), self.history.system):
            remarks.append(f"{self.name} no longer holds the role")
        made = standing.provenance
        signature = self.history.reader.signature(made.commit) if made else None
        if signature and any(key.state == "compromised" for _, key in latest.find_keys(signature.key)):
            remarks.append("the key that signed it is now compromised")
        return (*remarks, *self._find_earlier_refusals())

    def _find_earlier_refusals(self) -> tuple[str, ...]:
        """A remark for each other person who wrote a no-go in this slot earlier, with that person's last reason."""
        found = {}
        for step in self.history.steps:
            value = step.after.values.get(("decision", str(self.slot.id)))
            if step.place < self.step.place and value and value[0] == "no-go" and value[_BY] != self.slot.by:
                found[value[_BY]] = value[_REASON]
        return tuple(
            f"{self.judged.name_of(str(by))} said no-go before{f': {hide_secrets(str(reason))}' if reason else ''}"
            for by, reason in found.items()
        )


def _separate(standings: dict[EntryId, Standing], judged: JudgedRelease) -> dict[EntryId, Standing]:
    """The statuses, with valid decisions rejected if one person signed for several roles of an entry in `distinct`."""
    policy = judged.demands.policy
    slots = {slot.id: slot for _, slot in slots_of(judged.release)}
    separated = dict(standings)
    for roles in policy.distinct if policy else ():
        by_person: dict[str, list[EntryId]] = {}
        for key, slot in slots.items():
            if slot.signing_role in roles and slot.decision == "go":
                by_person.setdefault(slot.by, []).append(key)
        for person, keys in by_person.items():
            if len({slots[key].signing_role for key in keys}) > 1:
                name = judged.name_of(person)
                why = f"{name} signed for several of {', '.join(roles)}, but the policy requires different people"
                separated |= {key: _refuse_same_person(standings[key], why) for key in keys}
    return separated


def _refuse_dropped(standings: dict[EntryId, Standing], judged: JudgedRelease) -> dict[EntryId, Standing]:
    """The statuses, with a valid decision rejected if a merge dropped a later decision that revokes or limits it."""
    places = {landing.oid: landing.index for landing in judged.history.reader.landings}
    valid = {
        str(key): places[standing.provenance.landing]
        for key, standing in standings.items()
        if standing.state is SignOffState.VALID and standing.provenance
    }
    refused = dict(standings)
    for key, dropped in find_dropped(judged.history, valid).items():
        why = f"{dropped.merged_by.name} merged a branch, and the merge dropped its later decision ({dropped.decision})"
        standing = standings[EntryId(key)]
        name = judged.name_of(_signer_of(EntryId(key), judged))
        refused[EntryId(key)] = replace(
            standing,
            state=SignOffState.BELOW_LEVEL,
            reason=why,
            code=TrustCode.MERGE_DISCARDED_CHANGES,
            next_step=f"review the merge {dropped.merge[:12]}, then ask {name} to decide again",
        )
    return refused


def _signer_of(key: EntryId, judged: JudgedRelease) -> str:
    return next(slot.by for _, slot in slots_of(judged.release) if slot.id == key)


def _refuse_same_person(standing: Standing, why: str) -> Standing:
    if standing.state is not SignOffState.VALID:
        return standing
    return replace(
        standing,
        state=SignOffState.BELOW_LEVEL,
        reason=why,
        code=TrustCode.NOT_DISTINCT,
        next_step="ask another holder to decide for one of the roles",
    )
