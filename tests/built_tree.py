"""Renders trees, builds sites from them, and parses pages so that tests can compare the builders."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from built_site import AS_OF, VOID, run_gonogo

BUILDERS = ("mkdocs", "properdocs", "zensical")
_STRICT = {
    "mkdocs": ("build", "--strict", "-f", "mkdocs.yml"),
    "properdocs": ("build", "--strict", "-f", "mkdocs.yml"),
    "zensical": ("build", "--strict", "-f", "mkdocs.yml"),
}


def render(project: Path, out: Path, *, as_of: str = AS_OF, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `gonogo render` on a project."""
    return run_gonogo("-C", project, "render", out, "--as-of", as_of, **environment)


def find_builder(name: str) -> str | None:
    """The executable of a builder, from the environment of the tests or from a variable."""
    beside = Path(sys.executable).with_name(name)
    return os.environ.get(name.upper()) or (str(beside) if beside.is_file() else shutil.which(name))


def build_tree(name: str, executable: str, tree: Path, target: Path, **environment: str) -> Path:
    """Builds a site from a copy of the tree in strict mode, so that a warning is a failure."""
    shutil.copytree(tree, target)
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    env = {**clean, "NO_MKDOCS_2_WARNING": "1", **environment}
    result = subprocess.run(
        [executable, *_STRICT[name]], cwd=target, capture_output=True, text=True, env=env, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return target / "site"


@dataclass
class Anatomy(HTMLParser):
    """The parts of a page: its title, the content of its article, and the links of its navigation and contents."""

    place: str
    title: str = ""
    article: list[tuple[object, ...]] = field(default_factory=list)
    menu: list[tuple[str, str]] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._flush()
        if tag not in VOID:
            self._open.append((tag, attributes.get("class", "")))
        if tag == "a" and self._within("nav"):
            list_ = self.contents if self._within("nav", "md-nav--secondary") else self.menu
            if self._within("nav", "md-nav--primary") or self._within("nav", "md-nav--secondary"):
                list_.append((self._absolute(attributes.get("href", "")), ""))
        elif self._within("article") and attributes.get("id") != "__skip":  # the skip link of Zensical
            self.article.append((tag, *sorted(attributes.items())))

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._text += data

    def _flush(self) -> None:
        raw, self._text = self._text.strip(), ""
        text = " ".join(raw.split())
        if not text:
            return
        if self._within("title") and not self._within("body"):
            self.title += text
        elif self._within("a") and self._within("nav", "md-nav--secondary"):
            self.contents[-1] = (self.contents[-1][0], self.contents[-1][1] + text)
        elif self._within("a") and self._within("nav", "md-nav--primary"):
            self.menu[-1] = (self.menu[-1][0], self.menu[-1][1] + text)
        elif self._within("article"):
            self.article.append((raw,))

    def _within(self, tag: str, css: str = "") -> bool:
        return any(tag == name and css in [*classes.split(), ""] for name, classes in self._open)

    def _absolute(self, href: str) -> str:
        """A relative link as a path from the root of the site, so that `..` and `./..` are equal."""
        path, mark, anchor = href.partition("#")
        whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.place), path))
        return f"{whole.removesuffix('index.html').rstrip('/') or '/'}{mark}{anchor}"


def parse_pages(site: Path) -> dict[str, Anatomy]:
    """Every page of a site by its path, except the page for HTTP 404."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        place = file.relative_to(site).as_posix()
        if place != "404.html":
            pages[place] = Anatomy(place)
            pages[place].feed(file.read_text(encoding="utf-8"))
    return pages


def search_entries(site: Path) -> dict[str, tuple[str, str]]:
    """The search index of a site: the title and text by location, with spaces and tags replaced by a single space."""
    ours, theirs = site / "search" / "search_index.json", site / "search.json"
    index = json.loads((ours if ours.is_file() else theirs).read_text(encoding="utf-8"))
    entries = index.get("docs") or index["items"]
    return {one["location"]: (one["title"], " ".join(re.sub("<[^>]*>", " ", one["text"]).split())) for one in entries}
