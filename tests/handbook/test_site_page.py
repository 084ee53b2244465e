"""Every configuration on the pages about your own site builds with the commands of these pages."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from built_site import read_pages
from built_tree import find_builder, parse_pages
from cli.running import run
from handbook.page import Command, read_steps
from handbook.shop import Shop, read_page, read_section

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _block(page: str, heading: str) -> str:
    """The YAML block below a heading."""
    [block] = _BLOCK.findall(read_section(page, heading))
    return block


ADD = _block("site.md", "## Add it")
CHECKED = _block("site.md", "## Link to a page or an entry")
OFFLINE = _block("site.md", "## Open the site from a file system")
SEARCH = _block("search.md", "## Change how the search splits words { #search }")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The project of the handbook, with two pages in docs/."""
    folder = Shop(tmp_path).machine.folder
    (folder / "docs").mkdir()
    link = "readiness/shop/v1.0.0/pre-deployment/index.md"
    (folder / "docs" / "index.md").write_text(f"# Welcome\n\n[ready?]({link})\n", encoding="utf-8")
    (folder / "docs" / "other.md").write_text("# Other\n", encoding="utf-8")
    return folder


def _build(folder: Path, configuration: str) -> Path:
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    ran = run("build", at=folder)
    assert (ran.code, ran.err) == (0, "")
    return folder / "site"


def test_site_configuration_adds_one_section(shop: Path) -> None:
    """The readiness pages are a section with the configured title, between the other pages."""
    site = _build(shop, ADD + CHECKED)
    titles = [title for _, title in parse_pages(site)["index.html"].menu if title]
    assert (titles[0], titles[-1]) == ("Welcome", "Other")
    assert "Home" not in titles
    [options] = [one["gonogo"] for one in yaml.safe_load(ADD)["plugins"] if isinstance(one, dict)]
    assert options["title"] in read_pages(site)["index.html"].text


def test_site_configuration_finds_a_wrong_anchor(shop: Path) -> None:
    """With the setting on the page, the build fails and names the anchor."""
    page = shop / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("index.md)", "index.md#no-such-item)"), encoding="utf-8")
    (shop / "mkdocs.yml").write_text(ADD + CHECKED, encoding="utf-8")
    ran = run("build", at=shop)
    assert (ran.code, "#no-such-item" in ran.err) == (2, True)


def test_offline_configuration_loads_only_files_of_the_site(shop: Path) -> None:
    """All scripts and stylesheets are files of the site, and links name the files of pages."""
    (shop / "docs" / "index.md").unlink()
    pages = read_pages(_build(shop, OFFLINE))
    loaded = [
        attributes.get("src") or attributes["href"]
        for page in pages.values()
        for tag, attributes in page.tags
        if (tag == "script" and "src" in attributes) or (tag == "link" and attributes.get("rel") == "stylesheet")
    ]
    assert loaded
    assert not [address for address in loaded if "//" in address]
    assert "shop/v1.0.0/index.html" in pages["index.html"].links


def test_search_configuration_sets_the_separator(shop: Path) -> None:
    """The search index of the site has the separator from the page."""
    configuration = yaml.safe_load(ADD)
    own = [one for one in configuration["plugins"] if one != "search"]
    configuration["plugins"] = [*own, *yaml.safe_load(SEARCH)["plugins"]]
    site = _build(shop, yaml.safe_dump(configuration))
    assert r"[\s\u200b\-+," in (site / "search" / "search_index.json").read_text(encoding="utf-8").replace("\\\\", "\\")


def test_commands_for_another_builder_build_the_site(shop: Path) -> None:
    """The commands on the page render the tree and build it with another builder."""
    (shop / "mkdocs.yml").write_text(ADD, encoding="utf-8")
    page = read_page("builders.md")
    render, build = [step for step in read_steps(page) if isinstance(step, Command) and " tree" in step.line]
    assert run(*render.line.split()[1:-1], shop / "tree", at=shop).code == 0
    name, *arguments = build.line.split()
    executable = find_builder(name)
    if executable is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no {name} on this machine")
    ran = subprocess.run([executable, *arguments], cwd=shop, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "NO-GO" in read_pages(shop / "tree" / "site")["readiness/index.html"].text
