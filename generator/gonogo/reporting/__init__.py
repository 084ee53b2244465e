"""Diagnostics in the forms that people and programs read. A new form is one more file and one more line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.reporting import github, json, junit, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from gonogo.reporting.report import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
    "junit": junit.render,
}
