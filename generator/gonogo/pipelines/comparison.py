"""The pipeline of `diff`: two commits -> the merged result -> both sides judged -> the meaning of the change.

The base is compared with the result of merging the head into it, so that a clean but wrong merge is found. All
statements are about the result after the merge; until then, its additions are pending.
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
    """The meaning of the change from one revision to another after its merge; the default head is the current commit.

    Raises GonogoError for a revision that does not name a commit, for revisions without a common ancestor, and for a
    clone that lacks history.
    """
    with open_store(root) as opened:
        store = require_store(opened)
        newer = store.head if head is None else store.resolve(head)
        uncommitted = _find_uncommitted(root, store) if head is None else ()
        result = MergedResult(store, merge_commits(store, store.resolve(base), newer), judging)
        return _compare(result, newer, uncommitted)


def _find_uncommitted(root: Path, store: GitStore) -> tuple[str, ...]:
    """The files of the working tree that differ from those of the commit that is checked out."""
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
        statements=_sort(_say_what_merging_cures(statements, before, mergers.best)),
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


def _say_what_merging_cures(statements: tuple[Statement, ...], before: Side, best: Side) -> Iterator[Statement]:
    """The statements; statements that the best merge resolves have a topic of their own."""
    left = change_effects.find_shortfalls(before, best)
    for statement in statements:
        is_cured = statement.topic is Topic.NOT_COUNTING and statement.ref not in left
        yield statement._replace(topic=Topic.BY_MERGER) if is_cured else statement


def _sort(statements: Iterator[Statement]) -> tuple[Statement, ...]:
    """The statements by topic; a new wording under an answer is not repeated under the wording."""
    order = {topic: number for number, topic in enumerate(Topic)}
    by_topic = sorted(statements, key=lambda statement: order[statement.topic])
    said = {_say_edit(statement) for statement in by_topic if statement.topic is Topic.OTHER_WORDING}
    return tuple(
        statement for statement in by_topic if statement.topic is not Topic.WORDED or _say_edit(statement) not in said
    )


def _say_edit(statement: Statement) -> tuple[str, str | None, str | None]:
    return statement.ref, statement.before, statement.after
