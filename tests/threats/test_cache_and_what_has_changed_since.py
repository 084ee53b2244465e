"""Something changes that is in no file: a branch moves, the time, the trust root, the programs that verify.

What the cache kept before is not used: the result is the same with the cache and without.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from shop import ALICE, ANN
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Structure"

REMOTE = "refs/remotes/origin/main"


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A release that is GO where signatures are required, and a cache that is empty."""
    monkeypatch.setenv("GONOGO_CACHE", str(tmp_path / "cache"))
    return Team(tmp_path / "repo", put_top(POLICY, level="signed"), key=ANN.key)


def _slot(team: Team, *options: str) -> tuple[str, str | None]:
    """State and code of the sign-off of QA."""
    slot = team.slot("qa", *options)
    return slot.state, slot.code


def test_branch_of_the_remote_that_moves_is_judged_anew(team: Team) -> None:
    """HEAD and all files stay as they are; what was pending has landed, and is pending again after a force-push."""
    before = team.main.head
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    ids = team.make()
    for tip, expected in (
        (before, ("pending", "pending")),
        (made[1], ("valid", None)),
        (before, ("pending", "pending")),
    ):
        team.git("update-ref", REMOTE, ids[tip])
        assert _slot(team) == expected
        assert _slot(team) == expected


def test_default_branch_of_the_remote_that_changes_is_judged_anew(team: Team) -> None:
    """The search for main begins there."""
    before = team.main.head
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    ids = team.make()
    team.git("update-ref", REMOTE, ids[made[1]])
    assert _slot(team) == ("valid", None)
    team.git("update-ref", "refs/remotes/origin/old", ids[before])
    team.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    assert _slot(team) == ("unjudged", "main-not-here")


def test_packed_branch_is_that_branch(team: Team) -> None:
    """A loose reference goes before a packed one of the same name."""
    before = team.main.head
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    ids = team.make()
    team.git("update-ref", REMOTE, ids[before])
    team.git("pack-refs", "--all")
    assert _slot(team) == ("pending", "pending")
    team.git("update-ref", REMOTE, ids[made[1]])
    assert _slot(team) == ("valid", None)


def test_trust_root_of_the_environment_is_judged_anew(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty one is none."""
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    assert _slot(team) == ("valid", None)
    monkeypatch.setenv("GONOGO_TRUST_ROOT", team.make()[made[1]])
    assert _slot(team) == ("below-level", "before-trust-root")
    monkeypatch.setenv("GONOGO_TRUST_ROOT", "")
    assert _slot(team) == ("valid", None)


def test_program_that_is_installed_later_verifies(team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ssh-keygen no signature counts, and that is no property of the commits."""
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.make()
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("git", "ssh-keygen"):
        place = shutil.which(name)
        assert place
        (programs / name).symlink_to(place)
    (programs / "ssh-keygen").rename(tmp_path / "ssh-keygen")
    monkeypatch.setenv("PATH", str(programs))
    assert _slot(team) == ("below-level", "bad-signature")
    (tmp_path / "ssh-keygen").rename(programs / "ssh-keygen")
    assert _slot(team) == ("valid", None)


def test_earlier_time_is_judged_anew(team: Team) -> None:
    """Landings after the time of judging are found, whatever was kept for a later one."""
    team.wait_until("2026-03-10T08:00")
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    late = team.status(as_of=AFTER)
    assert team.status(as_of=AFTER) == late
    early = team.status()
    assert early.slots == late.slots
