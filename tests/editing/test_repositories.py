"""In every kind of repository, `mark --commit` commits only its change, or prints the reason for refusing."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.running import run, run_process
from edits import V1, V2, replace
from keys import make_key
from repository import git_environment
from shop import ALICE
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.running import Ran

LINE = ["-        status: done", "+        status: open"]
MARK = ("mark", "open", "shop/v1#lint", "--commit")


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A project with every answer and no decision; Alice is git's author, and git has no other settings."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    team = Team(tmp_path / "shop")
    team.make()
    log_in(team.root)
    return team


def log_in(folder: Path) -> None:
    """Configures git to commit as Alice."""
    git("config", "user.name", ALICE.name, at=folder)
    git("config", "user.email", ALICE.email, at=folder)


def git(*words: str, at: Path) -> str:
    """The output of a git command in a folder."""
    ran = subprocess.run(
        ["git", *words], cwd=at, env=git_environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert not ran.returncode, ran.stderr
    return ran.stdout


def show_last_commit(folder: Path, *options: str) -> list[str]:
    """The paths in the last commit, and its changed lines."""
    out = git("-c", "core.quotePath=false", "show", "--format=", "--unified=0", *options, "HEAD", at=folder)
    paths = [line.partition(" b/")[2] for line in out.splitlines() if line.startswith("diff --git")]
    return paths + [line for line in out.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


def status(folder: Path) -> str:
    """The output of `git status`: the uncommitted changes."""
    return git("status", "--porcelain", at=folder)


def write_hook(team: Team, name: str, text: str) -> None:
    """Writes a git hook in sh."""
    hook = team.root / ".git/hooks" / name
    hook.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    hook.chmod(0o755)


def rewrite(team: Team, old: str, new: str, path: str = V1) -> None:
    """Replaces a text in a file of the working tree."""
    file = team.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def commit_attributes(team: Team, text: str) -> None:
    """Commits .gitattributes with the renormalized files, and checks the release out again."""
    (team.root / ".gitattributes").write_text(text, encoding="utf-8")
    team.git("add", "--renormalize", ".")
    team.git("add", ".")
    team.git("commit", "--quiet", "--message=Attributes")
    (team.root / V1).unlink()
    team.git("checkout", "--", V1)


def set_line_ends(team: Team) -> None:
    commit_attributes(team, "*.yml text eol=crlf\n")


def set_autocrlf(team: Team) -> None:
    team.git("config", "core.autocrlf", "true")
    (team.root / V1).write_bytes((team.root / V1).read_bytes().replace(b"\n", b"\r\n"))


def commit_crlf(team: Team) -> None:
    """Commits CRLF line ends, which git then keeps for every value of core.autocrlf."""
    (team.root / V1).write_bytes((team.root / V1).read_bytes().replace(b"\n", b"\r\n"))
    team.git("commit", "--quiet", "--all", "--message=CRLF")
    team.git("config", "core.autocrlf", "true")


def set_filter(team: Team) -> None:
    team.git("config", "filter.up.clean", "sed s/Shop/SHOP/")
    team.git("config", "filter.up.smudge", "sed s/SHOP/Shop/")
    commit_attributes(team, "*.yml filter=up\n")


def set_everything(team: Team) -> None:
    settings = {
        "commit.template": "README.md", "commit.cleanup": "strip", "commit.verbose": "true", "core.editor": "false",
        "core.commentChar": "M", "color.ui": "always", "diff.external": "false", "diff.noprefix": "true",
        "i18n.commitEncoding": "latin1", "core.pager": "false", "commit.status": "true", "diff.algorithm": "patience",
    }  # fmt: skip
    for key, value in settings.items():
        team.git("config", key, value)


def set_scissors(team: Team) -> None:
    team.git("config", "commit.cleanup", "scissors")


def keep_part(team: Team) -> None:
    team.git("sparse-checkout", "set", "--no-cone", f"/{V1}")


def stop_in_a_rebase(team: Team) -> None:
    (team.root / "more").write_text("more", encoding="utf-8")
    team.git("add", "more")
    team.git("commit", "--quiet", "--message=More")
    environment = {**git_environment(), "GIT_SEQUENCE_EDITOR": "sed -i s/pick/edit/"}
    subprocess.run(
        ["git", "rebase", "--quiet", "-i", "HEAD~1"], cwd=team.root, env=environment, check=True, capture_output=True
    )


@pytest.mark.parametrize(
    "prepare",
    [
        set_autocrlf, commit_crlf, set_line_ends, set_filter, set_everything, set_scissors, keep_part, stop_in_a_rebase,
    ],
)  # fmt: skip
def test_mark_commits_one_line_of_one_file(team: Team, prepare: Callable[[Team], None]) -> None:
    """With any line ends, filters and settings, mark commits one line and leaves nothing uncommitted."""
    prepare(team)
    ran = run(*MARK, at=team.root)
    assert ran.code == 0, ran
    assert "warning" not in ran.out
    options = ("--no-ext-diff", "--no-color", "--src-prefix=a/", "--dst-prefix=b/")
    assert [line.rstrip("\r") for line in show_last_commit(team.root, *options)] == [V1, *LINE]
    assert team.git("log", "-1", "--format=%B") == "Mark lint open (shop/v1)\n\nReadiness-Entry: shop/v1#code/lint"
    assert team.git("-c", "color.ui=false", "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("branch", "command"),
    [
        ("main", "git push origin main; or git push origin HEAD:refs/heads/NAME, then open a pull request"),
        ("it's", "git push origin 'it'\"'\"'s', then open a pull request"),
    ],
)
def test_mark_prints_how_to_push(team: Team, branch: str, command: str) -> None:
    """On main, the command also shows how to push to another branch for a pull request."""
    team.git("checkout", "--quiet", "-B", branch)
    assert run(*MARK, at=team.root).out.splitlines()[1:] == [f"Next: {command}"]


def test_mark_in_a_rebase_prints_how_to_continue(team: Team) -> None:
    """During a rebase, mark prints the command that continues the rebase, not a push command."""
    stop_in_a_rebase(team)
    assert run(*MARK, at=team.root).out.splitlines()[1:] == ["A rebase is in progress. Next: git rebase --continue"]


def test_mark_signs_the_commit_as_git_is_configured(team: Team, tmp_path: Path) -> None:
    """Mark signs with the key in git's settings, so the decision has the level signed."""
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = " ".join(key.with_suffix(".pub").read_text(encoding="utf-8").split()[:2])
    rewrite(team, make_key("alice").public, public, "checklists/people.yml")
    team.git("commit", "--quiet", "--all", "--message=Key of Alice")
    for name, value in (("commit.gpgsign", "true"), ("gpg.format", "ssh"), ("user.signingkey", str(key))):
        team.git("config", name, value)
    assert team.run("mark", "go", "qa", "--commit").code == 0
    assert (team.slot("qa").state, team.slot("qa").level) == ("valid", "signed")


