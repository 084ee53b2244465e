"""Rule `window-ends-before-t0`: a maintenance window that ends before T-0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import SIGNOFF, Files, lay_out, write_release

if TYPE_CHECKING:
    from pathlib import Path

RULE = "window-ends-before-t0"
HINT = "correct `window_ends:` or `deploy_at:`"


def planned(deploy_at: str, window_ends: str, *, outcome: str = "") -> Files:
    """A release with a maintenance window."""
    head = f"window_ends: »{window_ends}"
    return Files(release=write_release(SIGNOFF, deploy_at=deploy_at, outcome=outcome, head=head))


@pytest.mark.parametrize(
    ("deploy_at", "window_ends"),
    [
        pytest.param("2026-03-01T09:00+01:00", "2026-03-01T08:00+01:00", id="an hour before"),
        pytest.param("2026-03-01T09:00+01:00", "2026-03-01T08:30+01:00", id="half an hour before"),
        pytest.param("2026-03-01T09:00+01:00", "2026-03-01T09:30+02:00", id="later by the clock, earlier in fact"),
        pytest.param("2026-03-01T09:00+01:00", "2026-02-28", id="a date before a time"),
        pytest.param("2026-03-01", "2026-02-28T23:59+00:00", id="a time before a date"),
        pytest.param("2026-03-01", "2026-02-28", id="a date before a date"),
    ],
)
def test_window_ends_before_t0_is_found(deploy_at: str, window_ends: str, tmp_path: Path) -> None:
    """The message contains both times as written."""
    project = lay_out(tmp_path, planned(deploy_at, window_ends))
    message = f"the maintenance window ends at {window_ends}, but T-0 is {deploy_at}"
    assert project.find(RULE) == project.expect((message, HINT))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(planned("2026-03-01T09:00Z", "2026-03-01T12:00Z"), id="three hours"),
        pytest.param(planned("2026-03-01T09:00Z", "2026-03-01T09:00Z"), id="zero length"),
        pytest.param(planned("2026-03-01T09:00Z", "2026-03-01"), id="the end of the same day"),
        pytest.param(planned("2026-03-01", "2026-03-01T09:00Z"), id="a time on the day of T-0"),
        pytest.param(planned("", "2026-03-01T09:00Z"), id="T-0 is not planned"),
        pytest.param(planned("2026-03-01", "2026-02-28", outcome="deployed"), id="the release is closed"),
        pytest.param(Files(), id="no window"),
    ],
)
def test_window_ends_before_t0_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent if the window ends after T-0, is unknown, or the release is closed."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
