"""Standings and commit texts on a site contain no private values and no secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, SYSTEM, V1, append, decide, put, put_top
from gonogo.core.secrets import HIDDEN
from judged_site import SIGN_OFFS, JudgedSite
from judged_site import V1 as OVERVIEW
from shop import ANN, DORA, Person
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = put_top(POLICY, audience="public")
PHONE = "+49 30 901820"
CONTACT = append(f"contacts:\n  lead:\n    title: Lead\n    phone: {PHONE}\n", path=SYSTEM)
# addresses without a dot, which only their position identifies as addresses
EVE = Person("", "Eve eve@intern", "eve@intern", "")
TOKEN = "ghp_" + "a1B2" * 9
SPY = Person("", f"Eve {TOKEN}", "eve@example.org", "")


def texts(site: JudgedSite) -> str:
    """All published text of the site."""
    files = [content.decode("utf-8", "replace") for content in site.site.files.values()]
    return "\n".join([*site.site.sources.values(), *files, site.site.history])


def decided(tmp_path: Path, author: Person, *edits: object) -> Team:
    """A project in which this author decides, changes signed content, and closes the release."""
    team = Team(tmp_path, *edits)  # type: ignore[arg-type] # edits
    team.push(ANN, decide("qa", by="alice"))
    team.push(author, decide("cto", by="bob"))
    team.push(author, put("tests", title="Most tests pass"))
    team.push(author, put("outage", status="fired"), put("outage", status="clear", note="Over"))
    team.push(author, put_top(V1, outcome="deployed"))
    return team


@pytest.mark.parametrize("as_of", [pytest.param(BEFORE, id="open"), pytest.param(AFTER, id="past T-0")])
def test_public_standing_hides_addresses_in_names(as_of: str, tmp_path: Path) -> None:
    """An author's name can be an address, so every word with an at sign is replaced."""
    site = JudgedSite(decided(tmp_path, EVE, PUBLIC), as_of)
    assert "intern" not in texts(site)
    assert "Why not Eve (not public) wrote the commit, with an address that is not in people.yml" in site.card("CTO")


def test_public_standing_hides_phone_numbers(tmp_path: Path) -> None:
    """A phone number of a contact is hidden in every text."""
    team = Team(tmp_path, PUBLIC, CONTACT)
    team.push(ANN, decide("qa", by="alice", reason=f"Call {PHONE}", conditions=f"If {PHONE} answers"))
    team.push(Person("", f"Eve {PHONE}", "eve@example.org", ""), decide("cto", by="bob"))
    site = JudgedSite(team)
    assert PHONE not in texts(site)
    assert "901820" not in texts(site)


def test_public_standing_keeps_commit_ids(tmp_path: Path) -> None:
    """Commit ids are not private, even if they contain the digits of a private number."""
    team = Team(tmp_path, PUBLIC)
    _, landing = team.pull(ANN, decide("qa", by="alice"), by=DORA)
    ids = team.make()
    [row, *_] = JudgedSite(team).csv("shop/v1/sign-offs.csv")
    assert row["landing"] == ids[landing]


def test_name_that_looks_like_a_secret_is_hidden(tmp_path: Path) -> None:
    """A name that looks like a secret is hidden in every sentence about a decision, an answer or an outcome."""
    team = decided(tmp_path, SPY)
    site = JudgedSite(team)
    assert TOKEN not in texts(site)
    assert f"Why not Eve {HIDDEN} wrote the commit" in site.card("CTO")
    for command in ("status", "check", "log", "next"):
        assert TOKEN not in team.run(command).out, command
        assert TOKEN not in run_json(team, command), command


def run_json(team: Team, command: str) -> str:
    """The JSON output of a command."""
    return team.run(command, "--format", "json").out


def test_name_of_the_closer_is_hidden_if_private_or_secret(tmp_path: Path) -> None:
    """The overview of a closed release hides an address or a secret in the name of the closer."""
    for number, (author, edits, expected) in enumerate(
        ((EVE, (PUBLIC,), "Eve (not public)"), (SPY, (), f"Eve {HIDDEN}")), 1
    ):
        team = Team(tmp_path / str(number), *edits)
        team.pull(author, put_top(V1, outcome="deployed"), by=ANN)
        assert f"by {expected}." in JudgedSite(team, AFTER).words(OVERVIEW)
        assert SIGN_OFFS in JudgedSite(team, AFTER).site.sources


def test_name_with_invisible_characters_is_escaped(tmp_path: Path) -> None:
    """Pages and commands replace characters in names that reverse a line or control a terminal by their codes."""
    turned = Person("", "Eve \u202eeslaf\x9b31m", "eve\u202e@example.org", "")
    team = decided(tmp_path, turned)
    branch = team.branch()
    branch.commit(ANN, put("qa", decision="no-go"))
    team.rebase(branch, by=turned)
    outputs = [texts(JudgedSite(team)), *(team.run(command).out for command in ("status", "check", "next"))]
    outputs += [team.run("show", name).out for name in ("cto", "qa")]
    assert [text for text in outputs if "\u202e" in text or "\x9b" in text] == []
    assert r"Why not Eve \u202eeslaf\u009b31m wrote the commit" in JudgedSite(team).card("CTO")
