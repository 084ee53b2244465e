"""`find_lapse`: the time at which a verdict changes without a commit."""

from __future__ import annotations

import pytest

from building import AS_OF, read_release, signed, write_release
from gonogo.model.judgement import Judgement, Verdict
from gonogo.verdict.evaluation import judge
from gonogo.verdict.lapse import find_lapse
from verdict.judging import evidence


def judged(*untils: str, phase: str = "before", status: str = "done") -> Judgement:
    """The judgement of a release with an item for each of these ends of a waiver, and another item."""
    head = f"s:\n  title: S\n  phase: {phase}\n  items:\n"
    waived = "".join(
        f"    item-{number}:\n      status: waived\n      waiver:\n        reason: R\n        approved_by: ann\n"
        f"        until: {until}\n      title: T\n"
        for number, until in enumerate(untils)
    )
    other = f"    other:\n      status: {status}\n      title: T\n"
    return judge(read_release(write_release(signed(head + waived + other))), evidence(), AS_OF)


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        pytest.param([judged("2026-03-05")], "2026-03-06T00:00:00+00:00", id="the end of the last day, in UTC"),
        pytest.param(
            [judged("2026-04-01", "2026-03-05")], "2026-03-06T00:00:00+00:00", id="the first end of a release"
        ),
        pytest.param(
            [judged("2026-04-01"), judged("2026-03-05")],
            "2026-03-06T00:00:00+00:00",
            id="the first end of all releases",
        ),
        pytest.param([judged()], None, id="no waiver"),
        pytest.param([judged("2026-03-05", status="open")], None, id="NO-GO before and after"),
        pytest.param([judged("2026-02-05")], None, id="the waiver has already ended"),
        pytest.param([judged("2026-03-05", phase="after")], None, id="a phase that GO does not require"),
        pytest.param([judged("9999-12-31")], None, id="the last day of the calendar"),
        pytest.param([], None, id="no release"),
    ],
)
def test_verdict_lapses_when_a_waiver_ends(judgements: list[Judgement], expected: str | None) -> None:
    """A verdict lapses at the first end of a waiver on which a verdict depends."""
    moment = find_lapse(judgements)
    assert (moment.isoformat() if moment else None) == expected


def test_releases_of_the_table_have_the_assumed_verdicts() -> None:
    """The releases of the table are CONDITIONAL, GO and NO-GO, as the table assumes."""
    verdicts = [judged("2026-03-05").verdict, judged().verdict, judged("2026-02-05").verdict]
    assert verdicts == [Verdict.CONDITIONAL, Verdict.GO, Verdict.NO_GO]
