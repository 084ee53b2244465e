"""Rule `false-claim`: a declared status that the entries do not support."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release

RULE = "false-claim"
HINT = "gonogo status lists the open entries"
OPEN = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: open
      title: Lint is clean
"""
OF_ENTRY = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: open
      declared: »✅
      title: Lint is clean
"""
OF_SECTION = """
code:
  declared: »Complete
  title: Code
  phase: before
  items:
    lint:
      status: done
      title: Lint is clean
    tests:
      status: doing
      title: Tests pass
"""
OF_PHASE = """
before:
  declared: »All approved
  title: Before
  gate: go
"""
SETTLED = """
code:
  declared: Complete
  title: Code
  phase: before
  items:
    lint:
      status: done
      declared: ✅
      title: Lint is clean
"""


@pytest.mark.parametrize(
    ("release", "message"),
    [
        pytest.param(
            write_release(signed(OPEN), head="declared: »READY FOR DEPLOYMENT ✅"),
            '"Checklist" is declared "READY FOR DEPLOYMENT ✅", but the verdict is NO-GO',
            id="a release that is not GO",
        ),
        pytest.param(
            write_release(signed(OPEN), phases=OF_PHASE),
            '"Before" is declared "All approved", but 2 of 2 entries are not settled',
            id="a phase with unsettled entries",
        ),
        pytest.param(
            write_release(signed(OF_SECTION)),
            '"Code" is declared "Complete", but 1 of 2 entries are not settled',
            id="a section with an unsettled entry",
        ),
        pytest.param(
            write_release(signed(OF_ENTRY)), '"Lint is clean" is declared "✅", but is open', id="an open entry"
        ),
    ],
)
def test_false_claim_is_found(release: str, message: str, tmp_path: Path) -> None:
    """The finding is at the declared status, and names the actual state."""
    project = lay_out(tmp_path, Files(release=release))
    assert project.find(RULE) == project.expect((message, HINT))


@pytest.mark.parametrize(
    "release",
    [
        pytest.param(write_release(signed(OPEN)), id="no declared status"),
        pytest.param(write_release(signed(SETTLED)), id="a true claim"),
        pytest.param(write_release(signed(OPEN), head="declared: NOT READY"), id="no readiness is claimed"),
        pytest.param(write_release(signed(OPEN), head="declared:"), id="the line is empty"),
    ],
)
def test_false_claim_stays_silent(release: str, tmp_path: Path) -> None:
    """The rule stays silent if the declared status is true, or does not claim readiness."""
    project = lay_out(tmp_path, Files(release=release))
    assert (project.find(RULE), project.unread) == ([], [])
