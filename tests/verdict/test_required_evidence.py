"""Required evidence: an answer without it settles nothing, and blocks like an open entry of its kind."""

import pytest

from gonogo.core.frozen import replace
from gonogo.model.ids import EntryId
from gonogo.model.judgement import Answer, Judgement, Verdict
from gonogo.verdict.grounds import Grounds
from gonogo.verdict.reasons import group_reasons
from verdict.judging import REFUSED, Blocks, blockers, evidence, judge_release, judge_sections, section

LINK = "evidence: https://ci.example.com/runs/1"
REQUIRED, LIFTED = "requires: evidence", "requires: nothing"
NO_GO, ROLLBACK = "decides: no-go", "decides: rollback"
STEP, NOTICE = "span: 0-5", "at: T-0"
DONE, MET, CLEAR = (f"{word} without the required evidence" for word in ("done", "met", "clear"))


def requiring(policy: str = "evidence") -> Grounds:
    """Grounds whose policy has this requirement."""
    return replace(evidence(), requires=policy)


def is_settled(judgement: Judgement) -> bool:
    """Whether the entry `e` is settled."""
    return "e" in judgement.settled


BLOCKING = [
    pytest.param(section("checklist", "status: done", REQUIRED), "entry-open", DONE, id="a done item"),
    pytest.param(section("criteria", "status: met", REQUIRED), "criterion-unmet", MET, id="a met criterion"),
    pytest.param(
        section("triggers", "status: clear", REQUIRED, more=NO_GO), "unseen-trigger", CLEAR, id="a clear no-go trigger"
    ),
    pytest.param(
        section("triggers", "status: clear", REQUIRED, more=NO_GO, phase="fallback"),
        "unseen-trigger",
        CLEAR,
        id="a clear no-go trigger in a phase without a gate",
    ),
    pytest.param(section("notices", "status: done", NOTICE, REQUIRED), "entry-open", DONE, id="a notice that was sent"),
    pytest.param(
        section("checklist", "status: done", "note: As seen", REQUIRED), "entry-open", DONE, id="a note is no evidence"
    ),
    pytest.param(
        section("checklist", "status: done", "see: https://a.example/1", REQUIRED),
        "entry-open",
        DONE,
        id="a link to read more is no evidence",
    ),
    pytest.param(section("checklist", "status: done", "evidence:", REQUIRED), "entry-open", DONE, id="a gap"),
    pytest.param(
        section("checklist", "status: done", "evidence: []", REQUIRED), "entry-open", DONE, id="an empty list"
    ),
    pytest.param(section("checklist", "status: done", more=REQUIRED), "entry-open", DONE, id="the section requires it"),
    pytest.param(
        section("checklist", "status: done", REQUIRED, more=LIFTED), "entry-open", DONE, id="the entry, not its section"
    ),
]


@pytest.mark.parametrize(("sections", "rule", "why"), BLOCKING)
def test_answer_without_required_evidence_blocks(sections: str, rule: str, why: str) -> None:
    """An answer without required evidence keeps its state, is not settled, and blocks with the reason."""
    judgement = judge_sections(sections)
    assert blockers(judgement) == [Blocks("s/e", rule, f"E: {why}")]
    assert (is_settled(judgement), set(judgement.unproven)) == (False, {"e"})
    assert judgement.states[EntryId("e")] == why.partition(" ")[0]
    assert judgement.verdict is Verdict.NO_GO


@pytest.mark.parametrize(("sections", "rule", "why"), BLOCKING)
def test_answer_with_required_evidence_is_settled(sections: str, rule: str, why: str) -> None:
    """The same answer with evidence is settled and does not block."""
    del rule, why
    text = sections.replace("evidence: []", "").replace("      evidence:\n", "")
    judgement = judge_sections(text.replace("title: E", f"title: E\n      {LINK}"))
    assert (blockers(judgement), is_settled(judgement), judgement.verdict) == ([], True, Verdict.GO)


