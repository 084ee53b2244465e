"""The page of findings: the worst first, many alike as one line, as many as `gonogo check` counts, accepted apart."""

from __future__ import annotations

import json
import re
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING

import pytest

from building import AS_OF, POLICY, ROLES, Files, lay_out, write_release
from cli.running import run
from edits import POLICY as POLICY_PATH
from edits import SYSTEM, accept, append, put, put_top
from gonogo.checks.rule import rule_id
from gonogo.checks.rules import RULES, summarize
from gonogo.core.diagnostics import READING_RULES
from gonogo.pipelines.site_build import SiteOptions, build_site
from hostile import TEXT
from shop import MALLORY
from team import BEFORE, Team

if TYPE_CHECKING:
    from pathlib import Path

# a warning, notes, and below errors of an unknown owner
RELEASE = write_release(
    """
    code:
      title: Code
      phase: before
      owner: qa-lead
      items:
        tests:
          status: na
          title: Tests
        lint:
          status: open
          title: Lint
          evidence:
    """
)
GAPS = tuple(put(name, about="") for name in ("tests", "lint", "backup", "export"))

OWNERS = RELEASE.replace("title: Lint", "title: Lint\n        owner: nobody")


def _roles(count: int) -> str:
    return ROLES + "".join(f"  role-{at}:\n    title: Role {at}\n    people:\n" for at in range(count))


def read_page(root: Path, files: Files) -> str:
    lay_out(root, files)
    return build_site(root, AS_OF, SiteOptions()).sources["findings/index.md"]


def read_team_page(team: Team) -> str:
    """The page of a project with a history."""
    team.make()
    return build_site(team.root, datetime.fromisoformat(BEFORE), SiteOptions()).sources["findings/index.md"]


def list_rows(page: str) -> list[str]:
    """The words of every heading, group and finding, in order."""
    found = re.findall(r"<h2>.*?</h2>|<summary>.*?</summary>|^ *(?:<li>)?<span>.*?</li>", page, re.MULTILINE)
    return [unescape(re.sub(r"<[^>]+>", "", row.replace("<br>", " "))).strip() for row in found]


def test_page_has_the_worst_first(tmp_path: Path) -> None:
    """Errors, warnings and notes under headings that count them, each with its entry, file, line and rule."""
    page = read_page(tmp_path, Files(release=OWNERS, roles=_roles(1)))
    rows = list_rows(page)
    headings = [row for row in rows if re.fullmatch(r"\d+ \w+", row)]
    assert [heading.split()[1].rstrip("s") for heading in headings] == ["error", "warning", "note"]
    assert rows[1] == (
        '"tests" is not applicable without a reason in Tests '
        "add a note: line with the reason checklists/shop/v1.yml:24 · na-without-reason"
    )
    assert '<a href="../shop/v1/before/#lint">Lint</a>' in page


def test_many_alike_are_one_line_that_opens(tmp_path: Path) -> None:
    """The line says how many there are and what they have in common; each is below it, with its line of the file."""
    rows = list_rows(read_page(tmp_path, Files(release=RELEASE, roles=_roles(3))))
    at = rows.index('"people" is empty in 3 roles checklists/shop/roles.yml · gap')
    assert rows[at + 1 : at + 4] == [f'"people" of "role-{role}" is empty line {10 + 3 * role}' for role in range(3)]


def test_two_alike_are_two_lines(tmp_path: Path) -> None:
    """A few are not worth a click."""
    rows = list_rows(read_page(tmp_path, Files(release=RELEASE, roles=_roles(2))))
    assert not any("is empty in 2" in row for row in rows)
    assert [row for row in rows if '"people" of' in row] == [
        '"people" of "role-0" is empty checklists/shop/roles.yml:10 · gap',
        '"people" of "role-1" is empty checklists/shop/roles.yml:13 · gap',
    ]


def test_rule_without_words_for_many_is_counted(tmp_path: Path) -> None:
    """The line is what the rule finds; the help that all have in common is there once."""
    items = "".join(f"    i{at}:\n      status: na\n      title: Item {at}\n" for at in range(4))
    release = write_release(f"code:\n  title: Code\n  phase: before\n  items:\n{items}")
    page = read_page(tmp_path, Files(release=release))
    rows = list_rows(page)
    assert f"4 times: {summarize('na-without-reason')} checklists/shop/v1.yml · na-without-reason" in rows
    assert page.count("line with the reason") == 1


def test_public_group_says_nothing_of_what_is_in_it(tmp_path: Path) -> None:
    """The words of a rule name values of the files, so that a public site has the number and the rule alone."""
    page = read_page(tmp_path, Files(release=RELEASE, roles=_roles(3), policy=f"{POLICY}audience: public\n"))
    rows = list_rows(page)
    assert any(row.startswith("3 times: A key has no value") for row in rows), rows
    assert "role-0" not in "".join(rows)


