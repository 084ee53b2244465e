"""Progress: which entries count, in which tallies, and when they are settled."""

import pytest

from gonogo.model.judgement import Tally
from verdict.judging import evidence, judge_release, section

WAIVED = ("status: waived", "waiver:", "  reason: R", "  approved_by: ann", "  until: {until}")
NESTED = """
s:
  title: S
  phase: before
  items:
    e:
      title: E
      items:
        f:
          status: done
          title: F
        g:
          status: open
          title: G
"""
WHEN = section("criteria", "when: [t]") + section("checklist", "status: done").replace("s:", "t:", 1).replace(
    "    e:", "    f:"
)


@pytest.mark.parametrize(
    ("sections", "progress", "in_section"),
    [
        pytest.param(section("checklist", "status: done"), (1, 1), (1, 1), id="a done item"),
        pytest.param(section("checklist", "status: doing"), (0, 1), (0, 1), id="an item in progress"),
        pytest.param(section("checklist", "status: na"), (0, 1), (0, 1), id="na without a note"),
        pytest.param(section("checklist", "status: na", "note: N"), (1, 1), (1, 1), id="na with a note"),
        pytest.param(
            section("checklist", *WAIVED).format(until="2026-03-01"), (1, 1), (1, 1), id="a waiver on its last day"
        ),
        pytest.param(section("checklist", *WAIVED).format(until="2026-02-28"), (0, 1), (0, 1), id="an ended waiver"),
        pytest.param(NESTED, (1, 2), (1, 2), id="a parent without a status does not count, its nested items do"),
        pytest.param(
            NESTED.replace("title: E", "status: done\n      title: E"), (1, 3), (1, 3), id="a parent with a status"
        ),
        pytest.param(WHEN, (1, 1), (0, 0), id="a derived criterion does not count"),
        pytest.param(section("criteria", "status: met"), (1, 1), (1, 1), id="an answered criterion counts"),
        pytest.param(section("notices", "status: done", "at: T-0"), (1, 1), (1, 1), id="a notice"),
        pytest.param(section("metrics", "observed:"), (0, 1), (0, 1), id="a metric without an observed value"),
        pytest.param(section("metrics", "observed: met"), (1, 1), (1, 1), id="a met metric"),
        pytest.param(section("signoffs", "decision:", "by:"), (0, 1), (0, 1), id="a slot"),
        pytest.param(
            section("procedure", "status: done", "span: 0-5"), (0, 0), (1, 1), id="a step: in its section only"
        ),
        pytest.param(
            section("triggers", "status: open", more="decides: rollback"), (0, 0), (0, 1), id="an open rollback trigger"
        ),
        pytest.param(
            section("triggers", "status: clear", more="decides: rollback"),
            (1, 1),
            (1, 1),
            id="a clear rollback trigger",
        ),
        pytest.param(
            section("triggers", "status: fired", more="decides: rollback"),
            (0, 1),
            (0, 1),
            id="a fired rollback trigger",
        ),
        pytest.param(
            section("triggers", "status: open", more="decides: no-go"), (0, 1), (0, 1), id="an open no-go trigger"
        ),
        pytest.param("s:\n  title: Prose\n  phase: before", (0, 0), (0, 0), id="prose"),
    ],
)
def test_progress_counts_entries_with_an_answer(
    sections: str, progress: tuple[int, int], in_section: tuple[int, int]
) -> None:
    """Only entries with their own answer count."""
    judgement = judge_release(sections)
    tally = {str(key): value for key, value in judgement.sections.items()}["s"]
    assert (judgement.progress, tally) == (progress, in_section)


@pytest.mark.parametrize("phase", ["after", "fallback"])
@pytest.mark.parametrize(
    ("kind", "lines", "more"),
    [
        ("checklist", ["status: done"], ""),
        ("criteria", ["status: met"], ""),
        ("triggers", ["status: clear"], "decides: no-go"),
        ("notices", ["status: done", "at: T-0"], ""),
        ("metrics", ["observed: met"], ""),
        ("signoffs", ["decision:", "by:"], ""),
    ],
)
def test_progress_excludes_phases_that_are_not_required(phase: str, kind: str, lines: list[str], more: str) -> None:
    """Phases with another gate than `go` have their own tallies, but do not count in the progress."""
    judgement = judge_release(section(kind, *lines, phase=phase, more=more))
    settled = 0 if kind == "signoffs" else 1
    tallies = {str(key): value for key, value in judgement.phases.items() if value.total}
    assert (judgement.progress, tallies) == ((0, 0), {phase: (settled, 1)})


def test_progress_of_phases_is_the_sum_of_their_sections() -> None:
    """The tally of a phase is the sum of its sections without the steps of procedures."""
    steps = section("procedure", "status: done", "span: 0-5").replace("s:", "u:", 1).replace("    e:", "    g:")
    two = section("checklist", "status: done") + section("checklist", "status: open").replace("s:", "t:", 1).replace(
        "    e:", "    f:"
    )
    judgement = judge_release(two + steps)
    assert {str(key): value for key, value in judgement.phases.items()} == {
        "before": (1, 2),
        "after": (0, 0),
        "fallback": (0, 0),
    }
    assert {str(key): value for key, value in judgement.sections.items()} == {"s": (1, 1), "t": (0, 1), "u": (1, 1)}


def test_tallies_are_added() -> None:
    """Tallies are added separately for settled and total, and only to tallies."""
    assert Tally(1, 2) + Tally(3, 4) == Tally(4, 6)
    assert Tally(1, 2).__add__((3, 4)) is NotImplemented


@pytest.mark.parametrize("state", ["unsigned", "unjudged", "valid", "refused", "stale", "withdrawn", "below-level"])
def test_progress_counts_valid_signoffs_only(state: str) -> None:
    """A slot is settled only by a valid go."""
    slot = section("signoffs", "decision: go", "by: ann")
    judgement = judge_release(slot, evidence(standings={"e": state}))
    settled = 1 if state == "valid" else 0
    assert (judgement.progress, {str(key): word for key, word in judgement.states.items()}) == (
        (settled, 1),
        {"e": state},
    )
