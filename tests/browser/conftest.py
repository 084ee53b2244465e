"""A real browser on a built site. Without one the tests are skipped with the reason; in CI that is a failure."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from built_site import build, copy_project
from built_tree import render
from cli.running import run
from gonogo.cli.demo import LAST_DAY
from hostile import write_hostile_project
from many_systems import AS_OF, write_systems
from planned import write_planned_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, or Chrome."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no chromium or google-chrome on this machine")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        running = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield running
        running.close()


@pytest.fixture(scope="session")
def own_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of this repository is served."""
    site = tmp_path_factory.mktemp("own-site")
    assert build(copy_project(tmp_path_factory.mktemp("own"), offline=False), site).returncode == 0
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def planned_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a project is served in which everything is planned."""
    site = tmp_path_factory.mktemp("planned-site")
    assert build(write_planned_project(tmp_path_factory.mktemp("planned")), site).returncode == 0
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def many_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the home page of forty systems is served, alone: MkDocs would take long for all the other pages."""
    project, tree = write_systems(tmp_path_factory.mktemp("many"), 40), tmp_path_factory.mktemp("tree")
    assert render(project, tree, as_of=AS_OF.isoformat()).returncode == 0
    for file in (tree / "docs").rglob("*.md"):
        if file != tree / "docs" / "index.md":
            file.unlink()
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tree / "mkdocs.yml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    with served(tree / "site") as address:
        yield address


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of the demo is served, as it was on the last day of its story."""
    project, site = tmp_path_factory.mktemp("demo") / "clinic", tmp_path_factory.mktemp("demo-site")
    assert run("demo", project).code == 0
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  - offline\n", ""), encoding="utf-8")
    assert build(project, site, as_of=LAST_DAY).returncode == 0
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site of this repository in a folder in which it was not built."""
    site = tmp_path_factory.mktemp("own-site")
    assert build(copy_project(tmp_path_factory.mktemp("own")), site).returncode == 0
    return shutil.move(site, tmp_path_factory.mktemp("a disk") / "50% ready #1")


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a project is served in which every text is hostile."""
    site = tmp_path_factory.mktemp("hostile-site")
    assert build(write_hostile_project(tmp_path_factory.mktemp("hostile")), site).returncode == 0
    with served(site) as address:
        yield address