@pytest.mark.parametrize(
    ("entry", "of_section", "policy", "expected"),
    [
        pytest.param("", "", "none", True, id="no requirement"),
        pytest.param("", "", "evidence", False, id="the policy"),
        pytest.param("", REQUIRED, "none", False, id="the section"),
        pytest.param("", LIFTED, "evidence", True, id="the section excludes what the policy requires"),
        pytest.param(REQUIRED, "", "none", False, id="the entry"),
        pytest.param(LIFTED, "", "evidence", True, id="the entry excludes what the policy requires"),
        pytest.param(LIFTED, REQUIRED, "evidence", True, id="the entry excludes what its section requires"),
        pytest.param(REQUIRED, LIFTED, "none", False, id="the entry requires what its section excludes"),
        pytest.param(LIFTED, "", "none", True, id="the entry excludes evidence without a requirement"),
    ],
)
def test_requirement_of_entry_overrides_section_and_policy(
    entry: str,
    of_section: str,
    policy: str,
    expected: bool,  # noqa: FBT001
) -> None:
    """The requirement of the entry takes precedence over that of its section, and the section over the policy."""
    lines = ("status: done", *([entry] if entry else []))
    assert is_settled(judge_sections(section("checklist", *lines, more=of_section), requiring(policy))) is expected


@pytest.mark.parametrize(
    ("sections", "settled"),
    [
        pytest.param(section("metrics", "observed: met", REQUIRED), True, id="a metric has its observed value"),
        pytest.param(section("metrics", "observed: met", more=REQUIRED), True, id="a section of metrics"),
        pytest.param(section("criteria", "when: [s2]", REQUIRED), True, id="a derived criterion"),
        pytest.param(
            section("checklist", "status: na", "note: No such data", REQUIRED), True, id="not applicable has its reason"
        ),
        pytest.param(
            section(
                "checklist",
                *("status: waived", "waiver:", "  reason: R", "  approved_by: ann", "  until: 2026-03-01", REQUIRED),
            ),
            True,
            id="a waiver has its reason",
        ),
        pytest.param(section("signoffs", "decision: go", "by: bob", REQUIRED), True, id="a decision"),
        pytest.param(
            section("triggers", "status: clear", REQUIRED, more=ROLLBACK, phase="fallback"),
            False,
            id="a rollback trigger never blocks while it is not clear",
        ),
        pytest.param(
            section("procedure", "status: done", STEP, REQUIRED), False, id="a step never blocks, settled or not"
        ),
        pytest.param(
            section("checklist", "status: done", REQUIRED, phase="after"),
            False,
            id="a phase that is not required for GO",
        ),
    ],
)
def test_requirement_does_not_apply_to_other_entries(sections: str, settled: bool) -> None:  # noqa: FBT001
    """A requirement does not apply to answers other than `done`, `met`, `clear`, or to entries that never block."""
    other = "s2:\n  title: S2\n  phase: before\n  items:\n    e2:\n      status: done\n      title: E2\n"
    judgement = judge_sections(sections + other, evidence(standings={"e": "valid"}))
    assert (blockers(judgement), is_settled(judgement)) == ([], settled)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        pytest.param("open", "open", id="an open item"),
        pytest.param("blocked", "blocked", id="a blocked item"),
    ],
)
def test_blocker_of_an_open_entry_does_not_mention_evidence(answer: str, why: str) -> None:
    """The blocker of an open entry does not mention missing evidence."""
    judgement = judge_sections(section("checklist", f"status: {answer}", REQUIRED))
    assert (blockers(judgement), judgement.unproven) == ([Blocks("s/e", "entry-open", f"E: {why}")], frozenset())


PARENT = """
s:
  title: S
  phase: before
  requires: evidence
  items:
    p:
      {parent}
      title: P
      {more}
      items:
        a:
          status: done
          {child}
          title: A
"""


@pytest.mark.parametrize(
    ("parent", "more", "child", "settled", "expected"),
    [
        pytest.param(LIFTED, "", LINK, {"p", "a"}, [], id="a parent without an answer needs no evidence"),
        pytest.param(LIFTED, "", "expect: x", set(), [("s/a", DONE)], id="a parent does not exclude its nested items"),
        pytest.param(f"status: done\n      {LINK}", "", LINK, {"p", "a"}, [], id="both have evidence"),
        pytest.param("status: done", "", LINK, {"a"}, [("s/p", DONE)], id="only the nested item has evidence"),
        pytest.param("status: done", LINK, "expect: x", set(), [("s/a", DONE)], id="only the parent has evidence"),
        pytest.param(
            "status: done",
            "",
            "expect: x",
            set(),
            [("s/p", DONE), ("s/a", DONE)],
            id="both lack evidence, and both block",
        ),
    ],
)
def test_section_requires_evidence_of_parents_and_nested_items(
    parent: str, more: str, child: str, settled: set[str], expected: list[tuple[str, str]]
) -> None:
    """The requirement of a section applies to each parent and to each nested item."""
    judgement = judge_sections(PARENT.format(parent=parent, more=more, child=child))
    assert judgement.settled - {"cto"} == settled
    assert [(one.ref, one.message.partition(": ")[2]) for one in blockers(judgement)] == expected


