"""The findings page lists the worst findings first, groups similar findings, and separates accepted findings."""

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

# a warning and notes; OWNERS adds errors for an unknown owner
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
    """The findings page of a project with history."""
    team.make()
    return build_site(team.root, datetime.fromisoformat(BEFORE), SiteOptions()).sources["findings/index.md"]


def list_rows(page: str) -> list[str]:
    """The text of every heading, group and finding, in order."""
    found = re.findall(r"<h2>.*?</h2>|<summary>.*?</summary>|^ *(?:<li>)?<span>.*?</li>", page, re.MULTILINE)
    return [unescape(re.sub(r"<[^>]+>", "", row.replace("<br>", " "))).strip() for row in found]


def test_findings_page_lists_errors_first(tmp_path: Path) -> None:
    """Errors, warnings and notes have headings with counts; a finding has its entry, file, line and rule."""
    page = read_page(tmp_path, Files(release=OWNERS, roles=_roles(1)))
    rows = list_rows(page)
    headings = [row for row in rows if re.fullmatch(r"\d+ \w+", row)]
    assert [heading.split()[1].rstrip("s") for heading in headings] == ["error", "warning", "note"]
    assert rows[1] == (
        '"tests" is not applicable without a reason in Tests '
        "add a note: line with the reason checklists/shop/v1.yml:24 · na-without-reason"
    )
    assert '<a href="../shop/v1/before/#lint">Lint</a>' in page


def test_findings_page_groups_three_similar_findings(tmp_path: Path) -> None:
    """Three similar findings are one line with their number and common text, which opens to show each of them."""
    rows = list_rows(read_page(tmp_path, Files(release=RELEASE, roles=_roles(3))))
    at = rows.index('"people" is empty in 3 roles checklists/shop/roles.yml · gap')
    assert rows[at + 1 : at + 4] == [f'"people" of "role-{role}" is empty line {10 + 3 * role}' for role in range(3)]


def test_findings_page_does_not_group_two_findings(tmp_path: Path) -> None:
    """Two similar findings are two lines, because a group needs a click."""
    rows = list_rows(read_page(tmp_path, Files(release=RELEASE, roles=_roles(2))))
    assert not any("is empty in 2" in row for row in rows)
    assert [row for row in rows if '"people" of' in row] == [
        '"people" of "role-0" is empty checklists/shop/roles.yml:10 · gap',
        '"people" of "role-1" is empty checklists/shop/roles.yml:13 · gap',
    ]


def test_findings_page_groups_with_the_summary_of_the_rule(tmp_path: Path) -> None:
    """A group without a common text has the rule's summary, and its common hint once."""
    items = "".join(f"    i{at}:\n      status: na\n      title: Item {at}\n" for at in range(4))
    release = write_release(f"code:\n  title: Code\n  phase: before\n  items:\n{items}")
    page = read_page(tmp_path, Files(release=release))
    rows = list_rows(page)
    assert f"4 times: {summarize('na-without-reason')} checklists/shop/v1.yml · na-without-reason" in rows
    assert page.count("line with the reason") == 1


def test_public_findings_page_hides_the_values_of_a_group(tmp_path: Path) -> None:
    """Findings can contain values from files, so a public page has only their number and rule."""
    page = read_page(tmp_path, Files(release=RELEASE, roles=_roles(3), policy=f"{POLICY}audience: public\n"))
    rows = list_rows(page)
    assert any(row.startswith("3 times: A key has no value") for row in rows), rows
    assert "role-0" not in "".join(rows)


@pytest.mark.parametrize("roles", [0, 1, 2, 3, 40])
def test_findings_page_equals_the_check_command(tmp_path: Path, roles: int) -> None:
    """For groups of any size, the page and the command have the same findings and counts."""
    page = read_page(tmp_path, Files(release=OWNERS, roles=_roles(roles)))
    printed = json.loads(run("check", "--format", "json", "--as-of", AS_OF.isoformat(), at=tmp_path).out)["diagnostics"]
    rows = list_rows(page)
    places = re.findall(r"(?:line |\.yml:)(\d+)\b", " ".join(row for row in rows if "times:" not in row))
    assert sorted(places) == sorted(str(finding["line"]) for finding in printed)
    counts = {
        severity: sum(finding["severity"] == severity for finding in printed)
        for severity in ("error", "warning", "note")
    }
    words = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count]
    assert f"<strong>{', '.join(words)}</strong>" in page
    assert [row for row in rows if row in words] == words


def test_every_rule_has_a_summary() -> None:
    """A summary is one line without a full stop, for every rule."""
    for rule in (*map(rule_id, RULES), *READING_RULES):
        summary = summarize(rule)
        assert summary != rule
        assert "\n" not in summary
        assert not summary.endswith(".")


def test_findings_page_lists_accepted_findings_separately(tmp_path: Path) -> None:
    """Accepted findings have their own heading, and each has its entry, place, rule, id and reason."""
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


def test_findings_page_with_only_accepted_findings_shows_their_number(tmp_path: Path) -> None:
    """The page with only accepted findings has their number, and does not claim to be empty."""
    page = read_team_page(Team(tmp_path, put("tests", about=""), accept("no-words", "gap", "shop/v1")))
    assert "<strong>1 accepted</strong>" in page
    assert "has nothing to say" not in page


def test_findings_page_and_command_have_the_same_accepted_findings(tmp_path: Path) -> None:
    """Page and command agree about several acceptances with several findings each."""
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


def test_findings_page_groups_accepted_findings_with_one_reason(tmp_path: Path) -> None:
    """Similar accepted findings are one line with their reason, which opens to show each of them."""
    page = read_team_page(Team(tmp_path, *GAPS, accept("all", "gap", "shop", "Titles say it all")))
    assert '"about" is empty in 4 entries' in unescape(page)
    assert page.count("Titles say it all") == 1


def test_findings_page_ignores_an_acceptance_that_is_not_in_effect(tmp_path: Path) -> None:
    """If an acceptance is not in effect, its finding stays among the other findings."""
    team = Team(tmp_path, put("tests", about=""))
    team.push(MALLORY, accept("no-words", "gap", "shop/v1"))
    page = read_team_page(team)
    assert "Accepted as" not in page
    assert "<strong>1 error, 2 notes</strong>" in page


def test_findings_page_escapes_hostile_reasons(tmp_path: Path) -> None:
    """A reason creates no element, no attribute, and only links to the web."""
    quoted = '"' + TEXT.replace("\\", "\\\\").replace('"', '\\"') + '"'
    page = read_team_page(Team(tmp_path, put("tests", about=""), accept("no-words", "gap", "shop/v1", quoted)))
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert TEXT in unescape(re.sub(r"</?a[^>]*>|</?code>", "", page))


@pytest.mark.parametrize(("audience", "shown"), [("internal", 1), ("public", 0)])
def test_findings_page_hides_private_values_in_a_reason_from_the_public(
    audience: str, shown: int, tmp_path: Path
) -> None:
    """On a public page, the reason stays without its phone number and e-mail address."""
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
