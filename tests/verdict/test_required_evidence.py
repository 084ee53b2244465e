"""Evidence can be required: an answer without it settles nothing, and blocks like an open entry of its kind."""

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
    """Grounds whose policy requires this."""
    return replace(evidence(), requires=policy)


def is_settled(judgement: Judgement) -> bool:
    """Whether the entry `e` is settled."""
    return "e" in judgement.settled


BLOCKING = [
    pytest.param(section("checklist", "status: done", REQUIRED), "entry-open", DONE, id="an item that is done"),
    pytest.param(section("criteria", "status: met", REQUIRED), "criterion-unmet", MET, id="a criterion that is met"),
    pytest.param(
        section("triggers", "status: clear", REQUIRED, more=NO_GO), "unseen-trigger", CLEAR, id="a clear no-go trigger"
    ),
    pytest.param(
        section("triggers", "status: clear", REQUIRED, more=NO_GO, phase="fallback"),
        "unseen-trigger",
        CLEAR,
        id="a clear no-go trigger in a phase that never counts",
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
    """It is not settled, its state is the written one, and the reason says what is missing."""
    judgement = judge_sections(sections)
    assert blockers(judgement) == [Blocks("s/e", rule, f"E: {why}")]
    assert (is_settled(judgement), set(judgement.unproven)) == (False, {"e"})
    assert judgement.states[EntryId("e")] == why.partition(" ")[0]
    assert judgement.verdict is Verdict.NO_GO


@pytest.mark.parametrize(("sections", "rule", "why"), BLOCKING)
def test_evidence_settles_it(sections: str, rule: str, why: str) -> None:
    """With evidence the same entry blocks nothing."""
    del rule, why
    text = sections.replace("evidence: []", "").replace("      evidence:\n", "")
    judgement = judge_sections(text.replace("title: E", f"title: E\n      {LINK}"))
    assert (blockers(judgement), is_settled(judgement), judgement.verdict) == ([], True, Verdict.GO)


@pytest.mark.parametrize(
    ("entry", "of_section", "policy", "expected"),
    [
        pytest.param("", "", "none", True, id="nobody requires it"),
        pytest.param("", "", "evidence", False, id="the policy"),
        pytest.param("", REQUIRED, "none", False, id="the section"),
        pytest.param("", LIFTED, "evidence", True, id="the section lifts what the policy requires"),
        pytest.param(REQUIRED, "", "none", False, id="the entry"),
        pytest.param(LIFTED, "", "evidence", True, id="the entry lifts what the policy requires"),
        pytest.param(LIFTED, REQUIRED, "evidence", True, id="the entry lifts what its section requires"),
        pytest.param(REQUIRED, LIFTED, "none", False, id="the entry requires what its section lifts"),
        pytest.param(LIFTED, "", "none", True, id="the entry lifts what nobody requires"),
    ],
)
def test_requirement_is_the_entrys_own_else_that_of_its_section_else_that_of_the_policy(
    entry: str,
    of_section: str,
    policy: str,
    expected: bool,  # noqa: FBT001
) -> None:
    """The nearest one decides."""
    lines = ("status: done", *([entry] if entry else []))
    assert is_settled(judge_sections(section("checklist", *lines, more=of_section), requiring(policy))) is expected


@pytest.mark.parametrize(
    ("sections", "settled"),
    [
        pytest.param(
            section("metrics", "observed: met", REQUIRED), True, id="what was observed is the proof of a metric"
        ),
        pytest.param(section("metrics", "observed: met", more=REQUIRED), True, id="a section of metrics"),
        pytest.param(section("criteria", "when: [s2]", REQUIRED), True, id="a criterion that follows from others"),
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
            section("checklist", "status: done", REQUIRED, phase="after"), False, id="a phase that GO does not require"
        ),
    ],
)
def test_requirement_blocks_nothing(sections: str, settled: bool) -> None:  # noqa: FBT001
    """Where the answer is no `done`, `met` or `clear`, or where an open entry does not block either."""
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
def test_open_entry_says_nothing_of_evidence(answer: str, why: str) -> None:
    """Evidence is missing only once there is an answer."""
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
        pytest.param(LIFTED, "", LINK, {"p", "a"}, [], id="a parent without an answer needs none"),
        pytest.param(LIFTED, "", "expect: x", set(), [("s/a", DONE)], id="a parent lifts nothing for what is below it"),
        pytest.param(f"status: done\n      {LINK}", "", LINK, {"p", "a"}, [], id="each has its own"),
        pytest.param("status: done", "", LINK, {"a"}, [("s/p", DONE)], id="that of what is below is not the parent's"),
        pytest.param(
            "status: done", LINK, "expect: x", set(), [("s/a", DONE)], id="that of the parent is not for what is below"
        ),
        pytest.param(
            "status: done", "", "expect: x", set(), [("s/p", DONE), ("s/a", DONE)], id="both lack it, and both say so"
        ),
    ],
)
def test_section_requires_it_of_parents_and_of_items_below_them(
    parent: str, more: str, child: str, settled: set[str], expected: list[tuple[str, str]]
) -> None:
    """A default of the section is one for every entry in it."""
    judgement = judge_sections(PARENT.format(parent=parent, more=more, child=child))
    assert judgement.settled - {"cto"} == settled
    assert [(one.ref, one.message.partition(": ")[2]) for one in blockers(judgement)] == expected


