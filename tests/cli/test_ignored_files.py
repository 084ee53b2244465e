"""Checklists that git ignores are in no commit: the commands that write them name the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import run
from edits import V1
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

RULES = [
    pytest.param("checklists\n", ".gitignore:1: checklists", id="the folder"),
    pytest.param("# ours\n/checklists/\n", ".gitignore:2: /checklists/", id="the folder at the top"),
    pytest.param("*.yml\n!mkdocs.yml\n", ".gitignore:1: *.yml", id="all files of a kind"),
    pytest.param("v[0-9]*\n", ".gitignore:1: v[0-9]*", id="releases"),
    pytest.param("*\n", ".gitignore:1: *", id="everything"),
]


def _ignore(team: Team, rules: str) -> None:
    """The release was never committed, and now cannot be."""
    team.git("rm", "--quiet", "--cached", "--", V1)
    team.git("commit", "--quiet", "-m", "Forget the release")
    (team.root / ".gitignore").write_text(rules, encoding="utf-8")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = Team(tmp_path / "team")
    team.make()
    return team


@pytest.mark.parametrize(("rules", "named"), RULES)
def test_commit_of_an_ignored_file_is_refused_before_it_is_written(team: Team, rules: str, named: str) -> None:
    """The help works: with the file in the index, git ignores no rule about it."""
    _ignore(team, rules)
    before = (team.root / V1).read_bytes()
    ran = team.run("mark", "doing", "lint", "--commit")
    assert (ran.code, ran.err.splitlines()) == (
        2,
        [
            f"gonogo: git ignores {V1}, because of {named}; nothing is written",
            f"help: remove that rule, or: git add --force -- {V1}",
        ],
    )
    assert (team.root / V1).read_bytes() == before
    team.git("add", "--force", "--", V1)
    assert team.run("mark", "doing", "lint", "--commit").code == 0


@pytest.mark.parametrize(("rules", "named"), RULES)
def test_edit_of_an_ignored_file_warns(team: Team, rules: str, named: str) -> None:
    """Before the command that would fail."""
    _ignore(team, rules)
    lines = team.run("mark", "doing", "lint").out.splitlines()
    remedy = "remove that rule, so that a commit can contain them"
    assert lines[:2] == [f"Changed {V1}.", f"warning: git ignores {V1}, because of {named}; {remedy}"]
    assert lines[2].startswith("Next: git ")


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param("site/\n", id="another folder"),
        pytest.param("*.yml\n!v1.yml\n", id="all but this"),
        pytest.param("", id="nothing"),
    ],
)
def test_file_that_git_does_not_ignore_has_no_warning(team: Team, rules: str) -> None:
    """A later rule may except the file."""
    _ignore(team, rules)
    assert "warning" not in team.run("mark", "doing", "lint").out
    assert team.run("done", "lint", "--commit").code == 0


def test_committed_file_is_not_ignored(team: Team) -> None:
    """A rule does not apply to a file in the index."""
    (team.root / ".gitignore").write_text("checklists\n", encoding="utf-8")
    assert "warning" not in team.run("mark", "doing", "lint").out


def test_init_warns_once_for_each_rule(team: Team, tmp_path: Path) -> None:
    """The rules are those of the repository, and of its user."""
    root = tmp_path / "shop"
    root.mkdir()
    team.git("init", "--quiet", str(root))
    team.git("-C", str(root), "config", "user.name", "Ann")
    team.git("-C", str(root), "config", "user.email", "ann@example.com")
    (root / ".git/info/exclude").write_text("checklists\n", encoding="utf-8")
    (root / ".gitignore").write_text("mkdocs.*\n", encoding="utf-8")
    warned = [line for line in run("init", at=root).out.splitlines() if line.startswith("warning")]
    remedy = "remove that rule, so that a commit can contain them"
    assert warned == [
        f"warning: git ignores checklists/people.yml and 4 more, because of .git/info/exclude:1: checklists; {remedy}",
        f"warning: git ignores mkdocs.yml, because of .gitignore:1: mkdocs.*; {remedy}",
    ]
