"""Declared statuses: which texts claim readiness, and when such a claim is a contradiction."""

import pytest

from building import signed, write_release
from gonogo.model.judgement import Judgement
from gonogo.verdict.contradictions import claims_readiness
from verdict.judging import evidence, judge_release, judge_sections, section

TWO_PHASES = """
before:
  {before}
  title: Before
  gate: go
after:
  {after}
  title: After
  gate: close
fallback:
  title: Fallback
  gate: none
"""


def contradictions(judgement: Judgement) -> list[tuple[str, str]]:
    """The contradictions in order: reference and message."""
    return [(str(one.ref).partition("#")[2], one.message) for one in judgement.contradictions]


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param("✅", id="only the mark"),
        pytest.param("READY FOR DEPLOYMENT ✅", id="the mark after words"),
        pytest.param("ready", id="ready"),
        pytest.param("Go", id="go"),
        pytest.param("DONE", id="done, in capitals"),
        pytest.param("Migration complete.", id="complete, before a full stop"),
        pytest.param("approved by the board", id="approved"),
        pytest.param("all criteria met", id="met"),
        pytest.param("(done)", id="in brackets"),
        pytest.param("done/reviewed", id="next to a slash"),
    ],
)
def test_claim_is_a_mark_or_one_of_six_words(declared: str) -> None:
    """✅, ready, go, done, complete, approved and met claim readiness, in any case."""
    assert claims_readiness(declared)


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param("", id="empty text"),
        pytest.param("in progress", id="other words"),
        pytest.param("❌", id="the other mark"),
        pytest.param("✅ ❌", id="both marks"),
        pytest.param("NOT READY", id="not"),
        pytest.param("not yet approved", id="not, further away"),
        pytest.param("no-go", id="no-go is not go"),
        pytest.param("NO-GO until everything is done ✅", id="no-go with other words"),
        pytest.param("incomplete", id="complete inside another word"),
        pytest.param("already started", id="ready inside another word"),
        pytest.param("Gone", id="go inside another word"),
        pytest.param("metrics below", id="met inside another word"),
        pytest.param("undone", id="done inside another word"),
        pytest.param("disapproved", id="approved inside another word"),
        pytest.param("ongoing", id="go in the middle of a word"),
    ],
)
def test_denial_or_part_of_a_word_is_no_claim(declared: str) -> None:
    """A text with a denial, or with a claiming word only inside another word, does not claim readiness."""
    assert not claims_readiness(declared)


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param("ready, nothing is missing", id="not inside nothing"),
        pytest.param("complete, with a notice sent", id="not inside notice"),
        pytest.param("done, annotated", id="not inside annotated"),
    ],
)
def test_denial_inside_a_word_does_not_deny(declared: str) -> None:
    """A claim stays a claim if "not" is only a part of another word."""
    assert claims_readiness(declared)


