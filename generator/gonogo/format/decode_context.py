"""The context in which one file is decoded: the path of the file, and the diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from gonogo.core.diagnostics import READING_RULES, Diagnostic, Severity, Suggester
from gonogo.core.nodes import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gonogo.core.nodes import Span

R = TypeVar("R")
RecordKey: TypeAlias = tuple[int, int, str]


class DecodeContext:
    """Collects the diagnostics of one file while the file is decoded.

    `records` are the decoded records of earlier versions of the file, except records with diagnostics. The key of a
    record is the id() of its table, the id() of its node, which several versions can share, and the record's id. The
    caller must keep the nodes, so that no other node gets the same id().
    """

    def __init__(self, path: str, records: dict[RecordKey, Any] | None = None) -> None:
        self.path = path
        self.diagnostics: list[Diagnostic] = []
        self._records = records
        self._suggester = Suggester()

    def decode_once(self, key: RecordKey, decode: Callable[[], R | None]) -> R | None:
        """The record that `decode` returns, or that it has returned for the same key in an earlier version."""
        if self._records is None:
            return decode()
        if key in self._records:
            known: R = self._records[key]
            return known
        before = len(self.diagnostics)
        record = decode()
        if len(self.diagnostics) == before:
            self._records[key] = record
        return record

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """A hint for an unknown word: the most similar known word, or all known words.

        "" after too many unknown words, as in `Suggester.help`.
        """
        return self._suggester.help(word, known)

    def error(self, rule: str, span: Span, message: str, hint: str = "") -> None:
        """Adds an error at a place in this file. `rule` is an id in `READING_RULES`."""
        assert rule in READING_RULES, rule  # noqa: S101 - a misspelled rule id is a bug, not input
        self.diagnostics.append(Diagnostic(rule, Severity.ERROR, message, Location(self.path, span), hint))
