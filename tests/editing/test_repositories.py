"""`mark --commit` in repositories of every kind: it commits the change and nothing else, or says why it does not."""

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
    """A project with everything answered and nothing decided; Alice is at the keyboard, with no other settings."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    team = Team(tmp_path / "shop")
    team.make()
    log_in(team.root)
    return team


def log_in(folder: Path) -> None:
    """Git commits as Alice."""
    git("config", "user.name", ALICE.name, at=folder)
    git("config", "user.email", ALICE.email, at=folder)


def git(*words: str, at: Path) -> str:
    """What git prints in a folder."""
    ran = subprocess.run(
        ["git", *words], cwd=at, env=git_environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert not ran.returncode, ran.stderr
    return ran.stdout


def shown(folder: Path, *options: str) -> list[str]:
    """The paths of the last commit, and the lines that it changed."""
    out = git("-c", "core.quotePath=false", "show", "--format=", "--unified=0", *options, "HEAD", at=folder)
    paths = [line.partition(" b/")[2] for line in out.splitlines() if line.startswith("diff --git")]
    return paths + [line for line in out.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


def status(folder: Path) -> str:
    """What git says is not committed."""
    return git("status", "--porcelain", at=folder)


def write_hook(team: Team, name: str, text: str) -> None:
    """A hook in sh."""
    hook = team.root / ".git/hooks" / name
    hook.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    hook.chmod(0o755)


def rewrite(team: Team, old: str, new: str, path: str = V1) -> None:
    """Changes a file in the working tree."""
    file = team.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def commit_attributes(team: Team, text: str) -> None:
    """Commits .gitattributes, and the files as they are with them; then checks the files out again."""
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
    """Git keeps such line ends, whatever core.autocrlf is."""
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
def test_commit_is_one_line_of_one_file(team: Team, prepare: Callable[[Team], None]) -> None:
    """Whatever line ends, filters and settings there are, and nothing is left to commit."""
    prepare(team)
    ran = run(*MARK, at=team.root)
    assert ran.code == 0, ran
    assert "warning" not in ran.out
    options = ("--no-ext-diff", "--no-color", "--src-prefix=a/", "--dst-prefix=b/")
    assert [line.rstrip("\r") for line in shown(team.root, *options)] == [V1, *LINE]
    assert team.git("log", "-1", "--format=%B") == "Mark lint open (shop/v1)\n\nReadiness-Entry: shop/v1#code/lint"
    assert team.git("-c", "color.ui=false", "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("branch", "command"),
    [
        ("main", "git push origin main; or git push origin HEAD:refs/heads/NAME, then open a pull request"),
        ("it's", "git push origin 'it'\"'\"'s', then open a pull request"),
    ],
)
def test_commit_says_how_to_push(team: Team, branch: str, command: str) -> None:
    """Nobody opens a pull request from the main branch."""
    team.git("checkout", "--quiet", "-B", branch)
    assert run(*MARK, at=team.root).out.splitlines()[1:] == [f"Next: {command}"]


def test_commit_in_a_rebase_says_how_to_go_on(team: Team) -> None:
    """A branch of the commit would be the wrong next step."""
    stop_in_a_rebase(team)
    assert run(*MARK, at=team.root).out.splitlines()[1:] == ["A rebase is in progress. Next: git rebase --continue"]


def test_commit_is_signed_as_git_is_configured(team: Team, tmp_path: Path) -> None:
    """The key is Alice's in people.yml, so her decision is at level signed."""
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
    ids=["changes the file", "adds another file", "takes the change out"],
)
def test_hook_that_changes_the_commit_is_said(team: Team, command: str) -> None:
    """It is the user's own, so the commit stays."""
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
        pytest.param("pre-commit", "test -n \"$(git diff --cached --name-only -- '*.yml')\"", id="looks for names"),
    ],
)
def test_hook_that_leaves_the_files_alone_is_not_mentioned(team: Team, name: str, text: str) -> None:
    """A hook may change the message."""
    write_hook(team, name, text)
    ran = run(*MARK, at=team.root)
    assert (ran.code, "warning" in ran.out, shown(team.root)) == (0, False, [V1, *LINE])


