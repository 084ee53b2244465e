"""A real browser on a built site. Without a browser, the tests are skipped with the reason; in CI, they fail."""

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

from built_site import AS_OF, build, build_own_site
from built_tree import render
from cli.running import run
from gonogo.cli.demo import LAST_DAY
from hostile import write_hostile_project
from many_systems import AS_OF as DAY_OF_SYSTEMS
from many_systems import write_systems
from planned import write_planned_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from made_once import MadeOnce


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Logs nothing."""


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


def _build_once(made_once: MadeOnce, name: str, write: Callable[[Path], Path], *, as_of: str = AS_OF) -> Path:
    """The site of a project, built once in a test run."""

    def make(folder: Path) -> None:
        assert build(write(folder / "project"), folder / "site", as_of=as_of).returncode == 0

    return made_once(name, make) / "site"


@pytest.fixture(scope="session")
def own_address(made_once: MadeOnce) -> Iterator[str]:
    """The address of the served site of this repository."""
    with served(build_own_site(made_once, offline=False)) as address:
        yield address


@pytest.fixture(scope="session")
def planned_address(made_once: MadeOnce) -> Iterator[str]:
    """The address of the served site of the planned project."""
    with served(_build_once(made_once, "planned", write_planned_project)) as address:
        yield address


@pytest.fixture(scope="session")
def many_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served home page of forty systems, without other pages, which would take MkDocs long."""
    project, tree = write_systems(tmp_path_factory.mktemp("many"), 40), tmp_path_factory.mktemp("tree")
    assert render(project, tree, as_of=DAY_OF_SYSTEMS.isoformat()).returncode == 0
    for file in (tree / "docs").rglob("*.md"):
        if file != tree / "docs" / "index.md":
            file.unlink()
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tree / "mkdocs.yml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    with served(tree / "site") as address:
        yield address


@pytest.fixture(scope="session")
def demo_address(made_once: MadeOnce) -> Iterator[str]:
    """The address of the served site of the demo, as of the last day of its story."""

    def write(project: Path) -> Path:
        assert run("demo", project).code == 0
        config = project / "mkdocs.yml"
        config.write_text(config.read_text(encoding="utf-8").replace("  - offline\n", ""), encoding="utf-8")
        return project

    with served(_build_once(made_once, "demo", write, as_of=LAST_DAY)) as address:
        yield address


@pytest.fixture(scope="session")
def own_folder(made_once: MadeOnce, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site of this repository in another folder."""
    site = build_own_site(made_once, offline=True)
    return shutil.copytree(site, tmp_path_factory.mktemp("a disk") / "50% ready #1")


@pytest.fixture(scope="session")
def hostile_address(made_once: MadeOnce) -> Iterator[str]:
    """The address of the served site of a project with hostile texts."""
    with served(_build_once(made_once, "hostile", write_hostile_project)) as address:
        yield address
