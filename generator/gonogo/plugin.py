"""The MkDocs plugin `gonogo`: hands the pages of the checklists to MkDocs. All coupling to MkDocs is here."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, file_sort_key
from mkdocs.utils import nest_paths

from gonogo import app
from gonogo.diagnostics import GonogoError
from gonogo.outputs.pages import escape_title

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

PLACE = "gonogo"
STYLESHEET = "assets/gonogo.css"


class PluginConfig(base.Config):
    """`folder` is where the pages lie in the site, `title` heads the first of them."""

    folder = config_options.Type(str, default="")
    title = config_options.Type(str, default="Readiness")


class GonogoPlugin(BasePlugin[PluginConfig]):
    """Adds pages, navigation and a stylesheet. `as_of` may be set by whoever runs MkDocs; default is now."""

    as_of: datetime | None = None
    site: app.Site
    content: str | None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the checklists beside `mkdocs.yml`, and puts their pages where the navigation says `gonogo`."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        if ".." in self.config.folder.split("/"):
            raise PluginError("gonogo: `folder` lies in the site; take the .. out")
        options = app.SiteOptions(
            folder=f"{self.config.folder.strip('/')}/" if self.config.folder.strip("/") else "",
            title=self.config.title,
            directories=config.use_directory_urls,
        )
        try:
            self.site = app.build_site(root, self.as_of or _now(), options)
        except GonogoError as error:
            raise PluginError(f"gonogo: {error.message}. {error.cure}") from error
        config.site_name = escape_title(config.site_name)  # themes print it as it is
        if "gonogo.markdown" not in config.markdown_extensions:
            config.markdown_extensions.append("gonogo.markdown")
        config.extra_css.append(STYLESHEET)
        ours = _menu_items(self.site.menu)
        if config.nav is not None:
            nav = _put(config.nav, ours)
            config.nav = nav if nav != config.nav else [*ours, *nav]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hands over the pages in memory."""
        pages = {**self.site.sources, STYLESHEET: self.site.stylesheet}
        for path in pages:
            if files.get_file_from_path(path) is not None:
                cure = (
                    "rename the file, or give the pages a place of their own: `plugins: [gonogo: {folder: readiness}]`"
                )
                raise PluginError(f"gonogo: {path} is a page of the checklists and a file in your docs; {cure}")
        if config.nav is None:
            theirs = sorted(files.documentation_pages(), key=file_sort_key)
            config.nav = [*_menu_items(self.site.menu), *nest_paths(file.src_uri for file in theirs)]
        for path, text in pages.items():
            files.append(File.generated(config, path, content=text))
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
        """Puts the content back, behind every search plugin."""
        del config, nav
        if page.file.src_uri in self.site.digests:
            page.content = self.content
        return context

    on_page_context = CombinedEvent(_show_digest, _show_content)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Reloads the browser when a checklist changes."""
        del config, builder
        server.watch(str(self.site.watched))
        return server


def _now() -> datetime:
    """The time of SOURCE_DATE_EPOCH where it is set (https://reproducible-builds.org), else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.isdecimal():
        raise PluginError(f"gonogo: SOURCE_DATE_EPOCH is seconds since 1970, not {epoch!r}")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)


def _menu_items(menu: list[tuple[tuple[str, ...], str]]) -> list[Any]:
    """The navigation of our pages, in the form that mkdocs.yml has it."""
    ours: list[Any] = []
    for titles, path in menu:
        level = ours
        for title in titles[:-1]:
            level = _section(level, escape_title(title))
        level.append({escape_title(titles[-1]): path})
    return ours


def _put(nav: list[Any], ours: list[Any]) -> list[Any]:
    """The navigation with our items in the place of every item `gonogo`, at any depth."""
    result: list[Any] = []
    for item in nav:
        if item == PLACE:
            result += ours
        elif isinstance(item, dict):
            result.append({key: _put(value, ours) if isinstance(value, list) else value for key, value in item.items()})
        else:
            result.append(item)
    return result


def _section(level: list[Any], title: str) -> list[Any]:
    for item in level:
        if isinstance(item.get(title), list):
            return item[title]  # type: ignore[no-any-return]
    below: list[Any] = []
    level.append({title: below})
    return below
