"""With `gonogo -C DIR`, every relative path of every command is relative to DIR."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import lay_out
from cli.running import run
from repository import RepoBuilder

MADE = [
    pytest.param(("render", "out"), "out/mkdocs.yml", id="render"),
    pytest.param(("schema", "--write", "out/schemas"), "out/schemas/people.json", id="schema"),
    pytest.param(("reference", "out"), "out/cli.md", id="reference"),
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a repository; the current folder is a different folder beside it."""
    lay_out(tmp_path / "project")
    repo = RepoBuilder(tmp_path / "project")
    repo.commit()
    (tmp_path / "shell").mkdir()
    monkeypatch.chdir(tmp_path / "shell")
    return repo.root


@pytest.mark.parametrize(("words", "made"), MADE)
def test_directory_option_applies_to_output_paths(project: Path, words: tuple[str, ...], made: str) -> None:
    """A relative output folder is inside DIR, and the current folder stays unchanged."""
    ran = run("-C", "../project", *words)
    assert ran.code == 0, ran.err
    assert (project / made).is_file()
    assert list(Path.cwd().iterdir()) == []


def test_directory_option_applies_to_input_paths(project: Path) -> None:
    """Measurement files, paths of `check` and the file of `codeowners --check` are relative to DIR."""
    (project / "CODEOWNERS").write_text("nothing\n", encoding="utf-8")
    assert "CODEOWNERS: " in run("-C", "../project", "codeowners", "--check", "CODEOWNERS").out
    assert "no such file" not in run("-C", "../project", "codeowners", "--check", "CODEOWNERS").out
    assert run("-C", "../project/checklists", "check", "shop").code == 0
    assert run("-C", "../project", "check", "shop").code == 2
    (project / "measured.json").write_text("{}", encoding="utf-8")
    assert "does not exist" not in run("-C", "../project", "observe", "--from", "measured.json").err


def test_directory_option_accepts_absolute_and_relative_paths(project: Path, tmp_path: Path) -> None:
    """An absolute DIR and a DIR with `..` name the same project, and the process returns to its folder."""
    for folder in (project, "../project/checklists/..", tmp_path / "shell" / ".." / "project"):
        assert run("-C", folder, "status").out.startswith("NO-GO")
    assert Path.cwd() == tmp_path / "shell"


def test_directory_option_requires_an_existing_folder(project: Path) -> None:
    """A file or a missing folder is a usage error."""
    assert run("-C", project / "checklists/people.yml", "status").code == 2
    assert run("-C", "../nowhere", "status").code == 2
