"""Trees, the site of the plugin to compare with, and the builders.

A builder that is not there skips its tests with the reason; in CI that is a failure. `PROPERDOCS` and `ZENSICAL` name
the executables where they have environments of their own, without gonogo.
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


class Case(NamedTuple):
    """A project, the site that the plugin makes of it, and the rendered tree."""

    project: Path
    site: Path
    tree: Path


def _own(folder: Path) -> Path:
    """This repository, with a page that links to an entry and with anchors checked; its past is one commit."""
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
def cases(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    """The projects in both forms, each made once, in whatever order tests ask for them."""

    @functools.cache
    def make(name: str) -> Case:
        folder = tmp_path_factory.mktemp("case")
        (folder / "project").mkdir()
        one = Case(_PROJECTS[name](folder / "project"), folder / "site", folder / "tree")
        for result in (build(one.project, one.site), render(one.project, one.tree)):
            assert (result.returncode, result.stderr) == (0, "")
        return one

    return make


@pytest.fixture(scope="session")
def sites(cases: Callable[[str], Case], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The site that a builder makes of the tree of a project, each made once."""

    @functools.cache
    def make(name: str, builder: str) -> Path:
        executable = find_builder(builder)
        if executable is None:
            missing = f"no {builder} on this machine; {builder.upper()} can name one"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
        return build_tree(builder, executable, cases(name).tree, tmp_path_factory.mktemp("built") / "tree")

    return make


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
    """The site that a builder makes of the tree."""
    return sites(project_name, request.param)
