"""Other MkDocs plugins that people use with gonogo: the text in the handbook, and the test builds of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORKS, ORDER, OPTION = "works", "needs an order", "needs an option"
BEFORE, AFTER = "before gonogo", "after gonogo"
PAIRS = ((BEFORE, False), (AFTER, True))  # position in the list of plugins, and whether mkdocs.yml has a `nav`
EACH = ((BEFORE, False), (BEFORE, True), (AFTER, False), (AFTER, True))  # for plugins that add pages, or make a menu


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """A plugin by its name in mkdocs.yml: its package, "" for Material's own, and the text in the handbook.

    `options` is YAML, `files` are files that the project needs for the plugin, and `builds` are the tested
    arrangements. `makes` are files of the site that only the plugin creates.
    """

    package: str
    verdict: str = WORKS
    why: str = ""
    options: str = "{}"
    files: Mapping[str, str] = field(default_factory=dict)
    builds: tuple[tuple[str, bool], ...] = PAIRS
    makes: tuple[str, ...] = ()


_LANGUAGES = "{locale: en, name: English, default: true}, {locale: de, name: Deutsch}"
_SCRIPT = """
    import mkdocs_gen_files

    with mkdocs_gen_files.open("guide/made.md", "w") as file:
        file.write("# Made")
"""
PLUGINS: Mapping[str, Plugin] = {
    "awesome-nav": Plugin(
        package="mkdocs-awesome-nav",
        why="without `nav`, because it replaces `nav` and warns; `.nav.yml` may place the folder",
        builds=((BEFORE, False), (AFTER, False)),
    ),
    "blog": Plugin(
        package="",
        files={
            "docs/blog/index.md": "# Blog\n",
            "docs/blog/posts/first.md": "---\ndate: 2026-01-02\n---\n# First post\n\nText.\n",
        },
        builds=EACH,
        makes=("blog/2026/01/02/first-post/index.html",),
    ),
    "exclude": Plugin(
        package="mkdocs-exclude",
        why="its patterns do not remove our pages and files",
        options="{glob: ['*.csv', 'guide/draft*', 'readiness/*']}",
        files={"docs/guide/draft.md": "# Draft\n"},
    ),
    "gen-files": Plugin(
        package="mkdocs-gen-files",
        why="a script that writes one of our pages stops the build",
        options="{scripts: [gen.py]}",
        files={"gen.py": dedent(_SCRIPT)},
        builds=EACH,
        makes=("guide/made/index.html",),
    ),
    "git-authors": Plugin(
        package="mkdocs-git-authors-plugin",
        verdict=OPTION,
        why="`exclude: [readiness/*]`: it warns about every page that is not in a commit",
        options="{exclude: ['readiness/*']}",
    ),
    "git-revision-date-localized": Plugin(
        package="mkdocs-git-revision-date-localized-plugin",
        why="it dates our pages to the build date",
    ),
    "glightbox": Plugin(package="mkdocs-glightbox"),
    "i18n": Plugin(
        package="mkdocs-static-i18n",
        why="our pages are in the site for every language, in English",
        options=f"{{docs_structure: suffix, languages: [{_LANGUAGES}]}}",
        files={"docs/index.de.md": "# Willkommen\n"},
        makes=("de/index.html", "de/readiness/shop/v1/index.html"),
    ),
    "include-markdown": Plugin(
        package="mkdocs-include-markdown-plugin", why="checklist text is not interpreted as a directive"
    ),
    "literate-nav": Plugin(
        package="mkdocs-literate-nav", why="`readiness/` in `SUMMARY.md` places the folder", builds=EACH
    ),
    "macros": Plugin(
        package="mkdocs-macros-plugin",
        why="checklist text and titles are not executed",
        options="{on_undefined: strict}",
    ),
    "meta": Plugin(package="", files={"docs/guide/.meta.yml": "tags: [a]\n"}),
    "mike": Plugin(package="mike"),
    "minify": Plugin(
        package="mkdocs-minify-plugin",
        why="`js_files` and `css_files` only accept files in `docs/`, so not ours",
        options="{minify_html: true, htmlmin_opts: {remove_comments: true}}",
    ),
    "monorepo": Plugin(
        package="mkdocs-monorepo-plugin",
        why="with a `nav`, which the plugin requires",
        files={"more/mkdocs.yml": "site_name: more\nnav: [index.md]\n", "more/docs/index.md": "# More\n"},
        builds=((BEFORE, True), (AFTER, True)),
    ),
    "print-site": Plugin(
        package="mkdocs-print-site-plugin",
        verdict=ORDER,
        why="it warns unless it is the last plugin; links to single entries do not work on its page",
        builds=((AFTER, False), (AFTER, True)),
        makes=("print_page/index.html",),
    ),
    "redirects": Plugin(
        package="mkdocs-redirects",
        why="a redirect may lead to one of our pages",
        options="{redirect_maps: {old.md: readiness/shop/v1/before/index.md}}",
        makes=("old/index.html",),
    ),
    "rss": Plugin(
        package="mkdocs-rss-plugin",
        why="its feed includes our pages, unless `match_path` excludes them",
        makes=("feed_rss_created.xml",),
    ),
    "section-index": Plugin(
        package="mkdocs-section-index", why="the first page of each of our sections remains a menu item"
    ),
    "tags": Plugin(package="", files={"docs/guide/tagged.md": "---\ntags: [a]\n---\n# Tagged\n"}),
}