@pytest.mark.parametrize(
    "command",
    ["sed -i s/Shop/SHOP/ {0} && git add {0}", "echo x > more && git add more", "git checkout --quiet HEAD -- {0}"],
    ids=["changes the file", "adds another file", "reverts the change"],
)
def test_mark_warns_if_a_hook_changes_the_commit(team: Team, command: str) -> None:
    """Mark warns if a hook changes the commit, and keeps the commit, because the hook belongs to the user."""
    write_hook(team, "pre-commit", command.format(V1))
    ran = run(*MARK, at=team.root)
    assert ran.code == 0
    assert (
        "warning: the commit differs from the checked files: a hook or another command changed it; see git show"
        in ran.out
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("post-commit", "exit 1", id="fails after the commit"),
        pytest.param("prepare-commit-msg", "echo '# see the wiki' >> $1", id="changes the message"),
        pytest.param(
            "pre-commit",
            "test -n \"$(git diff --cached --name-only -- '*.yml')\"",
            id="reads the names of staged files",
        ),
    ],
)
def test_mark_accepts_hooks_that_do_not_change_files(team: Team, name: str, text: str) -> None:
    """Mark gives no warning for hooks that change only the message or that read files."""
    write_hook(team, name, text)
    ran = run(*MARK, at=team.root)
    assert (ran.code, "warning" in ran.out, show_last_commit(team.root)) == (0, False, [V1, *LINE])


