"""The rules of `gonogo check`: one module for each rule, and the tuples that list them by what they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks import (
    answer_not_authorised,
    broken_procedure,
    deployed_against_no_go,
    evidence_not_found,
    expired_waiver,
    false_claim,
    gap,
    landing_times_disagree,
    meaningless_reason,
    na_without_reason,
    no_outcome_after_t0,
    no_trust_root,
    number_without_comparison,
    outcome_not_authorised,
    policy_cannot_be_met,
    registry_not_authorised,
    secret_like_value,
    shared_identity,
    signoff_by_another,
    signoff_not_counting,
    slot_changed,
    stale_signoff,
    t0_moved,
    text_lost_to_comment,
    timeline_out_of_order,
    unapproved_waiver,
    uncovered_section,
    unknown_author,
    unknown_channel,
    unknown_owner,
    unknown_person,
    unknown_role,
    unowned_entry,
    unreachable_owner,
    unsettled_after_deployment,
    waiver_ends_before_t0,
    window_ends_before_t0,
    would_lock_out,
)
from gonogo.checks.rule import rule_id
from gonogo.core.diagnostics import READING_RULES, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import AnyRule, Assessment, DocumentRule, Finding, Rule, TextRule
    from gonogo.core.nodes import Document

TEXT_RULES: tuple[TextRule, ...] = (secret_like_value,)
DOCUMENT_RULES: tuple[DocumentRule, ...] = (text_lost_to_comment,)
FACT_RULES: tuple[Rule, ...] = (
    answer_not_authorised,
    broken_procedure,
    deployed_against_no_go,
    evidence_not_found,
    expired_waiver,
    false_claim,
    gap,
    landing_times_disagree,
    meaningless_reason,
    na_without_reason,
    no_outcome_after_t0,
    no_trust_root,
    number_without_comparison,
    outcome_not_authorised,
    policy_cannot_be_met,
    registry_not_authorised,
    shared_identity,
    signoff_by_another,
    signoff_not_counting,
    slot_changed,
    stale_signoff,
    t0_moved,
    timeline_out_of_order,
    unapproved_waiver,
    uncovered_section,
    unknown_author,
    unknown_channel,
    unknown_owner,
    unknown_person,
    unknown_role,
    unowned_entry,
    unreachable_owner,
    unsettled_after_deployment,
    waiver_ends_before_t0,
    window_ends_before_t0,
    would_lock_out,
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
    location, message, hint, secret, many = finding
    return Diagnostic(rule_id(rule), rule.SEVERITY, message, location, hint, secret=secret, many=many)


def summarize(rule: str) -> str:
    """What the rule of this id finds, in its first sentence, without the full stop."""
    pages = {rule_id(known): known.__doc__ or "" for known in RULES} | READING_RULES
    return " ".join(pages.get(rule, rule).partition("\n\n")[0].split()).partition(". ")[0].rstrip(".")
