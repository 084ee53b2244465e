"""Builds sites and parses their pages."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

from cli.running import run

if TYPE_CHECKING:
    from made_once import MadeOnce

ROOT = Path(__file__).parents[1]
AS_OF = "2026-01-01T12:00:00Z"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

BLOCKS = {
    "address",
    "dd",
    "div",
    "dt",
    "h1",
    "h2",
    "h3",
    "li",
    "p",
    "pre",
    "section",
    "small",
    "summary",
    "td",
    "th",
    "tr",
}


def build(project: Path, site: Path, *, as_of: str = AS_OF, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `gonogo build` on a project."""
    return run_gonogo("-C", project, "build", "--as-of", as_of, "--site-dir", site, **environment)


def run_gonogo(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in this process, or in a new process if environment variables are given.

    A new process takes as long to start Python and import MkDocs as to build a small site.
    """
    command = [sys.executable, "-m", "gonogo", *map(str, arguments)]
    clean = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    if environment:
        return subprocess.run(command, capture_output=True, text=True, env={**clean, **environment}, check=False)
    with patch.dict(os.environ, clean, clear=True):
        return subprocess.CompletedProcess(command, *run(*arguments))


def copy_project(target: Path, *, offline: bool = True) -> Path:
    """Copies the checklists, docs and configuration of this repository.

    Without `offline`, the site has a folder for each page.
    """
    for name in ("checklists", "docs"):
        shutil.copytree(ROOT / name, target / name)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (target / "mkdocs.yml").write_text(text if offline else text.replace("  - offline\n", ""), encoding="utf-8")
    return target


def build_own_site(made_once: MadeOnce, *, offline: bool) -> Path:
    """The site of this repository, built once for each test run. Without `offline`, it has a folder for each page."""

    def make(folder: Path) -> None:
        (folder / "project").mkdir()
        result = build(copy_project(folder / "project", offline=offline), folder / "site")
        assert (result.returncode, result.stderr) == (0, "")

    return made_once("own-offline" if offline else "own", make) / "site"


@dataclass
class Html(HTMLParser):
    """A page: its title, visible text, ids, links, and all tags with their attributes."""

    title: str = ""
    text: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if "id" in attributes:
            self.ids.add(attributes["id"])
        if tag == "br":
            self.text += "\n"
        self.links.extend(attributes[name] for name in ("href", "src") if name in attributes)
        if tag not in VOID:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.text += "\n"
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self._inside and "svg" not in self._inside:
            self.title += data
        elif not {"script", "style"} & set(self._inside):
            self.text += data


def read_pages(site: Path) -> dict[str, Html]:
    """Every page of a site by its path."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        page = Html()
        page.feed(file.read_text(encoding="utf-8"))
        pages[file.relative_to(site).as_posix()] = page
    return pages


def broken_links(site: Path, pages: dict[str, Html]) -> list[str]:
    """The links of pages whose target file or target id is missing in the site."""
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path == "404.html":
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            if (site / target).is_dir():
                target = posixpath.normpath(f"{target}/index.html")
            anchor = unquote(parts.fragment)
            if not (site / target).is_file() or (anchor and target in pages and anchor not in pages[target].ids):
                broken.append(f"{path}: {link}")
    return broken
