"""Reports of diagnostics: one module for each form, and `FORMATS`, which lists them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gonogo.reporting.report import Report

FORMATS = ("text", "json", "github", "junit")


def render_report(report: Report, form: str) -> str:
    """The report in one of `FORMATS`; only that form's module is imported."""
    return str(import_module(f"gonogo.reporting.{form}").render(report))
