"""Law: later landings do not change the result of judging a landing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from repository import RepoBuilder
from support.judged import judge_commits
from support.laws import try_on_histories

if TYPE_CHECKING:
    import pytest

    from support.laws import CrewRepo


def test_later_landings_change_nothing(record_property: pytest.RecordProperty) -> None:
    """The result is the same in the whole repository and in a clone that ends at the landing."""
    least = {"findings about commits": 3, "later landings": 40}
    record_property("histories", dict(try_on_histories(check_history, 8, least=least)))


def check_history(repo: CrewRepo) -> Counter[str]:
    """Checks the law at a landing of a history."""
    place = repo.chance.randrange(len(repo.line))
    RepoBuilder(repo.root).git("branch", "cut", repo.line[place])
    clone = RepoBuilder(repo.root.with_name("clone"))
    clone.git("fetch", "--quiet", "--update-head-ok", str(repo.root), "cut:main")
    [whole] = judge_commits(repo.root, repo.line[place])
    [cut] = judge_commits(clone.root, repo.line[place])
    assert whole.verification == cut.verification, place
    assert whole.judgements == cut.judgements, place
    return Counter(
        {
            "later landings": len(repo.line) - 1 - place,
            "closed releases": sum(judgement.closing is not None for judgement in whole.judgements.values()),
            "findings about commits": len([found for found in whole.verification.findings if found.commit]),
        }
    )
