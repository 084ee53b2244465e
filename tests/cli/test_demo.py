"""`gonogo demo` creates an example repository with the same bytes on every machine."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from cli.running import run, run_process
from gonogo.cli.demo import LAST_DAY
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Only a change of the story changes this id.
HEAD = "2e30feea4951a565e0d8af4090dd4dfaa2e07634"


@pytest.fixture
def mask() -> Iterator[None]:
    """Sets a umask that removes all rights of other users."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def read_head(folder: Path) -> str:
    return (folder / ".git" / "refs" / "heads" / "main").read_text(encoding="ascii").strip()


def test_demo_has_a_fixed_commit_id(tmp_path: Path) -> None:
    """The last commit has the expected id, which depends on every byte of the files and the history."""
    ran = run("demo", tmp_path / "clinic")
    assert (ran.code, ran.err) == (0, "")
    assert read_head(tmp_path / "clinic") == HEAD


@pytest.mark.usefixtures("mask")
def test_demo_does_not_depend_on_the_machine(tmp_path: Path) -> None:
    """Git settings, templates, identity, time zone, locale, hash seed and umask change nothing, and no hook runs."""
    canary = tmp_path / "canary"
    hooks = tmp_path / "templates" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {canary}\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    settings = (
        f"[init]\ndefaultBranch = trunk\ntemplateDir = {hooks.parent}\n[core]\nautocrlf = true\nhooksPath = {hooks}\n"
        "[user]\nname = Mallory\nemail = mallory@example.com\n[commit]\ngpgSign = true\n[gpg]\nformat = x509\n"
    )
    (tmp_path / ".gitconfig").write_text(settings, encoding="utf-8")
    environment = {
        "HOME": str(tmp_path),
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "0",
        "GIT_DIR": str(tmp_path / "elsewhere"),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_TEMPLATE_DIR": str(hooks.parent),
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z",
        "SSH_AUTH_SOCK": str(tmp_path / "agent"),
    }
    folder = tmp_path / "clinic"
    ran = run_process("demo", folder, at=tmp_path, environment=environment)
    assert (ran.code, ran.err) == (0, "")
    repository = RepoBuilder(tmp_path / "any")
    assert read_head(folder) == HEAD
    assert repository.git("-C", str(folder), "status", "--porcelain") == ""
    assert repository.git("-C", str(folder), "symbolic-ref", "HEAD") == "refs/heads/main"
    assert repository.git("-C", str(folder), "fsck", "--strict") == ""
    assert not canary.exists()
    assert {file.name for file in tmp_path.iterdir()} == {".gitconfig", "any", "clinic", "templates"}


def test_demo_prints_commands_that_work(tmp_path: Path) -> None:
    """A user can type every printed command without changes."""
    folder = tmp_path / "a clinic"
    ran = run("demo", "a clinic", at=tmp_path)
    commands = [line for line in ran.out.splitlines() if line.startswith("  gonogo")]
    place = f"gonogo -C '{folder}'"
    assert commands[0] == f"  {place} status --as-of {LAST_DAY}"
    assert all(line.startswith(f"  {place} ") for line in commands)
    assert run("log", "patient-portal/3.0.0", "--since", "2026-03-20", at=folder).code == 0


def test_demo_checks_and_builds(tmp_path: Path) -> None:
    """Check reports the decision that another author wrote, and build writes a site of both systems."""
    folder, site = tmp_path / "clinic", tmp_path / "site"
    assert run("demo", folder).code == 0
    checked = run("check", "--as-of", LAST_DAY, at=folder)
    assert (checked.code, checked.out.splitlines()[-1]) == (
        1,
        "1 error, 4 warnings, 4 notes; error in checklists/patient-portal/3.0.0.yml:425:13",
    )
    built = run_process("build", "--site-dir", site, at=folder)
    assert (built.code, built.err) == (0, "")
    assert "As of 2026-03-27T17:00:00Z" in built.out
    assert "27 Mar 2026" in (site / "index.html").read_text(encoding="utf-8")
    assert {path.parent.name for path in site.glob("*/*/run-sheet")} == {
        "1.3.3",
        "1.4.0",
        "1.5.0",
        "2.8.0",
        "2.8.1",
        "3.0.0",
    }
    assert RepoBuilder(tmp_path / "any").git("-C", str(folder), "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("start", "arguments"),
    [
        pytest.param("", ("demo", "clinic"), id="a name"),
        pytest.param("", ("demo", "./clinic"), id="a path with a dot"),
        pytest.param("other", ("demo", "../clinic"), id="a path to the parent folder"),
        pytest.param("", ("-C", "other", "demo", "../clinic"), id="with -C"),
        pytest.param("clinic", ("demo", "."), id="the folder itself"),
    ],
)
def test_demo_resolves_a_relative_path(tmp_path: Path, start: str, arguments: tuple[str, ...]) -> None:
    """A relative DIR is relative to the current folder, or to the folder in -C."""
    (tmp_path / "other").mkdir()
    (tmp_path / start).mkdir(exist_ok=True)
    ran = run_process(*arguments, at=tmp_path / start)
    assert (ran.code, ran.err) == (0, "")
    assert read_head(tmp_path / "clinic") == HEAD
    assert (tmp_path / "clinic" / "mkdocs.yml").is_file()


