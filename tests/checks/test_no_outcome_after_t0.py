"""Rule `no-outcome-after-t0`: a release without an outcome after T-0."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from building import POLICY, SIGNOFF, Files, lay_out, tidy, write_release
from checks.judged import find
from edits import V1, put_top
from shop import CAROL, MALLORY
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

RULE = "no-outcome-after-t0"
HINT = "run gonogo close shop/v1 with deployed, rolled-back or cancelled, or change `deploy_at:`"


def planned(deploy_at: str, window_ends: str = "", *, outcome: str = "", timezone: str = "") -> Files:
    """A release planned for a time."""
    head = f"window_ends: {window_ends}" if window_ends else ""
    text = write_release(SIGNOFF, deploy_at=deploy_at, outcome=outcome, head=head)
    policy = f"{tidy(POLICY)}timezone: {timezone}\n" if timezone else POLICY
    return Files(release=text if outcome else text.replace("outcome:", "»outcome:"), policy=policy)


@pytest.mark.parametrize(
    ("files", "as_of", "t_zero"),
    [
        pytest.param(
            planned("2026-03-01T09:00Z"), "2026-03-01T09:01Z", "Sun 1 Mar 2026, 09:00 UTC", id="a minute after"
        ),
        pytest.param(planned("2026-03-01"), "2026-03-02T00:00Z", "Sun 1 Mar 2026", id="the day is over"),
        pytest.param(
            planned("2026-03-01", timezone="Asia/Tokyo"), "2026-03-01T15:00Z", "Sun 1 Mar 2026", id="over in Tokyo"
        ),
        pytest.param(
            planned("2026-03-01T09:00Z", "2026-03-01T12:00Z"),
            "2026-03-01T12:01Z",
            "Sun 1 Mar 2026, 09:00 UTC",
            id="the window is over",
        ),
        pytest.param(
            planned("2026-03-01T09:00Z", "2026-03-01T08:00Z"),
            "2026-03-01T09:01Z",
            "Sun 1 Mar 2026, 09:00 UTC",
            id="a window that ends before it begins",
        ),
    ],
)
def test_no_outcome_after_t0_is_found(files: Files, as_of: str, t_zero: str, tmp_path: Path) -> None:
    """The finding is at the empty line of the outcome."""
    project = lay_out(tmp_path, files, as_of=datetime.fromisoformat(as_of))
    assert project.find(RULE) == project.expect((f"T-0 was {t_zero}, but the release has no outcome", HINT))


@pytest.mark.parametrize(
    ("files", "as_of"),
    [
        pytest.param(planned("2026-03-01T09:00Z"), "2026-03-01T09:00Z", id="T-0 itself"),
        pytest.param(planned("2026-03-01"), "2026-03-01T23:59Z", id="the day is not over"),
        pytest.param(
            planned("2026-03-01", timezone="America/New_York"), "2026-03-02T04:59Z", id="not over in New York"
        ),
        pytest.param(planned("2026-03-01T09:00Z", "2026-03-01T12:00Z"), "2026-03-01T11:00Z", id="during the window"),
        pytest.param(planned(""), "2027-01-01T00:00Z", id="T-0 is not planned"),
        pytest.param(planned("2026-03-01T09:00Z", outcome="cancelled"), "2027-01-01T00:00Z", id="cancelled"),
    ],
)
def test_no_outcome_after_t0_stays_silent(files: Files, as_of: str, tmp_path: Path) -> None:
    """The rule stays silent before the end of T-0 or its window, and if there is an outcome."""
    project = lay_out(tmp_path, files, as_of=datetime.fromisoformat(as_of))
    assert (project.find(RULE), project.unread) == ([], [])


def test_no_outcome_after_t0_ignores_an_unauthorized_outcome(tmp_path: Path) -> None:
    """An unauthorized outcome is reported only by `outcome-not-authorised`."""
    team = Team(tmp_path)
    assert len(find(team, RULE, as_of=AFTER)) == 1
    team.pull(MALLORY, put_top(V1, outcome="deployed"), by=CAROL)
    assert (len(find(team, RULE, as_of=AFTER)), len(find(team, "outcome-not-authorised", as_of=AFTER))) == (0, 1)