def test_criterion_derived_from_an_item_without_evidence_is_not_settled() -> None:
    """A criterion is unsettled if it depends on an item without required evidence; only the item blocks."""
    follows = section("criteria", "when: [code]")
    code = "code:\n  title: Code\n  phase: before\n  items:\n    t:\n      status: done\n      title: T\n"
    judgement = judge_sections(follows + code, requiring())
    assert blockers(judgement) == [Blocks("code/t", "entry-open", f"T: {DONE}")]
    assert judgement.settled - {"cto"} == set()


def test_criterion_blocks_if_its_item_never_blocks() -> None:
    """A derived criterion blocks if the item without evidence does not block itself."""
    follows = section("criteria", "when: [code]")
    code = "code:\n  title: Code\n  phase: after\n  items:\n    t:\n      status: done\n      title: T\n"
    judgement = judge_sections(follows + code, requiring())
    why = "E: follows from code, which is not settled"
    assert blockers(judgement) == [Blocks("s/e", "criterion-unmet", why)]


def test_unverified_answer_is_reported_before_missing_evidence() -> None:
    """The blocker of an unauthorized answer gives this reason, not the missing evidence."""
    grounds = replace(requiring(), answers={EntryId("e"): Answer("open", REFUSED, "answer-not-authorised")})
    met = judge_sections(section("criteria", "status: met"), grounds)
    clear = judge_sections(section("triggers", "status: clear", more=NO_GO), grounds)
    assert blockers(met) == [Blocks("s/e", "criterion-unmet", f"E: {REFUSED}")]
    assert blockers(clear) == [Blocks("s/e", "unseen-trigger", f"E: {REFUSED}")]


@pytest.mark.parametrize(
    ("answer", "progress"),
    [pytest.param("open", (0, 0), id="open"), pytest.param("clear", (0, 0), id="clear without evidence")],
)
def test_rollback_trigger_without_evidence_does_not_count(answer: str, progress: tuple[int, int]) -> None:
    """A clear rollback trigger without evidence does not count in progress, like an open trigger."""
    sections = section("triggers", f"status: {answer}", REQUIRED, more=ROLLBACK)
    judgement = judge_release(sections)
    assert tuple(judgement.progress) == progress


def test_contradiction_names_missing_evidence() -> None:
    """The contradiction of a declared status names the missing evidence."""
    judgement = judge_sections(section("checklist", "status: done", "declared: Done", REQUIRED))
    assert [one.message for one in judgement.contradictions] == [f'"E" is declared "Done", but is {DONE}']


def test_slot_waits_for_evidence() -> None:
    """A slot is not ready while covered answers lack evidence."""
    sections = section("checklist", "status: done")
    assert (
        judge_sections(sections, evidence()).ready,
        judge_sections(sections, requiring()).ready,
    ) == ({"cto"}, set())


@pytest.mark.parametrize(
    ("sections", "heading"),
    [
        pytest.param(
            section("triggers", "status: clear", more=NO_GO),
            "1 no-go trigger has not been checked, or lacks evidence",
            id="a trigger",
        ),
        pytest.param(
            section("criteria", "status: met"), "1 go criterion is not met, or lacks evidence", id="a criterion"
        ),
        pytest.param(section("criteria", "status: open"), "1 go criterion is not met", id="an open criterion"),
        pytest.param(section("checklist", "status: done"), "1 item is not settled", id="an item"),
    ],
)
def test_heading_of_blockers_mentions_missing_evidence(sections: str, heading: str) -> None:
    """The heading of a group of blockers includes answers without evidence."""
    assert [group.heading for group in group_reasons(judge_sections(sections, requiring()), None)] == [heading]
