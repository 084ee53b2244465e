"""Where the site of a project is: every command finds the same mkdocs.yml, and the same checklists from it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import yaml

from building import lay_out, write
from cli.running import run, run_process
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Our own name"
PLUGINS = "theme: {name: mkdocs, highlightjs: false}\nplugins: [search, gonogo: {folder: ready%s}]\n"


def site(folder: Path, name: str = "mkdocs.yml", *, checklists: str = "", plugin: bool = True) -> None:
    """The configuration of a site in a folder, and its first page."""
    option = f", checklists: {checklists}" if checklists else ""
    write(folder / name, f"site_name: {NAME}\n{PLUGINS % option if plugin else ''}")
    write(folder / "docs/index.md", "# Home\n")


def _yaml(top: Path) -> None:
    site(top, "mkdocs.yaml")


def _below(top: Path) -> None:
    site(top / "website")


def _below_of_several(top: Path) -> None:
    site(top / "a/manual", "mkdocs.yaml", plugin=False)
    site(top / "z/website", "mkdocs.yaml")
    site(top / "node_modules/theme")


def _above(top: Path) -> None:
    site(top)
    (top / "team").mkdir()
    (top / "checklists").rename(top / "team/checklists")
    site(top, checklists="team")


def _beside(top: Path) -> None:
    _above(top)
    (top / "mkdocs.yml").unlink()
    site(top / "pages", "mkdocs.yaml", checklists="../team")


PLACES = [
    pytest.param(_yaml, ".", (), "mkdocs.yaml", id="other ending"),
    pytest.param(_yaml, "checklists/shop", (), "mkdocs.yaml", id="from a folder of the project"),
    pytest.param(_below, ".", (), "website/mkdocs.yml", id="in a folder"),
    pytest.param(_below, "website/docs", (), "website/mkdocs.yml", id="from that folder"),
    pytest.param(_below, "checklists", ("-f", "../website/mkdocs.yml"), "website/mkdocs.yml", id="by name"),
    pytest.param(_below_of_several, ".", (), "z/website/mkdocs.yaml", id="the only one with the plugin"),
    pytest.param(_above, "team", (), "mkdocs.yml", id="above the checklists"),
    pytest.param(_above, ".", (), "mkdocs.yml", id="checklists in a folder"),
    pytest.param(_beside, "pages", (), "pages/mkdocs.yaml", id="checklists beside"),
    pytest.param(_beside, "team", ("--config-file", "../pages/mkdocs.yaml"), "pages/mkdocs.yaml", id="site beside"),
]


@pytest.mark.parametrize(("put", "start", "words", "file"), PLACES)
def test_render_and_build_find_the_same_site(
    put: object, start: str, words: tuple[str, ...], file: str, tmp_path: Path
) -> None:
    """Its name, its folder and its pages are in the tree, and nothing of the site may be overwritten."""
    top = tmp_path / "top"
    lay_out(top)
    repo = RepoBuilder(top)
    assert callable(put)
    put(top)
    repo.commit()
    ran = run("-C", top / start, "render", tmp_path / "tree", *words)
    assert ran.code == 0, ran.err
    assert yaml.safe_load((tmp_path / "tree/mkdocs.yml").read_text(encoding="utf-8"))["site_name"] == NAME
    assert (tmp_path / "tree/docs/ready/index.md").is_file()
    assert (tmp_path / "tree/docs/index.md").read_text(encoding="utf-8") == "# Home\n"
    for source in ("docs", "docs/inner"):
        refused = run("-C", top / start, "render", (top / file).parent / source, *words)
        assert (refused.code, "a place that gonogo only reads" in refused.err) == (2, True)
    if start != ".":
        built = run_process("build", "-d", "../../built", *words, at=top / start)
        assert built.code == 0, built.err
        assert NAME in ((top / start).resolve() / "../../built/ready/index.html").read_text(encoding="utf-8")


def test_output_of_render_is_no_site(tmp_path: Path) -> None:
    """A second run reads the project, and not the tree of the first."""
    lay_out(tmp_path)
    for _ in range(2):
        ran = run("-C", tmp_path, "render", "tree")
        assert ran.code == 0, ran.err
    assert "no mkdocs.yml" in run("-C", tmp_path, "build").err


def test_several_sites_are_named(tmp_path: Path) -> None:
    """Which one is meant is not guessed."""
    lay_out(tmp_path)
    for folder in ("one", "two"):
        site(tmp_path / folder)
    for words in (("build",), ("serve",), ("render", "out")):
        ran = run("-C", tmp_path, *words)
        assert (ran.code, "several sites here: one/mkdocs.yml, two/mkdocs.yml" in ran.err) == (2, True)
        assert "--config-file FILE" in ran.err


@pytest.mark.parametrize("option", ["nowhere", "docs", "checklists", "[a]"])
def test_checklists_that_are_not_there_are_named(option: str, tmp_path: Path) -> None:
    """The option names the folder that contains them; another folder further up is not taken instead."""
    lay_out(tmp_path)
    site(tmp_path, checklists=option)
    ran = run("-C", tmp_path, "render", "out")
    assert (ran.code, "`checklists" in ran.err) == (2, True)


def test_pipe_in_place_of_a_configuration_is_refused(tmp_path: Path) -> None:
    """It would be waited for without end."""
    lay_out(tmp_path)
    os.mkfifo(tmp_path / "pipe.yml")
    ran = run("-C", tmp_path, "render", "out", "-f", "pipe.yml")
    assert (ran.code, "there is no file" in ran.err) == (2, True)
