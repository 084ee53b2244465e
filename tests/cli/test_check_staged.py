"""`gonogo check --staged` checks the content of the next commit, and ignores the working tree."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from building import RELEASE_PATH, lay_out
from cli.projects import BROKEN, CLEAN
from cli.running import Ran, run
from history.test_hostile_clones import write_script
from repository import RepoBuilder, git_environment

if TYPE_CHECKING:
    from pathlib import Path

GOOD, BAD = CLEAN.release, BROKEN.release
MIXED = GOOD.replace("Tests pass", "All tests pass")
CLEAN_RUN = (0, "0 errors, 0 warnings, 0 notes\n", "")
HOOK = f"#!/bin/sh\nexec {sys.executable} -m gonogo {{}}\n"


def make(root: Path, *options: str, folder: str = "", hook: str = "check --staged") -> RepoBuilder:
    """A repository with a committed project without errors, and with a pre-commit hook."""
    repo = RepoBuilder(root, *options)
    lay_out(root / folder, CLEAN)
    repo.commit("start")
    place = root / ".git" / "hooks" / "pre-commit"
    place.write_text(HOOK.format(hook))
    place.chmod(0o755)
    return repo


def git(root: Path, *arguments: str) -> Ran:
    """The result of a git command, which the hook can refuse."""
    ran = subprocess.run(
        ["git", *arguments], cwd=root, env=git_environment(), capture_output=True, text=True, check=False
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def stage(repo: RepoBuilder, text: str, folder: str = "") -> None:
    """Stages a version of the release."""
    (repo.root / folder / RELEASE_PATH).write_text(text)
    repo.git("add", "--all")


@pytest.mark.parametrize(
    ("staged", "working_tree", "code"),
    [
        pytest.param(BAD, GOOD, 1, id="bad-and-corrected-in-the-working-tree"),
        pytest.param(GOOD, BAD, 0, id="good-and-broken-in-the-working-tree"),
        pytest.param(MIXED, MIXED.replace("status: open", "status: opne"), 0, id="only-correct-changes-staged"),
        pytest.param(BAD, None, 1, id="bad-and-deleted-in-the-working-tree"),
    ],
)
@pytest.mark.parametrize("hook", ["check --staged", "check"])
def test_hook_checks_the_staged_files(
    staged: str, working_tree: str | None, code: int, hook: str, tmp_path: Path
) -> None:
    """The hook refuses exactly the commits that would contain an error, with and without `--staged`."""
    repo = make(tmp_path, hook=hook)
    stage(repo, staged.replace("Lint is clean", "Lint is very clean"))
    if working_tree is None:
        (tmp_path / RELEASE_PATH).unlink()
    else:
        (tmp_path / RELEASE_PATH).write_text(working_tree)
    ran = git(tmp_path, "commit", "--quiet", "-m", "change")
    assert ran.code == code
    assert ("error[unknown-word]" in ran.out + ran.err) == bool(code)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        pytest.param(("-a",), 1, id="all"),
        pytest.param(("--only", RELEASE_PATH), 1, id="only-the-broken-file"),
        pytest.param(("--only", "checklists/people.yml"), 0, id="only-another-file"),
        pytest.param(("--include", "checklists/people.yml"), 0, id="include-another-file"),
        pytest.param((), 0, id="staged-files"),
    ],
)
def test_hook_checks_the_temporary_index_of_the_commit(options: tuple[str, ...], code: int, tmp_path: Path) -> None:
    """The hook checks the temporary index that `git commit -a` and `--only` name in GIT_INDEX_FILE."""
    repo = make(tmp_path)
    (tmp_path / "checklists/shop/system.yml").write_text("name: The shop\n")
    repo.git("add", "--all")
    people = tmp_path / "checklists/people.yml"
    people.write_text(people.read_text().replace("Ann Archer", "Ann B. Archer"))
    (tmp_path / RELEASE_PATH).write_text(BAD)
    assert git(tmp_path, "commit", "--quiet", "-m", "change", *options).code == code


def test_staged_check_reports_a_file_deleted_by_the_commit(tmp_path: Path) -> None:
    """The file is missing in the commit, even if it exists in the working tree."""
    repo = make(tmp_path)
    people = tmp_path / "checklists/people.yml"
    text = people.read_text()
    repo.git("rm", "--quiet", "checklists/people.yml")
    people.write_text(text)
    ran = git(tmp_path, "commit", "--quiet", "-m", "delete")
    assert (ran.code, "error[missing-file]" in ran.out + ran.err) == (1, True)
    assert run("check", at=tmp_path).code == 0


def test_staged_check_ignores_unstaged_files(tmp_path: Path) -> None:
    """A new file is checked after it is staged; `git add --intent-to-add` stages no content."""
    repo = make(tmp_path)
    new = tmp_path / "checklists/shop/v2.yml"
    new.write_text("release: v2\n")
    assert run("check", "--staged", at=tmp_path) == CLEAN_RUN
    repo.git("add", "--intent-to-add", "checklists/shop/v2.yml")
    assert run("check", "--staged", at=tmp_path) == CLEAN_RUN
    repo.git("add", "checklists/shop/v2.yml")
    assert run("check", "--staged", at=tmp_path).code == 1


@pytest.mark.parametrize("start", ["", "checklists", "checklists/shop"])
@pytest.mark.parametrize("folder", ["web", "teams/web shop"])
def test_staged_check_works_in_a_subfolder(folder: str, start: str, tmp_path: Path) -> None:
    """A hook runs in the top folder of the repository, and `-C` names the project or a folder in it."""
    repo = make(tmp_path, folder=folder, hook=f'-C "{folder}/{start}" check --staged')
    stage(repo, BAD, folder)
    (tmp_path / folder / RELEASE_PATH).write_text(GOOD)
    ran = git(tmp_path / folder, "commit", "--quiet", "-m", "change")
    assert (ran.code, "checklists/shop/v1.yml:" in ran.out + ran.err) == (1, True)


def test_hook_checks_the_index_of_a_linked_worktree(tmp_path: Path) -> None:
    """In a linked worktree, the hook checks the index of this worktree."""
    repo = make(tmp_path / "repo")
    repo.git("worktree", "add", "--quiet", str(tmp_path / "other"))
    (tmp_path / "other" / RELEASE_PATH).write_text(BAD)
    assert git(tmp_path / "other", "commit", "--quiet", "-am", "change").code == 1
    stage(repo, MIXED)
    assert git(tmp_path / "repo", "commit", "--quiet", "-am", "change").code == 0


def test_hook_checks_the_index_of_a_submodule(tmp_path: Path) -> None:
    """In a submodule, the hook checks the index inside the git folder of the outer repository."""
    make(tmp_path / "project")
    outer = RepoBuilder(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path / "project"), "in")
    hooks = tmp_path / "outer/.git/modules/in/hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "pre-commit").write_text(HOOK.format("check --staged"))
    (hooks / "pre-commit").chmod(0o755)
    (tmp_path / "outer/in" / RELEASE_PATH).write_text(BAD)
    assert git(tmp_path / "outer/in", "commit", "--quiet", "-am", "change").code == 1


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        pytest.param("submodule", "is another repository, such as a submodule", id="submodule"),
        pytest.param("link", "is a symbolic link, which git does not follow", id="link"),
    ],
)
def test_staged_check_refuses_checklists_outside_the_repository(kind: str, message: str, tmp_path: Path) -> None:
    """The check fails if checklists/ is a submodule or a link, because the index does not contain its files."""
    repo, inner = RepoBuilder(tmp_path / "repo"), RepoBuilder(tmp_path / "inner")
    lay_out(inner.root, CLEAN)
    inner.commit()
    if kind == "link":
        (tmp_path / "repo/checklists").symlink_to(tmp_path / "inner/checklists")
    else:
        source = str(tmp_path / "inner")
        repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", source, "checklists")
    repo.git("add", "--all")
    ran = run("check", "--staged", at=tmp_path / "repo")
    assert (ran.code, message in ran.err, "help: " in ran.err) == (2, True, True)


@pytest.mark.parametrize("is_sparse_index", [False, True])
def test_staged_check_reads_the_whole_index_of_a_sparse_checkout(tmp_path: Path, *, is_sparse_index: bool) -> None:
    """The check reads files that are not checked out, even if a sparse index lists only their folder."""
    repo = make(tmp_path)
    stage(repo, BAD)
    repo.git("commit", "--quiet", "--no-verify", "-m", "broken")
    index = ("--sparse-index",) if is_sparse_index else ()
    repo.git("sparse-checkout", "set", "--cone", *index, "docs")
    assert not (tmp_path / "checklists").exists()
    ran = run("check", "--staged", at=tmp_path)
    assert (ran.code, "error[unknown-word]" in ran.out) == (1, True)


def test_staged_check_reads_a_split_index(tmp_path: Path) -> None:
    """The check reads a split index, which stores most entries in a second file."""
    repo = make(tmp_path)
    repo.git("update-index", "--split-index")
    stage(repo, BAD)
    assert list((tmp_path / ".git").glob("sharedindex.*"))
    assert run("check", "--staged", at=tmp_path).code == 1
    assert git(tmp_path, "commit", "--quiet", "-am", "change").code == 1


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha1", "sha256"])
def test_staged_check_works_before_the_first_commit(options: tuple[str, ...], tmp_path: Path) -> None:
    """The check reads the index before the first commit, with SHA-1 or SHA-256 ids."""
    repo = RepoBuilder(tmp_path, *options)
    lay_out(tmp_path, BROKEN)
    repo.git("add", "--all")
    (tmp_path / RELEASE_PATH).write_text(GOOD)
    ran = run("check", "--staged", at=tmp_path)
    assert (ran.code, "error[unknown-word]" in ran.out) == (1, True)


def test_staged_check_names_a_file_with_a_merge_conflict(tmp_path: Path) -> None:
    """The check fails and names the file, because git cannot commit a file with several staged versions."""
    repo = make(tmp_path)
    for branch, title in (("one", "Lint one"), ("two", "Lint two")):
        repo.git("checkout", "--quiet", "-B", branch, "main")
        stage(repo, GOOD.replace("Lint is clean", title))
        repo.git("commit", "--quiet", "-m", branch)
    assert git(tmp_path, "merge", "one").code == 1
    message = f"gonogo: a merge conflict is not resolved in {RELEASE_PATH}\n"
    hint = "help: resolve it, and git add the file; git does not commit until then\n"
    assert run("check", "--staged", at=tmp_path) == (2, "", message + hint)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        pytest.param(
            "{other}/.git/index", "GIT_INDEX_FILE does not name an index of this repository", id="another-repository"
        ),
        pytest.param(".git/../outside", "GIT_INDEX_FILE does not name an index of this repository", id="outside"),
        pytest.param(".git/link", "GIT_INDEX_FILE does not name an index of this repository", id="link-to-the-outside"),
        pytest.param(".git/none", "GIT_INDEX_FILE does not name an index of this repository", id="missing"),
        pytest.param(".git/HEAD", "git cannot read the index of this repository", id="not-an-index"),
    ],
)
def test_staged_check_refuses_an_index_outside_the_git_folder(
    named: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check fails if GIT_INDEX_FILE does not name an index in the git folder of the repository."""
    repo, other = make(tmp_path / "repo"), make(tmp_path / "other")
    stage(other, BAD)
    (repo.root / "outside").write_bytes((other.root / ".git/index").read_bytes())
    (repo.root / ".git/link").symlink_to(other.root / ".git/index")
    monkeypatch.setenv("GIT_INDEX_FILE", named.format(other=other.root))
    ran = run("check", "--staged", at=repo.root)
    assert (ran.code, message in ran.err) == (2, True)


