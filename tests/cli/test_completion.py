"""Shells complete the names of the project, through the environment variable of their completion script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import Files, lay_out
from cli.projects import OLD, SMALL, TILL
from cli.running import run_process

if TYPE_CHECKING:
    from pathlib import Path

REFERENCES = [
    pytest.param("status", "", ["shop", "till", "shop/v0", "shop/v1", "till/2026.1"], id="systems and releases"),
    pytest.param("show", "shop/", ["shop/v0", "shop/v1"], id="the releases of a system"),
    pytest.param("show", "te", ["tests"], id="an entry of an open release"),
    pytest.param("show", "code/", ["code/lint", "code/tests"], id="entries of a section"),
    pytest.param("show", "shop/v1#code/t", ["shop/v1#code/tests"], id="an entry in full"),
    pytest.param("log", "shop/v0#", ["shop/v0#before", "shop/v0#after", "shop/v0#fallback", "shop/v0#sign-offs",
                                     "shop/v0#sign-offs/cto"], id="phases, sections and entries of a closed release"),
    pytest.param("mark done", "li", ["lint"], id="an item after a state"),
    pytest.param("mark", "wa", ["waived"], id="a state"),
    pytest.param("done", "zzz", [], id="no match"),
    pytest.param("close", "till", ["till/2026.1"], id="a release"),
    pytest.param("new", "sh", ["shop"], id="a system"),
    pytest.param("next --for", "", ["ann", "bob", "qa-lead", "cto"], id="people and roles"),
    pytest.param("log --person", "a", ["ann"], id="people"),
    pytest.param("mark go cto --by", "b", ["bob"], id="signers"),
    pytest.param("log --to", "fi", ["fired"], id="states"),
]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two systems and a closed release."""
    root = tmp_path_factory.mktemp("project")
    lay_out(root, Files(release=SMALL.release, others={**TILL, **OLD}))
    return root


def complete(words: str, typed: str, at: Path) -> list[str]:
    """The suggestions of bash for the typed text after these words."""
    line = f"gonogo {words} {typed}"
    number = len(words.split()) + 1
    asked = {"_GONOGO_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(number)}
    ran = run_process(at=at, environment=asked)
    assert (ran.code, ran.err) == (0, "")
    return [answer.partition(",")[2] for answer in ran.out.splitlines() if answer]


@pytest.mark.parametrize(("words", "typed", "offered"), REFERENCES)
def test_completion_suggests_matching_names_of_the_project(
    words: str, typed: str, offered: list[str], project: Path
) -> None:
    """The suggestions begin with the typed text, and are in the order of the files."""
    assert complete(words, typed, project) == offered


def test_completion_uses_the_directory_option(project: Path, tmp_path: Path) -> None:
    """With `-C DIR`, the suggestions are names of the project in DIR."""
    assert complete(f"-C {project} status", "ti", tmp_path) == ["till", "till/2026.1"]


@pytest.mark.parametrize("words", ["status", "frobnicate"])
def test_completion_without_suggestions_prints_nothing(words: str, tmp_path: Path) -> None:
    """Outside of a project and after an unknown command, completion prints no error."""
    assert complete(words, "x", tmp_path) == []


def test_completion_works_with_an_unreadable_file(tmp_path: Path) -> None:
    """Completion suggests all releases, even if a file is unreadable, because the user may want to correct it."""
    lay_out(tmp_path, Files(release="release: v1", others=TILL))
    assert complete("status", "", tmp_path) == ["shop", "till", "shop/v1", "till/2026.1"]


def test_completion_has_a_script_for_each_shell(tmp_path: Path) -> None:
    """The command in the handbook prints the completion script of each shell."""
    for shell in ("bash", "zsh", "fish"):
        ran = run_process(at=tmp_path, environment={"_GONOGO_COMPLETE": f"{shell}_source"})
        assert (ran.code, "_GONOGO_COMPLETE" in ran.out) == (0, True)
