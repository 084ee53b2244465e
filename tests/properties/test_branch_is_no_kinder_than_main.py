"""Law: a branch never has a better verdict than main, regardless of its changes.

A branch can add decisions, approvals, answers or registry changes. A stranger who merges a stranger's branch does not
get a better verdict either.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING

from gonogo.model.judgement import Verdict
from repository import RepoBuilder
from support.crew import ANN, FORGE, QUEUE, STRANGER
from support.judged import judge_commits, judge_landings, move_main
from support.laws import try_on_histories

if TYPE_CHECKING:
    import pytest

    from support.crew import Person
    from support.judged import Judged
    from support.laws import CrewRepo

WORST_FIRST = (Verdict.NO_GO, Verdict.CONDITIONAL, Verdict.GO)
SUBJECTS = ("sign", "decision", "two_holders", "excuse", "answer", "outcome", "registry", "confirm")


def test_branch_has_no_better_verdict_than_main(record_property: pytest.RecordProperty) -> None:
    """The law holds for branches from any landing, by authorized people and by strangers."""
    least = {"branches that a maintainer makes better": 1}
    record_property("histories", dict(try_on_histories(check_history, 8, least=least)))


def check_history(repo: CrewRepo) -> Counter[str]:
    """Checks the law for two branches of a history."""
    seen: Counter[str] = Counter()
    for author in (None, STRANGER):
        place = repo.chance.randrange(len(repo.line))
        base, branch, merged = judge_branch(repo, place, author)
        assert not find_better(base, branch), (place, author)
        if author is None:
            seen["branches that a maintainer makes better"] += bool(find_better(base, merged))
        else:
            assert not find_better(base, merged), (place, author)
    return seen


def find_better(before: Judged, after: Judged) -> list[str]:
    """The releases whose verdict improved."""
    return [
        str(ref)
        for ref, judgement in after.judgements.items()
        if ref in before.judgements
        and WORST_FIRST.index(judgement.verdict) > WORST_FIRST.index(before.judgements[ref].verdict)
    ]


def judge_branch(repo: CrewRepo, place: int, author: Person | None) -> tuple[Judged, Judged, Judged]:
    """Judges a landing, the end of a branch from it, and main after the branch is merged.

    With an author, this person makes the commits and strangers merge them; without, authorized people make the commits
    and a maintainer merges them.
    """
    history = repo.history
    name = history.line[place]
    subjects = repo.chance.choices(SUBJECTS, k=repo.chance.randint(0, 2))
    for subject in ("sign", *subjects):
        for edit in history.editor(len(history.commits)).edits(subject, history.trees[name]):
            files = deepcopy(history.trees[name])
            by = edit(files)
            name = history.record((name,), files, author or by, author or by, subject)
    mergers = ((STRANGER, FORGE), (STRANGER, STRANGER), (QUEUE, FORGE)) if author else ((ANN, FORGE),)
    by, committer = repo.chance.choice(mergers)
    is_squashed = author is not None and repo.chance.random() < 0.3
    parents = (history.line[place], *(() if is_squashed else (name,)))
    landing = history.record(parents, history.trees[name], by, committer, "merge")
    ids = RepoBuilder(repo.root).load(*history.commits, is_packed=True)
    move_main(repo.root, repo.line[-1])
    base, branch = judge_commits(repo.root, repo.line[place], ids[name])
    assert not branch.verification.is_on_main
    [merged] = judge_landings(repo.root, ids[landing])
    move_main(repo.root, repo.line[-1])
    assert merged.verification.is_on_main
    return base, branch, merged
