"""Sites built with other plugins: gonogo's pages and menu stay complete and unchanged, in every order of plugins.

`bash .ci/plugins` installs them in a separate environment. In other environments, the tests of missing plugins are
skipped, or fail with `GONOGO_PLUGINS=all`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple

import pytest

from building import PEOPLE, Files, lay_out, signed, write_release
from built_tree import parse_pages
from cli.projects import CODE
from cli.running import run
from plugins.table import AFTER, BEFORE, PLUGINS, Plugin
from repository import RepoBuilder, git_environment

pytestmark = pytest.mark.filterwarnings("ignore")  # of the plugins

_BRACES = "Before {{ 6 * 7 }} {% if x %}"
_RELEASE = write_release(signed(CODE), deploy_at="2099-03-01T09:00Z").replace("title: Before", f"title: '{_BRACES}'")
_PAGES = {
    "docs/index.md": "# Welcome\n",
    "docs/guide/first.md": "# First\n\nSee [the release](../readiness/shop/v1/index.md).\n",
    "docs/guide/second.md": "# Second\n",
}
_SITE = """
site_name: Docs
site_url: https://docs.example.com/
theme: {name: material, font: false}
"""
_NAV = "nav: [index.md, gonogo, Guide: [guide/first.md, guide/second.md]]\n"
_OURS = "{folder: readiness, title: Release readiness}"
_COMMIT = re.compile(r"\b[0-9a-f]{7,40}\b")  # each project has its own
_DATES = re.compile(r'<aside class="md-source-file">.*?</aside>', re.DOTALL)


class Seen(NamedTuple):
    """The visible part of gonogo in a site: the words of its pages, and the links of its menu with their titles."""

    pages: dict[str, str]
    menu: list[tuple[str, str]]


def _require(name: str) -> Plugin:
    """The plugin. Skips the test if it is not installed; Material's plugins have two names."""
    names = {entry.name for entry in entry_points(group="mkdocs.plugins")}
    if not names & {name, f"material/{name}"}:
        missing = f"{PLUGINS[name].package} is not installed: bash .ci/plugins"
        (pytest.fail if os.environ.get("GONOGO_PLUGINS") == "all" else pytest.skip)(missing)
    return PLUGINS[name]


def build(root: Path, name: str = "", plugin: Plugin | None = None, place: str = AFTER, *, nav: bool) -> Seen:
    """Builds a project strictly with a plugin listed before or after gonogo, and reads the site."""
    files = {**_PAGES, **(plugin.files if plugin else {})}
    lay_out(root, Files(release=_RELEASE, people=PEOPLE, others=files))
    other = [f"{name}: {plugin.options}"] if plugin else []
    own = [f"gonogo: {_OURS}"]
    listed = "".join(f"  - {entry}\n" for entry in ["search", *(other + own if place == BEFORE else own + other)])
    text = f"{_SITE}{_NAV if nav else ''}plugins:\n{listed}"
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    RepoBuilder(root).commit()
    here = Path.cwd()
    os.chdir(root)  # some plugins look for their files, or for git, where the process is
    try:
        ran = run("build", "--as-of", "2026-03-01", at=root)
    finally:
        os.chdir(here)
    assert (ran.code, ran.err) == (0, ""), ran.err
    return read(root / "site")


def read(site: Path) -> Seen:
    """The visible part of gonogo in a built site."""
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        if "md-source-file" in text:
            file.write_text(_DATES.sub("", text), encoding="utf-8")
    pages = parse_pages(site)
    words = {
        path: _COMMIT.sub(
            "<commit>", " ".join(" ".join(str(part[0]) for part in page.article if len(part) == 1).split())
        )
        for path, page in pages.items()
        if path.startswith("readiness/")
    }
    return Seen(words, [(link, title) for link, title in pages["index.html"].menu if link.startswith("/readiness")])


