"""Criteria with `when`: what they follow from, and where they block."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from building import AS_OF, read_release, signed, write_release
from gonogo.model.judgement import Judgement
from gonogo.verdict.evaluation import judge
from verdict.judging import Blocks, blockers, evidence, judge_sections

SECTIONS = """
criteria:
  title: Criteria
  phase: before
  kind: criteria
  items:
    c:
      title: C
      when: {when}
code:
  title: Code
  phase: before
  items:
    lint:
      status: {lint}
      title: Lint
    tests:
      status: {tests}
      title: Tests
    quality:
      title: Quality
      items:
        style:
          status: done
          title: Style
later:
  title: Later
  phase: after
  items:
    alerts:
      status: {alerts}
      title: Alerts
back:
  title: Back
  phase: fallback
  kind: triggers
  decides: rollback
  items:
    corruption:
      status: open
      title: Corruption
read-me:
  title: Read me
  phase: before
  about: Prose
"""


def judged(when: str, *, lint: str = "done", tests: str = "done", alerts: str = "done") -> Judgement:
    """The judgement where criterion `c` follows from these references."""
    return judge_sections(SECTIONS.format(when=when, lint=lint, tests=tests, alerts=alerts))


@pytest.mark.parametrize(
    "when",
    [
        pytest.param("[code/lint]", id="an entry"),
        pytest.param("[code]", id="a section"),
        pytest.param("[later]", id="a section of a phase that does not count"),
        pytest.param("[after]", id="a phase"),
        pytest.param("[after/alerts]", id="an entry by its phase"),
        pytest.param("[code/quality]", id="an item with items below it"),
        pytest.param("[code/style]", id="an item below an item"),
        pytest.param("[sign-offs]", id="sign-offs"),
        pytest.param("[code/lint, later]", id="several"),
    ],
)
def test_when_is_met_once_all_that_it_names_is_settled(when: str) -> None:
    """The criterion follows, and nobody answers it."""
    judgement = judged(when)
    assert ({str(key): word for key, word in judgement.states.items()}["c"], blockers(judgement)) == ("met", [])


BLOCKED = [
    pytest.param(
        "[code/lint]", {"lint": "open"}, [Blocks("code/lint", "entry-open", "Lint: open")], id="the entry blocks itself"
    ),
    pytest.param(
        "[code]",
        {"lint": "open", "tests": "doing"},
        [Blocks("code/lint", "entry-open", "Lint: open"), Blocks("code/tests", "entry-open", "Tests: in progress")],
        id="two entries of the section block themselves",
    ),
    pytest.param(
        "[after]",
        {"alerts": "open"},
        [Blocks("criteria/c", "criterion-unmet", "C: follows from after, which is not settled")],
        id="nothing named blocks: its phase does not count",
    ),
    pytest.param(
        "[code/lint, later, code/tests]",
        {"alerts": "open"},
        [Blocks("criteria/c", "criterion-unmet", "C: follows from later, which is not settled")],
        id="only what is not settled is named",
    ),
    pytest.param(
        "[later, code/lint]",
        {"alerts": "open", "lint": "open"},
        [Blocks("code/lint", "entry-open", "Lint: open")],
        id="one of two that are not settled blocks itself",
    ),
    pytest.param(
        "[back]",
        {},
        [Blocks("criteria/c", "criterion-unmet", "C: follows from back, which is not settled")],
        id="an open rollback trigger never blocks itself",
    ),
    pytest.param(
        "[read-me]",
        {},
        [Blocks("criteria/c", "criterion-unmet", "C: follows from read-me, which is not settled")],
        id="prose is never settled",
    ),
    pytest.param(
        "[read-me, code/lint]",
        {"lint": "open"},
        [Blocks("code/lint", "entry-open", "Lint: open")],
        id="prose, and an entry that blocks itself",
    ),
]


@pytest.mark.parametrize(("when", "states", "expected"), BLOCKED)
def test_when_blocks_only_where_nothing_named_does(when: str, states: dict[str, str], expected: list[Blocks]) -> None:
    """A criterion that follows is a reason of its own only where readers would find no other."""
    assert blockers(judged(when, **states)) == expected


def test_when_is_open_and_not_settled_before() -> None:
    """A criterion that follows has the word of one that nobody has answered."""
    judgement = judged("[code]", lint="blocked")
    state = {str(key): word for key, word in judgement.states.items()}["c"]
    assert (state, "c" in judgement.settled) == ("open", False)


def test_when_names_several_that_are_not_settled() -> None:
    """All of them are named, as they are written."""
    found = blockers(judged("[later, code/lint, read-me]", alerts="open"))
    assert found == [Blocks("criteria/c", "criterion-unmet", "C: follows from later, read-me, which is not settled")]


def chain(length: int) -> str:
    """Criteria of which each follows from the one before; the first one is met."""
    entries = ["    c0:\n      status: met\n      title: C\n"]
    entries += [f"    c{n}:\n      title: C\n      when: [s/c{n - 1}]\n" for n in range(1, length)]
    return "s:\n  title: S\n  phase: before\n  kind: criteria\n  items:\n" + "".join(entries)


def layers(count: int) -> str:
    """Sections of two criteria, of which each follows from the whole section before."""
    first = "s0:\n  title: S\n  phase: before\n  kind: criteria\n  items:\n"
    first += "".join(f"    a{n}:\n      status: met\n      title: A\n" for n in range(2))
    rest = [
        f"s{n}:\n  title: S\n  phase: before\n  kind: criteria\n  items:\n"
        + "".join(f"    {name}{n}:\n      title: C\n      when: [s{n - 1}]\n" for name in "bc")
        for n in range(1, count)
    ]
    return first + "".join(rest)


def count_calls(work: Callable[[], object]) -> int:
    """How many Python functions `work` calls: a measure of its cost that no clock can blur."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        del frame, argument
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_when_follows_a_long_chain() -> None:
    """A file within the limits of the format is judged, however long the chain of its criteria is."""
    judgement = judge_sections(chain(600))
    assert (len(judgement.settled), blockers(judgement)) == (601, [])


def test_when_costs_no_more_than_its_references() -> None:
    """Twice as many layers never cost more than some times as much: every entry is judged once, not once a path."""
    short, double = (read_release(write_release(signed(layers(count)))) for count in (6, 12))
    calls = [count_calls(lambda release=release: judge(release, evidence(), AS_OF)) for release in (short, double)]  # type: ignore[misc]
    assert calls[1] < 8 * calls[0]
