"""The MkDocs plugin `gonogo`: hands the pages of the checklists to MkDocs. All coupling to MkDocs is here."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, InclusionLevel, file_sort_key
from mkdocs.utils import nest_paths

from gonogo import publish
from gonogo.diagnostics import GonogoError
from gonogo.outputs.navigation import menu_items, place
from gonogo.outputs.pages import SCRIPT, STYLESHEET, UNSEARCHED, WORKER, escape_title
from gonogo.source.cache import open_cache
from gonogo.tree import terminal_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


class PluginConfig(base.Config):
    """`folder` is where the pages lie in the site, `title` heads the first of them, `as_of` is when to judge as of."""

    folder = config_options.Type(str, default="")
    title = config_options.Type(str, default="Readiness")
    as_of = config_options.Type((str, date), default="")  # YAML makes dates and some times of what is not quoted


class GonogoPlugin(BasePlugin[PluginConfig]):
    """Adds pages, navigation and a stylesheet. `as_of` and `revision` may be set by whoever runs MkDocs."""

    as_of: datetime | None = None
    revision: str | None = None
    site: publish.Site
    content: str | None

    @event_priority(-100)  # after `offline` has said that links name files, and which worker it wants
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the checklists beside `mkdocs.yml`, and puts their pages where the navigation says `gonogo`."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        with _as_plugin_error():
            options = publish.site_options(
                self.config.folder, self.config.title, directories=config.use_directory_urls, url=config.site_url or ""
            )
            as_of = self.as_of or publish.read_as_of(self.config.as_of) or _now()
            cache = open_cache(os.environ, root)
            self.site = publish.build_site(root, as_of, options, revision=self.revision, cache=cache)
        config.site_name = escape_title(config.site_name)  # themes print it as it is
        if "gonogo.markdown" not in config.markdown_extensions:
            config.markdown_extensions.append("gonogo.markdown")
        config.extra_css.append(STYLESHEET)
        config.extra_javascript.append(SCRIPT)
        if "polyfills" in config.extra:
            config.extra["polyfills"] = [_own_worker(script) for script in config.extra["polyfills"] or ()]
        if config.nav is not None:
            config.nav = place(config.nav, menu_items(self.site.menu))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hands over the pages in memory. What leaves files out, such as `exclude_docs`, is not for them."""
        assets = {path: content for path, content in self.site.assets.items() if path != WORKER or _is_loaded(config)}
        pages: dict[str, str | bytes] = {**self.site.sources, **assets, **self.site.files}
        theirs = [file.src_uri for file in files if file.inclusion.is_in_serve()]
        with _as_plugin_error():
            publish.require_own_places(pages, theirs, directories=config.use_directory_urls)
        if config.nav is None:
            config.nav = [*menu_items(self.site.menu), *nest_pages(files)]
        unlisted = set(self.site.unlisted)
        for path, content in pages.items():
            if (left_out := files.get_file_from_path(path)) is not None:
                files.remove(left_out)
            inclusion = InclusionLevel.NOT_IN_NAV if path in unlisted else InclusionLevel.INCLUDED
            files.append(File.generated(config, path, content=content, inclusion=inclusion))
        return files

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tells MkDocs which ids the fragments hold, so that links to entries are checked like any other."""
        del config, files
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= self.site.anchors.get(page.file.src_uri, set())
        return html

    @event_priority(100)
    def _show_digest(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Puts what is to be searched in place of the page's content, before any search plugin reads it."""
        del config, nav
        self.content = page.content
        for fragment, digest in self.site.digests.get(page.file.src_uri, ()):
            page.content = (page.content or "").replace(fragment, digest, 1)
        return context

    @event_priority(-100)
    def _show_content(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Puts the content back, behind every search plugin, without what was meant for those."""
        del config, nav
        if page.file.src_uri in self.site.digests:
            page.content = (self.content or "").replace(UNSEARCHED, "")
        return context

    on_page_context = CombinedEvent(_show_digest, _show_content)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Reloads the browser when a checklist changes."""
        del config, builder
        server.watch(str(self.site.watched))
        return server


def nest_pages(files: Files) -> list[Any]:
    """The navigation that MkDocs gives to files where there is no `nav`."""
    return list(nest_paths(file.src_uri for file in sorted(files.documentation_pages(), key=file_sort_key)))


def _own_worker(script: object) -> object:
    """The script, or our copy where it is the one that Material's plugin `offline` loads from another host."""
    return WORKER if "iframe-worker" in str(script) and "//" in str(script) else script


def _is_loaded(config: MkDocsConfig) -> bool:
    return WORKER in config.extra.get("polyfills", ())


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    try:
        yield
    except GonogoError as error:
        raise PluginError(terminal_safe(f"gonogo: {error.message}; {error.cure}")) from error


def _now() -> datetime:
    """The time of SOURCE_DATE_EPOCH where it is set (https://reproducible-builds.org), else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.isdecimal():
        raise PluginError(f"gonogo: SOURCE_DATE_EPOCH is seconds since 1970, not {epoch!r}")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
