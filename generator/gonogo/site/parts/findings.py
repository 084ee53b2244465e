"""Diagnostics as pages show them: by file, with the tone and the shape of their severity."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.core.diagnostics import Diagnostic

TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: "mute"}
SHAPES = {Severity.ERROR: "blocked", Severity.WARNING: "cond", Severity.NOTE: "gap"}


class FindingRow(Frozen):
    """A diagnostic in a list; `line` is 1-based."""

    line: int
    severity: str
    tone: str
    shape: str
    rule: str
    message: str
    help: str


class FindingGroup(Frozen):
    """The diagnostics of one file."""

    path: str
    rows: tuple[FindingRow, ...]


def group_findings(diagnostics: Iterable[Diagnostic]) -> tuple[FindingGroup, ...]:
    """The diagnostics by file, in their order: those of one file must follow each other."""
    by_path = groupby(diagnostics, lambda diagnostic: diagnostic.location.path)
    return tuple(FindingGroup(path, tuple(map(_show_finding, of_file))) for path, of_file in by_path)


def _show_finding(diagnostic: Diagnostic) -> FindingRow:
    severity = diagnostic.severity
    return FindingRow(
        line=diagnostic.location.span.line,
        severity=severity.value,
        tone=TONES[severity],
        shape=SHAPES[severity],
        rule=diagnostic.rule,
        message=diagnostic.message,
        help=diagnostic.help,
    )
