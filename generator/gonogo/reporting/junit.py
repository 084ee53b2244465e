"""Diagnostics as JUnit XML, for CI systems that show test results: errors and warnings are failures, notes pass."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from gonogo.core.diagnostics import Severity
from gonogo.core.safe_text import COMMAND_IN_LINE, visible

if TYPE_CHECKING:
    from gonogo.core.diagnostics import Diagnostic
    from gonogo.reporting.report import Report


def render(report: Report) -> str:
    """One test suite with a test case for each diagnostic; without any, one passed case."""
    cases = [_case(diagnostic) for diagnostic in report.diagnostics]
    failures = report.count(Severity.ERROR) + report.count(Severity.WARNING)
    if not cases:
        cases = ['  <testcase classname="gonogo" name="check"/>']
    head = f'<testsuite name="gonogo check" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    document = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>", ""])
    return COMMAND_IN_LINE.sub("#&#35;", document)


def _case(diagnostic: Diagnostic) -> str:
    path, span = diagnostic.location
    place = f"{visible(path)}:{span.line}:{span.column}"
    case = f"  <testcase classname={quoteattr(visible(path))} name={quoteattr(f'{diagnostic.rule} {place}')}"
    if diagnostic.severity is Severity.NOTE:
        return f"{case}/>"
    message = visible(f"{diagnostic.message}; {diagnostic.help}" if diagnostic.help else diagnostic.message)
    kind = diagnostic.severity.value
    return f"{case}><failure type={quoteattr(kind)} message={quoteattr(f'{place}: {message}')}/></testcase>"
