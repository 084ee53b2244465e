"""Sites that several tests look at, built once for each test process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from built_site import build, copy_project
from hostile import write_hostile_past

if TYPE_CHECKING:
    from pathlib import Path


def _build(project: Path, site: Path) -> Path:
    result = build(project, site)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return site


@pytest.fixture(scope="session", params=[True, False], ids=["directory-urls", "file-urls"])
def own_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository, with either form of URL."""
    project = copy_project(tmp_path_factory.mktemp("own"), offline=not request.param)
    return _build(project, tmp_path_factory.mktemp("own-site"))


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project in which every text is hostile, and every text of its past."""
    return _build(write_hostile_past(tmp_path_factory.mktemp("hostile")), tmp_path_factory.mktemp("hostile-site"))
