"""Every command finds the same mkdocs.yml, and the same checklists from it."""

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
    """Writes the configuration of a site into a folder, with its first page."""
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
    pytest.param(_below, ".", (), "website/mkdocs.yml", id="site in a folder"),
    pytest.param(_below, "website/docs", (), "website/mkdocs.yml", id="from the folder of the site"),
    pytest.param(_below, "checklists", ("-f", "../website/mkdocs.yml"), "website/mkdocs.yml", id="with -f"),
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
    """The tree has the site's name, folder and pages, and render refuses to overwrite the site's sources."""
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


def test_render_ignores_its_own_output(tmp_path: Path) -> None:
    """A second render reads the project, and not the tree of the first render."""
    lay_out(tmp_path)
    for _ in range(2):
        ran = run("-C", tmp_path, "render", "tree")
        assert ran.code == 0, ran.err
    assert "no mkdocs.yml" in run("-C", tmp_path, "build").err


def test_commands_name_several_sites_and_stop(tmp_path: Path) -> None:
    """Build, serve and render name several sites and stop instead of guessing."""
    lay_out(tmp_path)
    for folder in ("one", "two"):
        site(tmp_path / folder)
    for words in (("build",), ("serve",), ("render", "out")):
        ran = run("-C", tmp_path, *words)
        assert (ran.code, "several sites here: one/mkdocs.yml, two/mkdocs.yml" in ran.err) == (2, True)
        assert "--config-file FILE" in ran.err


@pytest.mark.parametrize("option", ["nowhere", "docs", "checklists", "[a]"])
def test_missing_checklists_folder_is_named(option: str, tmp_path: Path) -> None:
    """A wrong folder in the option `checklists` is an error; gonogo does not use another folder instead."""
    lay_out(tmp_path)
    site(tmp_path, checklists=option)
    ran = run("-C", tmp_path, "render", "out")
    assert (ran.code, "`checklists" in ran.err) == (2, True)


def test_configuration_that_is_a_pipe_is_refused(tmp_path: Path) -> None:
    """Render refuses a pipe as configuration, because reading it would block forever."""
    lay_out(tmp_path)
    os.mkfifo(tmp_path / "pipe.yml")
    ran = run("-C", tmp_path, "render", "out", "-f", "pipe.yml")
    assert (ran.code, "there is no file" in ran.err) == (2, True)