@pytest.mark.parametrize(
    ("sections", "states", "expected"),
    [
        pytest.param(
            section("checklist", "status: open"),
            {},
            [("", '"Checklist" is declared "READY ✅", but the verdict is NO-GO')],
            id="NO-GO",
        ),
        pytest.param(
            section("signoffs", "decision: go", "by: ann", "conditions: On a Sunday"),
            {"e": "valid"},
            [("", '"Checklist" is declared "READY ✅", but the verdict is CONDITIONAL')],
            id="CONDITIONAL",
        ),
        pytest.param(section("checklist", "status: done"), {}, [], id="GO"),
        pytest.param(
            section("checklist", "status: done")
            + section("checklist", "status: open", phase="after").replace("s:", "t:", 1).replace("    e:", "    f:"),
            {},
            [],
            id="GO, with an open entry that is not required",
        ),
    ],
)
def test_claim_of_a_release_that_is_not_go_is_a_contradiction(
    sections: str, states: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    """The claim of a release that it is ready is a contradiction unless its verdict is GO."""
    judgement = judge_sections(sections, evidence(standings=states), head="declared: READY ✅")
    assert contradictions(judgement) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            "declared: Complete",
            "",
            [("before", '"Before" is declared "Complete", but 1 of 2 entries are not settled')],
            id="a phase",
        ),
        pytest.param(
            "",
            "declared: Complete",
            [("after", '"After" is declared "Complete", but 1 of 1 entries are not settled')],
            id="a phase that is not required for GO",
        ),
        pytest.param("declared: in progress", "declared: not done", [], id="no claims"),
    ],
)
def test_claim_of_a_phase_with_an_unsettled_entry_is_a_contradiction(
    before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    """The claim of a phase that it is ready is a contradiction while one of its entries is unsettled."""
    sections = section("checklist", "status: open") + section("checklist", "status: open", phase="after").replace(
        "s:", "t:", 1
    ).replace("    e:", "    f:")
    phases = TWO_PHASES.format(before=before or "note: n", after=after or "note: n")
    assert contradictions(judge_sections(sections, phases=phases)) == expected


PARENT = """
s:
  {of_section}
  title: S
  phase: before
  items:
    e:
      {of_entry}
      title: E
      items:
        f:
          status: open
          {of_child}
          title: F
    g:
      status: done
      declared: ✅
      title: G
"""


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param("of_section", ("s", '"S" is declared "✅", but 2 of 3 entries are not settled'), id="a section"),
        pytest.param("of_entry", ("s/e", '"E" is declared "✅", but is open'), id="an entry with a nested entry"),
        pytest.param("of_child", ("s/f", '"F" is declared "✅", but is open'), id="a nested entry"),
    ],
)
def test_claim_of_a_parent_with_an_unsettled_entry_is_a_contradiction(place: str, expected: tuple[str, str]) -> None:
    """The claim of a section or entry is a contradiction while an entry in it is unsettled."""
    lines = {name: "declared: ✅" if name == place else "note: n" for name in ("of_section", "of_entry", "of_child")}
    assert contradictions(judge_sections(PARENT.format(**lines))) == [expected]


@pytest.mark.parametrize(
    ("sections", "computed"),
    [
        pytest.param(section("checklist", "status: blocked", "declared: ✅"), "is blocked", id="item"),
        pytest.param(section("criteria", "status: unmet", "declared: ✅"), "is unmet", id="criterion"),
        pytest.param(
            section("criteria", "when: [t, u]", "declared: ✅")
            + "t:\n  title: T\n  phase: before\nu:\n  title: U\n  phase: after\n",
            "follows from t, u, which is not settled",
            id="derived criterion",
        ),
        pytest.param(
            section("triggers", "status: open", "declared: ✅", more="decides: rollback"), "is open", id="trigger"
        ),
        pytest.param(section("procedure", "status: open", "declared: ✅", "span: 0-5"), "is open", id="step"),
        pytest.param(section("notices", "status: open", "declared: ✅", "at: T-0"), "is open", id="notice"),
        pytest.param(section("metrics", "observed:", "declared: ✅"), "nothing was observed", id="unknown metric"),
        pytest.param(
            section("metrics", "observed: 7", "declared: ✅", "target: at least 9"),
            "7 was observed",
            id="missed metric",
        ),
        pytest.param(section("signoffs", "decision:", "by:", "declared: ✅"), "is unsigned", id="slot"),
    ],
)
def test_contradiction_of_an_entry_names_its_state(sections: str, computed: str) -> None:
    """The message of a contradiction names the actual state in the words of the entry's kind."""
    assert contradictions(judge_sections(sections)) == [("s/e", f'"E" is declared "✅", but {computed}')]


def test_contradictions_are_sorted_from_release_to_entry() -> None:
    """Contradictions are listed in the order release, phases, sections, entries."""
    sections = section("checklist", "status: open", "declared: done", more="declared: done")
    phases = TWO_PHASES.format(before="declared: done", after="note: n")
    judgement = judge_release(sections, head="declared: done", phases=phases)
    assert [where for where, _ in contradictions(judgement)] == ["", "before", "s", "s/e"]


def test_contradiction_points_to_the_claim() -> None:
    """The location of a contradiction is the value of `declared`."""
    claimed = section("checklist", "status: open", "declared: done")
    lines = write_release(signed(claimed)).split("\n")
    (one,) = judge_sections(claimed).contradictions
    line = lines.index("        declared: done") + 1
    assert one.location == ("checklists/shop/v1.yml", (line, 19, 23))
