"""The rendered trees, the sites of the plugin for comparison, and the builders.

The tests of a missing builder are skipped with the reason; in CI, they fail. `PROPERDOCS` and `ZENSICAL` can name
executables in separate environments without gonogo.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, NamedTuple

import pytest

from built_site import build, copy_project
from built_tree import BUILDERS, build_tree, find_builder, render
from hostile import write_hostile_past
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from made_once import MadeOnce


class Case(NamedTuple):
    """A project, the site that the plugin builds from it, and the rendered tree."""

    project: Path
    site: Path
    tree: Path


def _own(folder: Path) -> Path:
    """This repository with a link to an entry and with checked anchors, in a single commit."""
    project = copy_project(folder)
    page = project / "docs" / "handbook" / "day.md"
    link = "[unit tests](../vitracka/v1.0.0/pre-deployment/index.md#unit-tests)"
    page.write_text(page.read_text(encoding="utf-8") + f"\nSee {link}.\n", encoding="utf-8")
    RepoBuilder(project).commit()
    return project


def _with_file_urls(folder: Path) -> Path:
    project = _own(folder)
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("use_directory_urls: false\n")
    return project


_PROJECTS = {"own": _own, "file-urls": _with_file_urls, "hostile": write_hostile_past}


@pytest.fixture(scope="session")
def cases(made_once: MadeOnce) -> Callable[[str], Case]:
    """The projects in both forms, each created once for all tests."""

    def make(folder: Path, name: str) -> None:
        (folder / "project").mkdir()
        _PROJECTS[name](folder / "project")
        for result in (build(folder / "project", folder / "site"), render(folder / "project", folder / "tree")):
            assert (result.returncode, result.stderr) == (0, "")

    def find(name: str) -> Case:
        folder = made_once(f"rendered-{name}", functools.partial(make, name=name))
        return Case(folder / "project", folder / "site", folder / "tree")

    return find


@pytest.fixture(scope="session")
def sites(cases: Callable[[str], Case], made_once: MadeOnce) -> Callable[[str, str], Path]:
    """The sites that builders create from the tree of a project, each created once."""

    def find(name: str, builder: str) -> Path:
        executable = find_builder(builder)
        if executable is None:
            missing = f"no {builder} on this machine; {builder.upper()} can name one"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
        tree = cases(name).tree
        folder = made_once(f"{name}-by-{builder}", lambda place: build_tree(builder, executable, tree, place / "tree"))
        return folder / "tree" / "site"

    return find


@pytest.fixture(params=_PROJECTS)
def project_name(request: pytest.FixtureRequest) -> str:
    """The name of a project."""
    name: str = request.param
    return name


@pytest.fixture
def case(project_name: str, cases: Callable[[str], Case]) -> Case:
    """A project in both forms."""
    return cases(project_name)


@pytest.fixture(params=BUILDERS)
def built(request: pytest.FixtureRequest, project_name: str, sites: Callable[[str, str], Path]) -> Path:
    """The site that a builder creates from the tree."""
    return sites(project_name, request.param)
