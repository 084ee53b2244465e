"""Rule `na-without-reason`: an item that is not applicable without a reason."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release

RULE = "na-without-reason"
HINT = "add a `note:` line with the reason"


def item(*answer: str, phase: str = "before") -> Files:
    """A release with the item `hipaa` with these lines above its title."""
    lines = "\n".join(f"      {line}" for line in answer)
    head = f"law:\n  title: Law\n  phase: {phase}\n  items:\n    hipaa:\n"
    return Files(release=write_release(signed(f"{head}{lines}\n      title: HIPAA compliance validated")))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(item("status: »na"), id="no note"),
        pytest.param(item("status: »na", "note:"), id="an empty note"),
        pytest.param(item("status: »na", phase="fallback"), id="in a phase without a gate"),
        pytest.param(item("status: »na", "evidence: docs/law.md"), id="evidence is no reason"),
    ],
)
def test_na_without_reason_is_found(files: Files, tmp_path: Path) -> None:
    """The finding is at the status of an `na` item without a note."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(('"hipaa" is not applicable without a reason', HINT))


def test_na_without_reason_is_found_in_nested_items(tmp_path: Path) -> None:
    """A nested item needs its own reason, even if its parent has a reason."""
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
    assert project.find(RULE) == project.expect(('"hipaa" is not applicable without a reason', HINT))


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
    """The rule stays silent about other states than `na`."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
