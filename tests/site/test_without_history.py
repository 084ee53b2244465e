"""A site without history, for hosts with a shallow clone, shows everything and verifies nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from building import lay_out, write
from cli.running import Ran, run, run_process
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shallow(tmp_path: Path) -> Path:
    """A shallow clone of the last of two commits, with a go."""
    lay_out(tmp_path / "repo")
    repo = RepoBuilder(tmp_path / "repo")
    write(repo.root / "mkdocs.yml", "site_name: Shop\ntheme: {name: mkdocs}\nplugins: [gonogo]\n")
    write(repo.root / "docs/about.md", "# About\n")
    repo.commit()
    release = repo.root / "checklists/shop/v1.yml"
    text = release.read_text(encoding="utf-8").replace("decision:", "decision: go").replace("by:", "by: bob")
    release.write_text(text, encoding="utf-8")
    repo.commit()
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", str(tmp_path / "clone"))
    return tmp_path / "clone"


def _pages(tree: Path) -> dict[str, str]:
    """The checklist pages in a rendered tree, by path."""
    files = (tree / "docs").rglob("*.md")
    pages = {file.relative_to(tree).as_posix(): file.read_text(encoding="utf-8") for file in files}
    del pages["docs/about.md"]
    return pages


def _expect_unproven(ran: Ran, tree: Path) -> dict[str, str]:
    assert ran.code == 0, ran.err
    assert "NO-GO" in ran.out
    pages = _pages(tree)
    assert len(pages) > 5
    for path, text in pages.items():
        assert "Sign-offs and waivers are not verified: history was left out." in text, path
    return pages


def test_pages_without_history_say_that_nothing_is_verified(shallow: Path) -> None:
    """A sign-off is shown as written, and does not count; pages name the commit."""
    assert run("-C", shallow, "render", "tree").code == 2
    pages = _expect_unproven(run("-C", shallow, "render", "tree", "--no-history"), shallow / "tree")
    head = RepoBuilder(shallow).git("rev-parse", "--short=12", "HEAD")
    assert all(f"from commit <code>{head}</code>" in text for text in pages.values())
    assert all("There is no history" not in text for text in pages.values())
    assert not any("audit" in path for path in pages)


def test_plugin_reads_gonogo_no_history(shallow: Path) -> None:
    """With GONOGO_NO_HISTORY=1, a host without options can build a site without history."""
    built = run_process("build", "-d", "site", at=shallow, environment={"GONOGO_NO_HISTORY": "1"})
    assert built.code == 0, built.err
    assert "history was left out" in (shallow / "site/index.html").read_text(encoding="utf-8")
    assert run_process("build", "-d", "site", at=shallow, environment={"GONOGO_NO_HISTORY": "0"}).code == 2


def test_site_of_an_earlier_commit_needs_history(shallow: Path) -> None:
    """The history determines which values have become private since then."""
    ran = run_process("build", "--no-history", "--at", "HEAD", at=shallow)
    assert (ran.code, "the site of an earlier commit needs the history" in ran.err) == (2, True)


def test_worktree_without_its_repository_renders_without_history(shallow: Path) -> None:
    """Pages name no commit if git cannot read the repository."""
    shutil.rmtree(shallow / ".git")
    (shallow / ".git").write_text("gitdir: /gone/.git/worktrees/shop\n", encoding="utf-8")
    assert run("-C", shallow, "render", "tree").code == 2
    pages = _expect_unproven(run("-C", shallow, "render", "tree", "--no-history"), shallow / "tree")
    assert all("outside git" in text for text in pages.values())


def test_no_history_option_affects_only_its_command(shallow: Path) -> None:
    """After `--no-history`, the next command in the same process reads the history again."""
    assert run("-C", shallow, "render", "tree", "--no-history").code == 0
    assert run("-C", shallow, "render", "tree").code == 2