def test_check_ignores_the_index_of_another_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check of another repository's working tree ignores GIT_INDEX_FILE, which the hook of a repository sets."""
    repo, other = make(tmp_path / "repo"), make(tmp_path / "other")
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    (repo.root / RELEASE_PATH).write_text(BAD)
    assert run("check", at=repo.root).code == 1


def test_staged_check_runs_no_program_from_the_clone(tmp_path: Path) -> None:
    """Gonogo runs no hook, filter or monitor from the clone's configuration, and does not change the index."""
    repo = make(tmp_path / "repo")
    script = write_script(tmp_path)
    stage(repo, BAD)
    (repo.root / ".gitattributes").write_text("* filter=evil diff=evil\n")
    for hook in ("post-index-change", "pre-commit", "fsmonitor-watchman"):
        (repo.root / ".git/hooks" / hook).unlink(missing_ok=True)
        (repo.root / ".git/hooks" / hook).symlink_to(script)
    for name in ("core.fsmonitor", "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "core.pager"):
        repo.git("config", name, str(script))
    repo.git("config", "index.recordEndOfIndexEntries", "true")
    index = repo.root / ".git/index"
    before, content = index.stat(), index.read_bytes()
    objects = sorted(os.walk(repo.root / ".git/objects"))
    assert run("check", "--staged", at=repo.root).code == 1
    assert not (tmp_path / "canary").exists()
    assert (index.stat().st_mtime_ns, index.read_bytes()) == (before.st_mtime_ns, content)
    assert sorted(os.walk(repo.root / ".git/objects")) == objects


def test_staged_check_fails_without_staged_checklists(tmp_path: Path) -> None:
    """Without staged checklists, or outside of git, the command does not report success."""
    lay_out(tmp_path, CLEAN)
    ran = run("check", "--staged", at=tmp_path)
    assert (ran.code, "so nothing is staged" in ran.err) == (2, True)
    RepoBuilder(tmp_path)
    ran = run("check", "--staged", at=tmp_path)
    assert (ran.code, "is staged\nhelp: git add checklists" in ran.err) == (2, True)


def test_staged_check_accepts_paths_that_are_only_in_the_index(tmp_path: Path) -> None:
    """The check accepts a path that is only in the index, and refuses a path that does not exist."""
    repo = make(tmp_path)
    stage(repo, BAD)
    (tmp_path / RELEASE_PATH).unlink()
    assert run("check", "--staged", RELEASE_PATH, at=tmp_path).code == 1
    assert run("check", "--staged", "checklists/people.yml", at=tmp_path) == CLEAN_RUN
    assert run("check", "--staged", "checklists/shp", at=tmp_path).code == 2


@pytest.mark.parametrize(
    ("folder", "is_repository", "path"),
    [
        pytest.param("", True, RELEASE_PATH, id="top"),
        pytest.param("web/shop", True, f"web/shop/{RELEASE_PATH}", id="subfolder"),
        pytest.param("a,b", True, f"a%2Cb/{RELEASE_PATH}", id="subfolder-with-a-comma"),
        pytest.param("web", False, RELEASE_PATH, id="outside-of-git"),
    ],
)
def test_check_annotations_have_paths_from_the_repository_root(
    folder: str, path: str, tmp_path: Path, *, is_repository: bool
) -> None:
    """GitHub annotations have paths from the repository root, and other formats have paths from the project folder."""
    if is_repository:
        RepoBuilder(tmp_path)
    lay_out(tmp_path / folder, BROKEN)
    assert f"::error file={path},line=" in run("check", "--format", "github", at=tmp_path / folder).out
    assert run("check", at=tmp_path / folder).out.startswith(f"{RELEASE_PATH}:")
