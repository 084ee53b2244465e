"""The settings in mkdocs.yml also apply to the tree."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from building import write_files
from built_site import ROOT, build, read_pages
from built_tree import build_tree, find_builder, parse_pages, render
from gonogo.builders.search_separator import SEPARATOR

if TYPE_CHECKING:
    from pathlib import Path

_RICH = """
INHERIT: base.yml
site_name: Us & <them>
docs_dir: pages
site_dir: elsewhere
watch: [checklists]
theme: {custom_dir: theme}
hooks: [tools/hook.py, more/hook.py]
repo_url: https://github.com/example/readiness
edit_uri: edit/main/pages/
extra_css: [mine.css]
copyright: !ENV [COPYRIGHT, ours]
plugins:
  search: {}
  gonogo: {folder: /ready/, title: Are we ready}
markdown_extensions:
  gonogo.markdown: {}
  pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}
nav:
  - index.md
  - Operations: [gonogo, more.md]
"""
_LINK = "[The chief](ready/health-scheduler/v1.0.0/sign-offs/index.md#ceo-executive)"
_BASE = "site_name: Base\ntheme: {name: material, font: false}\nextra: {generator: false}\n"
_HOOK = "def on_page_markdown(markdown, **_):\n    return markdown.replace('HOOKED', 'hook {} ran')\n"


def _project(folder: Path, files: dict[str, str]) -> Path:
    """A project with one checklist of this repository and the given files."""
    shutil.copytree(ROOT / "checklists", folder / "checklists", ignore=shutil.ignore_patterns("vitracka"))
    write_files(folder, files)
    return folder


def _build_both(project: Path, folder: Path) -> tuple[dict[str, object], dict[str, object]]:
    """The titles, articles, menus and contents of the plugin's site, and of MkDocs' site from the tree."""
    for result in (build(project, folder / "site"), render(project, folder / "tree")):
        assert (result.returncode, result.stderr) == (0, "")
    executable = find_builder("mkdocs")
    assert executable is not None
    sites = (folder / "site", build_tree("mkdocs", executable, folder / "tree", folder / "built"))
    from_plugin, from_builder = (
        {path: (page.title, page.article, page.menu, page.contents) for path, page in parse_pages(site).items()}
        for site in sites
    )
    return from_plugin, from_builder


@pytest.fixture
def rich_project(tmp_path: Path) -> Path:
    """A project whose configuration uses every setting that render must adapt."""
    files = {
        "mkdocs.yml": _RICH,
        "base.yml": _BASE,
        "pages/index.md": f"# Welcome\n\nHOOKED TWICE. {_LINK}\n",
        "pages/more.md": "# More\n",
        "pages/mine.css": "p { color: inherit }\n",
        "theme/main.html": '{% extends "base.html" %}{% block announce %}Overridden{% endblock %}\n',
        "theme/__pycache__/x.pyc": "",
        "tools/hook.py": _HOOK.format("one"),
        "more/hook.py": _HOOK.replace("HOOKED", "TWICE").format("two"),
    }
    return _project(tmp_path / "project", files)


def test_render_adapts_the_configuration(rich_project: Path, tmp_path: Path) -> None:
    """Paths refer to the tree, inherited settings and tags stay, and gonogo's plugin and extension are removed."""
    assert render(rich_project, tmp_path / "tree").stderr == ""
    text = (tmp_path / "tree" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "copyright: !ENV [COPYRIGHT, ours]\n" in text
    assert "emoji_index: !!python/name:material.extensions.emoji.twemoji ''\n" in text
    plain = "\n".join(line for line in text.split("\n") if ": !" not in line)
    config = yaml.safe_load(plain)
    nav = config.pop("nav")
    assert config == {
        "site_name": "Us &amp; &lt;them&gt;",
        "theme": {"name": "material", "font": False, "custom_dir": "overrides"},
        "extra": {"generator": False},
        "docs_dir": "docs",
        "hooks": ["hooks/1/hook.py", "hooks/2/hook.py"],
        "repo_url": "https://github.com/example/readiness",
        "edit_uri": "",
        "extra_css": ["mine.css", "assets/gonogo.css"],
        "extra_javascript": ["assets/gonogo.js"],
        "plugins": {"search": {"separator": SEPARATOR}},
        "markdown_extensions": {"pymdownx.emoji": None, "attr_list": {}},
        "use_directory_urls": True,
    }
    assert nav[0] == "index.md"
    assert nav[1]["Operations"][0]["Are we ready"][0] == {"Overview": "ready/index.md"}
    assert nav[1]["Operations"][-1] == "more.md"


def test_tree_with_many_settings_builds_the_site_of_the_plugin(rich_project: Path, tmp_path: Path) -> None:
    """Hooks run, the theme is overridden, and every page is equal except for the edit links."""
    from_plugin, from_builder = _build_both(rich_project, tmp_path)
    assert from_builder == from_plugin
    text = read_pages(tmp_path / "built" / "site")["index.html"].text
    assert "hook one ran hook two ran" in text
    assert "Overridden" in text


@pytest.mark.parametrize(
    "settings",
    [
        "plugins: [search, gonogo]",
        "plugins: [search, gonogo: {folder: readiness}]\nnav: [a/first.md, Ours: [gonogo]]",
        "plugins: {search: {}, gonogo: {folder: readiness, title: Ready}}\nexclude_docs: first.md",
        "plugins: [search, gonogo: null]\nuse_directory_urls: false\nnav: [a/first.md]\nnot_in_nav: index.md",
        "plugins: [gonogo, search, offline]",
    ],
    ids=["name", "options", "mapping", "file-urls", "offline"],
)
def test_tree_respects_the_options_of_the_plugin(tmp_path: Path, settings: str) -> None:
    """Options, URL style and `nav` result in the same pages and menu as with the plugin."""
    project = _project(
        tmp_path / "project",
        {
            "mkdocs.yml": f"site_name: Mine\ntheme: {{name: material, font: false}}\n{settings}\n",
            "docs/a/first.md": "# First\n",
            "docs/a/index.md": "# Index\n",
            "docs/last.md": "# Last\n",
        },
    )
    from_plugin, from_builder = _build_both(project, tmp_path)
    assert from_builder == from_plugin


@pytest.mark.parametrize("enabled", ["true", "false"])
def test_offline_plugin_determines_the_links_of_the_tree(tmp_path: Path, enabled: str) -> None:
    """With Material's plugin `offline`, links name files, even if an environment variable enables the plugin."""
    config = "site_name: Mine\nplugins: [gonogo, offline: {enabled: !ENV [OFFLINE, false]}]\n"
    project = _project(tmp_path / "project", {"mkdocs.yml": config})
    assert render(project, tmp_path / "tree", OFFLINE=enabled).returncode == 0
    page = (tmp_path / "tree" / "docs" / "health-scheduler" / "index.md").read_text(encoding="utf-8")
    assert ('href="v1.0.0/index.html' in page) is (enabled == "true")


def test_render_writes_a_configuration_if_there_is_none(tmp_path: Path) -> None:
    """For a project without mkdocs.yml, render writes a file with search and Material, which builds strictly."""
    assert render(_project(tmp_path / "project", {}), tmp_path / "tree").stderr == ""
    executable = find_builder("mkdocs")
    assert executable is not None
    pages = read_pages(build_tree("mkdocs", executable, tmp_path / "tree", tmp_path / "built"))
    assert "NO-GO" in pages["health-scheduler/v1.0.0/index.html"].text
