"""The main branch, or the branch of an option, has a name such as `-x`, `--output=f` or `HEAD`.

Git never reads the name as an option: git writes no file, and the branch is judged or refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from shop import ALICE, ANN
from standings import Slot, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"

NAMES = (
    "-x",
    "--output=f",
    "--upload-pack=touch f",
    "HEAD",
    "refs/heads/main",
    "main@{1}",
    "main:README.md",
    "a b",
    "$(touch f)",
)


def _listing(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if ".git" not in path.parts)


@pytest.mark.parametrize("name", NAMES)
def test_main_branch_with_a_strange_name_is_no_option(name: str, tmp_path: Path) -> None:
    """A strange name of the main branch in the policy gives no GO, and git writes no file."""
    team = Team(tmp_path / "repo", put_top(POLICY, main=f'"{name}"'))
    team.sign_all()
    team.make()
    before = _listing(tmp_path)
    ran = team.run("status", "--format", "json")
    assert ran.code in {0, 2}
    assert '"GO"' not in ran.out
    assert _listing(tmp_path) == before


@pytest.mark.parametrize("name", NAMES)
def test_revision_with_a_strange_name_is_no_option(name: str, tmp_path: Path) -> None:
    """A strange name in `--at` is judged or refused, and git writes no file."""
    team = Team(tmp_path / "repo")
    team.sign_all()
    team.make()
    before = _listing(tmp_path)
    ran = team.run("status", f"--at={name}", "--format", "json")
    assert ran.code in {0, 2}
    assert _listing(tmp_path) == before


@pytest.mark.parametrize("name", ["release/2026", "hauptzweig-\u00e4", "main.lock2", "@x"])
def test_main_branch_with_any_name_is_main(name: str, tmp_path: Path) -> None:
    """A branch with any name that git allows can be the main branch."""
    team = Team(tmp_path, put_top(POLICY, main=f'"{name}"'))
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.make()
    team.git("branch", "-m", "main", name)
    assert team.slot("qa") == valid("alice", at=made)


SHADOWS = (
    "refs/tags/main",
    "refs/heads/origin/main",
    "refs/tags/origin/main",
    "refs/remotes/main",
    "refs/heads/refs/heads/main",
    "refs/main",
    "refs/remotes/upstream/main",
)


@pytest.mark.parametrize("shadow", SHADOWS)
def test_reference_with_a_similar_name_is_not_main(shadow: str, tmp_path: Path) -> None:
    """A decision is pending on a reference that git can confuse with main."""
    team = Team(tmp_path)
    other = team.branch("other")
    other.commit(ALICE, decide("qa", by="alice"))
    team.make()
    team.git("update-ref", shadow, team.make()[other.head])
    team.checkout(other)
    assert team.slot("qa") == Slot("pending", None, "pending", by="alice")


@pytest.mark.parametrize("name", ["-x", "--output=f"])
def test_branch_with_a_strange_name_changes_nothing(name: str, tmp_path: Path) -> None:
    """A branch with a strange name in the repository does not change the result."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    (tmp_path / ".git" / "refs" / "heads" / name).write_text(f"{team.make()[made[1]]}\n")
    assert team.slot("qa") == valid("alice", at=made)
