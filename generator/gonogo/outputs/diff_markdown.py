"""The report of `gonogo diff` as Markdown, for a comment on a pull request and for the summary of a workflow.

Anybody can choose titles, names and values. Therefore, every character that is special in Markdown or HTML is written
as an entity, so that it cannot begin a link, an image, a tag or code. GitHub and GitLab also look for `@name`, `#1` and
web addresses in the displayed text, so a zero-width character follows these signs. No line of the report begins with a
string from a user.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity, shorten
from gonogo.core.safe_text import visible
from gonogo.model.comparison import Fate, Topic
from gonogo.verdict.change_words import NOTHING, list_remarks, say_comparison, say_settled, say_values, say_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.comparison import Comparison, ReleaseVerdicts, Statement

COMMENT_BYTES = 65_000
"""The limit for a comment: GitHub accepts at most 65 536 characters."""
SUMMARY_BYTES = 1_000_000
"""The limit for the summary of a step, below GitHub's limit of 1 MiB.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions.
"""
_LONGEST = 400
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~!&@$%^=]")
_LINKED = re.compile(r"([@#!~%$]|&(?!#)|:(?=//)|\bwww(?=\.))", re.IGNORECASE)
_PLAIN_REF = re.compile(r"[A-Za-z0-9._+/#-]{1,400}")
_SIGNS = {Severity.ERROR: "❌ ", Severity.WARNING: "⚠️ ", Severity.NOTE: ""}


def render_markdown(comparison: Comparison, most_bytes: int = COMMENT_BYTES) -> str:
    """The report, with the worst statements first.

    A report longer than `most_bytes` is cut, and gives the number of statements left out.
    """
    end = f"\n<sub>{escape(say_comparison(comparison))}</sub>\n"
    lines, left = [], most_bytes - len(end.encode()) - _LONGEST
    rest = 0
    for line in _list_lines(comparison):
        left -= len(line.encode()) + 1
        if left >= 0:
            lines.append(line)
        else:
            rest += line.startswith("- ")
    if rest:
        lines += ["", f"… and {rest} more; `gonogo diff` in a clone lists everything."]
    return "\n".join([*lines, end])


def _list_lines(comparison: Comparison) -> Iterator[str]:
    yield "### What this change means"
    rows = [row for row in comparison.verdicts if row.is_touched]
    yield from _list_verdicts(rows, comparison)
    for remark in list_remarks(comparison):
        yield from ("", f"**{escape(remark, 2000)}**")
    if not comparison.statements and not comparison.conflicts:
        yield from ("", NOTHING)
    for topic in Topic:
        if statements := comparison.statements_of(topic):
            worst = min((statement.severity for statement in statements), key=tuple(Severity).index)
            yield from ("", f"#### {_SIGNS[worst]}{topic.value}", "")
            yield from map(_render_statement, statements)
    if comparison.reviewers:
        yield from ("", "#### Who has to review it", "")
    for reviewer in comparison.reviewers:
        yield f"- **{escape(reviewer.name)}** {escape('; '.join(reviewer.reasons))}"


def _list_verdicts(rows: list[ReleaseVerdicts], comparison: Comparison) -> Iterator[str]:
    """A table of verdicts, then a sentence for each release if the verdict depends on who merges the change."""
    if not rows:
        return
    is_merged = comparison.fate is Fate.COUNTS
    titles = ("release", "before", "now", *(("once merged",) if is_merged else ()), "settled")
    yield from ("", f"| {' | '.join(titles)} |", f"|{' --- |' * len(titles)}")
    for row in rows:
        verdicts = (row.before, row.now, *((row.best,) if is_merged else ()))
        words = [f"**{verdict.value}**" if verdict else "none" for verdict in verdicts]
        yield f"| {' | '.join([escape(str(row.ref)), *words, say_settled(row)])} |"
    if any(row.best != row.landed for row in rows):
        yield ""
        yield from (f"- {escape(f'{row.ref}: {say_verdicts(row, comparison)}')}" for row in rows)


def _render_statement(statement: Statement) -> str:
    """A statement as one line: title, text, values, and reference."""
    values = say_values(statement)
    change = f"{escape(values[0])} → {escape(values[1])}" if values else ""
    content = ": ".join(filter(None, (escape(statement.text, 1000), change)))
    return " ".join(filter(None, (f"- **{escape(statement.title)}**", content, _render_ref(statement.ref))))


def _render_ref(ref: str) -> str:
    """A plain reference or path as code, in which GitHub and GitLab make no links; any other string escaped."""
    return f"`{ref}`" if _PLAIN_REF.fullmatch(ref) else f"({escape(ref)})"


def escape(text: str, longest: int = _LONGEST) -> str:
    """The string on one line, cut to `longest` characters, and escaped so that GitHub and GitLab show it unchanged."""
    line = visible(shorten(text, longest))
    apart = _LINKED.sub("\\1\u200b", line)
    return _MARKS.sub(lambda match: f"&#{ord(match.group())};", apart).replace("\u200b", "&#8203;")
