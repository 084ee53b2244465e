"""The audit trail agrees with plain git about each commit."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from audit.against_git import Compared, compare_with_git
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
def test_golden_repository_agrees_with_git(tmp_path: Path, name: str) -> None:
    """Every event of every golden repository agrees with git."""
    RepoBuilder(tmp_path).load(*GOLDEN[name][0], is_packed=True)
    assert compare_with_git(tmp_path, 1000).events


@pytest.mark.parametrize("seed", range(6))
def test_random_history_agrees_with_git(tmp_path: Path, seed: int) -> None:
    """Fifty events of random histories agree with git."""
    graph = make_history(Random(seed), 30)  # noqa: S311 - the same every time
    RepoBuilder(tmp_path).load(*graph.commits, is_packed=True)
    assert compare_with_git(tmp_path, 50).events > 10


def test_demo_agrees_with_git(tmp_path: Path) -> None:
    """Fifty events of the demo, and every commit that changes a checklist, agree with git."""
    write_repository(tmp_path, make_commits(read_chapters()))
    compared = compare_with_git(tmp_path, 50)
    assert compared.events == 50
    assert compared.commits > 150


def test_this_repository_agrees_with_git() -> None:
    """Fifty events of this repository's own checklists agree with git."""
    shallow = subprocess.run(
        ("git", "rev-parse", "--is-shallow-repository"), cwd=HERE, capture_output=True, text=True, check=False
    )
    if shallow.stdout.strip() != "false":
        pytest.skip("this checkout has no complete history")
    assert compare_with_git(HERE, 50) > Compared(0, 0)
