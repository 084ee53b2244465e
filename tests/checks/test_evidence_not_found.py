"""Rule `evidence-not-found`: evidence whose file is missing in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import Files, lay_out, signed, write_release
from checks.judged import Judged, find
from edits import delete, put, write
from repository import Entry
from shop import CAROL
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

RULE = "evidence-not-found"
HINT = "commit the file with the answer; paths are relative to the folder that contains checklists/"


def item(evidence: str, *, outcome: str = "") -> Files:
    """A release with an item with this evidence."""
    section = f"code:\n  title: Code\n  phase: before\n  items:\n    tests:\n      status: done\n      {evidence}\n"
    return Files(release=write_release(signed(f"{section}      title: Tests pass"), outcome=outcome))


def make_files(root: Path) -> None:
    """Creates the file `docs/tests.txt`, a link to it and a link to its folder."""
    (root / "docs").mkdir()
    (root / "docs" / "tests.txt").write_text("passed")
    (root / "docs" / "link.txt").symlink_to("tests.txt")
    (root / "linked").symlink_to("docs")


@pytest.mark.parametrize(
    ("evidence", "path"),
    [
        pytest.param("evidence: »docs/nothing.txt", "docs/nothing.txt", id="no such file"),
        pytest.param("evidence: »tests.txt", "tests.txt", id="a file in another folder"),
        pytest.param("evidence: »docs", "docs", id="a folder"),
        pytest.param("evidence: »docs/link.txt", "docs/link.txt", id="a symbolic link"),
        pytest.param("evidence: »linked/tests.txt", "linked/tests.txt", id="a file in a linked folder"),
        pytest.param("evidence: »docs/tests.txt/x", "docs/tests.txt/x", id="a path through a file"),
        pytest.param("evidence: [docs/tests.txt, »docs/other.txt]", "docs/other.txt", id="the second of a list"),
    ],
)
def test_evidence_not_found_is_found(evidence: str, path: str, tmp_path: Path) -> None:
    """The finding is at the path without a file, even if the item needs no evidence."""
    make_files(tmp_path)
    project = lay_out(tmp_path, item(evidence))
    message = f'evidence of "tests": there is no file "{path}" in the repository'
    assert project.find(RULE) == project.expect((message, HINT))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(item("evidence: docs/tests.txt"), id="a file"),
        pytest.param(item("evidence: https://ci.example.com/runs/1"), id="a link to the web is not followed"),
        pytest.param(item("evidence: checklists/shop/v1.yml"), id="a checklist"),
        pytest.param(item("evidence:"), id="a gap, which has another rule"),
        pytest.param(item("evidence: docs/gone.txt", outcome="deployed"), id="a closed release"),
    ],
)
def test_evidence_not_found_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about existing files, links to the web, and closed releases."""
    make_files(tmp_path)
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


def test_evidence_not_found_depends_on_the_working_tree(tmp_path: Path) -> None:
    """A file that only the working tree lacks is reported there."""
    team = Team(tmp_path)
    team.push(CAROL, put("tests", evidence="docs/tests.txt"), write("docs/tests.txt", "passed"))
    assert find(team, RULE) == []
    (team.root / "docs" / "tests.txt").unlink()
    message = 'evidence of "tests": there is no file "docs/tests.txt" in the repository'
    assert find(team, RULE) == [Judged("evidence: docs/tests.txt", message, HINT)]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(delete("docs/tests.txt"), id="removed"),
        pytest.param(write("docs/tests.txt", Entry(b"other.txt", "120000")), id="a link now"),
    ],
)
def test_evidence_not_found_is_found_after_the_file_is_removed(edit: object, tmp_path: Path) -> None:
    """The rule reports evidence whose file was removed or replaced by a link later."""
    team = Team(tmp_path)
    team.push(CAROL, put("tests", evidence="docs/tests.txt"), write("docs/tests.txt", "passed"))
    team.push(CAROL, edit)  # type: ignore[arg-type] # an Edit, whose type is for the type checker only
    assert [finding.line for finding in find(team, RULE)] == ["evidence: docs/tests.txt"]
