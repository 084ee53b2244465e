"""A site never contains the raw checklists or the git repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from built_site import run_gonogo
from past import FILES, begin
from repository import Made

_WAYS = {
    "link-to-the-folder": ("docs/lists", "../checklists", ""),
    "link-to-a-file": ("docs/people.yml", "../checklists/people.yml", ""),
    "link-to-a-link": ("docs/again", "lists", ""),
    "docs-dir": ("", "", "docs_dir: checklists\n"),
    "docs-dir-above": ("", "", "docs_dir: .\n"),
    "repository": ("docs/source", "../.git", ""),
    "theme": ("", "", "custom"),
}


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("way", _WAYS)
def test_site_and_tree_contain_no_raw_checklists(tmp_path: Path, way: str, audience: str) -> None:
    """Build and render leave out raw checklists, or stop before writing if a theme would publish them."""
    root = begin(
        tmp_path / "p", Made("a", {"checklists/policy.yml": f"{FILES['checklists/policy.yml']}audience: {audience}\n"})
    )
    place, target, setting = _WAYS[way]
    if way == "link-to-a-link":
        (root / "docs/lists").symlink_to("../checklists")
    if place:
        (root / place).symlink_to(target)
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    if setting == "custom":
        text = text.replace("font: false", "font: false, custom_dir: checklists")
    elif setting:
        text += setting
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    raw = {file.read_bytes() for file in (root / "checklists").rglob("*.yml")}
    for command in (("build", "-d", tmp_path / "site"), ("render", tmp_path / "tree")):
        done = run_gonogo("-C", root, *command)
        is_refused = (way, command[0]) in {("docs-dir-above", "build"), ("theme", "render")}
        assert done.returncode == (2 if is_refused else 0), done.stderr
        files = [file for file in Path(command[-1]).rglob("*") if file.is_file()]
        assert not [
            file for file in files if file.read_bytes() in raw or ".git" in file.parts or file.suffix == ".pack"
        ]


def test_site_contains_other_linked_pages(tmp_path: Path) -> None:
    """Links in docs to other folders still work."""
    root = begin(tmp_path / "p")
    (root / "more").mkdir()
    (root / "more/guide.md").write_text("# Guide\n", encoding="utf-8")
    (root / "docs/more").symlink_to("../more")
    done = run_gonogo("-C", root, "build", "-d", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/more/guide/index.html").is_file()
    assert json.loads((tmp_path / "site/audit.json").read_text(encoding="utf-8"))["events"]
