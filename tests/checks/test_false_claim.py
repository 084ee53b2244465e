"""Rule `false-claim`: a declared status that says more than the evidence."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release

RULE = "false-claim"
CURE = "gonogo status lists the open entries"
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
            id="a phase with entries that are not settled",
        ),
        pytest.param(
            write_release(signed(OF_SECTION)),
            '"Code" is declared "Complete", but 1 of 2 entries are not settled',
            id="a section with an entry that is not settled",
        ),
        pytest.param(
            write_release(signed(OF_ENTRY)), '"Lint is clean" is declared "✅", but is open', id="an entry that is open"
        ),
    ],
)
def test_false_claim_is_found(release: str, message: str, tmp_path: Path) -> None:
    """What is claimed and what is computed stand side by side, at the claim."""
    project = lay_out(tmp_path, Files(release=release))
    assert project.find(RULE) == project.expect((message, CURE))


@pytest.mark.parametrize(
    "release",
    [
        pytest.param(write_release(signed(OPEN)), id="nothing is declared"),
        pytest.param(write_release(signed(SETTLED)), id="what is claimed is the case"),
        pytest.param(write_release(signed(OPEN), head="declared: NOT READY"), id="no readiness is claimed"),
        pytest.param(write_release(signed(OPEN), head="declared:"), id="the line is empty"),
    ],
)
def test_false_claim_stays_silent(release: str, tmp_path: Path) -> None:
    """Truth, modesty and silence are no contradiction."""
    project = lay_out(tmp_path, Files(release=release))
    assert (project.find(RULE), project.unread) == ([], [])
