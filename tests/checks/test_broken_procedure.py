"""Rule `broken-procedure`: the steps of a procedure follow each other by the minute."""

from pathlib import Path

import pytest

from building import Files, lay_out, write_release

RULE = "broken-procedure"


def procedure(*spans: str) -> Files:
    """A release with a procedure of the steps a, b, c, … with these spans."""
    head = "rollback:\n  title: Rollback\n  phase: fallback\n  kind: procedure\n  items:\n"
    steps = [
        f"    {name}:\n      status: open\n      title: Step\n      span: {span}\n"
        for name, span in zip("abcdef", spans, strict=False)
    ]
    return Files(release=write_release(head + "".join(steps)))


@pytest.mark.parametrize(
    ("spans", "said"),
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
            id="every break is reported",
        ),
        pytest.param(
            ["0-5", "»10-15", "»5-10"],
            [
                ('no step covers the minutes from 5 to 10, before "b"', 'begin at 5, or end "a" later'),
                ('"c" begins at minute 5, but "b" lasts until 15', 'begin at 15, or end "b" earlier'),
            ],
            id="a step that belongs above",
        ),
    ],
)
def test_broken_procedure_is_found(spans: list[str], said: list[tuple[str, str]], tmp_path: Path) -> None:
    """The step that breaks the line is named with its neighbour, at its span."""
    project = lay_out(tmp_path, procedure(*spans))
    assert project.find(RULE) == project.expect(*said)


def test_broken_procedure_names_the_step_that_is_still_going_on(tmp_path: Path) -> None:
    """A short step inside a long one does not take the blame for what the long one overlaps."""
    project = lay_out(tmp_path, procedure("0-10", "»5-7", "»8-12"))
    assert project.find(RULE) == project.expect(
        ('"b" begins at minute 5, but "a" lasts until 10', 'begin at 10, or end "a" earlier'),
        ('"c" begins at minute 8, but "a" lasts until 10', 'begin at 10, or end "a" earlier'),
    )


def test_broken_procedure_never_asks_to_end_what_is_no_step(tmp_path: Path) -> None:
    """A hole before the first step is cured by beginning at 0; nothing stands before it that could end later."""
    project = lay_out(tmp_path, procedure("»5-10"))
    found = project.find(RULE)
    message = 'no step covers the minutes from 0 to 5, before "a"'
    assert [(one.place, one.message) for one in found] == [(*project.marks, message)]
    assert [one.help for one in found if "end the start" in one.help] == []


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param(["0-5"], id="a single step"),
        pytest.param(["0-5", "5-10", "10-60"], id="each begins where the one before ends"),
    ],
)
def test_broken_procedure_stays_silent(spans: list[str], tmp_path: Path) -> None:
    """A procedure without overlap and hole is left alone."""
    project = lay_out(tmp_path, procedure(*spans))
    assert (project.find(RULE), project.unread) == ([], [])


def test_broken_procedure_leaves_other_kinds_alone(tmp_path: Path) -> None:
    """Only the steps of procedures are on this clock."""
    project = lay_out(tmp_path)
    assert (project.find(RULE), project.unread) == ([], [])
