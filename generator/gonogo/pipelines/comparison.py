"""The pipeline of `diff`: from two commits to the merged result, the judgement of both sides, and the effects.

The base is compared with the result of merging the head into it. So mistakes that only exist in the merged result are
found, even if git merges without a conflict. All statements are about the state after the merge; until then, the
additions of the head are pending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.comparison import Comparison, Topic
from gonogo.model.verification import Verification
from gonogo.pipelines.merged_result import MergedResult
from gonogo.source.files.worktree import read_files
from gonogo.source.git.committed_files import read_committed
from gonogo.source.git.merge import merge_commits
from gonogo.source.git.store import open_store, require_store
from gonogo.verdict import change_effects
from gonogo.verdict.change_reviewers import find_reviewers
from gonogo.verdict.change_statements import describe_changes, place_change
from gonogo.verdict.compared_side import Side, list_verdicts
from gonogo.verdict.reasons import say_history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gonogo.model.comparison import Statement
    from gonogo.model.event import Change
    from gonogo.pipelines.merged_result import Judging
    from gonogo.source.git.store import GitStore


def compare_commits(root: Path, base: str, head: str | None, judging: Judging) -> Comparison:
    """The effects of merging the revision `head` into the revision `base`.

    The default head is the commit that is checked out.

    Raises GonogoError if a revision does not name a commit, if the two have no common ancestor, and for a clone without
    its complete history.
    """
    with open_store(root) as opened:
        store = require_store(opened)
        newer = store.head if head is None else store.resolve(head)
        uncommitted = _find_uncommitted(root, store) if head is None else ()
        result = MergedResult(store, merge_commits(store, store.resolve(base), newer), judging)
        return _compare(result, newer, uncommitted)


def _find_uncommitted(root: Path, store: GitStore) -> tuple[str, ...]:
    """The paths of the files in the working tree that differ from the commit that is checked out."""
    here, committed = read_files(root).contents, read_committed(store, store.head).contents
    return tuple(sorted(path for path in here.keys() | committed.keys() if here.get(path) != committed.get(path)))


def _compare(result: MergedResult, head: str, uncommitted: tuple[str, ...]) -> Comparison:
    before, landed, mergers = result.before, result.landed, result.find_mergers()
    changes, gained = result.derive_changes(result.merge.base), result.derive_changes(head)
    authors = result.find_authors()
    statements = (
        *_describe(result, changes, gained),
        *change_effects.describe_accepted(before, mergers.best),
    )
    people = {**landed.snapshot.people, **before.snapshot.people}
    return Comparison(
        base=result.merge.base,
        head=head,
        as_of=result.judging.as_of,
        fate=result.fate,
        changes=changes,
        place_of={change.ref: place_change(change, before, landed) for change in changes},
        statements=_sort(_move_resolved_by_merger(statements, before, mergers.best)),
        stale=tuple(ref for ref, _, _ in change_effects.find_stale(before, landed)),
        reviewers=find_reviewers(before, landed, changes, authors),
        verdicts=list_verdicts((before, result.now, landed, mergers.best), changes),
        authors=authors,
        mergers=mergers.people,
        other_mergers=mergers.others,
        conflicts=result.merge.conflicts,
        uncommitted=uncommitted,
        names={key: person.name for key, person in people.items()},
        folder=result.store.folder_of_project,
        history=say_history(result.verification),
        has_history=isinstance(result.verification, Verification),
    )


def _describe(result: MergedResult, changes: tuple[Change, ...], gained: tuple[Change, ...]) -> Iterator[Statement]:
    before, after = result.before, result.landed
    yield from change_effects.describe_diagnostics(before, after)
    yield from change_effects.describe_not_counting(before, after)
    yield from change_effects.describe_stale(before, after)
    yield from change_effects.describe_other_wording(before, after, changes, gained)
    yield from change_effects.describe_missing_evidence(before, after)
    yield from describe_changes(before, after, changes)


def _move_resolved_by_merger(statements: tuple[Statement, ...], before: Side, best: Side) -> Iterator[Statement]:
    """The statements, with the topic BY_MERGER if a merge by the best merger resolves the statement."""
    remaining = change_effects.find_shortfalls(before, best)
    for statement in statements:
        is_resolved = statement.topic is Topic.NOT_COUNTING and statement.ref not in remaining
        yield statement._replace(topic=Topic.BY_MERGER) if is_resolved else statement


def _sort(statements: Iterator[Statement]) -> tuple[Statement, ...]:
    """The statements, ordered by topic.

    If a changed wording is already part of a statement about an answer, the separate statement about the wording is
    left out.
    """
    order = {topic: number for number, topic in enumerate(Topic)}
    by_topic = sorted(statements, key=lambda statement: order[statement.topic])
    reworded = {_edit_of(statement) for statement in by_topic if statement.topic is Topic.OTHER_WORDING}
    return tuple(
        statement
        for statement in by_topic
        if statement.topic is not Topic.WORDED or _edit_of(statement) not in reworded
    )


def _edit_of(statement: Statement) -> tuple[str, str | None, str | None]:
    return statement.ref, statement.before, statement.after
