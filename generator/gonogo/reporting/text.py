"""Diagnostics as text for people: place, severity, rule, message, the line with an underlined part, and the hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.core.diagnostics import Severity
from gonogo.core.safe_text import visible, without_commands

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.reporting.report import Report

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def render(report: Report) -> str:
    """All diagnostics, errors first, then warnings, then notes, and a last line that summarizes them."""
    secret = {
        (diagnostic.location.path, diagnostic.location.span.line)
        for diagnostic in report.diagnostics
        if diagnostic.secret
    }
    sources: dict[str, list[str]] = {}
    for path in {diagnostic.location.path for diagnostic in report.diagnostics}:
        sources[path] = report.sources.get(path, "").split("\n")
    weights = list(Severity)
    by_weight = sorted(report.diagnostics, key=lambda diagnostic: weights.index(diagnostic.severity))
    lines = [line for diagnostic in by_weight for line in _render_diagnostic(diagnostic, report, secret, sources)]
    return "\n".join([*map(without_commands, lines), _summary(report), ""])


def _render_diagnostic(
    diagnostic: Diagnostic, report: Report, secret: set[tuple[str, int]], sources: Mapping[str, list[str]]
) -> Iterator[str]:
    path, span = diagnostic.location
    severity = diagnostic.severity.value
    mark = click.style(severity, fg=_COLORS[diagnostic.severity], bold=True) if report.color else severity
    place = f"{visible(path)}:{span.line}:{span.column}"
    yield f"{place}: {mark}[{diagnostic.rule}]: {visible(diagnostic.message)}"
    if diagnostic.severity is Severity.NOTE:
        return
    if (path, span.line) not in secret:
        yield from _excerpt(sources[path], span.line, span.column, span.end)
    if diagnostic.help:
        yield f"  help: {visible(diagnostic.help)}"


def _excerpt(lines: list[str], number: int, column: int, end: int) -> Iterator[str]:
    if number > len(lines) or not lines[number - 1]:
        return
    line = lines[number - 1]
    start = max(0, column - 60) if len(line) > 160 else 0
    before, marked = line[start : column - 1], line[column - 1 : max(end - 1, column)]
    shown = visible(line[start : start + 160])
    pad = " " * len(visible(before))
    yield f"  {number} | {shown}"
    yield f"  {' ' * len(str(number))} | {pad}{'^' * max(1, min(len(visible(marked)), 160 - len(pad)))}"


def _summary(report: Report) -> str:
    """The number of diagnostics of each severity, of accepted findings, and of diagnostics that are not listed.

    If there are errors and other diagnostics, the summary also has the place of the first error.
    """
    every = (*report.diagnostics, *report.left_out)
    counts = [(sum(diagnostic.severity is severity for diagnostic in every), severity.value) for severity in Severity]
    parts = [", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)]
    if report.accepted:
        parts.append(f"{len(report.accepted)} accepted")
    errors = [diagnostic for diagnostic in report.diagnostics if diagnostic.severity is Severity.ERROR]
    if errors and len(every) > len(errors):
        path, span = errors[0].location
        parts.append(f"{'first ' if len(errors) > 1 else ''}error in {visible(path)}:{span.line}:{span.column}")
    if report.left_out:
        parts.append(f"{len(report.left_out)} not shown")
    return "; ".join(parts)
