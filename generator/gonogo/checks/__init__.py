"""The rules of `gonogo check`: one module for each rule, and the tuples that list them by what they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks import (
    broken_procedure,
    expired_waiver,
    false_claim,
    gap,
    na_without_reason,
    number_without_comparison,
    secret_like_value,
    shared_identity,
    text_lost_to_comment,
    timeline_out_of_order,
    uncovered_section,
    unknown_channel,
    unknown_owner,
    unknown_person,
    unknown_role,
    unreachable_owner,
    unsettled_after_deployment,
)
from gonogo.checks.rule import rule_id
from gonogo.core.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import AnyRule, Assessment, DocumentRule, Finding, Rule, TextRule
    from gonogo.core.nodes import Document

TEXT_RULES: tuple[TextRule, ...] = (secret_like_value,)
DOCUMENT_RULES: tuple[DocumentRule, ...] = (text_lost_to_comment,)
FACT_RULES: tuple[Rule, ...] = (
    broken_procedure,
    expired_waiver,
    false_claim,
    gap,
    na_without_reason,
    number_without_comparison,
    shared_identity,
    timeline_out_of_order,
    uncovered_section,
    unknown_channel,
    unknown_owner,
    unknown_person,
    unknown_role,
    unreachable_owner,
    unsettled_after_deployment,
)
RULES: tuple[AnyRule, ...] = (*TEXT_RULES, *DOCUMENT_RULES, *FACT_RULES)


def find_in_text(path: str, text: str) -> Iterator[Diagnostic]:
    """The findings of the rules about the text of a file, YAML or not; a file with any of them is not parsed."""
    for rule in TEXT_RULES:
        for finding in rule.find_in_text(path, text):
            yield _diagnose(rule, finding)


def find_secret_values(document: Document) -> Iterator[Diagnostic]:
    """The secrets that only the values show; no other message may quote a value of a file that has any of them."""
    for finding in secret_like_value.find_in_values(document):
        yield _diagnose(secret_like_value, finding)


def find_in_document(document: Document) -> Iterator[Diagnostic]:
    """The findings of the rules about one file; a file with any of them is not decoded."""
    for rule in DOCUMENT_RULES:
        for finding in rule.find_in_document(document):
            yield _diagnose(rule, finding)


def find_in_facts(assessment: Assessment) -> Iterator[Diagnostic]:
    """The findings of the rules about everything that decodes."""
    for rule in FACT_RULES:
        for finding in rule.find(assessment):
            yield _diagnose(rule, finding)


def _diagnose(rule: AnyRule, finding: Finding) -> Diagnostic:
    location, message, hint, secret = finding
    return Diagnostic(rule_id(rule), rule.SEVERITY, message, location, hint, secret=secret)
