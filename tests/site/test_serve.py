"""`gonogo serve` always shows the current files."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from built_site import copy_project
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 60


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def _wait_for(text: str, url: str) -> None:
    """Requests the page until it contains the text; retries while the server is starting."""
    for _ in range(_PATIENCE * 5):
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
                if text in answer.read().decode("utf-8"):
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.2)
    raise AssertionError(f"{text!r} never came")


def test_serve_shows_an_edited_checklist(tmp_path: Path) -> None:
    """After a change of a checklist, the served page changes without a restart."""
    project = copy_project(tmp_path)
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "gonogo", "-C", str(project), "serve", "--address", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            page = f"http://{address}/vitracka/v1.0.0/"
            _wait_for("0 of 10", page)
            release = project / "checklists" / "vitracka" / "v1.0.0.yml"
            text = release.read_text(encoding="utf-8")
            release.write_text(text.replace("status: open", "status: done", 1), encoding="utf-8")
            _wait_for("1 of 10", page)
        finally:
            server.terminate()


@pytest.mark.parametrize("is_worktree", [False, True], ids=["clone", "worktree"])
def test_serve_shows_a_new_commit(tmp_path: Path, *, is_worktree: bool) -> None:
    """After a commit, the served page names the commit, although no file has changed."""
    repo = RepoBuilder(copy_project(tmp_path / "repo"))
    repo.commit()
    project = repo.root
    if is_worktree:
        repo.git("worktree", "add", "--quiet", "-b", "other", "../other")
        project = tmp_path / "other"
    release = project / "checklists/vitracka/v1.0.0.yml"
    release.write_text(release.read_text(encoding="utf-8").replace("status: open", "status: done", 1), encoding="utf-8")
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "gonogo", "-C", str(project), "serve", "--address", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            page = f"http://{address}/vitracka/v1.0.0/"
            _wait_for("with changes that are not committed", page)
            repo.git("-C", str(project), "commit", "--quiet", "--all", "--message=done")
            head = repo.git("-C", str(project), "rev-parse", "--short=12", "HEAD")
            _wait_for(f"from commit <code>{head}</code>", page)
        finally:
            server.terminate()


def test_serve_reports_an_address_in_use_with_a_hint(tmp_path: Path) -> None:
    """A second server at the same address exits with code 2 and suggests another address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        command = [sys.executable, "-m", "gonogo", "-C", str(copy_project(tmp_path)), "serve", "--address", address]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    printed = [line for line in ran.stderr.splitlines() if not line.startswith("INFO:")]
    assert (ran.returncode, ran.stdout, printed) == (
        2,
        "",
        [
            f"gonogo: cannot listen at {address}: Address already in use",
            "help: name a free address: gonogo serve --address 127.0.0.1:8001",
        ],
    )
