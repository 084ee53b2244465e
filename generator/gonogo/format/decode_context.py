"""The context in which one file is decoded: the path of the file, and the diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import READING_RULES, Diagnostic, Severity, Suggester
from gonogo.core.nodes import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.core.nodes import Span


class DecodeContext:
    """Collects the diagnostics of one file while the file is decoded."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.diagnostics: list[Diagnostic] = []
        self._suggester = Suggester()

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """A hint for an unknown word: the most similar known word, or all known words.

        "" after too many unknown words, as in `Suggester.help`.
        """
        return self._suggester.help(word, known)

    def error(self, rule: str, span: Span, message: str, hint: str = "") -> None:
        """Adds an error at a place in this file. `rule` is an id in `READING_RULES`."""
        assert rule in READING_RULES, rule  # noqa: S101 - a misspelled rule id is a bug, not input
        self.diagnostics.append(Diagnostic(rule, Severity.ERROR, message, Location(self.path, span), hint))
