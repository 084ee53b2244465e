"""The mkdocs.yml of a rendered tree: the project's settings, changed for builders without gonogo's plugin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.builders.navigation import gather, place
from gonogo.builders.search_separator import add_separator, is_search
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.outputs.markdown_pages import SCRIPT, STYLESHEET, WORKER, escape_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gonogo.builders.navigation import Item, Menu

PLUGIN, MARKDOWN, ATTRIBUTES = "gonogo", "gonogo.markdown", "attr_list"
DOCS = "docs"
_DROPPED = ("site_dir", "watch", "edit_uri", "edit_uri_template")
_LISTS = ("extra_css", "extra_javascript", "markdown_extensions", "nav", "plugins")
DEFAULT: Mapping[str, object] = {
    "theme": {
        "name": "material",
        "font": False,
        "features": ["navigation.indexes", "navigation.prune", "navigation.top", "toc.follow"],
    },
    "plugins": ["search"],
    "markdown_extensions": ["tables"],
    "extra": {"generator": False},
}
_BUNDLES = re.compile(r"(markdown\.extensions\.)?(attr_list|extra)$")


class TreeOptions(Frozen):
    """The settings in mkdocs.yml on which the tree depends. `url` is the address of the site, "" if it is not known."""

    folder: str
    title: str
    directories: bool
    is_offline: bool = False
    url: str = ""
    as_of: object = ""
    checklists: object = ""


def read_options(configuration: Mapping[str, object], resolve: Callable[[object], object]) -> TreeOptions:
    """The options of gonogo's plugin (defaults if mkdocs.yml does not list the plugin), and further settings.

    `resolve` replaces a setting with the tag `!ENV` by its value in the environment. Raises GonogoError for a value of
    a wrong type.
    """
    for key in _LISTS:
        if not isinstance(configuration.get(key, []), list | dict | None):
            raise GonogoError(
                f"`{key}` in mkdocs.yml is not a list",
                f"write `{key}` as a list, so that gonogo can copy it to the tree",
            )
    plugins = dict(_pairs(configuration.get("plugins")))
    options = plugins.get(PLUGIN)
    options = options if isinstance(options, dict) else {}
    directories = resolve(configuration.get("use_directory_urls", True))
    folder, title = resolve(options.get("folder", "")), resolve(options.get("title", "Readiness"))
    if not isinstance(folder, str) or not isinstance(title, str):
        raise GonogoError("`folder` and `title` in the gonogo plugin must be text", "see mkdocs.yml")
    if not isinstance(directories, bool):
        raise GonogoError("`use_directory_urls` must be true or false", "see mkdocs.yml")
    is_offline = _is_offline(plugins, resolve)
    url = resolve(configuration.get("site_url"))
    as_of = resolve(options.get("as_of", ""))
    return TreeOptions(
        folder,
        title,
        directories and not is_offline,
        is_offline,
        url if isinstance(url, str) else "",
        as_of,
        resolve(options.get("checklists", "")),
    )


def _is_offline(plugins: Mapping[str, object], resolve: Callable[[object], object]) -> bool:
    """Whether Material's plugin `offline` is enabled, which turns `use_directory_urls` off."""
    for name in ("offline", "material/offline"):
        if name in plugins:
            options = plugins[name]
            return not isinstance(options, dict) or resolve(options.get("enabled", True)) is not False
    return False


def restate(
    configuration: Mapping[str, object],
    menu: Menu,
    nested: list[Item],
    options: TreeOptions,
    unlisted: Sequence[str] = (),
) -> dict[str, object]:
    """The settings of the tree: the project's settings with gonogo's pages, CSS and script, without the plugin.

    Paths are those of the tree. `unlisted` are gonogo's pages outside the navigation. `nested` is the navigation of all
    pages by their folders, if the project has pages but no `nav`; else it is empty. Edit links are left out, because
    most pages have no source file in the repository.
    """
    given = configuration.get("nav")
    name = configuration.get("site_name")
    restated = {
        **{key: value for key, value in configuration.items() if key not in _DROPPED},
        "site_name": escape_title(name) if isinstance(name, str) else name,
        "docs_dir": DOCS,
        "markdown_extensions": _with_attributes(configuration.get("markdown_extensions")),
        "extra_css": [*_items(configuration.get("extra_css")), STYLESHEET],
        "extra_javascript": [*_items(configuration.get("extra_javascript")), SCRIPT],
        "nav": gather(nested, menu) if nested else place(_items(given), menu),
        "use_directory_urls": options.directories,
    }
    if "plugins" in configuration:
        restated["plugins"] = _with_separator(_without(configuration["plugins"], PLUGIN))
    if unlisted:
        patterns = [str(configuration.get("not_in_nav") or "").rstrip("\n"), *(f"/{path}" for path in unlisted)]
        restated["not_in_nav"] = "\n".join(pattern for pattern in patterns if pattern)
    if options.is_offline:
        restated["extra"] = _with_worker(configuration.get("extra"))
    if "repo_url" in configuration:
        restated["edit_uri"] = ""
    return restated


def _with_worker(extra: object) -> object:
    """`extra` with gonogo's copy of the script that Material's plugin `offline` would load from another host."""
    given = extra if isinstance(extra, dict) else {}
    others = [script for script in _items(given.get("polyfills")) if "iframe-worker" not in str(script)]
    return {**given, "polyfills": [*others, WORKER]}


def _with_separator(plugins: object) -> object:
    """The plugins, with the separator that gonogo's plugin would set for search plugins."""
    if isinstance(plugins, dict):
        return {name: add_separator(options) if is_search(name) else options for name, options in plugins.items()}
    return [
        {name: add_separator(options)} if is_search(name) else item
        for item in _items(plugins)
        for name, options in _pairs([item])[:1] or [("", None)]
    ]


def _with_attributes(extensions: object) -> object:
    """The Markdown extensions without `gonogo.markdown`, and with an extension for `{ #id }` after headings."""
    others = _without(extensions, MARKDOWN)
    if any(_BUNDLES.match(name) for name, _ in _pairs(others)):
        return others
    return {**others, ATTRIBUTES: {}} if isinstance(others, dict) else [*_items(others), ATTRIBUTES]


def _without(listed: object, name: str) -> object:
    """A list or mapping of plugins or extensions, without the plugin or extension of this name."""
    if isinstance(listed, dict):
        return {key: value for key, value in listed.items() if key != name}
    return [item for item in _items(listed) if item != name and not (isinstance(item, dict) and list(item) == [name])]


def _pairs(listed: object) -> list[tuple[str, object]]:
    """The name and the options of each item in a list or mapping of plugins or extensions."""
    if isinstance(listed, dict):
        return list(listed.items())
    return [
        pair for item in _items(listed) for pair in (item.items() if isinstance(item, dict) else [(str(item), None)])
    ]


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
