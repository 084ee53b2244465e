"""The report of `gonogo diff` as GitHub annotations, which appear beside the changed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Diagnostic, Severity
from gonogo.core.nodes import START, Location
from gonogo.reporting import render_report
from gonogo.reporting.report import Report
from gonogo.verdict.change_words import say_values

if TYPE_CHECKING:
    from gonogo.model.comparison import Comparison, Statement

_MOST = 10
"""GitHub shows at most ten annotations for a step: https://docs.github.com/en/rest/checks/runs."""

_CONFLICT = "Conflict"
"""The title of the annotations on files that git cannot merge. It is not the id of a rule."""


def render_annotations(comparison: Comparison) -> str:
    """The annotations as workflow commands: conflicts first, then the worst statements; at most ten in all.

    Paths start at the top folder of the repository.
    """
    worst = sorted(comparison.statements, key=lambda statement: tuple(Severity).index(statement.severity))
    annotations = [*_describe_conflicts(comparison), *(_annotate(statement, comparison.folder) for statement in worst)]
    return render_report(Report(tuple(annotations[:_MOST])), "github")


def _describe_conflicts(comparison: Comparison) -> list[Diagnostic]:
    text = "git cannot merge this; resolve it first"
    return [
        Diagnostic(_CONFLICT, Severity.ERROR, text, Location(f"{comparison.folder}{path}", START))
        for path in comparison.conflicts
    ]


def _annotate(statement: Statement, folder: str) -> Diagnostic:
    values = say_values(statement)
    change = f"{values[0]} → {values[1]}" if values else ""
    message = ": ".join(filter(None, (statement.title, statement.text, change)))
    path, span = statement.location
    return Diagnostic(statement.topic.value, statement.severity, message, Location(f"{folder}{path}", span))
