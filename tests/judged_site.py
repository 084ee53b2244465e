"""The site of a team and the texts on its pages. Commit ids are replaced by commit names."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

from built_site import Html
from gonogo.pipelines import site_build
from team import BEFORE

if TYPE_CHECKING:
    from team import Team

V1 = "shop/v1/index.md"
SIGN_OFFS = "shop/v1/sign-offs/index.md"


class JudgedSite:
    """The pages of a team's working tree at an evaluation time."""

    def __init__(self, team: Team, as_of: str = BEFORE) -> None:
        self._names = {oid[:7]: f"<{name}>" for name, oid in team.make().items()}
        moment = datetime.fromisoformat(as_of)
        self.site = site_build.build_site(team.root, moment, site_build.SiteOptions())

    def words(self, path: str) -> str:
        """The text of a page without its stamp."""
        return self._read(self.site.sources[path].partition("---\n\n")[2]).partition(" Judged as of 20")[0]

    def part(self, path: str, begin: str, end: str = "## ") -> str:
        """The text of a page from a heading up to the next heading."""
        words = self.words(path)
        assert begin in words, f"{begin} is not in {words}"
        return words.partition(begin)[2].partition(end)[0].strip()

    def card(self, title: str) -> str:
        """The text of the card of a sign-off of v1, after its title."""
        for piece in self.site.sources[SIGN_OFFS].split('<div class="gonogo-sign ')[1:]:
            words = self._read('<div class="' + piece).partition(" ## ")[0]
            if words.startswith(f"{title} "):
                return words.removeprefix(f"{title} ")
        raise AssertionError(title)

    def row(self, path: str, title: str) -> str:
        """The rest of the first table row that begins with these words."""
        for piece in self.site.sources[path].split('<tr role="row"')[1:]:
            words = self._read(f"<tr{piece.partition('</tr>')[0]}")
            if words.startswith(title):
                return words.removeprefix(title).strip()
        raise AssertionError(title)

    def csv(self, path: str) -> list[dict[str, str]]:
        """The rows of a CSV file of the site."""
        return list(csv.DictReader(io.StringIO(self.site.files[path].decode())))

    def _read(self, source: str) -> str:
        page = Html()
        page.feed(source)
        words = " ".join(page.text.split())
        for oid, name in self._names.items():
            words = words.replace(oid, name)
        return words
