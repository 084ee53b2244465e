"""Verdicts: the conditions of GO, CONDITIONAL and NO-GO, and their excuses."""

import pytest

from building import AS_OF, SHOP
from gonogo.core.nodes import START, Location
from gonogo.model.ids import EntryId, PhaseId, ReleaseId, SectionId, SystemId
from gonogo.model.judgement import Excuse, Judgement, Tally, Verdict
from gonogo.model.references import Ref
from gonogo.verdict.evaluation import judge_unreadable
from gonogo.verdict.grounds import Grounds
from verdict.judging import evidence, judge_release, judge_sections, section, standing

DONE = section("checklist", "status: done")
WAIVED = section(
    "checklist", "status: waived", "waiver:", "  reason: No mirror", "  approved_by: ann", "  until: 2026-03-01"
)
PROTECTED = section(
    "checklist",
    "status: waived",
    "waiver:",
    "  reason: No mirror",
    "  approved_by: ann",
    "  until: 2026-03-01",
    "  instead: A second pair of eyes",
)
CONDITION = section("signoffs", "decision: go", "by: ann", "conditions: Only on a Sunday")


def excuses(judgement: Judgement) -> list[tuple[str, str, str, str, str]]:
    """The excuses that make the release CONDITIONAL, in order."""
    return [(str(one.ref).partition("#")[2], one.title, one.what, one.protects, one.until) for one in judgement.excuses]


@pytest.mark.parametrize(
    ("sections", "verdict"),
    [
        pytest.param(DONE, Verdict.GO, id="everything is settled"),
        pytest.param(section("checklist", "status: na", "note: No US patients"), Verdict.GO, id="na is no excuse"),
        pytest.param(section("triggers", "status: open", more="decides: rollback"), Verdict.GO, id="no rollback"),
        pytest.param(WAIVED, Verdict.CONDITIONAL, id="a live waiver"),
        pytest.param(CONDITION, Verdict.CONDITIONAL, id="a go with a condition"),
        pytest.param(section("checklist", "status: open"), Verdict.NO_GO, id="an open item"),
        pytest.param(
            WAIVED + section("criteria", "status: unmet").replace("s:", "t:", 1).replace("    e:", "    f:"),
            Verdict.NO_GO,
            id="a live waiver and an unmet criterion",
        ),
    ],
)
def test_verdict_follows_from_blockers_and_excuses(sections: str, verdict: Verdict) -> None:
    """GO has no blocker and no excuse, CONDITIONAL only excuses, NO-GO any blocker."""
    assert judge_sections(sections, evidence(standings={"e": "valid"})).verdict is verdict


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(evidence(has_history=False), id="without history"),
        pytest.param(evidence(unreadable=("checklists/policy.yml",)), id="with a file that cannot be read"),
        pytest.param(evidence(standings={"cto": "unjudged"}), id="with an unjudged sign-off"),
        pytest.param(evidence(required=("ceo",)), id="with a required role that has no slot"),
    ],
)
def test_release_that_cannot_be_judged_is_no_go(given: Grounds) -> None:
    """A release is NO-GO if history, a file, a sign-off or a required slot is missing or not judged."""
    assert judge_sections(DONE, given).verdict is Verdict.NO_GO


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        pytest.param(WAIVED, [("s/e", "E", "waived: No mirror", "", "2026-03-01")], id="a waiver until its last day"),
        pytest.param(
            PROTECTED,
            [("s/e", "E", "waived: No mirror", "A second pair of eyes", "2026-03-01")],
            id="with a protection",
        ),
        pytest.param(
            CONDITION, [("s/e", "E", "go, on the condition: Only on a Sunday", "", "")], id="a condition has no end"
        ),
        pytest.param(DONE, [], id="no waiver and no condition"),
        pytest.param(WAIVED.replace("before", "after"), [], id="a waiver in a phase that is not required for GO"),
        pytest.param(
            CONDITION.replace("before", "fallback"), [], id="a condition in a phase that is not required for GO"
        ),
        pytest.param(CONDITION.replace("decision: go", "decision: no-go"), [], id="a condition of a no-go"),
    ],
)
def test_excuses_list_protection_and_end(sections: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    """Each live waiver and each condition is listed in document order, with its protection and its end."""
    assert excuses(judge_sections(sections, evidence(standings={"e": "valid"}))) == expected


def test_ended_waiver_is_no_excuse() -> None:
    """A waiver that has ended is a blocker and no excuse."""
    judgement = judge_sections(WAIVED.replace("2026-03-01", "2026-02-28"))
    assert (len(judgement.blockers), excuses(judgement)) == (1, [])


def test_unreadable_release_is_no_go() -> None:
    """A release that cannot be decoded is NO-GO, and its only blocker names the file."""
    ref = Ref(SystemId("shop"), ReleaseId("v2"))
    judgement = judge_unreadable(ref, Location("checklists/shop/v2.yml", START), AS_OF)
    assert (judgement.verdict, judgement.progress, judgement.sections, judgement.as_of) == (
        Verdict.NO_GO,
        Tally(0, 0),
        {},
        AS_OF,
    )
    assert [(one.ref, one.rule.value, one.message) for one in judgement.blockers] == [
        (ref, "unreadable", "checklists/shop/v2.yml: cannot be read; see gonogo check")
    ]


def test_judgement_has_all_computed_values() -> None:
    """A judgement has the verdict, time, tallies, states and standings of the release."""
    e, cto = EntryId("e"), EntryId("cto")
    ref = Ref(SHOP.system, SHOP.release, SectionId("s"), e)
    assert judge_sections(WAIVED) == Judgement(
        verdict=Verdict.CONDITIONAL,
        as_of=AS_OF,
        excuses=(Excuse(ref, "E", "waived: No mirror", "", "2026-03-01"),),
        progress=Tally(2, 2),
        phases={PhaseId("before"): Tally(2, 2), PhaseId("after"): Tally(0, 0), PhaseId("fallback"): Tally(0, 0)},
        sections={SectionId("s"): Tally(1, 1), SectionId("sign-offs"): Tally(1, 1)},
        settled=frozenset({e, cto}),
        counted=frozenset({e, cto}),
        states={e: "waived", cto: "valid"},
        standings={cto: standing("valid")},
        approvals=evidence().approvals,
        ready=frozenset({cto}),
        has_history=True,
    )


def test_release_without_required_entries_is_no_go() -> None:
    """A release with only prose is NO-GO."""
    assert judge_release("s:\n  title: Prose\n  phase: before").verdict is Verdict.NO_GO
