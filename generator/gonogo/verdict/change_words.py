"""The sentences that are the same in every format of a report about a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.comparison import Fate
from gonogo.model.schedule import write_utc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gonogo.model.comparison import Comparison, ReleaseVerdicts, Statement
    from gonogo.model.ids import PersonId
    from gonogo.model.judgement import Verdict

_MOST_NAMES = 5
NOTHING = "Nothing in the checklists changes."


def say_verdicts(row: ReleaseVerdicts, comparison: Comparison) -> str:
    """The verdicts in words, such as `NO-GO before; NO-GO now; GO once merged, by Ann Archer`."""
    before, now, landed, best = (verdict.value if verdict else None for verdict in _verdicts_of(row))
    if landed is None:
        return f"{before} before; removed"
    began = f"{before} before" if before else "new"
    if comparison.fate is not Fate.COUNTS:
        return f"{now}, as before" if before == now else f"{began}; {now} now"
    by = f", {say_mergers(comparison)}" if best != landed else ""
    if before == now == best:
        return f"{now}, as before"
    return f"{began}; {now} now; {best} once merged{by}"


def _verdicts_of(row: ReleaseVerdicts) -> tuple[Verdict | None, ...]:
    return row.before, row.now, row.landed, row.best


def say_settled(row: ReleaseVerdicts) -> str:
    """The numbers of settled entries before and after the merge, and of all entries: `28 → 30 of 37`."""
    (before, _), (after, total) = row.settled
    return f"{before} → {after} of {total}" if before != after else f"{after} of {total}"


def say_mergers(comparison: Comparison) -> str:
    """The people who have to merge the change: `by Ann or Bob`, or, if shorter, `by a person other than Carol`."""
    if 0 < len(comparison.other_mergers) < len(comparison.mergers):
        return f"by a person other than {_join(comparison.other_mergers, comparison)}"
    return f"by {_join(comparison.mergers, comparison)}"


def _join(people: Sequence[PersonId], comparison: Comparison) -> str:
    names = [comparison.names.get(person, person) for person in people]
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:_MOST_NAMES])} or {len(names) - _MOST_NAMES} others"
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def list_remarks(comparison: Comparison) -> Iterator[str]:
    """Remarks that a reviewer should read first: conflicts, ignored changes, and the people who have to merge."""
    if comparison.conflicts:
        files = ", ".join(comparison.conflicts)
        merge_base = f"their merge base, {comparison.base[:12]}"
        yield f"git cannot merge this; resolve it first: {files}. Until then the head is compared with {merge_base}."
    if comparison.uncommitted:
        files = ", ".join(comparison.uncommitted)
        yield f"Not compared: uncommitted changes of {files}."
    if comparison.mergers:
        yield f"It matters who merges this change: the most values count if it is merged {say_mergers(comparison)}."
    if comparison.statements and comparison.has_history and comparison.fate is Fate.PENDING:
        yield "The base is not on the main branch, so this change does not count until the base is merged too."


def say_comparison(comparison: Comparison) -> str:
    """A sentence with the compared commits, the evaluation time, and how decisions were verified."""
    commits = f"{comparison.base[:12]} with {comparison.head[:12]} merged into it"
    return f"Compared {commits}; as of {write_utc(comparison.as_of)}; {comparison.history}."


def say_values(statement: Statement) -> tuple[str, str] | None:
    """The old and the new value, with "nothing" for an empty value; None if the statement has no values."""
    if statement.before is None or statement.after is None:
        return None
    return statement.before or "nothing", statement.after or "nothing"
