"""Findings of rules that judge a git history: the output of `gonogo check` in a team's repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edits import text_of
from team import BEFORE

if TYPE_CHECKING:
    from team import Team


class Judged(NamedTuple):
    """A finding: the text of its line, its message and its hint. Commit ids are replaced by commit names."""

    line: str
    message: str
    help: str


def find(team: Team, rule: str, *, as_of: str = BEFORE) -> list[Judged]:
    """The findings of a rule, in output order."""
    document = team.run("check", "--format", "json", as_of=as_of).document
    names = {oid: name for name, oid in team.make().items()}
    files = team.trees[team.main.head]
    return [
        Judged(
            text_of(files, one["path"]).split("\n")[one["line"] - 1].strip(),
            _name_commits(one["message"], names),
            _name_commits(one["help"] or "", names),
        )
        for one in document["diagnostics"]
        if one["rule"] == rule
    ]


def _name_commits(text: str, names: dict[str, str]) -> str:
    for oid, name in names.items():
        text = text.replace(oid, f"<{name}>").replace(oid[:12], f"<{name}>")
    return text
