"""Commands that write checklists name the rule of `.gitignore` that leaves a file out of commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import run
from edits import V1
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("git_user")

RULES = [
    pytest.param("checklists\n", ".gitignore:1: checklists", id="the folder"),
    pytest.param("# ours\n/checklists/\n", ".gitignore:2: /checklists/", id="the folder in the root"),
    pytest.param("*.yml\n!mkdocs.yml\n", ".gitignore:1: *.yml", id="all files with an extension"),
    pytest.param("v[0-9]*\n", ".gitignore:1: v[0-9]*", id="releases"),
    pytest.param("*\n", ".gitignore:1: *", id="everything"),
]


def _ignore(team: Team, rules: str) -> None:
    """Removes the release from the index and HEAD, and adds ignore rules."""
    team.git("rm", "--quiet", "--cached", "--", V1)
    team.git("commit", "--quiet", "-m", "Forget the release")
    (team.root / ".gitignore").write_text(rules, encoding="utf-8")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = Team(tmp_path / "team")
    team.make()
    return team


@pytest.mark.parametrize(("rules", "named"), RULES)
def test_mark_commit_refuses_an_ignored_file(team: Team, rules: str, named: str) -> None:
    """The command exits with code 2 and writes nothing; after the command in the hint, it can commit."""
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
def test_mark_warns_about_an_ignored_file(team: Team, rules: str, named: str) -> None:
    """Mark writes the file, and prints the warning before the git command, which would fail."""
    _ignore(team, rules)
    lines = team.run("mark", "doing", "lint").out.splitlines()
    remedy = "remove that rule, so that a commit can contain them"
    assert lines[:2] == [f"Changed {V1}.", f"warning: git ignores {V1}, because of {named}; {remedy}"]
    assert lines[2].startswith("Next: git ")


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param("site/\n", id="another folder"),
        pytest.param("*.yml\n!v1.yml\n", id="all except this file"),
        pytest.param("", id="no rule"),
    ],
)
def test_mark_does_not_warn_about_a_file_that_git_does_not_ignore(team: Team, rules: str) -> None:
    """Without a rule for the file, or with an exception for it, there is no warning and the commit succeeds."""
    _ignore(team, rules)
    assert "warning" not in team.run("mark", "doing", "lint").out
    assert team.run("done", "lint", "--commit").code == 0


def test_mark_does_not_warn_about_a_committed_file(team: Team) -> None:
    """Ignore rules do not apply to files in the index, so there is no warning."""
    (team.root / ".gitignore").write_text("checklists\n", encoding="utf-8")
    assert "warning" not in team.run("mark", "doing", "lint").out


def test_init_warns_once_for_each_rule(team: Team, tmp_path: Path) -> None:
    """Init names the files and the rule, from `.gitignore` or from `.git/info/exclude`."""
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
