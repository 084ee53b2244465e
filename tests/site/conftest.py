"""Sites that several tests use, each built once in a test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from built_site import build, build_own_site
from hostile import write_hostile_past

if TYPE_CHECKING:
    from pathlib import Path

    from made_once import MadeOnce


@pytest.fixture(scope="session", params=[True, False], ids=["directory-urls", "file-urls"])
def own_site(request: pytest.FixtureRequest, made_once: MadeOnce) -> Path:
    """The site of this repository, with each form of URL."""
    return build_own_site(made_once, offline=not request.param)


@pytest.fixture(scope="session")
def hostile_site(made_once: MadeOnce) -> Path:
    """The site of a project with hostile texts in all files and in its history."""

    def make(folder: Path) -> None:
        result = build(write_hostile_past(folder / "project"), folder / "site")
        assert (result.returncode, result.stderr) == (0, "")

    return made_once("hostile-past", make) / "site"
