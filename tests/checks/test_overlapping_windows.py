"""Rule `overlapping-windows`: two releases with overlapping maintenance windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import ROLES, SIGNOFF, Files, lay_out, write_release

if TYPE_CHECKING:
    from pathlib import Path

RULE = "overlapping-windows"
HINT = "move one of the two deployments"
STEPS = """
steps:
  title: Steps
  phase: after
  owner: {owner}
  items:
    switch:
      status: open
      title: Switch
      at: T+5m
"""


def two(  # noqa: PLR0913 - both plans, by name
    *,
    deploy: str,
    ends: str = "",
    other: str,
    other_ends: str = "",
    owner: str = "",
    other_owner: str = "",
    outcome: str = "",
) -> Files:
    """A project with a release of `shop` and a release of `app`. Each has a step if it has an owner."""
    later, earlier = (
        write_release(
            (STEPS.format(owner=name) if name else "") + SIGNOFF,
            deploy_at=begin,
            outcome=outcome if begin == other else "",
            head=f"window_ends: {end}" if end else "",
        )
        for begin, end, name in ((deploy, ends, owner), (other, other_ends, other_owner))
    )
    later = later.replace("deploy_at: ", "deploy_at: »", 1)
    app = {"roles.yml": ROLES, "system.yml": "name: App", "v1.yml": earlier}
    return Files(release=later, others={f"checklists/app/{name}": text for name, text in app.items()})


OTHER = "2026-03-01T08:00+00:00"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(
            two(deploy="2026-03-01T09:00+00:00", other=OTHER, other_ends="2026-03-01T10:00+00:00"),
            "app/v1 (2026-03-01T08:00+00:00 to 2026-03-01T10:00+00:00)",
            id="T-0 is in another window",
        ),
        pytest.param(two(deploy=OTHER, other=OTHER), "app/v1 (2026-03-01T08:00+00:00)", id="both at the same time"),
        pytest.param(
            two(deploy="2026-03-01T09:30+01:00", other=OTHER, other_ends="2026-03-01T09:00+00:00"),
            "app/v1 (2026-03-01T08:00+00:00 to 2026-03-01T09:00+00:00)",
            id="zones differ",
        ),
        pytest.param(
            two(deploy="2026-03-01T20:00+00:00", other="2026-03-01"),
            "app/v1 (2026-03-01)",
            id="on a day without a time",
        ),
        pytest.param(
            two(deploy=OTHER, other=OTHER, owner="ann", other_owner="qa-lead"),
            "app/v1 (2026-03-01T08:00+00:00); Ann Archer has steps in both",
            id="a person, and a role that the person holds",
        ),
        pytest.param(
            two(deploy=OTHER, other=OTHER, owner="[ann, bob]", other_owner="[cto, qa-lead]"),
            "app/v1 (2026-03-01T08:00+00:00); Ann Archer, Bob Baker have steps in both",
            id="two people",
        ),
        pytest.param(
            two(deploy=OTHER, other=OTHER, owner="ann", other_owner="bob"),
            "app/v1 (2026-03-01T08:00+00:00)",
            id="no shared people",
        ),
    ],
)
def test_overlapping_windows_is_found(files: Files, message: str, tmp_path: Path) -> None:
    """The finding is at the later release, with the people who have steps in both."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect((f"the release is deployed at the same time as {message}", HINT))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            two(deploy="2026-03-01T10:01+00:00", other=OTHER, other_ends="2026-03-01T10:00+00:00"), id="a minute after"
        ),
        pytest.param(two(deploy="2026-03-01T08:01+00:00", other=OTHER), id="no window, a minute later"),
        pytest.param(two(deploy="2026-03-02", other="2026-03-01"), id="two days"),
        pytest.param(two(deploy="", other=OTHER), id="T-0 is not planned"),
        pytest.param(
            two(deploy="2026-03-01T09:00+00:00", other=OTHER, other_ends="2026-03-01T10:00+00:00", outcome="cancelled"),
            id="the other is closed",
        ),
        pytest.param(Files(), id="one release"),
    ],
)
def test_overlapping_windows_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent if windows do not overlap, are unknown, or belong to a closed release."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
