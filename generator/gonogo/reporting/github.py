"""Diagnostics as GitHub workflow commands: GitHub shows them beside the changed lines of a pull request.

Paths are relative to the repository. As in GitHub's toolkit (packages/core/src/command.ts), `%`, CR and LF are escaped
in messages and properties, and `:` and `,` only in properties.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.core.safe_text import visible

if TYPE_CHECKING:
    from gonogo.core.diagnostics import Diagnostic
    from gonogo.reporting.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """One line for each diagnostic."""
    return "".join(f"{_command(diagnostic, report.folder)}\n" for diagnostic in report.diagnostics)


def _command(diagnostic: Diagnostic, folder: str) -> str:
    path, span = diagnostic.location
    place = f"file={_property(_visible_lines(folder + path))},line={span.line},col={span.column},endColumn={span.end}"
    parts = (_visible_lines(part) for part in (diagnostic.message, diagnostic.help) if part)
    command = _COMMANDS[diagnostic.severity]
    return f"::{command} {place},title={_property(diagnostic.rule)}::{_data(chr(10).join(parts))}"


def _visible_lines(text: str) -> str:
    """The string with an escape for each invisible character except CR and LF, which `_data` escapes."""
    return re.sub(r"[^\r\n]+", lambda match: visible(match.group()), text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
