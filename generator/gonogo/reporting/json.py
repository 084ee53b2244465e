"""Diagnostics for programs: `gonogo/check/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gonogo.core.nodes import visible_json

if TYPE_CHECKING:
    from gonogo.reporting.report import Report


def render(report: Report) -> str:
    """One JSON document."""
    document = {
        "schema": "gonogo/check/1",
        "head": report.head,
        "as_of": report.as_of,
        "history": "none",
        "diagnostics": [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "message": one.message,
                "path": one.location.path,
                "line": one.location.span.line,
                "column": one.location.span.column,
                "help": one.help or None,
            }
            for one in report.diagnostics
        ],
    }
    return visible_json(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"
