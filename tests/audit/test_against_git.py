"""The audit trail says of each commit what plain git says of it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from audit.against_git import Held, hold_against_git
from audit.test_branches import GOLDEN as BRANCHES
from audit.test_files import GOLDEN as FILES
from audit.test_merges import GOLDEN as MERGES
from audit.test_trail import GOLDEN as TRAIL
from audit.test_unreadable_versions import GOLDEN as UNREADABLE
from gonogo.demo.script import read_chapters
from gonogo.demo.story import make_commits
from gonogo.source.git.new_repository import write_repository
from repository import RepoBuilder
from support.chance import make_history

if TYPE_CHECKING:
    from audit.golden import Golden

GOLDEN: Golden = {**TRAIL, **MERGES, **BRANCHES, **FILES, **UNREADABLE}
HERE = Path(__file__).parents[2]


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_repository_says_the_same(tmp_path: Path, name: str) -> None:
    """Every event of every form of history."""
    RepoBuilder(tmp_path).load(*GOLDEN[name][0], is_packed=True)
    assert hold_against_git(tmp_path, 1000).events


@pytest.mark.parametrize("seed", range(6))
def test_history_by_chance_says_the_same(tmp_path: Path, seed: int) -> None:
    """Fifty events of histories with merges of any content."""
    graph = make_history(Random(seed), 30)  # noqa: S311 - the same every time
    RepoBuilder(tmp_path).load(*graph.commits, is_packed=True)
    assert hold_against_git(tmp_path, 50).events > 10


def test_demo_says_the_same(tmp_path: Path) -> None:
    """Fifty of its events, and every commit that changes a checklist."""
    write_repository(tmp_path, make_commits(read_chapters()))
    held = hold_against_git(tmp_path, 50)
    assert held.events == 50
    assert held.commits > 150


def test_this_repository_says_the_same() -> None:
    """Fifty events of the checklists that this project is released by."""
    shallow = subprocess.run(
        ("git", "rev-parse", "--is-shallow-repository"), cwd=HERE, capture_output=True, text=True, check=False
    )
    if shallow.stdout.strip() != "false":
        pytest.skip("it has no history here, or a part of it")
    assert hold_against_git(HERE, 50) > Held(0, 0)
