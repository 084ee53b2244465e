"""The report of `gonogo diff` as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.core.diagnostics import Severity, shorten
from gonogo.core.safe_text import visible
from gonogo.model.comparison import Topic
from gonogo.verdict.change_words import NOTHING, list_remarks, say_comparison, say_settled, say_values, say_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.comparison import Comparison, Statement

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}
_LONGEST = 200


def render_text(comparison: Comparison) -> Iterator[str]:
    """The verdicts of the changed releases, remarks, the statements by topic, then the reviewers."""
    for row in comparison.verdicts:
        if row.is_touched:
            yield f"{row.ref}: {visible(say_verdicts(row, comparison))}; {say_settled(row)} settled"
    for remark in list_remarks(comparison):
        yield click.style(visible(remark), bold=True)
    if not comparison.statements and not comparison.conflicts:
        yield NOTHING
    for topic in Topic:
        if statements := comparison.statements_of(topic):
            yield from ("", click.style(topic.value, bold=True))
            for statement in statements:
                yield from _render_statement(statement)
    if comparison.reviewers:
        yield from ("", click.style("Who has to review it", bold=True))
    for reviewer in comparison.reviewers:
        yield visible(f"  {reviewer.name}: {'; '.join(reviewer.reasons)}")
    yield from ("", say_comparison(comparison))


def _render_statement(statement: Statement) -> Iterator[str]:
    """A statement on one line: title, text, values and place. Long strings are cut."""
    ref = statement.ref.partition("#")[2]
    title = click.style(_line(statement.title), fg=_COLORS[statement.severity])
    place = f"  (#{ref})" if ref else f"  ({visible(statement.location.path)}:{statement.location.span.line})"
    values = say_values(statement)
    content = ": ".join(filter(None, (_line(statement.text, 1000), " → ".join(map(_line, values)) if values else "")))
    yield f"  {title}{f': {content}' if content else ''}{place}"


def _line(text: str, longest: int = _LONGEST) -> str:
    return visible(shorten(text, longest))
