"""The JSON document `gonogo/diff/1`: the report of `gonogo diff` for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.json_documents import head_of

if TYPE_CHECKING:
    from gonogo.model.comparison import Comparison, ReleaseVerdicts, Statement
    from gonogo.model.event import Change
    from gonogo.model.judgement import Verdict
    from gonogo.outputs.json_documents import Json


def diff_document(comparison: Comparison) -> Json:
    """The document `gonogo/diff/1`.

    In `verdicts`, `after` is the verdict after a merge by a person who is not in people.yml.
    """
    return {
        **head_of("diff", comparison.head, comparison.as_of, has_history=comparison.has_history),
        "base": comparison.base,
        "events": [_describe_change(change, comparison) for change in comparison.changes],
        "stale": [str(ref) for ref in comparison.stale],
        "reviewers": [reviewer.person for reviewer in comparison.reviewers],
        "verdicts": [_describe_verdicts(row, comparison) for row in comparison.verdicts],
        "statements": [_describe_statement(statement) for statement in comparison.statements],
        "reasons": {reviewer.person: list(reviewer.reasons) for reviewer in comparison.reviewers},
        "authors": list(comparison.authors),
        "mergers": list(comparison.mergers),
        "fate": comparison.fate.value,
        "conflicts": list(comparison.conflicts),
        "uncommitted": list(comparison.uncommitted),
    }


def _describe_change(change: Change, comparison: Comparison) -> Json:
    path, span = comparison.place_of[change.ref]
    return {
        "ref": str(change.ref),
        "kind": change.kind.value,
        "field": change.field or None,
        "before": change.before,
        "after": change.after,
        "also": [{"field": detail.field, "before": detail.before, "after": detail.after} for detail in change.also],
        "path": path,
        "line": span.line,
    }


def _describe_verdicts(row: ReleaseVerdicts, comparison: Comparison) -> Json:
    return {
        "system": row.ref.system,
        "release": row.ref.release,
        "before": _word(row.before),
        "after": _word(row.landed),
        "now": _word(row.now),
        "after_by_mergers": _word(row.best) if comparison.mergers else None,
        "settled_before": row.settled[0].settled,
        "settled_after": row.settled[1].settled,
        "total": row.settled[1].total,
    }


def _word(verdict: Verdict | None) -> str | None:
    return verdict.value if verdict else None


def _describe_statement(statement: Statement) -> Json:
    return {
        "topic": statement.topic.name.lower().replace("_", "-"),
        "severity": statement.severity.value,
        "ref": statement.ref,
        "title": statement.title,
        "text": statement.text or None,
        "before": statement.before,
        "after": statement.after,
        "path": statement.location.path,
        "line": statement.location.span.line,
    }