@pytest.mark.parametrize("roles", [0, 1, 2, 3, 40])
def test_page_loses_no_finding(tmp_path: Path, roles: int) -> None:
    """However many are in a group, the page has every line that the command names, and both count the same."""
    page = read_page(tmp_path, Files(release=OWNERS, roles=_roles(roles)))
    said = json.loads(run("check", "--format", "json", "--as-of", AS_OF.isoformat(), at=tmp_path).out)["diagnostics"]
    rows = list_rows(page)
    places = re.findall(r"(?:line |\.yml:)(\d+)\b", " ".join(row for row in rows if "times:" not in row))
    assert sorted(places) == sorted(str(one["line"]) for one in said)
    counts = {severity: sum(one["severity"] == severity for one in said) for severity in ("error", "warning", "note")}
    words = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count]
    assert f"<strong>{', '.join(words)}</strong>" in page
    assert [row for row in rows if row in words] == words


def test_every_rule_has_a_summary() -> None:
    """A group may be of any rule, so each has a sentence, without the full stop and in one line."""
    for rule in (*map(rule_id, RULES), *READING_RULES):
        summary = summarize(rule)
        assert summary != rule
        assert "\n" not in summary
        assert not summary.endswith(".")


def test_page_lists_what_is_accepted_apart(tmp_path: Path) -> None:
    """Under a heading of its own, with entry, place, rule, id and reason; the number is at the top."""
    edits = (put("tests", about=""), put("backup", about=""))
    page = read_team_page(Team(tmp_path, *edits, accept("no-words", "gap", "shop/v1#code", "See `docs/words.md`.")))
    rows = list_rows(page)
    assert [row for row in rows if re.fullmatch(r"\d+ \w+", row)] == ["1 note", "1 accepted"]
    assert "<strong>1 note, 1 accepted</strong>" in page
    [row] = [row for row in rows if "Accepted as" in row]
    assert re.fullmatch(
        r'"about" of "tests" is empty in Tests pass Accepted as no-words: See docs/words.md. '
        r"checklists/shop/v1.yml:\d+ · gap",
        row,
    )
    assert "<code>docs/words.md</code>" in page


def test_page_where_everything_is_accepted_says_so(tmp_path: Path) -> None:
    """Neither the words of an empty page nor a number of errors is there."""
    page = read_team_page(Team(tmp_path, put("tests", about=""), accept("no-words", "gap", "shop/v1")))
    assert "<strong>1 accepted</strong>" in page
    assert "has nothing to say" not in page


def test_page_and_command_agree(tmp_path: Path) -> None:
    """However many findings an entry accepts, and however many entries there are."""
    team = Team(
        tmp_path,
        *GAPS,
        append("summary:\n", path=SYSTEM),
        accept("code", "gap", "shop/v1#code"),
        accept("data", "gap", "shop/v1#data"),
        accept("rest", "gap", "shop"),
        accept("unused", "gap", "shop/v1#code/tests"),
    )
    document = json.loads(team.run("check", "--format", "json").out)
    rows = list_rows(read_team_page(team))
    assert len(document["accepted"]) == 5
    assert [row for row in rows if re.fullmatch(r"\d+ \w+", row)] == ["1 note", "5 accepted"]
    ids = [re.findall(r"Accepted as ([a-z]+):", row) for row in rows]
    assert sorted(name for found in ids for name in found) == ["code", "code", "data", "data", "rest"]


def test_many_that_are_accepted_are_one_line_with_the_reason_once(tmp_path: Path) -> None:
    """The line opens, as for other findings."""
    page = read_team_page(Team(tmp_path, *GAPS, accept("all", "gap", "shop", "Titles say it all")))
    assert '"about" is empty in 4 entries' in unescape(page)
    assert page.count("Titles say it all") == 1


def test_entry_that_is_not_in_effect_is_not_listed_as_accepted(tmp_path: Path) -> None:
    """The finding is among the others."""
    team = Team(tmp_path, put("tests", about=""))
    team.push(MALLORY, accept("no-words", "gap", "shop/v1"))
    page = read_team_page(team)
    assert "Accepted as" not in page
    assert "<strong>1 error, 2 notes</strong>" in page


def test_hostile_reason_is_text(tmp_path: Path) -> None:
    """Nothing in it becomes an element, an attribute or a link to anything but the web."""
    quoted = '"' + TEXT.replace("\\", "\\\\").replace('"', '\\"') + '"'
    page = read_team_page(Team(tmp_path, put("tests", about=""), accept("no-words", "gap", "shop/v1", quoted)))
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert TEXT in unescape(re.sub(r"</?a[^>]*>|</?code>", "", page))


@pytest.mark.parametrize(("audience", "shown"), [("internal", 1), ("public", 0)])
def test_private_values_in_a_reason_are_for_those_who_may_see_them(audience: str, shown: int, tmp_path: Path) -> None:
    """A public page has the reason without the number; message and help are withheld as those of other findings."""
    contact = "contacts:\n  lead:\n    title: Lead\n    phone: +49 30 901820\n"
    team = Team(
        tmp_path,
        append(contact, path=SYSTEM),
        put_top(POLICY_PATH, audience=audience),
        put("tests", about=""),
        accept("no-words", "gap", "shop/v1", "Call +49 30 901820 or write to lead@example.com"),
    )
    page = unescape(read_team_page(team))
    assert (page.count("+49 30 901820"), page.count("lead@example.com")) == (shown, shown)
    assert "Accepted as <code>no-words</code>: Call" in page
