"""Waivers and na: their approval, and the end of a waiver."""

from datetime import datetime

import pytest

from gonogo.model.judgement import Verdict
from verdict.judging import REFUSED, Blocks, blockers, evidence, judge_sections, section

WAIVED = section(
    "checklist", "status: waived", "waiver:", "  reason: No mirror", "  approved_by: ann", "  until: 2026-03-01"
)
ENDED = Blocks("s/e", "waiver-invalid", "E: the waiver ended on 2026-03-01")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2026-02-28T23:59:59Z", [], id="the day before"),
        pytest.param("2026-03-01T00:00:00Z", [], id="the first second of the last day"),
        pytest.param("2026-03-01T23:59:59.999999Z", [], id="the last moment of the last day"),
        pytest.param("2026-03-02T00:00:00Z", [ENDED], id="the first moment after"),
        pytest.param("2026-03-02T08:59:00+09:00", [], id="the day after in Tokyo, the last day in UTC"),
        pytest.param("2026-03-02T09:00:00+09:00", [ENDED], id="the day after in Tokyo and in UTC"),
        pytest.param("2026-03-01T18:59:00-05:00", [], id="the last day in New York and in UTC"),
        pytest.param("2026-03-01T19:00:00-05:00", [ENDED], id="the last day in New York, the day after in UTC"),
        pytest.param("2026-03-02T13:59:00+14:00", [], id="the day after on Kiritimati"),
    ],
)
def test_waiver_counts_through_its_last_day_in_utc(as_of: str, expected: list[Blocks]) -> None:
    """A waiver counts until the end of its `until` day in UTC."""
    assert blockers(judge_sections(WAIVED, as_of=datetime.fromisoformat(as_of))) == expected


@pytest.mark.parametrize(
    ("as_of", "settled", "state"),
    [
        pytest.param("2026-03-01T12:00Z", True, "waived", id="live"),
        pytest.param("2026-03-02T12:00Z", False, "waived", id="ended"),
    ],
)
def test_waiver_settles_its_item_until_it_ends(as_of: str, settled: bool, state: str) -> None:  # noqa: FBT001 - a table
    """A waived item is settled until the waiver ends; its state stays the written status."""
    judgement = judge_sections(WAIVED, as_of=datetime.fromisoformat(as_of))
    assert ("e" in judgement.settled, dict(judgement.states)["e"]) == (settled, state)  # type: ignore[index]


def test_waiver_without_approval_blocks_and_is_settled() -> None:
    """A waiver without approval blocks, although its item is settled in the tally."""
    judgement = judge_sections(WAIVED, evidence(refused=("e",)))
    assert (blockers(judgement), judgement.progress) == ([Blocks("s/e", "waiver-invalid", f"E: {REFUSED}")], (2, 2))


@pytest.mark.parametrize(
    ("note", "refused", "expected"),
    [
        pytest.param("note: No US patients", (), [], id="with a note, approved"),
        pytest.param(
            "note: No US patients",
            ("e",),
            [Blocks("s/e", "waiver-invalid", f"E: {REFUSED}")],
            id="with a note, not approved",
        ),
        pytest.param(
            "note:", (), [Blocks("s/e", "waiver-invalid", "E: not applicable, without a reason")], id="an empty note"
        ),
        pytest.param(
            "about: For whom",
            (),
            [Blocks("s/e", "waiver-invalid", "E: not applicable, without a reason")],
            id="`about` is no note",
        ),
    ],
)
def test_na_needs_a_note_and_an_approval(note: str, refused: tuple[str, ...], expected: list[Blocks]) -> None:
    """An `na` does not block if it has a note and an approval."""
    judgement = judge_sections(section("checklist", "status: na", note), evidence(refused=refused))
    assert (blockers(judgement), judgement.verdict is Verdict.GO) == (expected, not expected)
