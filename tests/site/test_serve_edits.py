"""After an edit, a build of `gonogo serve` writes the same bytes as a first build of the edited project."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, NamedTuple

import jinja2
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

from planned import write_planned_project
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import Files

_ADDRESS = "http://127.0.0.1:8000/"
_START = 1_772_200_800  # 2026-02-27T14:00Z, two days before T-0
_MINUTE, _DAY = 60, 86_400
_CONFIGURATION = """\
site_name: Readiness
theme: {name: material, font: false, features: [navigation.indexes, navigation.footer, navigation.prune, toc.follow]}
plugins: [gonogo, search]
markdown_extensions: [attr_list, {toc: {permalink: "#"}}]
repo_url: https://forge.example.com/shop
edit_uri: edit/main/docs/
validation: {links: {anchors: warn}}
nav:
  - gonogo
  - notes.md
"""
_NOTES = "# Notes\n\nSee [the tests](shop/v1/before/index.md#tests) and [the day](shop/v1/day/index.md).\n"
_RELEASE, _SYSTEM, _POLICY = "checklists/shop/v1.yml", "checklists/shop/system.yml", "checklists/policy.yml"
_SECOND = """\
release: v2
outcome:
title: Second deployment
deploy_at: 2026-04-01T09:00Z
phases:
  before:
    title: Before
    gate: go
sections:
  code:
    title: Code
    phase: before
    items:
      tests:
        status: open
        title: All tests pass
