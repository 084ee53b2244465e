"""`--at REV` uses the project at a commit, and ignores the files in the working tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import Files, lay_out
from cli.projects import SMALL
from cli.running import AS_OF, run
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

V1 = "checklists/shop/v1.yml"


@pytest.fixture
def commits(tmp_path: Path) -> list[str]:
    """The two commits of a project with a broken, uncommitted release."""
    lay_out(tmp_path, SMALL)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Shop\ntheme: {name: material, font: false}\nplugins: [gonogo]\ndocs_dir: docs\n"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "own.md").write_text("# Own\n")
    repository = RepoBuilder(tmp_path)
    ids = [repository.commit("begin")]
    file = tmp_path / V1
    file.write_text(file.read_text().replace("status: open\n        declared", "status: done\n        declared"))
    ids.append(repository.commit("Tests pass"))
    file.write_text("release: [\n")
    return ids


def settled(root: Path, *arguments: str) -> tuple[str, int | None]:
    """The commit in the output of `status`, and the number of settled entries; None for an unreadable release."""
    document = run("status", *arguments, "--format", "json", *AS_OF, at=root).document
    (release,) = document["releases"]
    return document["head"], release["progress"]["settled"] if release["title"] else None


def test_status_at_a_commit_uses_the_files_of_the_commit(tmp_path: Path, commits: list[str]) -> None:
    """With `--at`, status evaluates the files of the commit, and ignores the working tree."""
    first, last = commits
    now = settled(tmp_path, "--at", "HEAD")
    assert now == (last, now[1])
    assert settled(tmp_path, "--at", "main~1") == (first, (now[1] or 0) - 1)
    assert settled(tmp_path) == (last, None)


def test_status_at_a_commit_names_the_commit(tmp_path: Path, commits: list[str]) -> None:
    """The last line names only the commit and main, not the working tree."""
    out = run("status", "--at", commits[0], *AS_OF, at=tmp_path).out
    assert f"; commit {commits[0][:12]}; verified against main" in out.splitlines()[-1]


def test_build_at_a_commit_contains_nothing_later(tmp_path: Path, commits: list[str]) -> None:
    """The pages have the history up to the commit, and no later commit."""
    site = tmp_path.parent / f"{tmp_path.name}-site"
    ran = run("build", "--at", commits[0], "--site-dir", site, *AS_OF, at=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1].startswith(f"As of 2026-03-01T08:00:00Z; commit {commits[0][:12]}; ")
    page = (site / "shop" / "v1" / "before" / "index.html").read_text(encoding="utf-8")
    assert commits[0][:7] in page
    assert commits[1][:7] not in page


@pytest.mark.parametrize("revision", ["2026-03-01", "2026-03-01T09:00+01:00"])
def test_date_in_place_of_a_commit_names_both_ways(tmp_path: Path, commits: list[str], revision: str) -> None:
    """The past of the files is a commit; the time of the judgement is an option."""
    del commits
    ran = run("status", "--at", revision, at=tmp_path)
    command = "git log -1 --until=2026-03-01 --format=%h"
    assert ran.err.splitlines()[1] == f"help: --as-of takes a date; for the last commit before one: {command}"


@pytest.mark.parametrize("command", ["status", "build", "log"])
@pytest.mark.parametrize("revision", ["nowhere", "--output=f", "HEAD:checklists", ""])
def test_at_refuses_a_revision_that_is_not_a_commit(
    tmp_path: Path, commits: list[str], command: str, revision: str
) -> None:
    """Commands refuse an unknown revision, also if it looks like an option."""
    del commits
    ran = run(command, f"--at={revision}", at=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f'"{revision}" is not a commit of this repository' in ran.err


def test_at_requires_a_git_repository(tmp_path: Path) -> None:
    """Outside of git, `--at` fails, because no revision exists."""
    lay_out(tmp_path, SMALL)
    ran = run("status", "--at", "HEAD", at=tmp_path)
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "gonogo: there is no history: this folder is not in a git repository",
    )


def test_build_at_a_commit_uses_the_current_audience(tmp_path: Path) -> None:
    """A site that is public now hides a phone number from a time when the site was internal."""
    phone = "+44 20 7946 0999"
    system = f"name: Shop\ncontacts:\n  desk:\n    title: Desk\n    phone: '{phone}'\n"
    lay_out(tmp_path, Files(system=system, release=SMALL.release))
    (tmp_path / "mkdocs.yml").write_text("site_name: Shop\ntheme: {name: material, font: false}\nplugins: [gonogo]\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "own.md").write_text("# Own\n")
    repository = RepoBuilder(tmp_path)
    commit = repository.commit("begin")
    policy = tmp_path / "checklists" / "policy.yml"

    def shown() -> bool:
        site = tmp_path.parent / f"{tmp_path.name}-site"
        assert run("build", "--at", commit, "--site-dir", site, *AS_OF, at=tmp_path).code == 0
        return any(phone in file.read_text(errors="replace") for file in site.rglob("*") if file.is_file())

    assert shown()
    policy.write_text(f"{policy.read_text()}audience: public\n")
    assert not shown()


def test_at_without_git_names_the_missing_program(
    tmp_path: Path, commits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If git is not installed, a line names the missing program, and a hint names the solution."""
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("status", "--at", commits[0], at=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err
        == "gonogo: git is not installed, or not in PATH\nhelp: install git, which gonogo needs to read the history\n"
    )
