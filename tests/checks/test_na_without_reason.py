"""Rule `na-without-reason`: `na` settles without work, so it says why."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release

RULE = "na-without-reason"
CURE = "add a `note:` line with the reason"


def item(*answer: str, phase: str = "before") -> Files:
    """A release with the item `hipaa` that has these lines above its title."""
    lines = "\n".join(f"      {line}" for line in answer)
    head = f"law:\n  title: Law\n  phase: {phase}\n  items:\n    hipaa:\n"
    return Files(release=write_release(signed(f"{head}{lines}\n      title: HIPAA compliance validated")))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(item("status: »na"), id="no note at all"),
        pytest.param(item("status: »na", "note:"), id="an empty note"),
        pytest.param(item("status: »na", phase="fallback"), id="in a phase that never counts"),
        pytest.param(item("status: »na", "evidence: docs/law.md"), id="evidence is no reason"),
    ],
)
def test_na_without_reason_is_found(files: Files, tmp_path: Path) -> None:
    """An item that is not applicable without a note is reported at its status."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(('"hipaa" is not applicable without a reason', CURE))


def test_na_without_reason_is_found_below_an_item(tmp_path: Path) -> None:
    """An item below an item needs a reason of its own; that of its parent does not do."""
    nested = """
    law:
      title: Law
      phase: before
      items:
        rules:
          status: na
          note: No health data is held
          title: Rules
          items:
            hipaa:
              status: »na
              title: HIPAA compliance validated
    """
    project = lay_out(tmp_path, Files(release=write_release(signed(nested))))
    assert project.find(RULE) == project.expect(('"hipaa" is not applicable without a reason', CURE))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(item("status: na", "note: No health data of US patients is held"), id="with a reason"),
        pytest.param(item("status: open"), id="open"),
        pytest.param(item("status: done"), id="done without a note"),
        pytest.param(item("status: blocked"), id="blocked without a note"),
    ],
)
def test_na_without_reason_stays_silent(files: Files, tmp_path: Path) -> None:
    """A reason is asked of `na` only."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
