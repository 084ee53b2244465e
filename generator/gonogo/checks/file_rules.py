"""The rules about a single file. Every command applies these rules while it reads the files.

The other rules are in `rules`, because only `gonogo check`, the site and the commands that edit files need them.
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
    """The findings of `TEXT_RULES` in the text of a file, which may not be YAML. Do not parse a file with findings."""
    for rule in TEXT_RULES:
        for finding in rule.find_in_text(path, text):
            yield diagnose(rule, finding)


def find_secret_values(document: Document) -> Iterator[Diagnostic]:
    """The secrets that can be recognized only in decoded values.

    If there are any, do not report other problems in the file, because their messages could quote a secret.
    """
    for finding in secret_like_value.find_in_values(document):
        yield diagnose(secret_like_value, finding)


def find_in_document(document: Document) -> Iterator[Diagnostic]:
    """The findings of `DOCUMENT_RULES` in a file. Do not use the decoded record of a file with findings."""
    for rule in DOCUMENT_RULES:
        for finding in rule.find_in_document(document):
            yield diagnose(rule, finding)
