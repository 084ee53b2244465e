"""A branch moves, or the time, the trust root or the verifying programs change; no file changes.

Outdated results in the cache are not used: the result is the same with and without the cache.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from cli.running import run
from edits import POLICY, decide, put_top
from shop import ALICE, ANN
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Structure"

REMOTE = "refs/remotes/origin/main"
OTHER = "origin/other"


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A release that is GO in a project that requires signatures; the cache is empty."""
    monkeypatch.setenv("GONOGO_CACHE", str(tmp_path / "cache"))
    return Team(tmp_path / "repo", put_top(POLICY, level="signed"), key=ANN.key)


def _slot(team: Team, *options: str) -> tuple[str, str | None]:
    """The state and the code of QA's sign-off."""
    slot = team.slot("qa", *options)
    return slot.state, slot.code


def test_cache_is_not_used_after_the_remote_branch_moves(team: Team) -> None:
    """A decision changes between pending and valid when `origin/main` moves, although HEAD and files stay the same."""
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


def test_cache_is_not_used_after_the_default_branch_changes(team: Team) -> None:
    """If `origin/HEAD` names a missing branch, the sign-off is unjudged, although the cache has a valid result."""
    before = team.main.head
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    ids = team.make()
    team.git("update-ref", REMOTE, ids[made[1]])
    assert _slot(team) == ("valid", None)
    team.git("update-ref", "refs/remotes/origin/old", ids[before])
    team.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    assert _slot(team) == ("unjudged", "main-not-here")


@pytest.mark.parametrize("words", [("status",), ("check",), ("show", "qa"), ("log", "--at", OTHER)], ids=" ".join)
def test_cache_is_not_used_after_a_clone_loses_older_commits(
    team: Team, words: tuple[str, ...], tmp_path: Path
) -> None:
    """A fetch makes a branch of the clone shallow, and a cleanup removes its older commits."""
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.make()
    team.git("checkout", "--quiet", "-b", "other")
    for name in ("one", "two"):
        team.git("commit", "--quiet", "--allow-empty", f"--message={name}")
    here, branches = ("-C", str(tmp_path / "clone")), "--no-single-branch" if OTHER in words else "--single-branch"
    team.git("clone", "--quiet", branches, "--branch=main", f"file://{team.root}", str(tmp_path / "clone"))
    assert run(*words, at=tmp_path / "clone").code in (0, 1)
    team.git(*here, "fetch", "--quiet", "--depth=1", "origin", "other" if OTHER in words else "main")
    team.git(*here, "reflog", "expire", "--expire=now", "--all")
    team.git(*here, "gc", "--quiet", "--prune=now")
    ran = run(*words, at=tmp_path / "clone")
    assert (ran.code, ran.out) == (2, "")
    assert "this clone is shallow" in ran.err


def test_cache_is_not_used_after_a_loose_reference_replaces_a_packed_one(team: Team) -> None:
    """A loose reference takes precedence over a packed reference of the same name."""
    before = team.main.head
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    ids = team.make()
    team.git("update-ref", REMOTE, ids[before])
    team.git("pack-refs", "--all")
    assert _slot(team) == ("pending", "pending")
    team.git("update-ref", REMOTE, ids[made[1]])
    assert _slot(team) == ("valid", None)


def test_cache_is_not_used_after_the_trust_root_changes(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """`GONOGO_TRUST_ROOT` changes the result at once; an empty value has no effect."""
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    assert _slot(team) == ("valid", None)
    monkeypatch.setenv("GONOGO_TRUST_ROOT", team.make()[made[1]])
    assert _slot(team) == ("below-level", "before-trust-root")
    monkeypatch.setenv("GONOGO_TRUST_ROOT", "")
    assert _slot(team) == ("valid", None)


def test_cache_is_not_used_after_ssh_keygen_is_installed(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed verification is not stored if ssh-keygen is missing: the signature counts as soon as it is installed."""
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


def test_slots_are_the_same_for_an_earlier_time(team: Team) -> None:
    """The sign-offs are the same for an earlier evaluation time, even if the cache has results for a later time."""
    team.wait_until("2026-03-10T08:00")
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    late = team.status(as_of=AFTER)
    assert team.status(as_of=AFTER) == late
    early = team.status()
    assert early.slots == late.slots
