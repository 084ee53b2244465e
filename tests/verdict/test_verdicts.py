"""GO, CONDITIONAL and NO-GO: what makes each, and what is said of it."""

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
    """What makes the release CONDITIONAL, in order."""
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
            id="a live waiver beside an unmet criterion",
        ),
    ],
)
def test_verdict_follows_from_blockers_and_excuses(sections: str, verdict: Verdict) -> None:
    """GO without blocker and excuse, CONDITIONAL with excuses only, NO-GO with any blocker."""
    assert judge_sections(sections, evidence(standings={"e": "valid"})).verdict is verdict


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(evidence(has_history=False), id="without history"),
        pytest.param(evidence(unreadable=("checklists/policy.yml",)), id="with a file that cannot be read"),
        pytest.param(evidence(standings={"cto": "unjudged"}), id="with a sign-off that is not judged"),
        pytest.param(evidence(required=("ceo",)), id="with a required role that has no slot"),
    ],
)
def test_verdict_is_never_go(given: Grounds) -> None:
    """Nothing that could not be judged is ever GO."""
    assert judge_sections(DONE, given).verdict is Verdict.NO_GO


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        pytest.param(WAIVED, [("s/e", "E", "waived: No mirror", "", "2026-03-01")], id="a waiver until its last day"),
        pytest.param(
            PROTECTED,
            [("s/e", "E", "waived: No mirror", "A second pair of eyes", "2026-03-01")],
            id="with what protects meanwhile",
        ),
        pytest.param(
            CONDITION, [("s/e", "E", "go, on the condition: Only on a Sunday", "", "")], id="a condition has no end"
        ),
        pytest.param(DONE, [], id="nothing"),
        pytest.param(WAIVED.replace("before", "after"), [], id="a waiver in a phase that does not count"),
        pytest.param(CONDITION.replace("before", "fallback"), [], id="a condition in a phase that does not count"),
        pytest.param(
            CONDITION.replace("decision: go", "decision: no-go"), [], id="a condition of a no-go is none for a go"
        ),
    ],
)
def test_excuses_are_listed_with_what_protects_and_until_when(
    sections: str, expected: list[tuple[str, str, str, str, str]]
) -> None:
    """Each live waiver and condition is listed, in document order."""
    assert excuses(judge_sections(sections, evidence(standings={"e": "valid"}))) == expected


def test_excuses_hold_live_waivers_only() -> None:
    """A waiver that has ended is a blocker, and no excuse beside it."""
    judgement = judge_sections(WAIVED.replace("2026-03-01", "2026-02-28"))
    assert (len(judgement.blockers), excuses(judgement)) == (1, [])


def test_verdict_of_a_file_that_does_not_decode_is_no_go() -> None:
    """Nothing is known of it but that."""
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


def test_judgement_says_everything_that_is_computed() -> None:
    """Verdict, time, tallies, states and standings belong together."""
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


def test_verdict_is_not_go_without_anything_that_counts() -> None:
    """Nothing is ever green by default: a release of prose alone has nothing that says go."""
    assert judge_release("s:\n  title: Prose\n  phase: before").verdict is Verdict.NO_GO
