"""Reports of diagnostics. `FORMATS` lists the output formats; each has a module of the same name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gonogo.reporting.report import Report

FORMATS = ("text", "json", "github", "junit")


def render_report(report: Report, form: str) -> str:
    """The report in the format `form`, one of `FORMATS`. Only the module of this format is imported."""
    return str(import_module(f"gonogo.reporting.{form}").render(report))
