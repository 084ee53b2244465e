"""Rule `expired-waiver`: a waiver after its last day in UTC."""

from datetime import datetime
from pathlib import Path

import pytest

from building import Files, lay_out, signed, tidy, write_release

RULE = "expired-waiver"
HINT = "complete the item, or get a new waiver approved"
WAIVED = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: waived
      waiver:
        reason: No mirror yet
        approved_by: ann
        until: »2026-03-01
      title: Lint is clean
"""
NESTED = """
code:
  title: Code
  phase: fallback
  items:
    quality:
      title: Quality
      items:
        lint:
          status: waived
          waiver:
            reason: No mirror yet
            approved_by: ann
            until: »2026-02-27
          title: Lint is clean
"""


@pytest.mark.parametrize(
    ("sections", "as_of", "message"),
    [
        pytest.param(
            WAIVED, "2026-03-02T00:00Z", 'the waiver of "lint" ended on 2026-03-01', id="the first second after"
        ),
        pytest.param(
            WAIVED,
            "2026-03-01T20:00-05:00",
            'the waiver of "lint" ended on 2026-03-01',
            id="still the last day in New York, the day after in UTC",
        ),
        pytest.param(
            NESTED,
            "2026-03-01T08:00Z",
            'the waiver of "lint" ended on 2026-02-27',
            id="of a nested item, in a phase without a gate",
        ),
    ],
)
def test_expired_waiver_is_found(sections: str, as_of: str, message: str, tmp_path: Path) -> None:
    """The finding is at `until`, from the day after it in UTC."""
    files = Files(release=write_release(signed(sections)))
    project = lay_out(tmp_path, files, as_of=datetime.fromisoformat(as_of))
    assert project.find(RULE) == project.expect((message, HINT))


@pytest.mark.parametrize(
    ("outcome", "as_of"),
    [
        pytest.param("", "2026-02-01T00:00Z", id="long before its end"),
        pytest.param("", "2026-03-01T23:59:59Z", id="the last second of its last day"),
        pytest.param("", "2026-03-02T05:00+09:00", id="the day after in Tokyo, still the last day in UTC"),
        pytest.param("deployed", "2026-04-01T00:00Z", id="the release is closed"),
    ],
)
def test_expired_waiver_stays_silent(outcome: str, as_of: str, tmp_path: Path) -> None:
    """The rule stays silent until the end of the last day in UTC, and about closed releases."""
    files = Files(release=write_release(signed(WAIVED), outcome=outcome))
    project = lay_out(tmp_path, files, as_of=datetime.fromisoformat(as_of))
    assert (project.find(RULE), project.unread) == ([], [])


def test_expired_waiver_ignores_done_items(tmp_path: Path) -> None:
    """The rule stays silent about an item without a waiver."""
    done = tidy(WAIVED).split("      waiver:")[0].replace("waived", "done") + "      title: Lint is clean\n"
    project = lay_out(tmp_path, Files(release=write_release(signed(done))))
    assert (project.find(RULE), project.unread) == ([], [])
