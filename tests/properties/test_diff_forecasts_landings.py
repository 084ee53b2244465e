"""Law: the result of `gonogo diff` for a merge is the result of status after the same merge.

It compares the verdicts before, now and after a merge by a stranger, and the stale sign-offs.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING

from gonogo.format.sections.signoffs import slots_of
from gonogo.model.comparison import Fate
from gonogo.model.judgement import SignOffState
from gonogo.pipelines.comparison import compare_commits
from gonogo.pipelines.merged_result import Judging
from gonogo.pipelines.project_reader import read_project
from gonogo.source.git.committed_files import read_revision
from repository import RepoBuilder
from support.crew import FORGE, STRANGER
from support.judged import AS_OF, judge_commits, judge_landings, move_main
from support.laws import try_on_histories

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from gonogo.model.references import Ref
    from support.judged import Judged
    from support.laws import CrewRepo

# The outcome is left out: the time of the landing determines when a release is closed.
SUBJECTS = (
    "decision",
    "two_holders",
    "excuse",
    "answer",
    "slot",
    "item",
    "item",
    "copy",
    "file",
    "registry",
    "confirm",
)


def test_diff_forecasts_landings(record_property: pytest.RecordProperty) -> None:
    """The law holds for branches from any landing, with commits by any person."""
    least = {"changed verdicts": 1, "stale sign-offs": 1, "merges by whom it matters": 1}
    record_property("histories", dict(try_on_histories(check_history, 8, least=least)))


def check_history(repo: CrewRepo) -> Counter[str]:
    """Checks the law for three branches of a history."""
    seen: Counter[str] = Counter()
    for _ in range(3):
        place = repo.chance.randrange(len(repo.line))
        tip = commit_branch(repo, place)
        landing = repo.history.record(
            (repo.history.line[place], tip), repo.history.trees[tip], STRANGER, FORGE, "merge"
        )
        ids = RepoBuilder(repo.root).load(*repo.history.commits, is_packed=True)
        move_main(repo.root, repo.line[place])
        comparison = compare_commits(repo.root, repo.line[place], ids[tip], Judging(AS_OF))
        base, branch = judge_commits(repo.root, repo.line[place], ids[tip])
        [landed] = judge_landings(repo.root, ids[landing])
        move_main(repo.root, repo.line[-1])
        assert comparison.fate is Fate.COUNTS
        for row in comparison.verdicts:
            sides = (base, branch, landed)
            expected = tuple(side.judgements[row.ref].verdict if row.ref in side.judgements else None for side in sides)
            assert (row.before, row.now, row.landed) == expected, (place, row.ref)
            seen["changed verdicts"] += expected[0] != expected[2]
        stale = find_stale(repo.root, ids[landing], landed) - find_stale(repo.root, repo.line[place], base)
        assert {*comparison.stale} == stale, place
        seen["stale sign-offs"] += len(stale)
        seen["merges by whom it matters"] += bool(comparison.mergers)
    return seen


def commit_branch(repo: CrewRepo, place: int) -> str:
    """Makes a branch from a landing and returns the name of its last commit."""
    history, name = repo.history, repo.history.line[place]
    for subject in ("sign", *repo.chance.choices(SUBJECTS, k=repo.chance.randint(1, 4))):
        for edit in history.editor(len(history.commits)).edits(subject, history.trees[name]):
            files = deepcopy(history.trees[name])
            by = edit(files)
            name = history.record((name,), files, by, by, subject)
    return name


def find_stale(root: Path, commit: str, judged: Judged) -> set[Ref]:
    """The stale sign-offs of open releases."""
    snapshot = read_project(read_revision(root, commit)[1])
    return {
        release.ref_of(section, slot)
        for _, release in snapshot.releases()
        if not judged.verification.releases[release.ref].outcome
        for section, slot in slots_of(release)
        if judged.judgements[release.ref].standings[slot.id].state is SignOffState.STALE
    }
