"""The HTML that the theme renders around the content of gonogo's pages, kept between the builds of `mkdocs serve`.

The menu takes most of the time of a build, and after an edit, it is usually the same as before. So gonogo keeps the
frame of each page, which is the HTML before and after the content, and puts the new content into the frame. Plugins
still get every event of every page.

gonogo uses a frame again only if everything that the theme can print in it is the same: the settings, the navigation,
and the facts about the page. If gonogo cannot know that, it keeps no frames. This is the case with a theme other than
Material, with templates or hooks of the project, and with a plugin that is not in `_KNOWN_PLUGINS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Template
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from gonogo.core.kept_results import digest_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.nav import Navigation

    from gonogo.core.kept_results import KeptResults

# The modules of plugins that neither change a page nor give templates other values to print.
_KNOWN_PLUGINS = frozenset(
    (
        "gonogo.builders.mkdocs_plugin",
        "material.plugins.offline.plugin",
        "material.plugins.search.plugin",
        "mkdocs.contrib.search",
    )
)
_KNOWN_THEME = "material"
_NOT_PRINTED = frozenset(("plugins", "hooks", "theme"))


class Frame(NamedTuple):
    """The HTML before and after the content of a page."""

    before: str
    after: str


def keep_frames(env: Environment, config: MkDocsConfig, kept: KeptResults, paths: Collection[str]) -> None:
    """Makes the templates of a build render the pages at these source paths with kept frames.

    Does nothing with an unknown theme, plugin or hook. A template renders a page after the last event that can change
    the page or its context.
    """
    if config.theme.name != _KNOWN_THEME or config.theme.custom_dir or not has_only_known_plugins(config):
        return
    framed = _FramedPages(kept, paths)

    class FrameTemplate(Template):
        def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - as in Jinja
            context = dict(*args, **kwargs)
            return framed.render(context, self.name, lambda: Template.render(self, context))

    env.template_class = FrameTemplate


class _FramedPages:
    """Renders the pages of a single build, whose settings and navigation are the same for all pages."""

    def __init__(self, kept: KeptResults, paths: Collection[str]) -> None:
        self._kept = kept
        self._paths = paths
        self._surroundings: bytes | None = b""  # not digested yet

    def render(self, context: Mapping[str, Any], name: str | None, render: Callable[[], str]) -> str:
        """The HTML of the page in a context: its kept frame with the new content, or else the result of `render`.

        `name` is the name of the template.
        """
        page = context.get("page")
        if page is None or page.file.src_uri not in self._paths:
            return render()
        if self._surroundings == b"":
            self._surroundings = _digest_surroundings(context["config"], context["nav"])
        if self._surroundings is None:
            return render()
        key = (self._surroundings, name, _list_facts(page))
        frame = self._kept.get(key, lambda: _split(render(), page.content))
        return f"{frame.before}{page.content}{frame.after}" if frame else render()


def has_only_known_plugins(config: MkDocsConfig) -> bool:
    """Whether the site has no hooks, and no plugins other than `_KNOWN_PLUGINS`."""
    modules = (type(plugin).__module__ for plugin in config.plugins.values())
    return not config.hooks and _KNOWN_PLUGINS.issuperset(modules)


def _digest_surroundings(config: MkDocsConfig, nav: Navigation) -> bytes | None:
    """The digest of the settings and the navigation; None if a setting cannot be pickled."""
    settings = {name: value for name, value in config.items() if name not in _NOT_PRINTED}
    options = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    return digest_key((settings, config.theme.dirs, dict(config.theme), options, list(_list_items(nav.items))))


def _list_items(items: Iterable[StructureItem]) -> Iterable[object]:
    for item in items:
        match item:
            case Page():
                yield item.title, item.url, item.meta, item.is_index, item.is_homepage
            case Section():
                yield item.title, list(_list_items(item.children))
            case _:
                yield item.title, getattr(item, "url", None)


def _list_facts(page: Page) -> tuple[object, ...]:
    """Everything about a page that Material's templates print or test, except the content itself.

    They print a heading if the content does not have one.
    """
    return (
        (page.file.src_uri, page.url, page.title, page.meta, list(page.toc)),
        (page.canonical_url, page.edit_url, page.is_homepage),
        "<h1" in (page.content or ""),
    )


def _split(html: str, content: str) -> Frame | None:
    """The frame of a rendered page; None if the content is not in it exactly once."""
    before, found, after = html.partition(content)
    return Frame(before, after) if found and content not in after else None
