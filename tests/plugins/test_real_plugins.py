"""Sites with the plugins that people use beside gonogo: nothing of ours is lost or changed, whatever the order.

`bash .ci/plugins` installs them in an environment of their own. Elsewhere the plugins that are missing skip their test;
with `GONOGO_PLUGINS=all` that is a failure.
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
    """What a reader of a site sees of us: the words of our pages, and the links of our menu with their titles."""

    pages: dict[str, str]
    menu: list[tuple[str, str]]


def _require(name: str) -> Plugin:
    """The plugin. Skips the test if it is not installed; those of Material go by two names."""
    names = {entry.name for entry in entry_points(group="mkdocs.plugins")}
    if not names & {name, f"material/{name}"}:
        missing = f"{PLUGINS[name].package} is not installed: bash .ci/plugins"
        (pytest.fail if os.environ.get("GONOGO_PLUGINS") == "all" else pytest.skip)(missing)
    return PLUGINS[name]


def build(root: Path, name: str = "", plugin: Plugin | None = None, place: str = AFTER, *, nav: bool) -> Seen:
    """Builds a project strictly with a plugin, which is listed before or after ours, and reads the site."""
    files = {**_PAGES, **(plugin.files if plugin else {})}
    lay_out(root, Files(release=_RELEASE, people=PEOPLE, others=files))
    theirs = [f"{name}: {plugin.options}"] if plugin else []
    ours = [f"gonogo: {_OURS}"]
    listed = "".join(f"  - {one}\n" for one in ["search", *(theirs + ours if place == BEFORE else ours + theirs)])
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
    """What a reader sees of us in a site."""
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
    """Runs a program of the environment, and of git with the people of the tests."""
    programs = Path(sys.executable).parent
    environment = {**git_environment(), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    command = [programs / program, *arguments]
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Seen]:
    """The sites without another plugin, with and without `nav`."""
    return {nav: build(tmp_path_factory.mktemp("plain"), nav=nav) for nav in (False, True)}


@pytest.mark.parametrize("name", PLUGINS)
def test_nothing_of_ours_changes_beside_the_plugin(name: str, plain: dict[bool, Seen], tmp_path: Path) -> None:
    """Before and after ours, with and without `nav`: the words of all our pages, and the items of the menu."""
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
def test_file_of_a_navigation_plugin_places_our_section(name: str, plain: dict[bool, Seen], tmp_path: Path) -> None:
    """The folder is where the file says, under the title that the file gives it, with the items of our menu."""
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


def test_mike_publishes_our_pages_with_a_version(plain: dict[bool, Seen], tmp_path: Path) -> None:
    """`mike deploy` builds and commits the site to a branch."""
    build(tmp_path, "mike", _require("mike"), BEFORE, nav=True)
    ran = _run("mike", "deploy", "1.0", at=tmp_path)
    assert ran.returncode == 0, ran.stderr
    listed = RepoBuilder(tmp_path).git("ls-tree", "-r", "--name-only", "gh-pages").split()
    assert {f"1.0/{path}" for path in plain[True].pages} <= set(listed)


def test_properdocs_runs_the_plugin(plain: dict[bool, Seen], tmp_path: Path) -> None:
    """Its pages and menu are those of MkDocs, and a strict build with a warning leaves no site."""
    _require("mike")  # what is installed beside it
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
