"""Derived criteria: the entries in `when`, and when the criterion blocks."""

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
    """The judgement of a release with the criterion `c` derived from these references."""
    return judge_sections(SECTIONS.format(when=when, lint=lint, tests=tests, alerts=alerts))


@pytest.mark.parametrize(
    "when",
    [
        pytest.param("[code/lint]", id="an entry"),
        pytest.param("[code]", id="a section"),
        pytest.param("[later]", id="a section of a phase that is not required for GO"),
        pytest.param("[after]", id="a phase"),
        pytest.param("[after/alerts]", id="an entry by its phase"),
        pytest.param("[code/quality]", id="an item with nested items"),
        pytest.param("[code/style]", id="a nested item"),
        pytest.param("[sign-offs]", id="sign-offs"),
        pytest.param("[code/lint, later]", id="several"),
    ],
)
def test_derived_criterion_is_met_if_all_named_entries_are_settled(when: str) -> None:
    """A derived criterion is met if all entries named in `when` are settled."""
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
        id="no named entry blocks: its phase is not required for GO",
    ),
    pytest.param(
        "[code/lint, later, code/tests]",
        {"alerts": "open"},
        [Blocks("criteria/c", "criterion-unmet", "C: follows from later, which is not settled")],
        id="only unsettled references are listed",
    ),
    pytest.param(
        "[later, code/lint]",
        {"alerts": "open", "lint": "open"},
        [Blocks("code/lint", "entry-open", "Lint: open")],
        id="one of two unsettled entries blocks itself",
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
def test_derived_criterion_blocks_only_if_no_named_entry_blocks(
    when: str, states: dict[str, str], expected: list[Blocks]
) -> None:
    """A derived criterion blocks only if none of its unsettled entries blocks itself."""
    assert blockers(judged(when, **states)) == expected


def test_derived_criterion_is_open_until_all_named_entries_are_settled() -> None:
    """A derived criterion is open and unsettled until all named entries are settled."""
    judgement = judged("[code]", lint="blocked")
    state = {str(key): word for key, word in judgement.states.items()}["c"]
    assert (state, "c" in judgement.settled) == ("open", False)


def test_blocker_of_a_derived_criterion_lists_unsettled_references() -> None:
    """The blocker of a derived criterion lists all unsettled references as written."""
    found = blockers(judged("[later, code/lint, read-me]", alerts="open"))
    assert found == [Blocks("criteria/c", "criterion-unmet", "C: follows from later, read-me, which is not settled")]


def chain(length: int) -> str:
    """Criteria that are each derived from the previous criterion; the first is met."""
    entries = ["    c0:\n      status: met\n      title: C\n"]
    entries += [f"    c{n}:\n      title: C\n      when: [s/c{n - 1}]\n" for n in range(1, length)]
    return "s:\n  title: S\n  phase: before\n  kind: criteria\n  items:\n" + "".join(entries)


def layers(count: int) -> str:
    """Sections with two criteria, each derived from the whole previous section."""
    first = "s0:\n  title: S\n  phase: before\n  kind: criteria\n  items:\n"
    first += "".join(f"    a{n}:\n      status: met\n      title: A\n" for n in range(2))
    rest = [
        f"s{n}:\n  title: S\n  phase: before\n  kind: criteria\n  items:\n"
        + "".join(f"    {name}{n}:\n      title: C\n      when: [s{n - 1}]\n" for name in "bc")
        for n in range(1, count)
    ]
    return first + "".join(rest)


def count_calls(work: Callable[[], object]) -> int:
    """The number of Python function calls of `work`: a measure of cost that does not depend on the machine."""
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


def test_long_chain_of_derived_criteria_is_judged() -> None:
    """A chain of 600 derived criteria is judged."""
    judgement = judge_sections(chain(600))
    assert (len(judgement.settled), blockers(judgement)) == (601, [])


def test_derived_criteria_cost_linear_time() -> None:
    """Twice as many layers of derived criteria need less than eight times as many calls."""
    short, double = (read_release(write_release(signed(layers(count)))) for count in (6, 12))
    calls = [count_calls(lambda release=release: judge(release, evidence(), AS_OF)) for release in (short, double)]  # type: ignore[misc]
    assert calls[1] < 8 * calls[0]
