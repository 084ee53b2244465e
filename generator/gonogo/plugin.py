"""The MkDocs plugin `gonogo`: hands the pages of the checklists to MkDocs. All coupling to MkDocs is here."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, InclusionLevel, file_sort_key
from mkdocs.utils import nest_paths

from gonogo import app
from gonogo.diagnostics import GonogoError
from gonogo.outputs.pages import escape_title

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

PLACE = "gonogo"
STYLESHEET = "assets/gonogo.css"
SCRIPT = "assets/gonogo.js"
WORKER = "assets/iframe-worker.js"


class PluginConfig(base.Config):
    """`folder` is where the pages lie in the site, `title` heads the first of them."""

    folder = config_options.Type(str, default="")
    title = config_options.Type(str, default="Readiness")


class GonogoPlugin(BasePlugin[PluginConfig]):
    """Adds pages, navigation, and what pages load. `as_of` may be set by whoever runs MkDocs; default is now."""

    as_of: datetime | None = None
    site: app.Site

    @event_priority(-100)  # `offline` has then said that links name files, and which worker it wants
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
        config.extra_javascript.append(SCRIPT)
        if "polyfills" in config.extra:
            config.extra["polyfills"] = [_own_worker(script) for script in config.extra["polyfills"] or ()]
        ours = _menu_items(self.site.menu)
        if config.nav is not None:
            nav = _put(config.nav, ours)
            config.nav = nav if nav != config.nav else [*ours, *nav]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hands over the pages in memory. What leaves files out, such as `exclude_docs`, is not for them."""
        assets = {path: content for path, content in self.site.assets.items() if path != WORKER or _is_loaded(config)}
        pages: dict[str, str | bytes] = {**self.site.sources, **assets}
        ours = [
            File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)
            for path, content in pages.items()
        ]
        _refuse_collisions(ours, files)
        if config.nav is None:
            theirs = sorted(files.documentation_pages(), key=file_sort_key)
            config.nav = [*_menu_items(self.site.menu), *nest_paths(file.src_uri for file in theirs)]
        for file in ours:
            if (left_out := files.get_file_from_path(file.src_uri)) is not None:
                files.remove(left_out)
            files.append(file)
        return files

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tells MkDocs which ids the fragments hold, so that links to entries are checked like any other."""
        del config, files
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= self.site.anchors.get(page.file.src_uri, set())
        return html

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


def _refuse_collisions(ours: list[File], files: Files) -> None:
    """Raises where a page of ours and a file of theirs become one file of the site: README.md is an index.html too."""
    theirs = {file.dest_uri: file for file in files if file.inclusion.is_in_serve()}
    for file in ours:
        if file.dest_uri in theirs:
            message = f"{file.src_uri} of the checklists and {theirs[file.dest_uri].src_uri} in your docs are both"
            cure = "rename the file, or give the pages a place of their own: `plugins: [gonogo: {folder: readiness}]`"
            raise PluginError(f"gonogo: {message} {file.dest_uri} in the site; {cure}")


def _own_worker(script: object) -> object:
    """The script, or our copy where it is the one that Material's plugin `offline` loads from another host."""
    return WORKER if "iframe-worker" in str(script) and "//" in str(script) else script


def _is_loaded(config: MkDocsConfig) -> bool:
    return WORKER in config.extra.get("polyfills", ())


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
