"""Pages and menu of gonogo in a site with other plugins, which these tests replace by hooks.

`tests/plugins/` builds with the real plugins.
"""

from __future__ import annotations

import html
import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from mkdocs.config import load_config

from building import Files, lay_out, signed, write_release
from built_tree import parse_pages
from cli.projects import CLEAN, CODE
from cli.running import run
from gonogo.builders.navigation import Item, Menu, gather, place

if TYPE_CHECKING:
    from pathlib import Path

_MENU = Menu(
    [{"Overview": "ready/index.md"}, {"Shop": [{"v1": "ready/shop/v1/index.md"}]}],
    "Go or no-go",
    "ready/",
    frozenset({"ready/index.md", "ready/shop/v1/index.md"}),
    frozenset({"ready/index.md", "ready/shop/v1/index.md", "ready/shop/v1/audit/index.md"}),
)
_SECTION = {"Go or no-go": _MENU.items}
_ROOT = Menu(
    [{"Home": "index.md"}, {"Shop": ["shop/index.md"]}], "", "", *[frozenset({"index.md", "shop/index.md"})] * 2
)


@pytest.mark.parametrize(
    ("nav", "menu", "expected"),
    [
        pytest.param(["a.md", "gonogo"], _MENU, ["a.md", _SECTION], id="an item"),
        pytest.param([{"Ops": ["gonogo", "a.md"]}], _MENU, [{"Ops": [_SECTION, "a.md"]}], id="an item among others"),
        pytest.param([{"Ops": ["gonogo"]}], _MENU, [{"Ops": _MENU.items}], id="a section for it"),
        pytest.param([{"Ops": "gonogo"}], _MENU, [{"Ops": _MENU.items}], id="a title for it"),
        pytest.param(["a.md"], _MENU, ["a.md", _SECTION], id="no item, a section"),
        pytest.param(["a.md"], _ROOT, [*_ROOT.items, "a.md"], id="no item, the home page"),
        pytest.param(
            ["a.md", {"R": "ready/index.md"}], _MENU, ["a.md", {"R": "ready/index.md"}], id="a page of gonogo"
        ),
        pytest.param(["a.md", {"R": "ready/"}], _MENU, ["a.md", {"R": "ready/"}], id="the folder of gonogo"),
        pytest.param(["gonogo", "shop.md"], _ROOT, [*_ROOT.items, "shop.md"], id="an item, the home page"),
    ],
)
def test_nav_places_the_menu(nav: list[Item], menu: Menu, expected: list[Item]) -> None:
    """The user's `nav` places the menu, which is one section if the option `folder` is set."""
    assert place(nav, menu) == expected


_V1 = {"Shop": ["ready/shop/v1/audit/index.md", "ready/shop/v1/index.md"]}
_ALL: list[Item] = ["ready/index.md", _V1]


@pytest.mark.parametrize(
    ("nav", "menu", "expected"),
    [
        pytest.param(["a.md", {"Ready": [_V1]}], _MENU, ["a.md", {"Ready": [_V1]}], id="a selection"),
        pytest.param(["a.md", {"Ready": _ALL}, "z.md"], _MENU, ["a.md", _SECTION, "z.md"], id="the folder of gonogo"),
        pytest.param(["a.md", {"Go": _ALL}], _MENU, ["a.md", {"Go": _MENU.items}], id="another title"),
        pytest.param(
            [{"Ready": [*_ALL, "b.md"]}],
            _MENU,
            [{"Ready": [_SECTION, "b.md"]}],
            id="another page in the folder of gonogo",
        ),
        pytest.param(["index.md", "a.md", {"S": ["shop/index.md"]}], _ROOT, [*_ROOT.items, "a.md"], id="the home page"),
        pytest.param(
            ["index.md", {"Shop": ["shop/index.md", "shop/a.md"]}],
            _ROOT,
            [*_ROOT.items, {"Shop": ["shop/a.md"]}],
            id="another page in a system",
        ),
        pytest.param(["a.md", {"G": ["b.md"]}], _MENU, ["a.md", {"G": ["b.md"]}, _SECTION], id="no page of gonogo"),
        pytest.param(["a.md"], _ROOT, [*_ROOT.items, "a.md"], id="no page of gonogo, the home page"),
        pytest.param([], _MENU, [_SECTION], id="empty"),
    ],
)
def test_generated_navigation_contains_the_menu(nav: list[Item], menu: Menu, expected: list[Item]) -> None:
    """The menu replaces the first of gonogo's pages; a partial list of its pages stays."""
    assert gather(nav, menu) == expected