def _run(program: str, *arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Runs a program of the environment, with the git identity of the tests."""
    programs = Path(sys.executable).parent
    environment = {**git_environment(), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    command = [programs / program, *arguments]
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Seen]:
    """The sites without another plugin, with and without `nav`."""
    return {nav: build(tmp_path_factory.mktemp("plain"), nav=nav) for nav in (False, True)}


@pytest.mark.parametrize("name", PLUGINS)
def test_plugin_changes_no_page_and_no_menu_item_of_gonogo(name: str, plain: dict[bool, Seen], tmp_path: Path) -> None:
    """Before and after gonogo, with and without `nav`, the words of all pages and the menu stay the same."""
    plugin = _require(name)
    for place, nav in plugin.builds:
        root = tmp_path / f"{place}-{nav}".replace(" ", "-")
        seen = build(root, name, plugin, place, nav=nav)
        assert sorted(seen.pages) == sorted(plain[nav].pages), (place, nav)
        assert [path for path, text in plain[nav].pages.items() if seen.pages[path] != text] == [], (place, nav)
        assert seen.menu == plain[nav].menu, (place, nav)
        assert [made for made in plugin.makes if not (root / "site" / made).is_file()] == [], (place, nav)


_NAV_FILES = {
    "awesome-nav": {"docs/.nav.yml": "nav:\n  - Welcome: index.md\n  - Launch: readiness\n  - guide\n"},
    "literate-nav": {"docs/SUMMARY.md": "* [Welcome](index.md)\n* [Launch](readiness/)\n* [Guide](guide/)\n"},
}


@pytest.mark.parametrize("name", _NAV_FILES)
def test_navigation_plugin_places_the_section_of_gonogo(name: str, plain: dict[bool, Seen], tmp_path: Path) -> None:
    """The section has the position and the title from the plugin's file, and its usual menu items."""
    seen = build(tmp_path, name, replace(_require(name), files=_NAV_FILES[name]), nav=False)
    assert seen == plain[False]
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8").partition('class="md-nav md-nav--primary"')[2]
    titles = re.findall(r'<span class="md-ellipsis">\s*(.*?)\s*</span>', text)
    assert [title for title in titles if title in {"Welcome", "Launch", "Guide"}][1:3] == ["Launch", "Guide"]


_OTHER_FILES = {
    "awesome-nav": {"docs/.nav.yml": "nav:\n  - index.md\n  - guide\n"},
    "literate-nav": {"docs/SUMMARY.md": "* [Welcome](index.md)\n* [Guide](guide/)\n"},
}


@pytest.mark.parametrize("place", [BEFORE, AFTER])
@pytest.mark.parametrize("name", _OTHER_FILES)
def test_file_of_a_navigation_plugin_without_our_section_does_not_hide_it(
    name: str, place: str, plain: dict[bool, Seen], tmp_path: Path
) -> None:
    """The section is the last, as with a `nav` in mkdocs.yml that does not name it."""
    plugin = replace(_require(name), files=_OTHER_FILES[name])
    assert build(tmp_path, name, plugin, place, nav=False) == plain[False]


def test_mike_publishes_the_pages_of_gonogo(plain: dict[bool, Seen], tmp_path: Path) -> None:
    """`mike deploy` commits all pages of gonogo to a branch, in the folder of the version."""
    build(tmp_path, "mike", _require("mike"), BEFORE, nav=True)
    ran = _run("mike", "deploy", "1.0", at=tmp_path)
    assert ran.returncode == 0, ran.stderr
    listed = RepoBuilder(tmp_path).git("ls-tree", "-r", "--name-only", "gh-pages").split()
    assert {f"1.0/{path}" for path in plain[True].pages} <= set(listed)


def test_properdocs_builds_the_same_pages(plain: dict[bool, Seen], tmp_path: Path) -> None:
    """Pages and menu are the same as with MkDocs, and a strict build with a warning leaves no site."""
    _require("mike")  # installed together with properdocs
    build(tmp_path, nav=False)
    shutil.rmtree(tmp_path / "site")
    ran = _run("properdocs", "build", "--strict", "-f", "mkdocs.yml", at=tmp_path)
    assert ran.returncode == 0, ran.stderr
    seen = read(tmp_path / "site")
    assert (sorted(seen.pages), seen.menu) == (sorted(plain[False].pages), plain[False].menu)
    shutil.rmtree(tmp_path / "site")
    (tmp_path / "docs/index.md").write_text("[Gone](gone.md)", encoding="utf-8")
    assert _run("properdocs", "build", "--strict", "-f", "mkdocs.yml", at=tmp_path).returncode == 1
    assert not (tmp_path / "site").exists()
