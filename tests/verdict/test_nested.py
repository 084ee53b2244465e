"""Nested items: a parent is settled when its nested items and its own status are settled."""

import pytest

from verdict.judging import Blocks, blockers, evidence, judge_sections

WAIVER = "waiver:\n        reason: R\n        approved_by: ann\n        until: 2026-03-01"


def nested(parent: str, *children: str) -> str:
    """A section with an item `p` with this answer, and its nested items `a`, `b`, …."""
    below = "".join(
        f"        {name}:\n          status: {answer}\n          title: {name.upper()}\n"
        for name, answer in zip("abc", children, strict=False)
    )
    own = f"      {parent}\n" if parent else ""
    return f"s:\n  title: S\n  phase: before\n  items:\n    p:\n{own}      title: P\n      items:\n{below}"


@pytest.mark.parametrize(
    ("sections", "settled", "tally", "expected"),
    [
        pytest.param(
            nested("", "done", "done"), {"p", "a", "b"}, (2, 2), [], id="no own status, all nested items done"
        ),
        pytest.param(
            nested("", "done", "open"),
            {"a"},
            (1, 2),
            [Blocks("s/b", "entry-open", "B: open")],
            id="no own status, a nested item open: the parent neither counts nor blocks",
        ),
        pytest.param(nested("status: done", "done"), {"p", "a"}, (2, 2), [], id="own status and all nested items done"),
        pytest.param(
            nested("status: done", "doing"),
            set(),
            (0, 2),
            [Blocks("s/a", "entry-open", "A: in progress")],
            id="own status done, a nested item open: both are unsettled, one blocks",
        ),
        pytest.param(
            nested("status: open", "done"),
            {"a"},
            (1, 2),
            [Blocks("s/p", "entry-open", "P: open")],
            id="all nested items done, own status open",
        ),
        pytest.param(
            nested("status: na\n      note: N", "open"),
            set(),
            (0, 2),
            [Blocks("s/a", "entry-open", "A: open")],
            id="a parent that is not applicable does not excuse its nested items",
        ),
        pytest.param(nested(f"status: waived\n      {WAIVER}", "done"), {"p", "a"}, (2, 2), [], id="a waived parent"),
    ],
)
def test_parent_is_settled_with_its_nested_items(
    sections: str, settled: set[str], tally: tuple[int, int], expected: list[Blocks]
) -> None:
    """A parent is settled when its nested items are; only items with their own status count and block."""
    judgement = judge_sections(sections, evidence())
    assert judgement.settled - {"cto"} == settled
    assert (judgement.sections[next(iter(judgement.sections))], blockers(judgement)) == (tally, expected)


@pytest.mark.parametrize(
    ("sections", "state"),
    [
        pytest.param(nested("", "done", "done"), "done", id="all nested items done"),
        pytest.param(nested("", "done", "open"), "open", id="a nested item open"),
        pytest.param(nested("status: doing", "done"), "doing", id="own status"),
    ],
)
def test_parent_without_a_status_has_the_state_of_its_nested_items(sections: str, state: str) -> None:
    """A parent without a status is done when all nested items are settled, and open before."""
    assert {str(key): value for key, value in judge_sections(sections).states.items()}["p"] == state