def test_mark_escapes_the_output_of_hooks(team: Team) -> None:
    """Mark escapes control characters in the output of hooks."""
    write_hook(team, "pre-commit", r"printf 'a\033[31mb\377\n' >&2; exit 1")
    assert r"git did not commit: a\u001b[31mb" in run(*MARK, at=team.root).err


def stage_and_restore(team: Team) -> None:
    text = (team.root / V1).read_text(encoding="utf-8")
    rewrite(team, "title: Shop v1", "title: Shop one")
    team.git("add", V1)
    (team.root / V1).write_text(text, encoding="utf-8")


def change_beside(team: Team) -> None:
    rewrite(team, "title: Shop v1", "title: Shop one")


def change_without_diff(team: Team) -> None:
    commit_attributes(team, "*.yml -diff\n")
    change_beside(team)


def change_mode(team: Team) -> None:
    (team.root / V1).chmod(0o755)


def assume_unchanged(team: Team) -> None:
    team.git("update-index", "--assume-unchanged", V1)
    change_beside(team)


def skip_worktree(team: Team) -> None:
    team.git("update-index", "--skip-worktree", V1)


def make_bare(team: Team) -> None:
    team.git("config", "core.bare", "true")


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        pytest.param(change_beside, "has other changes, in line 3", id="changed in the folder"),
        pytest.param(stage_and_restore, "has other changes, in line 3", id="staged, and restored in the folder"),
        pytest.param(change_without_diff, "has other changes, in line 3", id="attribute -diff"),
        pytest.param(change_mode, "has other changes, in its mode", id="mode"),
        pytest.param(assume_unchanged, "git is set to ignore changes", id="assume-unchanged"),
        pytest.param(skip_worktree, "git is set to ignore changes", id="skip-worktree"),
        pytest.param(make_bare, "this operation must be run in a work tree", id="core.bare"),
    ],
)
def test_mark_refuses_to_commit_other_changes_of_the_file(
    team: Team, prepare: Callable[[Team], None], error: str
) -> None:
    """The command fails before writing if the commit would contain other changes, or could not contain its change."""
    prepare(team)
    before = (team.root / V1).read_bytes()
    head = (team.root / ".git/refs/heads/main").read_text(encoding="ascii")
    ran = run(*MARK, at=team.root)
    assert ran.code == 2
    assert error in ran.err
    assert "nothing is written" in ran.err
    assert (team.root / V1).read_bytes() == before
    assert (team.root / ".git/refs/heads/main").read_text(encoding="ascii") == head


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_INDEX_FILE"])
def test_mark_refuses_an_environment_with_another_repository(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Mark refuses git variables that name another repository, because git would commit the change there."""
    other = tmp_path / "other"
    shutil.copytree(team.root, other)
    before = (team.root / V1).read_bytes()
    with monkeypatch.context() as patch:
        patch.setenv(name, str(other / ".git" / ("index" if name == "GIT_INDEX_FILE" else "")))
        ran = run(*MARK, at=team.root)
    assert (ran.code, (team.root / V1).read_bytes()) == (2, before)
    assert f"{other / '.git'}" in ran.err
    assert "help: unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE" in ran.err
    assert status(other) == ""


def add_second(team: Team) -> None:
    text = (team.root / V1).read_text(encoding="utf-8").replace("release: v1", "release: v2")
    (team.root / V2).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "add", [(), ("add", V2), ("add", "--intent-to-add", V2)], ids=["untracked", "staged", "intent-to-add"]
)
def test_mark_commits_a_new_file(team: Team, add: tuple[str, ...]) -> None:
    """Mark commits a new file, whether it is untracked, staged or added with --intent-to-add."""
    add_second(team)
    if add:
        team.git(*add)
    ran = run("mark", "open", "shop/v2#lint", "--commit", at=team.root)
    assert ran.code == 0, ran
    assert (show_last_commit(team.root)[0], status(team.root)) == (V2, "")


@pytest.mark.parametrize(
    "add", [(), ("add", V2), ("add", "--intent-to-add", V2)], ids=["untracked", "staged", "intent-to-add"]
)
def test_mark_restores_the_index_if_the_commit_of_a_new_file_fails(team: Team, add: tuple[str, ...]) -> None:
    """If the commit of a new file fails, staged files stay staged, and other files stay unstaged."""
    add_second(team)
    write_hook(team, "pre-commit", "exit 1")
    if add:
        team.git(*add)
    before = team.git("ls-files", "--stage")
    assert run("mark", "open", "shop/v2#lint", "--commit", at=team.root).code == 2
    assert team.git("ls-files", "--stage") == before


def test_mark_makes_the_first_commit_of_a_repository(team: Team) -> None:
    """Mark can make the first commit of a repository, and other staged files stay staged."""
    shutil.rmtree(team.root / ".git")
    git("init", "--quiet", "--initial-branch=main", at=team.root)
    git("add", "README.md", at=team.root)
    log_in(team.root)
    ran = run(*MARK, at=team.root)
    assert ran.code == 0, ran
    assert show_last_commit(team.root)[0] == V1
    assert status(team.root).startswith("A  README.md\n")


def clone(team: Team, *options: str) -> Path:
    """A clone of the team's repository in which Alice commits."""
    place = team.root.parent / "clone"
    git("clone", "--quiet", *options, f"file://{team.root}", str(place), at=team.root)
    log_in(place)
    return place


@pytest.mark.parametrize("option", ["--depth=1", "--filter=blob:none"])
def test_mark_works_on_items_in_a_clone_without_history(team: Team, option: str) -> None:
    """Items need only the files of HEAD; a decision needs the history, and is refused before anything is written."""
    team.git("config", "uploadpack.allowFilter", "true")
    place = clone(team, option)
    ran = run(*MARK, at=place)
    assert ran.code == 0, ran
    assert show_last_commit(place) == [V1, *LINE]
    ran = run("mark", "go", "qa", at=place)
    assert (ran.code, status(place)) == (2, "")
    assert "this clone is " in ran.err


def test_mark_commits_in_a_subfolder_of_the_repository(team: Team) -> None:
    """Mark commits in a project folder with a non-ASCII name, and from a folder below it."""
    folder = team.root / "ünder all"
    folder.mkdir()
    team.git("mv", "checklists", str(folder))
    team.git("commit", "--quiet", "--all", "--message=Move")
    ran = run(*MARK, at=folder / "checklists/shop")
    assert ran.code == 0, ran
    assert "warning" not in ran.out
    assert show_last_commit(team.root) == [f"ünder all/{V1}", *LINE]
    rewrite(team, "title: Shop v1", "title: Shop one", f"ünder all/{V1}")
    assert "has other changes, in line 3" in run("done", "lint", "--commit", at=folder).err


def test_mark_commits_in_a_submodule(team: Team, tmp_path: Path) -> None:
    """Mark commits in a submodule, and the outer repository then reports the submodule as changed."""
    outer = tmp_path / "outer"
    outer.mkdir()
    git("init", "--quiet", at=outer)
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(team.root), "inner", at=outer)
    git("commit", "--quiet", "--message=Add", at=outer)
    log_in(outer / "inner")
    assert run(*MARK, at=outer / "inner").code == 0
    assert show_last_commit(outer / "inner") == [V1, *LINE]
    assert status(outer) == " M inner\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files of another user")
