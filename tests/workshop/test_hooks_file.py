"""The published pre-commit hook runs its entry and arguments as pre-commit does."""

from __future__ import annotations

from pathlib import Path

import yaml

from building import RELEASE_PATH, lay_out
from cli.projects import BROKEN, CLEAN
from cli.running import run_process
from handbook.shop import read_section
from repository import RepoBuilder

ROOT = Path(__file__).parents[2]


def test_published_hook_checks_staged_files(tmp_path: Path) -> None:
    """The hook refuses a staged error that is corrected only in the working tree, and receives no file names."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["entry"], hook["always_run"], hook["pass_filenames"]) == ("gonogo", True, False)
    repo = RepoBuilder(tmp_path)
    lay_out(tmp_path, BROKEN)
    repo.git("add", "--all")
    (tmp_path / RELEASE_PATH).write_text(CLEAN.release)
    assert run_process(*hook["args"], at=tmp_path).code == 1


def test_handbook_shows_the_published_hook() -> None:
    """The handbook shows the same hook as a local hook."""
    [offered] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    text = read_section("checks.md", "## Check before every commit").partition("```yaml\n")[2].partition("```")[0]
    [shown] = yaml.safe_load(text)["repos"][0]["hooks"]
    assert shown == {key: value for key, value in offered.items() if key != "description"} | {"language": "system"}
