"""Tests of the test helper `Team`: its commits are those of the forges, and a team of honest people reaches GO."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from edits import decide, put
from shop import ALICE, ANN, CAROL
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forge import Branch

BY_ALICE, BY_ANN = "Alice Amber <alice@example.com>", "Ann Archer <ann@example.com>"
BY_CAROL, BY_GITHUB = "Carol Clay <carol@example.com>", "GitHub <noreply@github.com>"
BY_ACCOUNT = "Carol Clay <1010+carol-clay@users.noreply.github.com>"
BY_QUEUE = "github-merge-queue[bot] <118344674+github-merge-queue[bot]@users.noreply.github.com>"
COMMITS = "* Sign for QA|* Test again"
TRAILERS = f"Co-authored-by: {BY_ALICE}|Co-authored-by: {BY_CAROL}"
PULLED = "Merge pull request #3 from lindhaven/sign|Sign for QA"
MERGED = "Merge branch 'sign' into 'main'|Sign for QA|See merge request lindhaven/shop!3"

WAYS: dict[str, tuple[Callable[[Team, Branch], object], list[str]]] = {
    "merge commit": (lambda team, branch: team.merge(branch, by=ANN), [f"{BY_ANN}|{BY_GITHUB}|{PULLED}"]),
    "squash": (
        lambda team, branch: team.squash(branch, opened_by=CAROL.private),
        [f"{BY_ACCOUNT}|{BY_GITHUB}|Sign for QA (#3)|{COMMITS}|{TRAILERS}"],
    ),
    "rebase": (
        lambda team, branch: team.rebase(branch, by=ANN),
        [f"{BY_ALICE}|{BY_ANN}|Sign for QA", f"{BY_CAROL}|{BY_ANN}|Test again"],
    ),
    "merge queue": (lambda team, branch: team.queue(branch), [f"{BY_QUEUE}|{BY_GITHUB}|{PULLED}"]),
    "merge commit of GitLab": (
        lambda team, branch: team.merge_on_gitlab(branch, by=ANN),
        [f"{BY_ANN}|{BY_ANN}|{MERGED}"],
    ),
    "squash of GitLab": (
        lambda team, branch: team.squash_on_gitlab(branch, by=ANN, opened_by=CAROL),
        [f"{BY_ANN}|{BY_ANN}|{MERGED}"],
    ),
    "push": (
        lambda team, branch: team.land(branch.head),
        [f"{BY_ALICE}|{BY_ALICE}|Sign for QA", f"{BY_CAROL}|{BY_CAROL}|Test again"],
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_pull_request_has_the_commits_of_the_forge(way: str, tmp_path: Path) -> None:
    """The commits on main have the authors, committers and messages of the forge, and the files of the branch."""
    land, expected = WAYS[way]
    team = Team(tmp_path)
    before = team.main.head
    branch = team.branch("sign")
    branch.commit(ALICE, decide("qa", by="alice"), message="Sign for QA")
    branch.commit(CAROL, put("tests", note="again"), message="Test again")
    land(team, branch)
    ids = team.make()
    log = team.git("log", "--reverse", "--first-parent", "--format=%an <%ae>|%cn <%ce>|%B%x00", f"{ids[before]}..")
    assert [re.sub("\n+", "|", one.strip()) for one in log.rstrip("\0").split("\0")] == expected
    assert team.git("diff", "main", "sign") == ""


def test_history_of_a_team_is_sound(tmp_path: Path) -> None:
    """Git finds no error in the objects, signatures verify, and the working tree is clean."""
    team = Team(tmp_path / "repo")
    sign, _ = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    ids = team.make()
    (tmp_path / "allowed").write_text(f"alice@example.com {ALICE.key.public}\n")
    config = ("-c", f"gpg.ssh.allowedSignersFile={tmp_path / 'allowed'}")
    assert team.git("fsck", "--strict") == ""
    assert team.git(*config, "log", "--no-walk", "--format=%G? %GS", ids[sign]) == "G alice@example.com"
    assert team.git("status", "--porcelain") == ""


def test_branches_that_change_the_same_file_are_merged_by_git(tmp_path: Path) -> None:
    """A merge has the changes of both branches."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    team.push(CAROL, put("tests", title="All tests pass"))
    team.merge(branch, by=ANN)
    team.make()
    changed = team.git("diff", "--unified=0", "main~2", "main").splitlines()
    assert [line for line in changed if line.startswith(("+ ", "- "))] == [
        "-        title: Tests pass",
        "+        title: All tests pass",
        "-        decision:",
        "-        by:",
        "+        decision: go",
        "+        by: alice",
    ]


def test_honest_team_reaches_go(tmp_path: Path) -> None:
    """A release with answers to all entries and all sign-offs is GO, without blockers and findings."""
    team = Team(tmp_path)
    team.sign_all()
    status = team.status()
    assert (status.verdict, status.blockers, team.check()) == ("GO", [], [])
    assert [(slot.state, slot.level, slot.code) for slot in status.slots.values()] == [
        ("valid", "attributed", None)
    ] * 3
