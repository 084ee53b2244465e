"""Rule `timeline-out-of-order`: notices or sections whose times are not in order."""

from pathlib import Path

import pytest

from building import Files, lay_out, write_release

RULE = "timeline-out-of-order"
HINT = "put them in chronological order"


def notices(*times: str) -> Files:
    """A release with the notices a, b, c, … at these times."""
    head = "news:\n  title: News\n  phase: fallback\n  kind: notices\n  items:\n"
    each = [
        f"    {name}:\n      status: open\n      title: Notice\n      at: {at}\n"
        for name, at in zip("abcdef", times, strict=False)
    ]
    return Files(release=write_release(head + "".join(each)))


def sections(*phases_and_times: tuple[str, str]) -> Files:
    """A release with the prose sections a, b, c, … in these phases, at these times ("" for no time)."""
    each = [
        f"{name}:\n  title: Section\n  phase: {phase}\n" + (f"  at: {at}\n" if at else "")
        for name, (phase, at) in zip("abcdef", phases_and_times, strict=False)
    ]
    return Files(release=write_release("".join(each)))


FOUND = [
    pytest.param(
        notices("T-0", "»T-4h"), ['"b" at T-4h is listed below "a" at T-0'], id="a notice too late in the list"
    ),
    pytest.param(
        notices("T-4h", "T+1h", "»T-0", "»T+30m"),
        ['"c" at T-0 is listed below "b" at T+1h', '"d" at T+30m is listed below "b" at T+1h'],
        id="each compared with the latest time above",
    ),
    pytest.param(notices("T+1d", "»T+23h"), ['"b" at T+23h is listed below "a" at T+1d'], id="different units"),
    pytest.param(notices("T+1mo", "»T+3w"), ['"b" at T+3w is listed below "a" at T+1mo'], id="a month and three weeks"),
    pytest.param(
        sections(("after", "T-2h"), ("after", "»T-4h")),
        ['"b" at T-4h is listed below "a" at T-2h'],
        id="two sections of a phase",
    ),
    pytest.param(
        sections(("after", "T-2h"), ("after", ""), ("after", "»T-4h")),
        ['"c" at T-4h is listed below "a" at T-2h'],
        id="a section without a time between them",
    ),
]


@pytest.mark.parametrize(("files", "messages"), FOUND)
def test_timeline_out_of_order_is_found(files: Files, messages: list[str], tmp_path: Path) -> None:
    """The finding is at the time of an entry below a later entry."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(*[(message, HINT) for message in messages])


SILENT = [
    pytest.param(notices("T-24h", "T-4h", "T-0", "T+1h"), id="in order"),
    pytest.param(notices("T-0", "T-0"), id="at the same time"),
    pytest.param(notices("T-1d", "T-24h"), id="the same time in other units"),
    pytest.param(sections(("after", "T-0"), ("before", "T-4h")), id="sections of different phases"),
    pytest.param(sections(("after", ""), ("after", "")), id="no times"),
]


@pytest.mark.parametrize("files", SILENT)
def test_timeline_out_of_order_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about times in order, and about different lists."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
