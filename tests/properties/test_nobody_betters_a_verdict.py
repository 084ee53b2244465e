"""Law: no landing improves a verdict unless an authorized person wrote or merged a part of it.

Such a part is a decision, a waiver, an `na`, an answer, the outcome, a slot or the registry. Content that is restored
to the version that the signers saw needs no authorization.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gonogo.model.judgement import SignOffState, Verdict
from support.crew import PEOPLE, POLICY, ROLES
from support.judged import judge_landings
from support.laws import EACH_KIND, try_on_histories
from support.plain_history import PlainHistory
from support.plain_registry import PlainRegistries
from support.plain_rights import PlainRights, list_entries

if TYPE_CHECKING:
    import pytest

    from gonogo.model.judgement import Judgement
    from support.laws import CrewRepo

WORST_FIRST = (Verdict.NO_GO, Verdict.CONDITIONAL, Verdict.GO)


def test_better_verdict_needs_an_authorized_person(record_property: pytest.RecordProperty) -> None:
    """The law holds for each landing, compared with the previous landing; git names its authors and mergers."""
    record_property("histories", dict(try_on_histories(check_history, 20, least={**EACH_KIND, "better verdicts": 15})))


def check_history(repo: CrewRepo) -> Counter[str]:
    """Checks the law for every release after every landing."""
    history = PlainHistory(repo.root, repo.line[-1])
    registries = PlainRegistries(history, repo.signers())
    judged = judge_landings(repo.root, *repo.line)
    seen: Counter[str] = Counter()
    refs = dict.fromkeys(ref for one in judged for ref in one.judgements)
    for ref in refs:
        path = f"checklists/shop/{ref.release}.yml"
        if not all(history.is_clear(landing, path, PEOPLE, POLICY, ROLES) for landing in repo.line):
            seen["releases passed over"] += 1
            continue
        rights = PlainRights(history, path, registries)
        for place, one in enumerate(judged):
            if ref in one.judgements:
                before = judged[place - 1].judgements.get(ref) if place else None
                check_landing(rights, place, before, one.judgements[ref], seen)
    return seen


def check_landing(
    rights: PlainRights, place: int, before: Judgement | None, after: Judgement, seen: Counter[str]
) -> None:
    """Checks the law for a release after a landing."""
    seen["judgements"] += 1
    seen[after.verdict.value] += 1
    seen["closed releases"] += bool(after.closing)
    slots = [slot for slot, standing in after.standings.items() if standing.state is SignOffState.VALID]
    is_closed = after.closing is not None
    if not is_closed:
        for slot in slots:
            check_slot(rights, place, slot)
    for item, approval in after.approvals.items():
        given = [rights.given[place].get((kind, item)) for kind in ("waiver", "na")]
        assert not approval.is_valid or any(one and one.counts for one in given), (place, item, approval)
    for entry, answer in after.answers.items():
        if answer.state in ("clear", "met"):
            assert rights.answers[place][entry].state == answer.state, (place, entry, answer)
    if after.has_history:  # An unreadable file has no outcome.
        assert (after.closing.outcome if after.closing else "") == rights.outcomes[place], (place, after.closing)
    worse = before.verdict if before else Verdict.NO_GO
    if WORST_FIRST.index(after.verdict) > WORST_FIRST.index(worse):
        seen["better verdicts"] += 1
        is_of_registry = rights.registries.after[place].values != rights.registries.after[place - 1].values
        assert rights.news[place] or is_of_registry or is_restored(rights, place), (place, worse, after.verdict)


def check_slot(rights: PlainRights, place: int, slot: str) -> None:
    """Checks that an authorized person made a counting decision, and that it covers the content that they saw."""
    given = rights.given[place]["decision", slot]
    assert given.counts, (place, slot, given)
    now = rights.canonical(rights.registries.landings[place], slot)
    seen = [oid for oid in given.commits if rights.canonical(oid, slot) == now]
    shown = [oid for oid in seen if not is_rewritten(rights, oid, place) or rights.is_only_decision(oid, slot)]
    assert shown, (place, slot, seen)
    demands = rights.registries.after[place]
    tree = rights.tree(place)
    by = list_entries(tree)[slot][1]["by"]
    if demands.get("policy", "second_person") == "required":
        assert given.merger not in ("", by), (place, slot, given)
    if demands.get("policy", "level") == "signed":
        assert by in [rights.registries.signers.get(oid) for oid in given.commits], (place, slot, given)


def is_rewritten(rights: PlainRights, oid: str, place: int) -> bool:
    """Whether the committer differs from the author of a commit."""
    commit, registry = rights.history.commits[oid], rights.registries.before(place)
    people = registry.person(commit.author), registry.person(commit.committer)
    return people[0] != people[1] if all(people) else commit.author != commit.committer


def is_restored(rights: PlainRights, place: int) -> bool:
    """Whether a sign-off covers other content than before, or a file was unreadable before."""
    landings, history = rights.registries.landings, rights.history
    slots = [slot for slot, (kind, _) in list_entries(rights.tree(place)).items() if kind == "signoffs"]
    is_other = any(
        rights.canonical(landings[place - 1], one) != rights.canonical(landings[place], one) for one in slots
    )
    paths = (rights.path, PEOPLE, POLICY, ROLES)
    texts = [history.commits[landings[place - 1]].texts.get(path) for path in paths]
    return is_other or "a: [\n" in texts