@pytest.mark.parametrize("name", ["a file", ".hidden"])
def test_demo_refuses_a_folder_with_files(tmp_path: Path, name: str) -> None:
    """The demo refuses a folder with any file, and changes nothing in it."""
    (tmp_path / name).write_text("mine", encoding="utf-8")
    ran = run("demo", tmp_path)
    assert (ran.code, ran.out, "is not empty" in ran.err) == (2, "", True)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [(name, "mine")]


def test_demo_refuses_a_file_and_a_broken_link(tmp_path: Path) -> None:
    """The target must be a folder: the demo refuses a file and a broken link."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        ran = run("demo", tmp_path / name)
        assert (ran.code, ran.out, "not a folder" in ran.err) == (2, "", True)
    assert not (tmp_path / "nowhere").exists()


def test_demo_accepts_an_empty_or_missing_folder(tmp_path: Path) -> None:
    """The demo writes into an empty folder, and creates a missing folder with its parents, as `git init` does."""
    (tmp_path / "empty").mkdir()
    assert run("demo", tmp_path / "empty").code == 0
    assert run("demo", tmp_path / "one" / "other").code == 0
    assert read_head(tmp_path / "empty") == read_head(tmp_path / "one" / "other")


@pytest.mark.parametrize(
    ("present", "missing", "hint"), [("git", "ssh-keygen", "openssh-client"), ("ssh-keygen", "git", "2.30")]
)
def test_demo_names_a_missing_program(tmp_path: Path, present: str, missing: str, hint: str) -> None:
    """The command prints one line and a hint without a traceback, and creates no files."""
    found = shutil.which(present)
    assert found
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / present).symlink_to(found)
    ran = run_process("demo", tmp_path / "clinic", at=tmp_path, environment={"PATH": str(tmp_path / "bin")})
    assert (ran.code, ran.out) == (2, "")
    assert f"{missing} is not installed" in ran.err
    assert hint in ran.err
    assert not (tmp_path / "clinic").exists() or not any((tmp_path / "clinic").iterdir())


@pytest.mark.parametrize(
    ("error", "hint"),
    [
        pytest.param("No user exists for uid 4711", "a line in /etc/passwd", id="no user"),
        pytest.param("unknown option -- Y\nusage: ssh-keygen [-q]", "OpenSSH 8.1 or newer is needed", id="old version"),
        pytest.param("Couldn't sign message: disk full", "see the message from ssh-keygen", id="another reason"),
    ],
)
def test_demo_hint_depends_on_the_error_of_ssh_keygen(
    error: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hint suggests a newer OpenSSH only if a feature is missing; no files are left."""
    program = tmp_path / "bin/ssh-keygen"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "{error}" >&2\nexit 255\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    ran = run("demo", tmp_path / "demo")
    assert (ran.code, error.partition("\n")[0] in ran.err, hint in ran.err) == (2, True, True)
    assert not (tmp_path / "demo").exists()


def test_demo_leaves_no_private_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo removes its signing keys, which are in a temporary folder."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir(mode=stat.S_IRWXU)
    assert run("demo", tmp_path / "clinic").code == 0
    assert list((tmp_path / "temporary").iterdir()) == []
    kept = [file for file in (tmp_path / "clinic").rglob("*") if file.is_file()]
    assert not any(b"PRIVATE KEY" in file.read_bytes() for file in kept)
