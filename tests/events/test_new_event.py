"""The example "Add a kind of event" of CONTRIBUTING.md works in a copy of gonogo.

The kind is `reworded`: the title of a subject changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import Files, signed, write_release
from cli.running import AS_OF
from package_copy import PackageCopy, change_package
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

PATH = "checklists/shop/v1.yml"
VIEWS = ("site/parts/event_view.py", "site/parts/week.py")


def write_question(title: str, note: str = "") -> str:
    """The release with an item with this title."""
    lines = (
        f"code:\n  title: Code\n  phase: before\n  items:\n    tests:\n      status: open\n{note}      title: {title}\n"
    )
    return write_release(signed(lines))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> PackageCopy:
    """A project in which an item was added, then got a note, then another title."""
    root = tmp_path_factory.mktemp("event")
    package, changed = change_package(root, "Add a kind of event")
    repository = RepoBuilder(root / "project")
    others = {"mkdocs.yml": "site_name: Readiness\nplugins: [gonogo]\n", "docs/notes.md": "# Notes\n"}
    note = "      note: Two are skipped\n"
    repository.load(
        Made("first", Files(release=write_question("Tests pass"), others=others).texts()),
        Made("second", {PATH: write_question("Tests pass", note)}),
        Made("third", {PATH: write_question("All tests pass", note)}),
    )
    repository.git("checkout", "--quiet", "--force", "main")
    made = PackageCopy(package, repository.root)
    assert made.changes() == changed == ["history/events/kinds.py", "model/event.py", *VIEWS]
    return made


def test_new_kind_takes_its_changes_from_edited(copy: PackageCopy) -> None:
    """A changed title has the new kind; a note is still `edited`, and an added subject `added`."""
    events = copy.run("log", "shop/v1#code/tests", "--format", "json").document["events"]
    derived = [(one["kind"], one["field"], one["before"], one["after"]) for one in events]
    assert ("reworded", "title", "Tests pass", "All tests pass") in derived
    assert ("edited", "note", None, "Two are skipped") in derived
    assert [kind for kind, *_ in derived].count("added") == 1
    assert "title" not in {field for kind, field, *_ in derived if kind == "edited"}


def test_new_kind_is_in_every_output_of_events(copy: PackageCopy, tmp_path: Path) -> None:
    """The new kind is in `log`, `diff`, and the files of the site."""
    assert "All tests pass" in copy.run("log", "shop/v1#code/tests").out
    assert copy.run("diff", "main~1", "main", *AS_OF).code == 0
    ran = copy.run("build", "--site-dir", tmp_path / "site", *AS_OF)
    assert ran.code == 0, ran.err
    assert ",reworded," in (tmp_path / "site/shop/v1/audit.csv").read_text(encoding="utf-8")
    assert "reworded" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
