"""Rule `unsettled-after-deployment`: an unsettled entry of a deployed release, in a phase with `gate: close`."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, tidy, write_release

RULE = "unsettled-after-deployment"
ALERTS = """
watch:
  title: Watch
  phase: {phase}
  items:
    {mark}alerts:
      status: {status}
      title: Alerts are configured
"""
SPEED = """
speed:
  title: Speed
  phase: after
  kind: metrics
  items:
    »p95:
      observed:
      title: 95th percentile
"""
ROLLBACK = """
rollback:
  title: Rollback
  phase: after
  kind: procedure
  items:
    restore:
      status: open
      title: Restore the version before
      span: 0-5
"""


UNPROVEN = tidy(ALERTS).format(status="done\n      requires: evidence", phase="after", mark="»")


def release(status: str = "open", phase: str = "after", outcome: str = "deployed", mark: str = "") -> Files:
    """A release with an item and with this outcome."""
    text = tidy(ALERTS).format(status=status, phase=phase, mark=mark)
    return Files(release=write_release(signed(text), outcome=outcome))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(release(mark="»"), '"alerts" is open, but the release is deployed', id="an open item"),
        pytest.param(release("doing", mark="»"), '"alerts" is doing, but the release is deployed', id="nearly done"),
        pytest.param(
            Files(release=write_release(signed(SPEED), outcome="deployed")),
            '"p95" is unknown, but the release is deployed',
            id="a metric without an observed value",
        ),
        pytest.param(
            Files(release=write_release(signed(UNPROVEN), outcome="deployed")),
            '"alerts" is done without the required evidence, but the release is deployed',
            id="done without the evidence that it requires",
        ),
    ],
)
def test_unsettled_after_deployment_is_found(files: Files, message: str, tmp_path: Path) -> None:
    """The finding is at the id of the unsettled entry."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect((message, "settle the entry"))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(release("done"), id="settled"),
        pytest.param(release(outcome=""), id="not deployed yet"),
        pytest.param(release(outcome="cancelled"), id="never deployed"),
        pytest.param(release(outcome="rolled-back"), id="rolled back"),
        pytest.param(release(phase="before"), id="in a phase with gate go"),
        pytest.param(release(phase="fallback"), id="in a phase without a gate"),
        pytest.param(Files(release=write_release(signed(ROLLBACK), outcome="deployed")), id="open steps of a rollback"),
    ],
)
def test_unsettled_after_deployment_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about settled entries, other phases and other outcomes."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