def test_criterion_follows_from_what_lacks_evidence() -> None:
    """It is not settled, and leaves blocking to the item."""
    follows = section("criteria", "when: [code]")
    code = "code:\n  title: Code\n  phase: before\n  items:\n    t:\n      status: done\n      title: T\n"
    judgement = judge_sections(follows + code, requiring())
    assert blockers(judgement) == [Blocks("code/t", "entry-open", f"T: {DONE}")]
    assert judgement.settled - {"cto"} == set()


def test_criterion_says_that_it_follows_from_what_never_blocks() -> None:
    """Where the item itself does not block, the criterion does."""
    follows = section("criteria", "when: [code]")
    code = "code:\n  title: Code\n  phase: after\n  items:\n    t:\n      status: done\n      title: T\n"
    judgement = judge_sections(follows + code, requiring())
    why = "E: follows from code, which is not settled"
    assert blockers(judgement) == [Blocks("s/e", "criterion-unmet", why)]


def test_reason_of_history_comes_before_missing_evidence() -> None:
    """An answer that does not count is reported as that."""
    grounds = replace(requiring(), answers={EntryId("e"): Answer("open", REFUSED, "answer-not-authorised")})
    met = judge_sections(section("criteria", "status: met"), grounds)
    clear = judge_sections(section("triggers", "status: clear", more=NO_GO), grounds)
    assert blockers(met) == [Blocks("s/e", "criterion-unmet", f"E: {REFUSED}")]
    assert blockers(clear) == [Blocks("s/e", "unseen-trigger", f"E: {REFUSED}")]


@pytest.mark.parametrize(
    ("answer", "progress"),
    [pytest.param("open", (0, 0), id="open"), pytest.param("clear", (0, 0), id="clear without evidence")],
)
def test_rollback_trigger_without_evidence_is_left_out_of_progress(answer: str, progress: tuple[int, int]) -> None:
    """Like one that nobody has checked: otherwise a release could not be complete."""
    sections = section("triggers", f"status: {answer}", REQUIRED, more=ROLLBACK)
    judgement = judge_release(sections)
    assert tuple(judgement.progress) == progress


def test_declared_status_is_contradicted_in_words() -> None:
    """What is declared done and has no evidence is named as that."""
    judgement = judge_sections(section("checklist", "status: done", "declared: Done", REQUIRED))
    assert [one.message for one in judgement.contradictions] == [f'"E" is declared "Done", but is {DONE}']


def test_slot_waits_for_evidence() -> None:
    """Nobody is asked to sign before it is there."""
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
def test_heading_does_not_deny_an_answer(sections: str, heading: str) -> None:
    """The group of blockers says that there may be an answer without evidence."""
    assert [group.heading for group in group_reasons(judge_sections(sections, requiring()), None)] == [heading]
