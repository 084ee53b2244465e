"""Projects with a history, for tests of the audit pages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from building import PEOPLE, POLICY, ROLES, SYSTEM, tidy
from gonogo.pipelines import site_build
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
MKDOCS = "site_name: SiteHistory\ntheme: {name: material, font: false}\nplugins: [gonogo, search]\n"
FILES = {
    "mkdocs.yml": MKDOCS,
    "docs/other.md": "# Other\n",
    "checklists/people.yml": tidy(PEOPLE),
    "checklists/policy.yml": tidy(POLICY),
    "checklists/shop/roles.yml": tidy(ROLES),
    "checklists/shop/system.yml": tidy(SYSTEM),
}
ITEMS = 40
# not in people.yml
WRITER = b"Zoe Zimmer <zoe@elsewhere.example>"


def write_items(answers: list[str], *, title: str = "Checklist") -> str:
    """A release with an item for each answer."""
    lines = [
        "release: v1",
        "outcome:",
        f"title: {title}",
        "deploy_at:",
        "phases:",
        "  before:",
        "    title: Before",
        "    gate: go",
        "sections:",
        "  s:",
        "    title: Code",
        "    phase: before",
        "    items:",
    ]
    for number, answer in enumerate(answers):
        lines += [f"      item-{number}:", f"        status: {answer}", f"        title: Item {number}"]
    return "\n".join(lines) + "\n"


def toggle(commits: int, *, each: int, dates: list[str]) -> list[Made]:
    """Commits that each answer or reopen `each` items, with these dates in turn."""
    answers = ["open"] * ITEMS
    made = []
    for number in range(commits):
        for item in range(number * each, (number + 1) * each):
            answers[item % ITEMS] = "open" if answers[item % ITEMS] == "done" else "done"
        files = {"checklists/shop/v1.yml": write_items(answers)}
        made.append(
            Made(f"c{number}", files, f"Change (#{number + 1})", author=WRITER, date=dates[number % len(dates)])
        )
    return made


def begin(root: Path, *made: Made) -> Path:
    """Creates and checks out a repository with the project and then these commits."""
    repository = RepoBuilder(root)
    first = Made("first", {**FILES, "checklists/shop/v1.yml": write_items(["open"] * ITEMS)}, author=WRITER)
    repository.load(first, *made)
    repository.git("checkout", "--quiet", "--force", "main")
    return root


@dataclass(frozen=True)
class Trail:
    """The audit trail of a site in memory: its pages and files, and their folder."""

    site: site_build.Site
    folder: str = ""

    @property
    def pages(self) -> dict[str, str]:
        """The source of each page by the name of its part; the name of the first page is ""."""
        start = f"{self.folder}audit/"
        return {
            path.removeprefix(start).removesuffix("index.md").rstrip("/"): source
            for path, source in self.site.sources.items()
            if path.startswith(start)
        }

    @property
    def rows(self) -> list[int]:
        """The numbers of the events on all pages of the trail, in order; folded events come after their row."""
        pages = self.pages
        parts = [source for name, source in pages.items() if name] or list(pages.values())
        return [number for source in parts for number in event_numbers(source)]

    @property
    def document(self) -> dict[str, list[dict[str, object]]]:
        """The content of audit.json."""
        document: dict[str, list[dict[str, object]]] = json.loads(self.site.files[f"{self.folder}audit.json"])
        return document


def event_numbers(source: str) -> list[int]:
    """The numbers of the events on a page; folded events come after their row."""
    return [int(number) for number in re.findall(r'<(?:tr role="row"|li) id="event(\d+)_"', source)]


def row_numbers(source: str) -> list[int]:
    """The numbers of the events that have their own row on a page, from top to bottom."""
    return [int(number) for number in re.findall(r'<tr role="row" id="event(\d+)_"', source)]


def build_past(root: Path, *, url: str = "", directories: bool = True) -> site_build.Site:
    """The site of a project, in memory."""
    return site_build.build_site(root, AS_OF, site_build.SiteOptions(url=url, directories=directories))
