"""Rule `waiver-ends-before-t0`: a waiver that counts now but ends before T-0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import Files, lay_out, signed, write_release

if TYPE_CHECKING:
    from pathlib import Path

RULE = "waiver-ends-before-t0"
HINT = "complete the item before T-0, or get the waiver approved until T-0"
SECTION = """
code:
  title: Code
  phase: {phase}
  items:
    lint:
      status: waived
      waiver:
        reason: No mirror yet
        approved_by: ann
        until: »{until}
      title: Lint is clean
"""


def waived(until: str, *, phase: str = "before", deploy_at: str = "2026-03-10T09:00Z", outcome: str = "") -> Files:
    """A release with a waived item."""
    text = signed(SECTION.format(until=until, phase=phase))
    return Files(release=write_release(text, deploy_at=deploy_at, outcome=outcome))


@pytest.mark.parametrize(
    ("files", "t_zero"),
    [
        pytest.param(waived("2026-03-09"), "Tue 10 Mar 2026, 09:00 UTC", id="the day before"),
        pytest.param(waived("2026-03-09", deploy_at="2026-03-10"), "Tue 10 Mar 2026", id="T-0 is a date"),
        pytest.param(
            waived("2026-03-09", deploy_at="2026-03-09T22:00-05:00"),
            "Mon 9 Mar 2026, 22:00 UTC-5 (Tue 10 Mar, 03:00 UTC)",
            id="the day of T-0 in New York, the day before in UTC",
        ),
    ],
)
def test_waiver_ends_before_t0_is_found(files: Files, t_zero: str, tmp_path: Path) -> None:
    """The finding is at `until` if the waiver's last day in UTC is before T-0."""
    project = lay_out(tmp_path, files)
    until = files.release.partition("»")[2].partition("\n")[0]
    message = f'the waiver of "lint" ends on {until}, and T-0 is {t_zero}'
    assert project.find(RULE) == project.expect((message, HINT))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(waived("2026-03-10"), id="on the day of T-0"),
        pytest.param(waived("2026-03-09", deploy_at=""), id="T-0 is not planned"),
        pytest.param(waived("2026-03-09", phase="after"), id="a phase that GO does not require"),
        pytest.param(waived("2026-03-09", outcome="cancelled"), id="the release is closed"),
        pytest.param(waived("2026-02-27"), id="it has ended, which has another rule"),
    ],
)
def test_waiver_ends_before_t0_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about waivers that count at T-0, or that GO does not depend on."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
