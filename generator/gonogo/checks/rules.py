"""The lists of all rules of `gonogo check`, and the function that applies the rules about all decoded files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks import (
    acceptance_not_in_effect,
    accepted_finds_nothing,
    answer_not_authorised,
    broken_procedure,
    deployed_against_no_go,
    evidence_not_found,
    expired_waiver,
    false_claim,
    gap,
    history_begins_at_a_move,
    landing_times_disagree,
    main_not_here,
    meaningless_reason,
    na_without_reason,
    no_outcome_after_t0,
    no_trust_root,
    number_without_comparison,
    outcome_not_authorised,
    overlapping_windows,
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
    wrong_acceptance,
)
from gonogo.checks.file_rules import DOCUMENT_RULES, TEXT_RULES
from gonogo.checks.rule import diagnose, rule_id
from gonogo.core.diagnostics import READING_RULES
from gonogo.core.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import AnyRule, Assessment, Rule
    from gonogo.core.diagnostics import Diagnostic

FACT_RULES: tuple[Rule, ...] = (
    acceptance_not_in_effect,
    answer_not_authorised,
    broken_procedure,
    deployed_against_no_go,
    evidence_not_found,
    expired_waiver,
    false_claim,
    gap,
    history_begins_at_a_move,
    landing_times_disagree,
    main_not_here,
    meaningless_reason,
    na_without_reason,
    no_outcome_after_t0,
    no_trust_root,
    number_without_comparison,
    outcome_not_authorised,
    overlapping_windows,
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
    wrong_acceptance,
)
RULES_OF_FINDINGS: tuple[Rule, ...] = (accepted_finds_nothing,)
RULES: tuple[AnyRule, ...] = (*TEXT_RULES, *DOCUMENT_RULES, *FACT_RULES, *RULES_OF_FINDINGS)


def find_in_facts(assessment: Assessment) -> Iterator[Diagnostic]:
    """The findings of `FACT_RULES`, and then those of `RULES_OF_FINDINGS`."""
    found = tuple(_find(FACT_RULES, assessment))
    yield from found
    yield from _find(RULES_OF_FINDINGS, replace(assessment, found=found))


def _find(rules: tuple[Rule, ...], assessment: Assessment) -> Iterator[Diagnostic]:
    for rule in rules:
        for finding in rule.find(assessment):
            yield diagnose(rule, finding)


def summarize(rule: str) -> str:
    """The first sentence of the text about the rule with this id, without the full stop; the id for an unknown rule."""
    pages = {rule_id(known): known.__doc__ or "" for known in RULES} | READING_RULES
    return " ".join(pages.get(rule, rule).partition("\n\n")[0].split()).partition(". ")[0].rstrip(".")
