"""`gonogo render` replaces an earlier tree, and no other file."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from built_site import copy_project
from built_tree import render
from gonogo.source.files.output_folder import list_files
from gonogo.source.files.output_mark import TREE, write_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of this repository."""
    (tmp_path / "project").mkdir()
    return copy_project(tmp_path / "project")


def mark(path: str, content: bytes = b"mine") -> bytes:
    """A mark file, which states that an earlier render wrote a file with this content."""
    return write_mark(TREE, [(path, hashlib.sha256(content).hexdigest())])


def _bytes(tree: Path) -> dict[str, bytes]:
    return {file.relative_to(tree).as_posix(): file.read_bytes() for file in tree.rglob("*") if file.is_file()}


def test_tree_depends_only_on_the_project_and_the_time(project: Path, tmp_path: Path) -> None:
    """Folder, time zone, locale and hash seed do not change the tree; another evaluation time does."""
    assert render(project, tmp_path / "a", TZ="UTC", PYTHONHASHSEED="1").returncode == 0
    elsewhere = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "2"}
    assert render(project, tmp_path / "b" / "longer", **elsewhere).returncode == 0
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b" / "longer")
    assert render(project, tmp_path / "c", as_of="2026-01-02").returncode == 0
    assert _bytes(tmp_path / "a") != _bytes(tmp_path / "c")


def test_render_replaces_an_earlier_tree_and_keeps_other_files(project: Path, tmp_path: Path) -> None:
    """Render removes its old pages with their folders, and keeps a built site and the user's own files."""
    tree = tmp_path / "tree"
    assert render(project, tree).returncode == 0
    before = _bytes(tree)
    (tree / "site").mkdir()
    (tree / "site" / "index.html").write_text("built", encoding="utf-8")
    (tree / "docs" / "notes.txt").write_text("mine", encoding="utf-8")
    (project / "checklists" / "vitracka" / "v1.0.0.yml").rename(project / "checklists" / "vitracka" / "v2.yml")
    assert render(project, tree).returncode == 0
    assert not (tree / "docs" / "vitracka" / "v1.0.0").exists()
    assert (tree / "docs" / "vitracka" / "v2" / "index.md").is_file()
    (project / "checklists" / "vitracka" / "v2.yml").rename(project / "checklists" / "vitracka" / "v1.0.0.yml")
    assert render(project, tree).returncode == 0
    assert _bytes(tree) == {**before, "site/index.html": b"built", "docs/notes.txt": b"mine"}


def test_render_replaces_its_own_file_by_a_folder(project: Path, tmp_path: Path) -> None:
    """Render can replace a file of an earlier render by a folder, and the reverse, even with unusual names."""
    (project / "docs" / "odd\nname").write_text("ours", encoding="utf-8")
    assert render(project, tmp_path / "tree").returncode == 0
    (project / "docs" / "odd\nname").unlink()
    (project / "docs" / "odd\nname").mkdir()
    (project / "docs" / "odd\nname" / "file.txt").write_text("ours", encoding="utf-8")
    assert render(project, tmp_path / "tree").stderr == ""
    assert (tmp_path / "tree" / "docs" / "odd\nname" / "file.txt").is_file()
    shutil.rmtree(project / "docs" / "odd\nname")
    (project / "docs" / "odd\nname").write_text("ours", encoding="utf-8")
    assert render(project, tmp_path / "tree").stderr == ""
    assert (tmp_path / "tree" / "docs" / "odd\nname").is_file()


def _with_file(tree: Path) -> None:
    tree.mkdir()
    (tree / "thesis.txt").write_text("mine", encoding="utf-8")


def _as_file(tree: Path) -> None:
    tree.write_text("mine", encoding="utf-8")


def _with_other_page(tree: Path) -> None:
    (tree / "docs" / "findings").mkdir(parents=True)
    (tree / "docs" / "findings" / "index.md").write_text("mine", encoding="utf-8")
    (tree / ".gonogo-render").write_bytes(mark("mkdocs.yml"))


def _with_link_to_outside(tree: Path) -> None:
    tree.mkdir()
    (tree.parent / "precious").mkdir()
    (tree.parent / "precious" / "index.md").write_text("mine", encoding="utf-8")
    (tree / "docs").symlink_to(tree.parent / "precious")
    (tree / ".gonogo-render").write_bytes(mark("docs/index.md"))


def _with_outside_path_in_mark(tree: Path) -> None:
    tree.mkdir()
    (tree.parent / "precious.txt").write_text("mine", encoding="utf-8")
    (tree / ".gonogo-render").write_bytes(mark("docs/../../precious.txt"))


def _with_broken_mark(tree: Path) -> None:
    tree.mkdir()
    (tree / ".gonogo-render").write_text("mkdocs.yml", encoding="utf-8")


