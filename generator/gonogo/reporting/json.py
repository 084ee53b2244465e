"""Diagnostics as a JSON document with the schema `gonogo/check/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible_json

if TYPE_CHECKING:
    from gonogo.core.diagnostics import Diagnostic
    from gonogo.reporting.report import Report


def render(report: Report) -> str:
    """The report as one JSON document."""
    document = {
        "schema": "gonogo/check/1",
        "head": report.head,
        "as_of": report.as_of,
        "history": report.history,
        "diagnostics": [_describe(diagnostic) for diagnostic in report.diagnostics],
        "accepted": [
            {"id": finding.id, "at": finding.at, "reason": finding.reason, **_describe(finding.diagnostic)}
            for finding in report.accepted
        ],
    }
    return visible_json(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _describe(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": diagnostic.location.path,
        "line": diagnostic.location.span.line,
        "column": diagnostic.location.span.column,
        "help": diagnostic.help or None,
    }
