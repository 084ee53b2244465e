"""An interrupted edit leaves the old or the new file, never a mixture, and reports the failure if it can."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editing.processes import run_script, run_simultaneously
from edits import V1
from team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.running import Ran

NOBODY = 65534
STALE = "checklists/shop/.v1.yml.gonogo-edit"
needs_fork = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="memfd_create is of Linux")
pytestmark = needs_fork


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A project in which every entry has an answer and no slot has a decision."""
    team = Team(tmp_path / "shop")
    team.make()
    return team


def expected(team: Team, state: str = "doing", item: str = "lint") -> tuple[bytes, bytes]:
    """The current file, and the file after the item has received the state."""
    before = (team.root / V1).read_bytes()
    head, found, tail = before.partition(f"      {item}:\n        status: done\n".encode())
    assert found
    return before, head + f"      {item}:\n        status: {state}\n".encode() + tail


def test_kill_at_any_line_of_the_writer_leaves_the_old_or_the_new_file(team: Team) -> None:
    """A killed command leaves the old or the new file; its temporary file disturbs neither check nor the next edit."""
    old, new = expected(team)
    (team.root / "old").write_bytes(old)
    (team.root / "new").write_bytes(new)
    ran = run_script(
        f"""
        from pathlib import Path
        place, old, new = (Path(name) for name in ({V1!r}, "old", "new"))
        def kill_at(number):
            left = [number]
            def trace(frame, event, argument):
                if frame.f_code.co_filename == replaced_files.__file__:
                    frame.f_trace = count
                    return count
            def count(frame, event, argument):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                return count
            sys.settrace(trace)
        number, code = 0, -1
        while code:
            number += 1
            place.write_bytes(old.read_bytes())
            code = wait(*command("mark", "doing", "lint", prepare=lambda: kill_at(number)))
            content = place.read_bytes()
            assert content in (old.read_bytes(), new.read_bytes()), number
            if code and number % 10 == 0:
                assert not wait(*command("check")), number
                assert not wait(*command("mark", "blocked", "lint")), number
        """,
        at=team.root,
    )
    killed = [result for result in ran if result.code == -signal.SIGKILL]
    assert len(killed) > 30
    assert {result.code for result in ran} == {0, -signal.SIGKILL}
    assert (team.root / V1).read_bytes() == new
    assert not (team.root / STALE).exists()