def _with_folder_for_page(tree: Path) -> None:
    (tree / "docs" / "index.md").mkdir(parents=True)
    (tree / "docs" / "index.md" / "mine.txt").write_text("mine", encoding="utf-8")
    (tree / ".gonogo-render").write_bytes(mark("docs/index.md"))


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (_with_file, "contains files that no earlier render wrote"),
        (_as_file, "is not a folder"),
        (_with_other_page, "no earlier render wrote docs/findings/index.md"),
        (_with_link_to_outside, "no earlier render wrote docs in"),
        (_with_outside_path_in_mark, "is not a list of the files in its folder"),
        (_with_broken_mark, "is not a list of the files in its folder"),
        (_with_folder_for_page, "no earlier render wrote docs/index.md"),
    ],
    ids=[
        "other-file",
        "file-for-tree",
        "other-page",
        "link",
        "mark-with-outside-path",
        "broken-mark",
        "folder-for-page",
    ],
)
def test_render_never_changes_other_files(
    project: Path, tmp_path: Path, prepare: Callable[[Path], None], message: str
) -> None:
    """If other files are in the folder, render changes nothing, and prints the problem and a hint."""
    prepare(tmp_path / "tree")
    before = _bytes(tmp_path)
    result = render(project, tmp_path / "tree")
    assert result.returncode == 2
    assert message in result.stderr
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["gonogo", "help"]
    assert _bytes(tmp_path) == before


@pytest.mark.parametrize("place", [".", "docs", "docs/tree", "checklists/tree"])
def test_render_refuses_a_folder_of_its_sources(project: Path, place: str) -> None:
    """The tree cannot be in the project root, in the docs or in the checklists."""
    before = _bytes(project)
    result = render(project, project / place)
    assert result.returncode == 2
    assert _bytes(project) == before


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("- a list\n", "is not a mapping of settings"),
        ("a: [\n", "is not YAML: line 2 cannot be read"),
        ("INHERIT: gone.yml\n", "inherits from a path that is not a file"),
        ("INHERIT: mkdocs.yml\n", "inherits from a path that is not a file"),
        ("use_directory_urls: perhaps\n", "`use_directory_urls` must be true or false"),
        ("plugins: [gonogo: {folder: 7}]\n", "`folder` and `title` in the gonogo plugin must be text"),
        ("plugins: [gonogo: {folder: ../out}]\n", "is outside the site"),
        ("nav: !ENV NAV\n", "`nav` in mkdocs.yml is not a list"),
        ("hooks: [gone.py]\n", "the hook gone.py is not a file"),
        ("theme: {name: material, custom_dir: gone}\n", "there is no file in"),
        ("docs_dir: !ENV DOCS\n", "`docs_dir` in mkdocs.yml is not a path"),
        ("theme: {name: material, custom_dir: !ENV DIR}\n", "`custom_dir` in mkdocs.yml is not a path"),
    ],
)
def test_render_names_the_setting_that_it_cannot_use(project: Path, tmp_path: Path, config: str, message: str) -> None:
    """Render names the setting that it cannot use, prints a hint, and writes nothing."""
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = render(project, tmp_path / "tree")
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not os.path.lexists(tmp_path / "tree")


def test_render_refuses_two_pages_with_the_same_path(project: Path, tmp_path: Path) -> None:
    """Render stops if a page of the checklists and a page in docs have the same path."""
    (project / "docs" / "findings").mkdir()
    (project / "docs" / "findings" / "README.md").write_text("# Mine\n", encoding="utf-8")
    result = render(project, tmp_path / "tree")
    assert result.returncode == 2
    both = "findings/index.md from the checklists and findings/README.md in your docs would both be findings/index.html"
    assert both in result.stderr


def test_list_files_does_not_follow_circular_links(tmp_path: Path) -> None:
    """Circular links are not followed, because they would create endless folders; other links to folders are."""
    (tmp_path / "docs/inner").mkdir(parents=True)
    (tmp_path / "docs/inner/page.md").write_text("# Page\n", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/more.md").write_text("# More\n", encoding="utf-8")
    for name, target in (("docs/up", "."), ("docs/inner/up", ".."), ("docs/other", "../other")):
        (tmp_path / name).symlink_to(target)
    assert sorted(list_files(tmp_path / "docs")) == ["inner/page.md", "other/more.md"]


def test_list_files_ignores_lock_files_of_editors(tmp_path: Path) -> None:
    """A hidden broken link is left out; any other broken link is listed, so that reading it is an error."""
    for name in (".#index.md", "index.md", "gone.md"):
        (tmp_path / name).symlink_to("nowhere")
    (tmp_path / ".well-known").mkdir()
    (tmp_path / ".well-known/x.txt").write_text("x\n", encoding="utf-8")
    assert sorted(list_files(tmp_path)) == [".well-known/x.txt", "gone.md", "index.md"]
