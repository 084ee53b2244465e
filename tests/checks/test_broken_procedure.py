"""Rule `broken-procedure`: steps of a procedure that overlap or leave a hole between them."""

from pathlib import Path

import pytest

from building import Files, lay_out, write_release

RULE = "broken-procedure"


def procedure(*spans: str) -> Files:
    """A release with a procedure with the steps a, b, c, … and these spans."""
    head = "rollback:\n  title: Rollback\n  phase: fallback\n  kind: procedure\n  items:\n"
    steps = [
        f"    {name}:\n      status: open\n      title: Step\n      span: {span}\n"
        for name, span in zip("abcdef", spans, strict=False)
    ]
    return Files(release=write_release(head + "".join(steps)))


@pytest.mark.parametrize(
    ("spans", "findings"),
    [
        pytest.param(
            ["0-10", "»5-15"],
            [('"b" begins at minute 5, but "a" lasts until 10', 'begin at 10, or end "a" earlier')],
            id="two steps overlap",
        ),
        pytest.param(
            ["0-10", "»15-20"],
            [('no step covers the minutes from 10 to 15, before "b"', 'begin at 10, or end "a" later')],
            id="a hole between two steps",
        ),
        pytest.param(
            ["0-10", "»20-30", "»25-40"],
            [
                ('no step covers the minutes from 10 to 20, before "b"', 'begin at 10, or end "a" later'),
                ('"c" begins at minute 25, but "b" lasts until 30', 'begin at 30, or end "b" earlier'),
            ],
            id="several breaks",
        ),
        pytest.param(
            ["0-5", "»10-15", "»5-10"],
            [
                ('no step covers the minutes from 5 to 10, before "b"', 'begin at 5, or end "a" later'),
                ('"c" begins at minute 5, but "b" lasts until 15', 'begin at 15, or end "b" earlier'),
            ],
            id="a step in the wrong place",
        ),
    ],
)
def test_broken_procedure_is_found(spans: list[str], findings: list[tuple[str, str]], tmp_path: Path) -> None:
    """The finding is at the span of the wrong step, and names its neighbor."""
    project = lay_out(tmp_path, procedure(*spans))
    assert project.find(RULE) == project.expect(*findings)


def test_broken_procedure_names_the_step_that_lasts_longest(tmp_path: Path) -> None:
    """An overlap is reported against the earlier step that lasts longest, not against a short step in it."""
    project = lay_out(tmp_path, procedure("0-10", "»5-7", "»8-12"))
    assert project.find(RULE) == project.expect(
        ('"b" begins at minute 5, but "a" lasts until 10', 'begin at 10, or end "a" earlier'),
        ('"c" begins at minute 8, but "a" lasts until 10', 'begin at 10, or end "a" earlier'),
    )


def test_broken_procedure_before_the_first_step_has_no_earlier_step(tmp_path: Path) -> None:
    """The hint about a hole before the first step does not ask to change an earlier step."""
    project = lay_out(tmp_path, procedure("»5-10"))
    found = project.find(RULE)
    message = 'no step covers the minutes from 0 to 5, before "a"'
    assert [(one.place, one.message) for one in found] == [(*project.marks, message)]
    assert [one.help for one in found if "end the start" in one.help] == []


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param(["0-5"], id="a single step"),
        pytest.param(["0-5", "5-10", "10-60"], id="each step starts at the end of the previous step"),
    ],
)
def test_broken_procedure_stays_silent(spans: list[str], tmp_path: Path) -> None:
    """The rule stays silent about a procedure without overlaps and holes."""
    project = lay_out(tmp_path, procedure(*spans))
    assert (project.find(RULE), project.unread) == ([], [])


def test_broken_procedure_ignores_other_kinds(tmp_path: Path) -> None:
    """The rule stays silent about sections of other kinds."""
    project = lay_out(tmp_path)
    assert (project.find(RULE), project.unread) == ([], [])