def test_kill_at_a_random_moment_leaves_the_old_or_the_new_file(team: Team) -> None:
    """After a kill of `mark --commit`, the file and the last commit each contain the old or the new version."""
    team.git("config", "user.name", "Alice Amber")
    team.git("config", "user.email", "alice@example.com")
    old, new = expected(team)
    chance = random.Random(7)  # noqa: S311 - nothing secret
    environment = {"PATH": os.environ["PATH"], "GONOGO_CACHE": "", "GIT_CONFIG_GLOBAL": os.devnull}
    for _ in range(6):
        words = [sys.executable, "-m", "gonogo", "mark", "doing", "lint", "--commit"]
        with subprocess.Popen(
            words, cwd=team.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            time.sleep(chance.uniform(0.1, 0.9))
            running.kill()
        assert (team.root / V1).read_bytes() in (old, new)
        committed = team.git("show", f"HEAD:{V1}").encode() + b"\n"
        assert committed in (old, new)
        (team.root / ".git/index.lock").unlink(missing_ok=True)


def test_temporary_file_of_a_killed_command_is_ignored_and_removed(team: Team) -> None:
    """`gonogo check` ignores the temporary file of a killed command, and the next edit removes it."""
    (team.root / STALE).write_bytes(b"\xff half a file")
    assert team.run("check").code == 0
    assert team.run("mark", "doing", "lint").code == 0
    assert not (team.root / STALE).exists()


def test_full_disk_leaves_the_old_file_and_is_reported(team: Team) -> None:
    """If the new file does not fit, the command fails and leaves no part of it."""
    old, _ = expected(team)
    [ran] = run_script(
        """
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        wait(*command("mark", "doing", "lint", prepare=limit))
        """,
        at=team.root,
    )
    assert ran.code == 2
    assert ran.err.startswith(
        f"gonogo: {V1} cannot be written: File too large; nothing is changed\nhelp: free disk space"
    )
    assert (team.root / V1).read_bytes() == old
    assert not (team.root / STALE).exists()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter; only the owner can enter the folders of pytest."""
    place = Path(tempfile.mkdtemp(prefix="gonogo-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def run_as_nobody(*words: str, team: Team) -> Ran:
    """The result of a command whose user cannot write every file.

    Root gives up its rights before the writing begins, because another user may not be able to import the rest of the
    program from a folder of root.
    """
    change = f"os.setgroups([]), os.setgid({NOBODY}), os.setuid({NOBODY})" if os.geteuid() == 0 else "None"
    [ran] = run_script(
        f"""
        import fcntl
        def trace(frame, event, argument):
            if frame.f_code.co_filename == replaced_files.__file__:
                sys.settrace(None)
                {change}
        wait(*command(*{words!r}, prepare=lambda: sys.settrace(trace)))
        """,
        at=team.root,
    )
    return ran


def give_to_nobody(team: Team) -> None:
    """Makes the user of the command the owner of the checklists, so that file modes apply."""
    if os.geteuid() == 0:
        for place in (team.root / "checklists", *(team.root / "checklists").rglob("*")):
            os.chown(place, NOBODY, NOBODY)


def test_read_only_file_is_refused(open_folder: Path) -> None:
    """The command does not replace a read-only file, even if the folder is writable."""
    team = Team(open_folder / "shop")
    team.make()
    old, _ = expected(team)
    give_to_nobody(team)
    (team.root / V1).chmod(0o444)
    ran = run_as_nobody("mark", "doing", "lint", team=team)
    assert (ran.code, ran.err) == (
        2, f"gonogo: {V1} is read-only, and nothing is written\nhelp: chmod u+w {V1}\n"
    )  # fmt: skip
    assert (team.root / V1).read_bytes() == old


def test_read_only_folder_leaves_the_old_file_and_is_reported(open_folder: Path) -> None:
    """In a read-only folder, the command reports the error and leaves the old file."""
    team = Team(open_folder / "shop")
    team.make()
    old, _ = expected(team)
    give_to_nobody(team)
    (team.root / V1).parent.chmod(0o555)
    ran = run_as_nobody("mark", "doing", "lint", team=team)
    (team.root / V1).parent.chmod(0o755)
    assert ran.code == 2
    assert f"{V1} cannot be written: Permission denied; nothing is changed\nhelp: " in ran.err
    assert (team.root / V1).read_bytes() == old


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files of another user")
def test_failure_at_the_second_file_restores_the_first(open_folder: Path) -> None:
    """A command changes all files or none, even if only the last rename fails, as in a sticky folder."""
    team = Team(open_folder / "shop")
    team.make()
    give_to_nobody(team)
    second = team.root / "checklists/store/v1.yml"
    second.parent.mkdir()
    for name in ("v1.yml", "roles.yml", "system.yml"):
        (second.parent / name).write_bytes((team.root / "checklists/shop" / name).read_bytes())
    second.parent.chmod(0o777 | stat.S_ISVTX)
    second.chmod(0o666)
    old = (team.root / V1).read_bytes()
    ran = run_as_nobody("mark", "doing", "shop/v1#lint", "store/v1#lint", team=team)
    assert ran.code == 2
    assert "cannot be written: Operation not permitted; nothing is changed" in ran.err
    assert [(team.root / V1).read_bytes(), second.read_bytes()] == [old, old]


def add_items(team: Team, number: int) -> list[str]:
    """Adds a number of items to the release, commits them, and returns their ids."""
    names = [f"item-{count}" for count in range(number)]
    items = "".join(f"      {name}:\n        status: open\n        title: {name}\n" for name in names)
    text = (team.root / V1).read_text(encoding="utf-8").replace("      tests:\n", f"{items}      tests:\n")
    (team.root / V1).write_text(text, encoding="utf-8")
    team.git("config", "user.name", "Alice Amber")
    team.git("config", "user.email", "alice@example.com")
    team.git("commit", "--quiet", "--all", "--message=Add items")
    return names


@pytest.mark.parametrize("number", [2, 20])
def test_simultaneous_commands_lose_no_change(team: Team, number: int) -> None:
    """Each command writes its change to the file, or asks the user to run the command again."""
    names = add_items(team, number)
    ran = run_simultaneously([["done", name] for name in names], at=team.root)
    changed = [f"+        status: done -- {name}" for name, result in zip(names, ran, strict=True) if not result.code]
    assert changed
    text = (team.root / V1).read_text(encoding="utf-8")
    done = [f"+        status: done -- {name}" for name in names if f"{name}:\n        status: done\n" in text]
    assert done == changed
    again = f"gonogo: {V1} has changed in the meantime, and nothing is written\nhelp: run the command again\n"
    assert {result.err for result in ran if result.code} <= {again}


def test_simultaneous_commands_commit_only_their_own_change(team: Team) -> None:
    """Each commit has the one line that its trailer names, and every failed command prints the reason."""
    names = add_items(team, 6)
    ran = run_simultaneously([["done", name, "--commit"] for name in names], at=team.root)
    committed = [name for name, result in zip(names, ran, strict=True) if not result.code]
    assert committed
    log = team.git(
        "log",
        "--format=%(trailers:key=Readiness-Entry,valueonly)",
        "--unified=1",
        "-p",
        "HEAD",
        "-n",
        str(len(committed)),
    )
    for name in committed:
        assert f"shop/v1#code/{name}" in log
    assert log.count("+        status: done") == len(committed)
    reasons = ("has changed in the meantime", "has other changes", "git did not commit")
    assert all(any(reason in result.err for reason in reasons) for result in ran if result.code), ran