def test_message_of_a_hook_steers_no_terminal(team: Team) -> None:
    """Its bytes are escaped."""
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
        pytest.param(change_beside, "has other changes, in line 3", id="changed"),
        pytest.param(stage_and_restore, "has other changes, in line 3", id="staged, and as before in the folder"),
        pytest.param(change_without_diff, "has other changes, in line 3", id="attribute -diff"),
        pytest.param(change_mode, "has other changes, in its mode", id="mode"),
        pytest.param(assume_unchanged, "git is set to ignore changes", id="assume-unchanged"),
        pytest.param(skip_worktree, "git is set to ignore changes", id="skip-worktree"),
        pytest.param(make_bare, "this operation must be run in a work tree", id="core.bare"),
    ],
)
def test_commit_that_would_take_more_or_nothing_is_refused(
    team: Team, prepare: Callable[[Team], None], error: str
) -> None:
    """Before anything is written."""
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
def test_environment_that_names_another_repository_is_refused(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Git would commit there what is here."""
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


@pytest.mark.parametrize("add", [(), ("add", V2), ("add", "--intent-to-add", V2)], ids=["", "staged", "intent-to-add"])
def test_file_that_was_never_committed_is_added(team: Team, add: tuple[str, ...]) -> None:
    """Whether git knows of it already, or not."""
    add_second(team)
    if add:
        team.git(*add)
    ran = run("mark", "open", "shop/v2#lint", "--commit", at=team.root)
    assert ran.code == 0, ran
    assert (shown(team.root)[0], status(team.root)) == (V2, "")


@pytest.mark.parametrize("add", [(), ("add", V2), ("add", "--intent-to-add", V2)], ids=["", "staged", "intent-to-add"])
def test_index_is_as_before_if_a_file_that_was_never_committed_is_not(team: Team, add: tuple[str, ...]) -> None:
    """What was staged stays staged, and what was not is not."""
    add_second(team)
    write_hook(team, "pre-commit", "exit 1")
    if add:
        team.git(*add)
    before = team.git("ls-files", "--stage")
    assert run("mark", "open", "shop/v2#lint", "--commit", at=team.root).code == 2
    assert team.git("ls-files", "--stage") == before


def test_first_commit_of_a_repository(team: Team) -> None:
    """What is staged besides stays staged."""
    shutil.rmtree(team.root / ".git")
    git("init", "--quiet", "--initial-branch=main", at=team.root)
    git("add", "README.md", at=team.root)
    log_in(team.root)
    ran = run(*MARK, at=team.root)
    assert ran.code == 0, ran
    assert shown(team.root)[0] == V1
    assert status(team.root).startswith("A  README.md\n")


def clone(team: Team, *options: str) -> Path:
    """A clone of the team's repository beside it, in which Alice commits."""
    place = team.root.parent / "clone"
    git("clone", "--quiet", *options, f"file://{team.root}", str(place), at=team.root)
    log_in(place)
    return place


@pytest.mark.parametrize("option", ["--depth=1", "--filter=blob:none"])
def test_item_is_marked_in_a_clone_without_history(team: Team, option: str) -> None:
    """The files of HEAD suffice; a decision needs the history, and says so before anything is written."""
    team.git("config", "uploadpack.allowFilter", "true")
    place = clone(team, option)
    ran = run(*MARK, at=place)
    assert ran.code == 0, ran
    assert shown(place) == [V1, *LINE]
    ran = run("mark", "go", "qa", at=place)
    assert (ran.code, status(place)) == (2, "")
    assert "this clone is " in ran.err


def test_commit_in_a_subfolder_of_the_repository(team: Team) -> None:
    """With a name in it that is not ASCII, and from a folder below."""
    folder = team.root / "ünder all"
    folder.mkdir()
    team.git("mv", "checklists", str(folder))
    team.git("commit", "--quiet", "--all", "--message=Move")
    ran = run(*MARK, at=folder / "checklists/shop")
    assert ran.code == 0, ran
    assert "warning" not in ran.out
    assert shown(team.root) == [f"ünder all/{V1}", *LINE]
    rewrite(team, "title: Shop v1", "title: Shop one", f"ünder all/{V1}")
    assert "has other changes, in line 3" in run("done", "lint", "--commit", at=folder).err


def test_commit_in_a_submodule(team: Team, tmp_path: Path) -> None:
    """The outer repository sees that the submodule has moved."""
    outer = tmp_path / "outer"
    outer.mkdir()
    git("init", "--quiet", at=outer)
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(team.root), "inner", at=outer)
    git("commit", "--quiet", "--message=Add", at=outer)
    log_in(outer / "inner")
    assert run(*MARK, at=outer / "inner").code == 0
    assert shown(outer / "inner") == [V1, *LINE]
    assert status(outer) == " M inner\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files of another user")
