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

    from gonogo.checks.rule import Assessment, DocumentRule, Finding, Rule
    from gonogo.core.nodes import Document

TEXT_RULES: tuple[DocumentRule, ...] = (secret_like_value,)
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
RULES: tuple[Rule | DocumentRule, ...] = (*TEXT_RULES, *DOCUMENT_RULES, *FACT_RULES)


def find_in_text(document: Document) -> Iterator[Diagnostic]:
    """The diagnostics of the rules about bare text, YAML or not; a file with any is not read."""
    yield from _apply(TEXT_RULES, document)


def find_secret_values(document: Document) -> Iterator[Diagnostic]:
    """The secrets that only the decoded values show; no other message may quote a value of a file with any."""
    for finding in secret_like_value.find_in_values(document):
        yield _diagnose(secret_like_value, finding)


def find_in_document(document: Document) -> Iterator[Diagnostic]:
    """The diagnostics of the rules about one file; a file with any is not decoded."""
    yield from _apply(DOCUMENT_RULES, document)


def _apply(rules: tuple[DocumentRule, ...], document: Document) -> Iterator[Diagnostic]:
    for rule in rules:
        for finding in rule.find_in(document):
            yield _diagnose(rule, finding)


def find_in_facts(assessment: Assessment) -> Iterator[Diagnostic]:
    """The diagnostics of the rules about everything that decodes."""
    for rule in FACT_RULES:
        for finding in rule.find(assessment):
            yield _diagnose(rule, finding)


def _diagnose(rule: Rule | DocumentRule, finding: Finding) -> Diagnostic:
    location, message, hint, secret = finding
    return Diagnostic(rule_id(rule), rule.SEVERITY, message, location, hint, secret=secret)
