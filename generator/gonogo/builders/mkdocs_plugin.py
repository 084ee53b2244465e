"""The MkDocs plugin `gonogo`, which adds the pages of the checklists to a site."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.nav import Link, Section, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import CountHandler

from gonogo.builders.kept_frames import keep_frames
from gonogo.builders.kept_markdown import ConvertedPage, convert
from gonogo.builders.markdown_extension import WITH_PLUGIN
from gonogo.builders.navigation import gather, make_menu, place
from gonogo.builders.own_files import OwnFiles
from gonogo.builders.plugin_options import find_project, make_site_options, read_as_of
from gonogo.builders.search_separator import set_separator
from gonogo.builders.site_stage import make_stage, require_no_server
from gonogo.core.diagnostics import GonogoError
from gonogo.core.kept_results import COMPUTED, KeptResults
from gonogo.core.safe_text import terminal_safe
from gonogo.outputs.markdown_pages import SCRIPT, STYLESHEET, UNSEARCHED, WORKER, escape_title
from gonogo.pipelines.site_build import build_site
from gonogo.source.files.cache import open_cache
from gonogo.source.files.raw_checklists import is_raw, require_no_raw
from gonogo.source.git.branches import list_reference_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from gonogo.builders.navigation import Item, Menu
    from gonogo.pipelines.site_build import Site
    from gonogo.source.files.output_folder import Stage

_log = logging.getLogger("mkdocs.plugins.gonogo")


class PluginConfig(base.Config):
    """The options of the plugin.

    `folder` is the folder of the pages in the site, `title` is the heading of the home page, and `as_of` is the time of
    judgement. `checklists` is the folder that contains the folder `checklists/`, "" for the nearest such folder
    upwards.
    """

    folder = config_options.Type(str, default="")
    title = config_options.Type(str, default="Readiness")
    checklists = config_options.Type(str, default="")
    as_of = config_options.Type((str, date), default="")  # YAML reads an unquoted date as a date


class GonogoPlugin(BasePlugin[PluginConfig]):
    """Adds pages, navigation, a stylesheet and a script.

    `gonogo build` sets `as_of`, `is_time_given` and `revision`.
    """

    as_of: datetime | None = None
    is_time_given = True
    revision: str | None = None
    site: Site
    content: str | None
    found: list[AnchorLink]
    _files: OwnFiles
    _menu: Menu
    _is_placed = False
    _depth = 0  # the number of started builds: a plugin for languages builds each language inside the first build
    _is_started = False
    _serves = False
    _kept: KeptResults | None = None  # the results of the last build; None if there is only one build
    _converted: ConvertedPage | None = None
    _stage: Stage | None = None
    _config: MkDocsConfig | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Records whether MkDocs serves the site, because it then builds in a temporary folder of its own."""
        del dirty
        self._is_started = True
        self._serves = command == "serve"
        self._kept = KeptResults() if self._serves else None

    def _open_stage(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes MkDocs build beside the folder of the site, because MkDocs empties the folder in which it builds.

        Raises PluginError if the site may not be written to its folder.
        """
        _require_returned("on_config", config, "site_dir")
        is_open = self._stage is not None and config.site_dir == str(self._stage.folder)
        if not self._serves and not is_open:
            self.on_shutdown()
            with _as_plugin_error():
                if not self._is_started:
                    require_no_server(config)
                folder = _folder_of(config)
                self._stage = make_stage(config, folder, find_project(folder, self.config.checklists))
            self._config, config.site_dir = config, str(self._stage.folder)
        return config

    @event_priority(100)
    def _set_separator(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes the search also divide strings at punctuation. Search plugins read their options later."""
        set_separator(config.plugins)
        return config

    @event_priority(-100)  # after `offline`, which determines how links name files and which worker it loads
    def _read_checklists(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the checklists, and puts their pages at `gonogo` in the navigation."""
        with _as_plugin_error():
            root = find_project(_folder_of(config), self.config.checklists)
            option = read_as_of(self.config.as_of)
            options = make_site_options(
                self.config.folder,
                self.config.title,
                os.environ,
                directories=config.use_directory_urls,
                url=config.site_url or "",
                is_time_given=self.is_time_given if self.as_of else option is not None,
            )
            cache = None if options.ignores_history else open_cache(os.environ, root)
            if self._kept and not self._depth:
                self._kept.start_build()
            self.site = build_site(
                root,
                self.as_of or option or _now(),
                options,
                revision=self.revision,
                cache=cache,
                results=self._kept or COMPUTED,
            )
        self._menu = make_menu(self.site)
        self._show_site(config)
        return config

    def _show_site(self, config: MkDocsConfig) -> None:
        if self._depth:  # unchanged since the first build
            return
        config.site_name = escape_title(config.site_name)  # themes print it unescaped
        if "gonogo.markdown" not in config.markdown_extensions:
            config.markdown_extensions.append("gonogo.markdown")
        config.mdx_configs["gonogo.markdown"] = {WITH_PLUGIN: True}
        config.extra_css.append(STYLESHEET)
        config.extra_javascript.append(SCRIPT)
        if "polyfills" in config.extra:
            config.extra["polyfills"] = [_own_worker(script) for script in config.extra["polyfills"] or ()]
        nav = config.nav
        if nav is not None:
            config.nav = place(nav, self._menu)
        self._is_placed = config.nav != nav

    on_config = CombinedEvent(event_priority(100)(_open_stage), _set_separator, _read_checklists)

    @event_priority(-1000)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Opens the stage again if another plugin or a hook has changed the folder of the site."""
        self._open_stage(config)
        self._depth += 1

    @event_priority(1000)  # so that every other plugin finds our pages
    def _add_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds gonogo's pages and files, whose contents are in memory."""
        _require_returned("on_files", files, "get_file_from_path")
        assets = {path: content for path, content in self.site.assets.items() if path != WORKER or _is_loaded(config)}
        contents: dict[str, str | bytes] = {**self.site.sources, **assets, **self.site.files}
        self._files = OwnFiles(contents, self.site.unlisted)
        self._leave_out_raw(files)
        with _as_plugin_error():
            self._files.add(files, config)
        return files

    @event_priority(-1000)
    def _restore_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Repairs changes that other plugins made to gonogo's files."""
        _require_returned("on_files", files, "get_file_from_path")
        self._leave_out_raw(files)
        with _as_plugin_error():
            self._files.restore(files, config, lacks_some=self._depth > 1)
        return files

    on_files = CombinedEvent(_add_files, _restore_files)

    def _leave_out_raw(self, files: Files) -> None:
        for file in tuple(files):
            if file.abs_src_path and not self._files.has(file) and is_raw(file.abs_src_path, self.site.watched):
                files.remove(file)
                _log.info(
                    "%s is not copied into the site: gonogo never publishes the YAML of a checklist", file.src_uri
                )

    @event_priority(50)  # after `awesome-nav`, which makes the navigation, and before plugins that decorate it
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Puts gonogo's menu in place of gonogo's pages, unless `nav` in mkdocs.yml contains the menu.

        Without `nav`, MkDocs or a plugin for navigation has made the navigation from the files. The setting `nav` stays
        empty, because some plugins warn about a value.
        """
        _require_returned("on_nav", nav, "homepage")
        if self._is_placed:
            return nav
        found = list(_restate(nav.items))
        gathered = gather(found, self._menu)
        if gathered == found:
            return nav
        for path in self.site.sources:
            if file := files.get_file_from_path(path):
                file.page = None  # a page keeps its first title, from the menu
        kept, config.nav = config.nav, gathered
        nav = get_navigation(files, config)
        config.nav = kept
        return nav

    @event_priority(-100)  # after every plugin that adds files
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Raises PluginError if the site would contain the YAML of a checklist, or if `site_dir` was changed too late.

        Nothing is written before this check.
        """
        if self._kept:
            keep_frames(env, config, self._kept, self.site.sources)
        if self._stage is not None and config.site_dir != str(self._stage.folder):
            raise PluginError("gonogo: a plugin or hook changed `site_dir` too late; change it in `on_config`")
        theirs = [
            file.abs_src_path
            for file in files
            if file.abs_src_path and not file.inclusion.is_excluded() and not self._files.has(file)
        ]
        with _as_plugin_error():
            require_no_raw(theirs, self.site.watched)

    @event_priority(-1000)  # after plugins that change the text
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Leaves nothing for MkDocs to convert if the page is converted already."""
        page.markdown, self._converted = markdown, None
        if self._kept and page.file.src_uri in self.site.sources:
            self._converted = convert(page, config, files, self._kept)
        return "" if self._converted else markdown

    @event_priority(1000)
    def _fill_page(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Gives the page its text and its HTML before a plugin reads them."""
        del config, files
        return self._converted.fill(page) if self._converted else html

    def _add_anchors(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Adds the ids in the fragments, so that MkDocs checks links to entries like any other link."""
        del config, files
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= self.site.anchors.get(page.file.src_uri, set())
        return html

    on_page_content = CombinedEvent(_fill_page, _add_anchors)

    @event_priority(100)
    def _show_digest(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Replaces the content of a page by the text for the search index. Search plugins read the content after this.

        MkDocs' own search only finds sections in the table of contents, so the headings of this text are added there.
        """
        del config, nav
        self.content = page.content
        self.found = [AnchorLink(title, anchor, 6) for anchor, title in self.site.found.get(page.file.src_uri, ())]
        page.toc.items += self.found
        for fragment, digest in self.site.digests.get(page.file.src_uri, ()):
            page.content = (page.content or "").replace(fragment, digest, 1)
        return context

    @event_priority(-100)
    def _show_content(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Restores the page after the search plugins have read it, without the attributes for search plugins."""
        del config, nav
        page.toc.items = [link for link in page.toc.items if link not in self.found]
        if page.file.src_uri in self.site.digests:
            page.content = (self.content or "").replace(UNSEARCHED, "")
        return context

    on_page_context = CombinedEvent(_show_digest, _show_content)

    @event_priority(-1000)  # after plugins that add files to the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Moves the site into its folder, unless a strict build is about to fail because of its warnings."""
        self._depth -= 1
        if self._stage is not None and not self._depth and not (config.strict and _has_warnings()):
            with _as_plugin_error():
                self._stage.publish()
            self.on_shutdown()

    def on_build_error(self, *, error: Exception) -> None:
        """Discards the unfinished build, so that the earlier site stays."""
        del error
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """Discards an unfinished build after an interrupt, which MkDocs does not report as an error.

        It also restores `site_dir`, because programs that start MkDocs themselves, such as mike, look for the site
        there.
        """
        self._depth = 0
        if self._stage is not None:
            if self._config is not None and self._config.site_dir == str(self._stage.folder):
                self._config.site_dir = str(self._stage.target)
            self._stage.discard()
            self._stage = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Reloads the browser when a checklist changes, or after a commit, a pull or a checkout."""
        del config, builder
        for watched in (self.site.watched, *list_reference_places(self.site.watched.parent)):
            server.watch(str(watched))
        return server


def _restate(items: Iterable[StructureItem]) -> Iterator[Item]:
    """A navigation in the form of `nav` in mkdocs.yml. Pages are given by their paths, so they keep their titles."""
    for item in items:
        match item:
            case Page():
                yield item.file.src_uri
            case Section():
                yield {item.title: list(_restate(item.children))}
            case Link():
                yield {item.title: item.url}


def _require_returned(event: str, value: object, attribute: str) -> None:
    """Raises PluginError for a value that another plugin or a hook has returned from an event, and that is unusable."""
    if not hasattr(value, attribute):
        kind = type(value).__name__
        raise PluginError(f"gonogo: a plugin or hook returned a value from `{event}` that MkDocs cannot use: {kind}")


def _folder_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _has_warnings() -> bool:
    """Whether MkDocs or ProperDocs has counted a warning.

    They count warnings in a strict build (mkdocs.commands.build).
    """
    handlers = [handler for name in ("mkdocs", "properdocs") for handler in logging.getLogger(name).handlers]
    counters = [handler for handler in handlers if isinstance(handler, CountHandler)]
    return any(counter.get_counts() for counter in counters)


def _own_worker(script: object) -> object:
    """The script, or Gonogo's copy of the script that Material's plugin `offline` loads from another host."""
    return WORKER if "iframe-worker" in str(script) and "//" in str(script) else script


def _is_loaded(config: MkDocsConfig) -> bool:
    return WORKER in config.extra.get("polyfills", ())


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    try:
        yield
    except GonogoError as error:
        raise PluginError(terminal_safe(f"gonogo: {error.message}; {error.hint}")) from error
    except OSError as error:  # a folder that cannot be read, a full disk: MkDocs would print a traceback
        raise PluginError(terminal_safe(f"gonogo: {error.strerror or error}: {error.filename}")) from error


def _now() -> datetime:
    """The time in SOURCE_DATE_EPOCH if it is set (https://reproducible-builds.org), else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch if epoch.isdecimal() else ""), UTC)
    except (ValueError, OverflowError, OSError) as error:  # no number, or a year that Python does not have
        raise PluginError(f"gonogo: SOURCE_DATE_EPOCH must be seconds since 1970, not {epoch!r}") from error