def test_mark_reports_a_repository_of_another_user(team: Team) -> None:
    """The command prints git's refusal instead of reporting a missing repository."""
    for place in (team.root, *team.root.rglob("*")):
        os.chown(place, 65534, 65534)
    before = (team.root / V1).read_bytes()
    ran = run(*MARK, at=team.root)
    assert (ran.code, (team.root / V1).read_bytes()) == (2, before)
    assert "detected dubious ownership" in ran.err


def test_mark_without_git_edits_but_does_not_commit(team: Team) -> None:
    """Without git, mark edits the file, but refuses `--commit`."""
    environment = {"PATH": "/nonexistent", "GONOGO_CACHE": ""}
    ran = run_process(*MARK, at=team.root, environment=environment)
    assert (ran.code, ran.err.splitlines()[0], status(team.root)) == (
        2, "gonogo: git is not installed, or not in PATH", "",
    )  # fmt: skip
    ran = run_process(*MARK[:-1], at=team.root, environment=environment)
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"Changed {V1}.")


def read_next_command(ran: Ran) -> str:
    """The command that `mark` prints as the next step."""
    return ran.out.partition("Next: ")[2]


@pytest.mark.parametrize("folder", [".", "checklists/shop"])
@pytest.mark.parametrize("path", [V1, V2], ids=["committed", "never committed"])
def test_printed_command_works_in_the_current_folder(team: Team, folder: str, path: str) -> None:
    """The printed command works in the project folder, in a subfolder, and for an untracked file."""
    add_second(team)
    words = ("mark", "open", f"shop/{Path(path).stem}#lint")
    environment = {"GONOGO_CACHE": ""}
    ran = run_process(*words, at=team.root / folder, environment=environment)
    assert ("-C" in shlex.split(read_next_command(ran))) is (folder != ".")
    command = read_next_command(ran)
    subprocess.run(command, shell=True, cwd=team.root / folder, check=True, capture_output=True)  # noqa: S602
    assert show_last_commit(team.root)[0] == path