def _build(root: Path, configuration: str, hook: str = "", files: Files = CLEAN) -> tuple[int, str, Path]:
    lay_out(root, files)
    (root / "docs" / "guide").mkdir(parents=True)
    for name in ("index", "guide/first"):
        (root / "docs" / f"{name}.md").write_text(f"# Their {name}\n", encoding="utf-8")
    (root / "docs" / "hook.txt").write_text("theirs", encoding="utf-8")
    (root / "hook.py").write_text(dedent(hook), encoding="utf-8")
    hooks = "hooks: [hook.py]\n" if hook else ""
    theme = "theme: {name: material, font: false}\n"
    (root / "mkdocs.yml").write_text(f"site_name: Theirs\n{theme}{configuration}\n{hooks}", encoding="utf-8")
    ran = run("build", "--as-of", "2026-03-01", at=root)
    return ran.code, ran.err, root / "site"


def _menu(site: Path) -> list[str]:
    return [title for _, title in parse_pages(site)["index.html"].menu if title and title != "Theirs"]


_OPTIONS = "plugins: [{gonogo: {folder: ready, title: Are we ready}}]"
_OURS = ["Overview", "Overview", "Before", "Sign-offs", "Contacts", "Findings"]


def test_menu_without_nav_has_one_section_for_the_folder(tmp_path: Path) -> None:
    """The section has the title from the options, and none of its pages is called like the home page."""
    assert _build(tmp_path, _OPTIONS)[:2] == (0, "")
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    titles = [title for title in _menu(tmp_path / "site") if "Their" in title or title in _OURS]
    assert titles[:2] == ["Their index", "Their guide/first"]
    assert "Home" not in titles
    assert len(re.findall(r"Are we ready\s*<", text)) >= 1
    assert "Ready<" not in text


_LATE = """
    from mkdocs.plugins import event_priority
    from mkdocs.structure.files import File

    @event_priority({priority})
    def on_files(files, config):
        files.append(File.generated(config, "guide/late.md", content="# A late page"))
"""


@pytest.mark.parametrize("priority", [5000, 0, -500])
def test_page_of_another_plugin_is_in_the_menu(tmp_path: Path, priority: int) -> None:
    """A page that another plugin adds before or after gonogo is in the menu."""
    assert _build(tmp_path, _OPTIONS, _LATE.format(priority=priority))[:2] == (0, "")
    assert "Late" in _menu(tmp_path / "site") or "A late page" in _menu(tmp_path / "site")


def test_navigation_from_the_file_of_a_plugin_gets_the_section_of_gonogo(tmp_path: Path) -> None:
    """If the file lists only other pages, the section of gonogo comes last, as with a `nav` without it."""
    hook = """
        def on_files(files, config):
            config.nav = ["index.md", {"Guide": ["guide/first.md"]}]
    """
    assert _build(tmp_path, _OPTIONS, hook)[:2] == (0, "")
    titles = _menu(tmp_path / "site")
    assert [title for title in titles if title in {"Their guide/first", "Before"}] == ["Their guide/first", "Before"]


def test_other_plugins_see_all_pages_and_no_nav(tmp_path: Path) -> None:
    """If the user has no `nav`, other plugins see none, and the pages of gonogo exist."""
    hook = """
        from pathlib import Path
        from mkdocs.plugins import event_priority

        @event_priority(100)
        def on_files(files, config):
            assert files.get_file_from_path("ready/shop/v1/index.md").abs_src_path

        @event_priority(100)
        def on_nav(nav, config, files):
            assert config.nav is None

        def on_post_build(config):
            assert config.nav is None
    """
    assert _build(tmp_path, _OPTIONS, hook)[:2] == (0, "")


def test_page_survives_plugins_that_filter_or_copy_files(tmp_path: Path) -> None:
    """A plugin that filters or copies files removes no page of gonogo."""
    hook = """
        from mkdocs.structure.files import File, Files

        def on_files(files, config):
            kept = [file for file in files if not file.src_uri.startswith("ready/shop/contacts")]
            return Files([
                File(file.src_uri, config.docs_dir, config.site_dir, config.use_directory_urls)
                if file.src_uri.startswith("ready/") else file
                for file in kept
            ])
    """
    code, err, site = _build(tmp_path, _OPTIONS, hook)
    assert (code, err) == (0, "")
    pages = parse_pages(site)
    assert "ready/shop/contacts/index.html" in pages
    assert any("Tests pass" in str(part) for part in pages["ready/shop/v1/before/index.html"].article)


