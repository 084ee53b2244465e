"""The rules about a single file, which every command applies while it reads the files.

They are separate from the other rules, because only `check`, the site and the editing commands need the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks import secret_like_value, text_lost_to_comment
from gonogo.checks.rule import diagnose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import DocumentRule, TextRule
    from gonogo.core.diagnostics import Diagnostic
    from gonogo.core.nodes import Document

TEXT_RULES: tuple[TextRule, ...] = (secret_like_value,)
DOCUMENT_RULES: tuple[DocumentRule, ...] = (text_lost_to_comment,)


def find_in_text(path: str, text: str) -> Iterator[Diagnostic]:
    """The findings of the rules about the text of a file, YAML or not; a file with any of them is not parsed."""
    for rule in TEXT_RULES:
        for finding in rule.find_in_text(path, text):
            yield diagnose(rule, finding)


def find_secret_values(document: Document) -> Iterator[Diagnostic]:
    """The secrets that only the values show; if there are any, no other message may quote a value of the file."""
    for finding in secret_like_value.find_in_values(document):
        yield diagnose(secret_like_value, finding)


def find_in_document(document: Document) -> Iterator[Diagnostic]:
    """The findings of the rules about one file; a file with any of them is not decoded."""
    for rule in DOCUMENT_RULES:
        for finding in rule.find_in_document(document):
            yield diagnose(rule, finding)
