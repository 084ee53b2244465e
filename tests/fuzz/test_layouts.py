"""A few seeds of `layouts`: odd files in checklists/ and in .git, and each type of file in place of a release."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from building import lay_out
from cli.running import run
from fuzz.layouts import IN_CHECKLISTS, put, remove_project, try_seeds

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("in_git", [False, True], ids=["checklists", "git"])
def test_odd_files_do_not_stop_a_command(tmp_path: Path, *, in_git: bool) -> None:
    """A command finishes in time with an expected exit code."""
    codes, failures = try_seeds(tmp_path, range(8), in_git=in_git)
    assert failures == []
    assert codes.total() == 8


@pytest.mark.parametrize("kind", IN_CHECKLISTS)
def test_odd_release_is_reported(kind: str, tmp_path: Path) -> None:
    """`gonogo check` reports each type of file in place of a release, or the release is absent."""
    root = tmp_path / "project"
    lay_out(root)
    put(bytes(root / "checklists/shop/v1.yml"), kind, random.Random(1))  # noqa: S311 - the same every time
    try:
        ran = run("check", at=root)
    finally:
        remove_project(root)
    assert ran.code in (0, 1), ran.err
    assert ran.code == 1 or kind in ("missing", "altered", "cut")