def test_page_of_another_plugin_with_the_same_path_is_an_error(tmp_path: Path) -> None:
    """The build fails if another plugin adds a page with the path of a page of gonogo."""
    hook = """
        from pathlib import Path
        from mkdocs.structure.files import File

        def on_files(files, config):
            files.remove(files.get_file_from_path("ready/shop/v1/index.md"))
            files.append(File.generated(config, "ready/shop/v1/index.md", abs_src_path=config.docs_dir + "/hook.txt"))
    """
    code, err, site = _build(tmp_path, _OPTIONS, hook)
    assert code == 2
    assert "ready/shop/v1/index.md from the checklists and ready/shop/v1/index.md in your docs would both be" in err
    assert not site.exists()


_TITLE = "Before {{ 6 * 7 }} {% if x %} [[ y ]] `z`"
_RUNS_TITLES = """
    import jinja2

    def on_page_markdown(markdown, page, config, files):
        for title in (page.title, config.site_name):
            assert jinja2.Template(title, undefined=jinja2.StrictUndefined).render() == title
        page.title = jinja2.Template(page.title).render()
"""


@pytest.mark.parametrize("nav", ["", "nav: [index.md, gonogo, guide/first.md]"], ids=["no-nav", "nav"])
def test_title_is_not_evaluated_by_a_macro_plugin(tmp_path: Path, nav: str) -> None:
    """A plugin that renders titles as templates does not evaluate names and titles from the checklists."""
    release = write_release(signed(CODE), deploy_at="2099-03-01T09:00Z").replace("title: Before", f"title: '{_TITLE}'")
    files = Files(release=release, system=f"name: '{_TITLE} shop'\n")
    configuration = _OPTIONS.replace("Are we ready", f"'{_TITLE} site'")
    code, err, site = _build(tmp_path, f"{configuration}\n{nav}", _RUNS_TITLES, files)
    assert (code, err) == (0, "")
    assert _TITLE in _menu(site)
    pages = parse_pages(site)
    assert pages["ready/shop/v1/before/index.html"].title.startswith(_TITLE)
    assert pages["ready/index.html"].title.startswith(f"{_TITLE} site")
    assert f"{_TITLE} shop" in html.unescape((site / "index.html").read_text(encoding="utf-8"))


def test_site_name_is_not_evaluated_by_a_macro_plugin(tmp_path: Path) -> None:
    """A template in the name of the site is shown as text, and no plugin evaluates it."""
    hook = """
        import jinja2

        def on_page_markdown(markdown, page, config, files):
            assert jinja2.Template(config.site_name).render() == config.site_name
    """
    assert _build(tmp_path, f"{_OPTIONS}\nsite_description: x", hook)[0] == 0
    (tmp_path / "mkdocs.yml").write_text(
        (tmp_path / "mkdocs.yml").read_text(encoding="utf-8").replace("Theirs", "'{{ 1/0 }} {% for'"), encoding="utf-8"
    )
    ran = run("build", at=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert parse_pages(tmp_path / "site")["index.html"].title.endswith("{{ 1/0 }} {% for")


def test_nested_build_publishes_once_with_one_menu(tmp_path: Path) -> None:
    """A plugin that builds again at the end of a build gets a single menu, and the site is published once."""
    hook = """
        from mkdocs.commands.build import build
        from mkdocs.plugins import event_priority
        from pathlib import Path

        runs = []

        @event_priority(-100)
        def on_post_build(config):
            runs.append(len(config.extra_css))
            if len(runs) == 1:
                build(config)
                build(config)
                Path(config.site_dir, "languages.txt").write_text(f"{runs} {config.site_name}")
    """
    code, err, site = _build(tmp_path, f"{_OPTIONS}\nnav: [index.md, gonogo, guide/first.md]", hook)
    assert (code, err) == (0, "")
    assert (site / "languages.txt").read_text(encoding="utf-8") == "[1, 1, 1] Theirs"
    assert "languages.txt" in (site / ".gonogo-site").read_text(encoding="utf-8")
    assert _menu(site).count("Findings") == 1
    assert not list(tmp_path.glob(".gonogo-*"))


def test_program_with_its_own_build_gets_the_site_folder(tmp_path: Path) -> None:
    """A program that runs only the first events gets the site folder from mkdocs.yml."""
    _, _, site = _build(tmp_path, _OPTIONS)
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_shutdown()
    assert config.site_dir == str(site)
    assert not list(tmp_path.glob(".gonogo-*"))
