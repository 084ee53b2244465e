"""The blockers: their conditions and messages, and the states that do not block."""

import pytest

from building import signed, write_release
from gonogo.model.judgement import BlockerRule
from gonogo.verdict.grounds import Grounds
from verdict.judging import REFUSED, Blocks, blockers, evidence, judge_release, judge_sections, section

WAIVED = ("status: waived", "waiver:", "  reason: No mirror", "  approved_by: ann", "  until: 2026-03-01")
ENDED = (*WAIVED[:-1], "  until: 2026-02-28")
SLOT = ("decision: go", "by: bob")

OF_ENTRIES = [
    pytest.param(
        section("triggers", "status: fired", more="decides: no-go"),
        evidence(),
        Blocks("s/e", "fired-trigger", "E: fired"),
        id="a no-go trigger has fired",
    ),
    pytest.param(
        section("triggers", "status: fired", "note: 3 rows lost", more="decides: rollback"),
        evidence(),
        Blocks("s/e", "fired-trigger", "E: fired: 3 rows lost"),
        id="a rollback trigger has fired, with its note",
    ),
    pytest.param(
        section("signoffs", "decision: no-go", "by: ann"),
        evidence(standings={"e": "refused"}),
        Blocks("s/e", "refused", "E: ann said no-go"),
        id="a no-go",
    ),
    pytest.param(
        section("signoffs", "decision: no-go", "by: ann", "reason: No staff"),
        evidence(standings={"e": "unjudged"}),
        Blocks("s/e", "refused", "E: ann said no-go: No staff"),
        id="an unverified no-go, with its reason",
    ),
    pytest.param(
        section("triggers", "status: open", more="decides: no-go"),
        evidence(),
        Blocks("s/e", "unseen-trigger", "E: not checked"),
        id="an open no-go trigger",
    ),
    pytest.param(
        section("signoffs", "decision:", "by:"),
        evidence(),
        Blocks("s/e", "signoff-missing", "E: unsigned"),
        id="a slot without a standing is unsigned",
    ),
    *(
        pytest.param(
            section("signoffs", *SLOT),
            evidence(standings={"e": state}),
            Blocks("s/e", "signoff-missing", f"E: {state}"),
            id=f"a {state} go",
        )
        for state in ("pending", "unjudged", "stale", "below-level", "no-second-person", "unsigned", "refused")
    ),
    pytest.param(
        section("signoffs", "decision: withdrawn", "by: bob", "reason: Look at the leak"),
        evidence(standings={"e": "withdrawn"}),
        Blocks("s/e", "signoff-missing", "E: bob withdrew the go: Look at the leak"),
        id="a withdrawn go",
    ),
    pytest.param(
        section("checklist", *ENDED),
        evidence(),
        Blocks("s/e", "waiver-invalid", "E: the waiver ended on 2026-02-28"),
        id="a waiver has ended",
    ),
    pytest.param(
        section("checklist", *ENDED),
        evidence(refused=("e",)),
        Blocks("s/e", "waiver-invalid", "E: the waiver ended on 2026-02-28"),
        id="an approved waiver has ended",
    ),
    pytest.param(
        section("checklist", *WAIVED),
        evidence(refused=("e",)),
        Blocks("s/e", "waiver-invalid", f"E: {REFUSED}"),
        id="a waiver without approval",
    ),
    pytest.param(
        section("checklist", "status: na"),
        evidence(),
        Blocks("s/e", "waiver-invalid", "E: not applicable, without a reason"),
        id="na without a note",
    ),
    pytest.param(
        section("checklist", "status: na", "note: No US patients"),
        evidence(refused=("e",)),
        Blocks("s/e", "waiver-invalid", f"E: {REFUSED}"),
        id="na without approval",
    ),
    pytest.param(
        section("checklist", "status: open"), evidence(), Blocks("s/e", "entry-open", "E: open"), id="an open item"
    ),
    pytest.param(
        section("checklist", "status: doing", "note: half of it"),
        evidence(),
        Blocks("s/e", "entry-open", "E: in progress"),
        id="an item in progress",
    ),
    pytest.param(
        section("checklist", "status: blocked", "note: no access"),
        evidence(),
        Blocks("s/e", "entry-open", "E: blocked: no access"),
        id="a blocked item, with its note",
    ),
    pytest.param(
        section("notices", "status: open", "at: T-1d"),
        evidence(),
        Blocks("s/e", "entry-open", "E: not sent"),
        id="an unsent notice",
    ),
    pytest.param(
        section("criteria", "status: open"),
        evidence(),
        Blocks("s/e", "criterion-unmet", "E: open"),
        id="an open criterion",
    ),
    pytest.param(
        section("criteria", "status: unmet", "note: over budget"),
        evidence(),
        Blocks("s/e", "criterion-unmet", "E: unmet: over budget"),
        id="an unmet criterion, with its note",
    ),
    pytest.param(
        section("metrics", "observed:", "target: at least 99%"),
        evidence(),
        Blocks("s/e", "metric-missed", "E: not measured, target at least 99%"),
        id="a metric without an observed value",
    ),
    pytest.param(
        section("metrics", "observed: 98.5", "target: at least 99%"),
        evidence(),
        Blocks("s/e", "metric-missed", "E: missed: 98.5, target at least 99%"),
        id="a metric that misses its target",
    ),
    pytest.param(
        section("metrics", "observed: missed"),
        evidence(),
        Blocks("s/e", "metric-missed", "E: missed: missed"),
        id="a metric in words",
    ),
]


