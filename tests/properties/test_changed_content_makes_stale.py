"""Law: a change of covered content makes a sign-off stale, regardless of the way of merging; no other change does.

After the change is reverted, the sign-off counts again, with a remark.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING

from gonogo.model.ids import EntryId, ReleaseId, SystemId
from gonogo.model.judgement import SignOffState
from gonogo.model.references import Ref
from repository import RepoBuilder
from support.content_changes import NAME, PATH, REPORT, SLOTS, covered_release, pick_changes
from support.crew import ANN, FORGE, MEMBERS, QUEUE, STRANGER
from support.crew_edits import list_holders, list_slots
from support.judged import judge_landings
from support.laws import try_on_histories

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from gonogo.model.judgement import Standing
    from support.content_changes import ContentChange
    from support.crew import Files
    from support.crew_history import CrewHistory
    from support.laws import CrewRepo

SHOP = Ref(SystemId("shop"), ReleaseId(NAME))
BACK = "covered content was changed and then changed back"
VARIANTS = 5


def test_changed_content_makes_stale(record_property: pytest.RecordProperty) -> None:
    """The law holds for changes that are each merged separately after the decisions."""
    least = {"stale sign-offs": 25, "sign-offs that still count": 25, "changed back": 3}
    record_property("histories", dict(try_on_histories(check_history, 8, least=least)))


def check_history(repo: CrewRepo) -> Counter[str]:
    """Checks the law for some changes after a history."""
    history = repo.history
    decided = sign_release(history)
    changes = repo.chance.sample(pick_changes(repo.chance, history.trees[decided]), VARIANTS)
    landings = [land(repo, decided, change) for change in changes]
    back = history.record((landings[0],), history.trees[decided], STRANGER, STRANGER, "back")
    ids = RepoBuilder(repo.root).load(*history.commits, is_packed=True)
    judged = judge_landings(repo.root, *(ids[name] for name in (decided, *landings, back)))
    before, *after, changed_back = (one.judgements[SHOP].standings for one in judged)
    valid = {slot: one for slot, one in before.items() if one.state is SignOffState.VALID}
    seen: Counter[str] = Counter()
    for change, standings in zip(changes, after, strict=True):
        check_change(change, valid, standings, seen)
    for slot, one in valid.items():
        if slot == "qa" and changes[0].name == "decision under a final one":
            continue  # A stranger has restored the decision.
        # The changed evidence file is in no landing of the checklists.
        is_stale = slot in changes[0].stale and changes[0].name != "file of evidence"
        again = changed_back[slot]
        assert (again.state, again.code, BACK in again.remarks) == (one.state, one.code, is_stale), (
            changes[0].name,
            again,
        )
        seen["changed back"] += is_stale
    return seen


def check_change(
    change: ContentChange, before: Mapping[EntryId, Standing], after: Mapping[EntryId, Standing], seen: Counter[str]
) -> None:
    """Checks the law for the sign-offs that counted before a change."""
    for slot, one in before.items():
        now = after[slot]
        if slot not in change.stale:
            assert (now.state, now.level, now.code) == (one.state, one.level, one.code), (change.name, slot, now)
        elif slot == "qa" and change.name in ("role of a slot", "decision under a final one"):
            assert now.code != one.code or now.provenance != one.provenance, (change.name, slot, now)
        else:
            assert (now.state, now.code) == (SignOffState.STALE, "stale"), (change.name, slot, now)
            assert now.stale_by, (change.name, slot, now)
        seen["stale sign-offs" if slot in change.stale else "sign-offs that still count"] += 1


def sign_release(history: CrewHistory) -> str:
    """Adds another release, lets the holders of all roles sign it, and returns the last commit."""
    files: Files = {**deepcopy(history.trees[history.tip]), PATH: covered_release(), REPORT: "Fine\n"}
    name = history.record((history.tip,), files, ANN, ANN, "plan")
    for slot in SLOTS:
        files = deepcopy(files)
        [own] = [one for one in list_slots(files, PATH) if one is find_slot(files, slot)]
        by = (list_holders(files, own) or [ANN])[0]
        own |= {"decision": "go", "by": by.id}
        name = history.record((name,), files, by, by, "sign")
    return name


def find_slot(files: Files, slot: str) -> object:
    """A slot of the release."""
    section = "authorization" if slot == "final" else "approvals"
    tree: object = files[PATH]
    for key in ("sections", section, "items", slot):
        assert isinstance(tree, dict)
        tree = tree[key]
    return tree


def land(repo: CrewRepo, base: str, change: ContentChange) -> str:
    """Pushes, squashes or merges a change to main, by any person, and returns the landing."""
    history, chance = repo.history, repo.chance
    files = deepcopy(history.trees[base])
    change.edit(files)
    author, merger = chance.choice((*MEMBERS, STRANGER)), chance.choice((*MEMBERS, STRANGER, QUEUE))
    committer = chance.choice((author, FORGE, merger))
    commit = history.record((base,), files, author, committer, "change")
    if chance.random() < 0.5:
        return commit
    return history.record((base, commit), files, merger, chance.choice((merger, FORGE)), "merge")