def test_printed_command_works_from_another_folder(team: Team, tmp_path: Path) -> None:
    """The printed command with -C works from another folder, and quotes a folder name that the shell would split."""
    place = tmp_path / "it's über"
    team.root.rename(place)
    ran = run(*MARK[:-1], at=place)
    subprocess.run(read_next_command(ran), shell=True, cwd=tmp_path, check=True, capture_output=True)  # noqa: S602
    assert show_last_commit(place) == [V1, *LINE]


def test_mark_outside_of_git_prints_no_command(team: Team) -> None:
    """Without a repository, `mark` does not suggest a commit."""
    shutil.rmtree(team.root / ".git")
    assert run(*MARK[:-1], at=team.root).out == f"Changed {V1}.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_mark_does_not_edit_a_symbolic_link(team: Team) -> None:
    """Mark refuses a symbolic link, and names `check`, which explains the reason."""
    (team.root / V1).rename(team.root / "real.yml")
    (team.root / V1).symlink_to("../../real.yml")
    before = (team.root / "real.yml").read_bytes()
    for reference in ("lint", "shop/v1#lint"):
        ran = run("mark", "open", reference, at=team.root)
        assert ran.code == 2
        assert ran.err.endswith("help: shop/v1 cannot be read, so its entries are unknown: see gonogo check\n")
    assert (team.root / "real.yml").read_bytes() == before
    assert "a symbolic link is not followed" in run("check", at=team.root).out


def test_mark_names_a_release_that_cannot_be_decoded(team: Team) -> None:
    """Mark names an unreadable release, suggests no entry, and writes nothing."""
    team.write(replace("title: Lint is clean", "titel: Lint is clean"))
    for reference in ("lint", "shop/v1#code/lint"):
        ran = run("mark", "open", reference, at=team.root)
        assert ran.code == 2
        assert "shop/v1 cannot be read" in ran.err