@pytest.mark.parametrize(("sections", "given", "blocker"), OF_ENTRIES)
def test_entry_has_exactly_one_blocker(sections: str, given: Grounds, blocker: Blocks) -> None:
    """An unsettled entry has exactly one blocker, with the rule and message of its state."""
    assert blockers(judge_sections(sections, given)) == [blocker]


SETTLED = [
    pytest.param(section("triggers", "status: clear", more="decides: no-go"), evidence(), id="no-go trigger is clear"),
    pytest.param(
        section("triggers", "status: open", more="decides: rollback"),
        evidence(),
        id="open rollback trigger in a go phase",
    ),
    pytest.param(section("signoffs", *SLOT), evidence(standings={"e": "valid"}), id="a valid go"),
    pytest.param(section("checklist", *WAIVED), evidence(), id="a live waiver"),
    pytest.param(section("checklist", "status: na", "note: No US patients"), evidence(), id="na with a reason"),
    pytest.param(section("checklist", "status: done"), evidence(), id="a done item"),
    pytest.param(section("notices", "status: done", "at: T-0"), evidence(), id="a sent notice"),
    pytest.param(section("criteria", "status: met"), evidence(), id="a met criterion"),
    pytest.param(section("metrics", "observed: 99", "target: at least 99%"), evidence(), id="a met metric"),
    pytest.param(section("metrics", "observed: met", "target: fast"), evidence(), id="a met metric in words"),
    pytest.param(section("procedure", "status: open", "span: 0-5"), evidence(), id="an open step"),
    pytest.param("s:\n  title: Prose\n  phase: before\n  about: Read this", evidence(), id="prose"),
]


@pytest.mark.parametrize(("sections", "given"), SETTLED)
def test_settled_entry_has_no_blocker(sections: str, given: Grounds) -> None:
    """A settled entry, or an entry that is not required for GO, has no blocker."""
    assert blockers(judge_sections(sections, given)) == []


ITEM = section("checklist", "status: done")
OF_RELEASES = [
    pytest.param(
        evidence(required=("cto", "ceo")),
        Blocks("", "signoff-missing", "ceo: the policy requires this role, but the release has no slot for it"),
        id="a required role without a slot",
    ),
    pytest.param(
        evidence(unreadable=("checklists/people.yml",)),
        Blocks("", "unreadable", "checklists/people.yml: cannot be read; see gonogo check"),
        id="an unreadable file that concerns the release",
    ),
    pytest.param(
        evidence(has_history=False),
        Blocks("", "no-history", "History: not verified, so sign-offs and waivers do not count"),
        id="no history",
    ),
]


@pytest.mark.parametrize(("given", "blocker"), OF_RELEASES)
def test_release_itself_has_a_blocker(given: Grounds, blocker: Blocks) -> None:
    """A missing slot, an unreadable file or a missing history is a blocker of the release itself."""
    assert blockers(judge_sections(ITEM, given)) == [blocker]


def test_section_without_coverage_has_a_blocker() -> None:
    """A section that is required for GO has a blocker if no sign-off covers it."""
    assert blockers(judge_release(ITEM)) == [Blocks("s", "uncovered-section", "S: no sign-off covers this section")]


def test_blocker_points_to_the_line_of_its_entry() -> None:
    """The location of a blocker is the line of its entry."""
    open_item = section("checklist", "status: open")
    (one,) = judge_sections(open_item).blockers
    line = write_release(signed(open_item)).split("\n").index("      e:") + 1
    assert one.location == ("checklists/shop/v1.yml", (line, 7, 8))


def test_blocker_rules_have_a_fixed_order() -> None:
    """The ids and the order of the blocker rules are fixed, because programs and readers rely on them."""
    assert [rule.value for rule in BlockerRule] == [
        "fired-trigger",
        "refused",
        "unseen-trigger",
        "signoff-missing",
        "waiver-invalid",
        "entry-open",
        "criterion-unmet",
        "metric-missed",
        "uncovered-section",
        "unreadable",
        "no-history",
    ]