"""


class Edit(NamedTuple):
    """A change: `new` replaces `old` in a file. Without `old`, `new` is the whole file; without both, it is deleted."""

    path: str
    old: str = ""
    new: str = ""


class Step(NamedTuple):
    """Edits between two builds, the seconds between the builds, and whether a commit follows the edits."""

    subject: str
    edits: tuple[Edit, ...] = ()
    later: int = 0
    is_committed: bool = False


_CONTENT = (
    Step("only the time", later=_MINUTE),
    Step(
        "entries, contacts, lines before them, and headings that are not in the menu",
        (
            Edit(_RELEASE, "All tests pass", "Every test passes"),
            Edit(_RELEASE, "minutes: 30", "minutes: 30.0"),
            Edit(_SYSTEM, "+1-555-0100", "+1-555-0199"),
            Edit(_RELEASE, "title: Safety", "title: Sécurité"),
            Edit("checklists/shop/v0.9.yml", "title: Before", "title: Earlier"),
            Edit("checklists/shop/v0.9.yml", "release:", "# the first\nrelease:"),
        ),
    ),
    Step("time zone with the same times", (Edit(_POLICY, "format: 1", "format: 1\ntimezone: Etc/UTC"),)),
    Step("another time zone", (Edit(_POLICY, "Etc/UTC", "Europe/Berlin"),)),
    Step("name of a person", (Edit("checklists/people.yml", "Bob Baker", "Robert Baker"),)),
    Step("heading of a page in the menu", (Edit(_RELEASE, "title: The day", "title: The `great` day"),)),
    Step("commit", is_committed=True, later=_MINUTE),
    Step("state of an entry after a commit", (Edit(_RELEASE, "status: doing", "status: done"),), later=_MINUTE),
    Step(
        "added releases, of which a system lacks its other files",
        (Edit("checklists/shop/v2.yml", new=_SECOND), Edit("checklists/stock/v2.yml", new=_SECOND)),
        is_committed=True,
    ),
    Step("file that cannot be read", (Edit("checklists/shop/v2.yml", "phases:", "phases: ["),)),
    Step("removed release", (Edit("checklists/shop/v2.yml"),)),
    Step("T-0 in the past", later=3 * _DAY),
)
_SITE = (
    Step("text of a page of the site", (Edit("docs/notes.md", "See", "Please see"),)),
    Step("title of a page of the site, in the menu", (Edit("docs/notes.md", "# Notes", "# Remarks"),)),
    Step("added page", (Edit("docs/more.md", new="# More\n"),)),
    Step("name of the site", (Edit("mkdocs.yml", "site_name: Readiness", "site_name: Are we ready?"),)),
    Step("settings of an extension", (Edit("mkdocs.yml", 'permalink: "#"', 'permalink: "¶"'),)),
    Step("features of the theme", (Edit("mkdocs.yml", "navigation.prune, ", ""),)),
    Step("options of the plugin", (Edit("mkdocs.yml", "[gonogo, search]", "[{gonogo: {title: Launch}}, search]"),)),
    Step("navigation", (Edit("mkdocs.yml", "  - gonogo\n  - notes.md\n", "  - notes.md\n  - gonogo\n"),)),
)


class Preview:
    """A project, and two ways to build it: with the plugins of a running `mkdocs serve`, or with new plugins."""

    def __init__(self, root: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.repo = RepoBuilder(root)
        self.now = _START
        self._site = site
        self._monkeypatch = monkeypatch
        self._plugins: dict[str, BasePlugin] = {}

    def take(self, step: Step) -> None:
        """Makes the edits of a step, and its commit."""
        self.now += step.later
        for edit in step.edits:
            self.edit(edit)
        if step.is_committed:
            self.repo.commit()

    def edit(self, edit: Edit) -> None:
        """Changes a file."""
        file = self.repo.root / edit.path
        if not (edit.old or edit.new):
            file.unlink()
            return
        text = file.read_text(encoding="utf-8") if edit.old else ""
        assert edit.old in text
        file.parent.mkdir(exist_ok=True)
        file.write_text(text.replace(edit.old, edit.new, 1) if edit.old else edit.new, encoding="utf-8")

    def rebuild(self) -> dict[str, bytes]:
        """The files of the site after another build of the running server, keyed by path."""
        return self._build(self._plugins)

    def build_fresh(self) -> dict[str, bytes]:
        """The files of the site after the first build of a new server, keyed by path."""
        return self._build({})

    def _build(self, plugins: dict[str, BasePlugin]) -> dict[str, bytes]:
        is_first = not plugins
        self._monkeypatch.setattr(MkDocsConfig.plugins, "plugin_cache", plugins)
        self._monkeypatch.setenv("SOURCE_DATE_EPOCH", str(self.now))
        config = load_config(str(self.repo.root / "mkdocs.yml"), site_dir=str(self._site))
        if is_first:
            config.plugins.on_startup(command="serve", dirty=False)
        config.site_url = _ADDRESS
        build(config, serve_url=_ADDRESS)
        files = (file for file in self._site.rglob("*") if file.is_file())
        return {file.relative_to(self._site).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """A project with a commit, and with a site that has a page of its own."""
    write_planned_project(tmp_path / "project")
    opened = Preview(tmp_path / "project", tmp_path / "site", monkeypatch)
    opened.repo.commit()
    (opened.repo.root / "mkdocs.yml").write_text(_CONFIGURATION, encoding="utf-8")
    (opened.repo.root / "docs/notes.md").write_text(_NOTES, encoding="utf-8")
    return opened


@pytest.mark.parametrize("steps", [_CONTENT, _SITE], ids=["checklists, commits and time", "pages and settings"])
def test_site_after_each_edit_equals_a_fresh_build(preview: Preview, steps: tuple[Step, ...]) -> None:
    """The sites are equal after a change of an entry, person, release, page, mkdocs.yml, commit or time."""
    preview.rebuild()
    for step in steps:
        preview.take(step)
        assert _list_differences(preview.rebuild(), preview.build_fresh()) == [], step.subject


def _list_differences(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    return sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))


class Work(NamedTuple):
    """The pages that Python-Markdown converts, and the pages that the theme renders.

    Each value is "other" for only the page that is not gonogo's, or "all", or a number of pages.
    """

    converted: str
    rendered: str


@pytest.fixture
def measure(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Work]:
    """A function that builds, and returns how many pages MkDocs converts and renders."""
    convert, render = Page.render, jinja2.Template.render
    calls: list[str] = []

    def count_convert(page: Page, config: MkDocsConfig, files: Files) -> None:
        if page.markdown:
            calls.append("convert")
        convert(page, config, files)

    def count_render(template: jinja2.Template, *arguments: object, **values: object) -> str:
        if template.name in ("main.html", "base.html"):
            calls.append("render")
        return render(template, *arguments, **values)

    def describe(number: int, pages: int) -> str:
        return {1: "other", pages: "all"}.get(number, f"{number} of {pages}")

    def build_and_count() -> Work:
        calls.clear()
        pages = sum(path.endswith("index.html") for path in preview.rebuild())
        return Work(describe(calls.count("convert"), pages), describe(calls.count("render"), pages))

    monkeypatch.setattr(Page, "render", count_convert)
    monkeypatch.setattr(jinja2.Template, "render", count_render)
    return build_and_count


_KEPT, _COMPUTED = Work("other", "other"), Work("all", "all")


def test_edit_renders_only_the_other_page(preview: Preview, measure: Callable[[], Work]) -> None:
    """An edit of a checklist renders only the page that is not gonogo's; a change of the menu renders all pages."""
    assert measure() == _COMPUTED
    preview.take(Step("", (Edit(_RELEASE, "All tests pass", "Every test passes"),), later=_MINUTE))
    assert measure() == _KEPT
    preview.take(Step("", (Edit("docs/notes.md", "# Notes", "# Remarks"),)))
    assert measure() == Work("other", "all")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("name: material, ", "name: material, custom_dir: theirs, ", Work("other", "all"), id="templates"),
        pytest.param("name: material, ", "name: mkdocs, ", Work("other", "all"), id="another theme"),
        pytest.param("plugins: [", "hooks: [hook.py]\nplugins: [", _COMPUTED, id="hook"),
        pytest.param("gonogo, search]", "gonogo, search, tags]", _COMPUTED, id="another plugin"),
        pytest.param("[attr_list,", "[pymdownx.snippets,", Work("all", "other"), id="extension that reads files"),
        pytest.param("[attr_list,", "[abbr, pymdownx.details,", _KEPT, id="other extensions"),
    ],
)
def test_unknown_extensions_of_the_site_prevent_kept_results(
    preview: Preview, measure: Callable[[], Work], old: str, new: str, expected: Work
) -> None:
    """With unknown templates, themes, hooks, plugins or Markdown extensions, a second build renders pages again."""
    (preview.repo.root / _RELEASE).unlink()
    (preview.repo.root / "theirs").mkdir()
    (preview.repo.root / "theirs/main.html").write_text('{% extends "base.html" %}\n', encoding="utf-8")
    (preview.repo.root / "hook.py").write_text("", encoding="utf-8")
    preview.take(Step("", (Edit("mkdocs.yml", old, new),)))
    measure()
    assert measure() == expected


def test_server_that_began_without_gonogo_must_begin_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It does not watch the checklists, and its temporary folder is no folder that the user could remove."""
    write_planned_project(tmp_path / "project")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    running = Preview(tmp_path / "project", tmp_path / "mkdocs_abc", monkeypatch)
    configuration = running.repo.root / "mkdocs.yml"
    configuration.write_text("site_name: Shop\ntheme: material\nplugins: [search]\n", encoding="utf-8")
    running.rebuild()
    configuration.write_text("site_name: Shop\ntheme: material\nplugins: [search, gonogo]\n", encoding="utf-8")
    with pytest.raises(Abort):
        running.rebuild()
    message = "gonogo: mkdocs serve began before mkdocs.yml listed gonogo; stop it, and run mkdocs serve again"
    assert message in caplog.text
    assert "index.html" in running.build_fresh()