def test_repository_of_another_user_is_named_as_git_does(team: Team) -> None:
    """Git refuses it; nothing says that there is none."""
    for place in (team.root, *team.root.rglob("*")):
        os.chown(place, 65534, 65534)
    before = (team.root / V1).read_bytes()
    ran = run(*MARK, at=team.root)
    assert (ran.code, (team.root / V1).read_bytes()) == (2, before)
    assert "detected dubious ownership" in ran.err


def test_without_git_an_item_is_marked(team: Team) -> None:
    """A commit is refused; the edit alone needs no git."""
    environment = {"PATH": "/nonexistent", "GONOGO_CACHE": ""}
    ran = run_process(*MARK, at=team.root, environment=environment)
    assert (ran.code, ran.err.splitlines()[0], status(team.root)) == (
        2, "gonogo: git is not installed, or not in PATH", "",
    )  # fmt: skip
    ran = run_process(*MARK[:-1], at=team.root, environment=environment)
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"Changed {V1}.")


def next_command(ran: Ran) -> str:
    """The command that is printed to be typed."""
    return ran.out.partition("Next: ")[2]


@pytest.mark.parametrize("folder", [".", "checklists/shop"])
@pytest.mark.parametrize("path", [V1, V2], ids=["committed", "never committed"])
def test_printed_command_works_where_it_is_printed(team: Team, folder: str, path: str) -> None:
    """In the folder of the project, in one below, and for a file that git does not know."""
    add_second(team)
    words = ("mark", "open", f"shop/{Path(path).stem}#lint")
    environment = {"GONOGO_CACHE": ""}
    ran = run_process(*words, at=team.root / folder, environment=environment)
    assert ("-C" in shlex.split(next_command(ran))) is (folder != ".")
    command = next_command(ran)
    subprocess.run(command, shell=True, cwd=team.root / folder, check=True, capture_output=True)  # noqa: S602
    assert shown(team.root)[0] == path


def test_printed_command_works_from_elsewhere(team: Team, tmp_path: Path) -> None:
    """With -C, and with a folder that a shell would take apart."""
    place = tmp_path / "it's über"
    team.root.rename(place)
    ran = run(*MARK[:-1], at=place)
    subprocess.run(next_command(ran), shell=True, cwd=tmp_path, check=True, capture_output=True)  # noqa: S602
    assert shown(place) == [V1, *LINE]


def test_folder_outside_of_git_gets_no_command(team: Team) -> None:
    """There is nothing to commit to."""
    shutil.rmtree(team.root / ".git")
    assert run(*MARK[:-1], at=team.root).out == f"Changed {V1}.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_linked_file_is_not_edited(team: Team) -> None:
    """It is not read either, and the hint leads to `check`, which says why."""
    (team.root / V1).rename(team.root / "real.yml")
    (team.root / V1).symlink_to("../../real.yml")
    before = (team.root / "real.yml").read_bytes()
    for reference in ("lint", "shop/v1#lint"):
        ran = run("mark", "open", reference, at=team.root)
        assert ran.code == 2
        assert ran.err.endswith("help: shop/v1 cannot be read, so its entries are unknown: see gonogo check\n")
    assert (team.root / "real.yml").read_bytes() == before
    assert "a symbolic link is not followed" in run("check", at=team.root).out


def test_release_that_does_not_decode_is_named(team: Team) -> None:
    """Its entries are not known, so no other name is proposed; nothing is written."""
    team.write(replace("title: Lint is clean", "titel: Lint is clean"))
    for reference in ("lint", "shop/v1#code/lint"):
        ran = run("mark", "open", reference, at=team.root)
        assert ran.code == 2
        assert "shop/v1 cannot be read" in ran.err
