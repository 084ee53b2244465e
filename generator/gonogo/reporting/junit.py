"""Diagnostics as JUnit XML, for CI systems that show test results.

Each diagnostic is a test case: an error or a warning is a failed test, a note a passed test, and an accepted finding a
skipped test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from gonogo.core.diagnostics import Severity
from gonogo.core.safe_text import COMMAND_IN_LINE, visible

if TYPE_CHECKING:
    from gonogo.core.diagnostics import AcceptedFinding, Diagnostic
    from gonogo.reporting.report import Report


def render(report: Report) -> str:
    """A test suite with a test case for each diagnostic and each accepted finding.

    Without diagnostics and accepted findings, the suite has one passed test case.
    """
    cases = [_case(diagnostic) for diagnostic in report.diagnostics]
    cases += [_skipped_case(finding) for finding in report.accepted]
    failures = report.count(Severity.ERROR) + report.count(Severity.WARNING)
    if not cases:
        cases = ['  <testcase classname="gonogo" name="check"/>']
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{len(report.accepted)}"'
    head = f'<testsuite name="gonogo check" {counts}>'
    document = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>", ""])
    return COMMAND_IN_LINE.sub("#&#35;", document)


def _case(diagnostic: Diagnostic) -> str:
    case, place = _begin(diagnostic)
    if diagnostic.severity is Severity.NOTE:
        return f"{case}/>"
    message = visible(f"{diagnostic.message}; {diagnostic.help}" if diagnostic.help else diagnostic.message)
    kind = diagnostic.severity.value
    return f"{case}><failure type={quoteattr(kind)} message={quoteattr(f'{place}: {message}')}/></testcase>"


def _skipped_case(finding: AcceptedFinding) -> str:
    case, place = _begin(finding.diagnostic)
    message = visible(f"{finding.diagnostic.message}; accepted: {finding.reason}")
    return f"{case}><skipped message={quoteattr(f'{place}: {message}')}/></testcase>"


def _begin(diagnostic: Diagnostic) -> tuple[str, str]:
    """The start tag of a test case, without its closing `>`, and the place of the diagnostic."""
    path, span = diagnostic.location
    place = f"{visible(path)}:{span.line}:{span.column}"
    name = quoteattr(f"{diagnostic.rule} {place}")
    return f"  <testcase classname={quoteattr(visible(path))} name={name}", place
