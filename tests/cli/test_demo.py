"""`gonogo demo`: a repository to look at, the same bytes wherever it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.running import run_process

if TYPE_CHECKING:
    from pathlib import Path


def test_demo_has_no_errors(tmp_path: Path) -> None:
    """A newcomer's first check finds nothing wrong."""
    assert run_process("demo", tmp_path / "clinic", at=tmp_path).code == 0
    ran = run_process("check", at=tmp_path / "clinic")
    assert (ran.code, ran.err, "0 errors" in ran.out) == (0, "", True)
