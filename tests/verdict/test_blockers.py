"""Every reason against going: what makes it one, what it says, and what does not."""

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
        id="a rollback trigger has fired, with what was seen",
    ),
    pytest.param(
        section("signoffs", "decision: no-go", "by: ann"),
        evidence(standings={"e": "refused"}),
        Blocks("s/e", "refused", "E: ann said no-go"),
        id="a role said no-go",
    ),
    pytest.param(
        section("signoffs", "decision: no-go", "by: ann", "reason: No staff"),
        evidence(standings={"e": "unjudged"}),
        Blocks("s/e", "refused", "E: ann said no-go: No staff"),
        id="a no-go that nobody could judge, with its reason",
    ),
    pytest.param(
        section("triggers", "status: open", more="decides: no-go"),
        evidence(),
        Blocks("s/e", "unseen-trigger", "E: not checked"),
        id="nobody has checked a no-go trigger",
    ),
    pytest.param(
        section("signoffs", "decision:", "by:"),
        evidence(),
        Blocks("s/e", "signoff-missing", "E: unsigned"),
        id="a slot of which nothing is known is unsigned",
    ),
    *(
        pytest.param(
            section("signoffs", *SLOT),
            evidence(standings={"e": state}),
            Blocks("s/e", "signoff-missing", f"E: {state}"),
            id=f"a go that is {state}",
        )
        for state in ("pending", "unjudged", "stale", "below-level", "no-second-person", "unsigned", "refused")
    ),
    pytest.param(
        section("signoffs", "decision: withdrawn", "by: bob", "reason: Look at the leak"),
        evidence(standings={"e": "withdrawn"}),
        Blocks("s/e", "signoff-missing", "E: bob withdrew the go: Look at the leak"),
        id="a go that is withdrawn",
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
        id="a waiver has ended, whoever approved it",
    ),
    pytest.param(
        section("checklist", *WAIVED),
        evidence(refused=("e",)),
        Blocks("s/e", "waiver-invalid", f"E: {REFUSED}"),
        id="a waiver that nobody approved",
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
        id="na that nobody approved",
    ),
    pytest.param(
        section("checklist", "status: open"), evidence(), Blocks("s/e", "entry-open", "E: open"), id="an open item"
    ),
    pytest.param(
        section("checklist", "status: doing", "note: half of it"),
        evidence(),
        Blocks("s/e", "entry-open", "E: in progress"),
        id="an item that somebody is at",
    ),
    pytest.param(
        section("checklist", "status: blocked", "note: no access"),
        evidence(),
        Blocks("s/e", "entry-open", "E: blocked: no access"),
        id="a blocked item, with what blocks it",
    ),
    pytest.param(
        section("notices", "status: open", "at: T-1d"),
        evidence(),
        Blocks("s/e", "entry-open", "E: not sent"),
        id="a notice that nobody sent",
    ),
    pytest.param(
        section("criteria", "status: open"),
        evidence(),
        Blocks("s/e", "criterion-unmet", "E: open"),
        id="a criterion that nobody judged",
    ),
    pytest.param(
        section("criteria", "status: unmet", "note: over budget"),
        evidence(),
        Blocks("s/e", "criterion-unmet", "E: unmet: over budget"),
        id="a criterion that is not met, with why",
    ),
    pytest.param(
        section("metrics", "observed:", "target: at least 99%"),
        evidence(),
        Blocks("s/e", "metric-missed", "E: not measured, target at least 99%"),
        id="a metric that nobody measured",
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
def test_blocker_is_given_by_an_entry(sections: str, given: Grounds, blocker: Blocks) -> None:
    """The entry blocks by its rule, and nothing else does."""
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
    pytest.param(section("metrics", "observed: 99", "target: at least 99%"), evidence(), id="a metric that is met"),
    pytest.param(section("metrics", "observed: met", "target: fast"), evidence(), id="a metric in words that is met"),
    pytest.param(section("procedure", "status: open", "span: 0-5"), evidence(), id="a step that nobody took"),
    pytest.param("s:\n  title: Prose\n  phase: before\n  about: Read this", evidence(), id="prose"),
]


@pytest.mark.parametrize(("sections", "given"), SETTLED)
def test_blocker_is_not_given_by_what_is_settled(sections: str, given: Grounds) -> None:
    """Nothing blocks where nothing is left to do."""
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
        id="a file that concerns the release cannot be read",
    ),
    pytest.param(
        evidence(has_history=False),
        Blocks("", "no-history", "History: not verified, so sign-offs and waivers do not count"),
        id="no history to judge by",
    ),
]


@pytest.mark.parametrize(("given", "blocker"), OF_RELEASES)
def test_blocker_is_given_by_the_release(given: Grounds, blocker: Blocks) -> None:
    """What no entry can be blamed for stands at the release."""
    assert blockers(judge_sections(ITEM, given)) == [blocker]


def test_blocker_is_given_by_a_section_that_nobody_covers() -> None:
    """A section that counts and that no sign-off names stands for itself."""
    assert blockers(judge_release(ITEM)) == [Blocks("s", "uncovered-section", "S: no sign-off covers this section")]


def test_blocker_points_to_the_line_of_its_entry() -> None:
    """A reader of the verdict finds the line that has to change."""
    open_item = section("checklist", "status: open")
    (one,) = judge_sections(open_item).blockers
    line = write_release(signed(open_item)).split("\n").index("      e:") + 1
    assert one.location == ("checklists/shop/v1.yml", (line, 7, 8))


def test_blocker_rules_are_those_of_the_contract_in_its_order() -> None:
    """Programs rely on these words, readers on their order."""
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
