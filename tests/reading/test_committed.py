"""The files of a commit equal the files of a working tree in which it is checked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.source.files.worktree import read_files
from gonogo.source.git.committed_files import read_revision
from repository import LINK, Entry, Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

V1 = "checklists/shop/v1.yml"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({V1: "release: v1\n", "checklists/people.yml": "people:\n"}, id="files of the format"),
        pytest.param(
            {V1: "a", "checklists/shop/v1-b.yml": "b", "checklists/shop-b/v1.yml": "c"}, id="order of folders"
        ),
        pytest.param({V1: Entry(b"../../people.yml", LINK)}, id="a link"),
        pytest.param({"checklists/shop/v1.yaml": "a", "checklists/deep/er/v1.yml": "b"}, id="misplaced files"),
        pytest.param({"checklists/shop/V1.yml": "a", V1: "b"}, id="names that differ in case"),
        pytest.param({"checklists/shop/\u202ev1.yml": "a"}, id="a name with an invisible character"),
        pytest.param({"checklists/shop/ä ö.yml": "a"}, id="a name with spaces and other letters"),
        pytest.param({V1: "x" * 2_000_000}, id="an oversized file"),
        pytest.param({"checklists/shop/README.md": "a", "checklists/.keep": ""}, id="others"),
    ],
)
@pytest.mark.parametrize("below", ["", "ops/"])
def test_commit_has_the_files_of_its_working_tree(tmp_path: Path, files: dict[str, str | Entry], below: str) -> None:
    """Contents, order and findings are the same, in any folder of the repository."""
    repository = RepoBuilder(tmp_path)
    made = {f"{below}{path}": content for path, content in {"checklists/.x": "", **files}.items()}
    ids = repository.load(Made("one", made), Made("two", {f"{below}{path}": None for path in files}))
    repository.git("checkout", "--quiet", ids["one"])
    here = read_files(tmp_path / below)
    repository.git("checkout", "--quiet", "main")
    commit, held = read_revision(tmp_path / below, "main~1")
    assert commit == ids["one"]
    assert (list(held.contents.items()), held.diagnostics) == (list(here.contents.items()), here.diagnostics)
