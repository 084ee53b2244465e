"""On an internal site, `readiness.json` has the same bytes as the output of `gonogo status`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from cli.running import run
from edits import POLICY, SYSTEM, append, decide, put, put_top, write
from edits import V1 as RELEASE
from gonogo.pipelines.project_plan import SiteOptions
from gonogo.pipelines.site_build import build_site
from planned import write_planned_project
from shop import ALICE, ANN, CAROL, DORA
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from pathlib import Path

PHONE, EMAIL = "+49 30 901820", "lead@private.example"


def read(root: Path, as_of: str = BEFORE, revision: str | None = None) -> bytes:
    """The file in the site of a project."""
    return build_site(root, datetime.fromisoformat(as_of), SiteOptions(), revision=revision).files["readiness.json"]


def signed(team: Team) -> None:
    team.sign_all()


def closed(team: Team) -> None:
    team.sign_all()
    team.wait_until("2026-03-15T08:00")
    team.push(DORA, put_top(RELEASE, outcome="deployed"))


def contradicted(team: Team) -> None:
    team.pull(ALICE, decide("qa", "alice"), by=ANN)
    team.push(CAROL, put("tests", title="Most tests pass", due="2026-02-20", status="open"))


def broken(team: Team) -> None:
    team.push(CAROL, write("checklists/shop/v2.yml", "release: ["))


def without_main(team: Team) -> None:
    team.make()
    team.git("branch", "--move", "main", "work")


@pytest.mark.parametrize(
    ("story", "as_of"),
    [
        pytest.param(signed, BEFORE, id="GO"),
        pytest.param(contradicted, AFTER, id="stale, overdue"),
        pytest.param(closed, AFTER, id="closed"),
        pytest.param(broken, BEFORE, id="a release that cannot be read"),
        pytest.param(without_main, BEFORE, id="no main branch to verify against"),
    ],
)
def test_readiness_equals_the_status_document(story: Any, as_of: str, tmp_path: Path) -> None:
    """For the same commit and time, readiness.json has the bytes that status prints."""
    team = Team(tmp_path)
    story(team)
    ran = team.run("status", "--format", "json", as_of=as_of)
    assert json.loads(read(tmp_path, as_of)) == ran.document
    assert read(tmp_path, as_of) == ran.out.encode()
    assert ran.document["history"] == ("none" if story is without_main else "full")


def test_readiness_of_a_revision_equals_its_status_document(tmp_path: Path) -> None:
    """The readiness.json of an earlier commit has the verdicts of that commit."""
    team = Team(tmp_path)
    signed(team)
    ran = team.run("status", "--at", "HEAD~1", "--format", "json")
    assert json.loads(read(tmp_path, revision="HEAD~1")) == ran.document
    assert ran.document != team.run("status", "--format", "json").document


def test_readiness_without_history_equals_the_status_document(tmp_path: Path) -> None:
    """Outside of git, `head` is null, `history` is none, and no decision is verified."""
    write_planned_project(tmp_path)
    ran = run("status", "--format", "json", "--as-of", BEFORE, at=tmp_path)
    document = json.loads(read(tmp_path))
    assert document == ran.document
    assert (document["head"], document["history"]) == (None, "none")


def test_public_readiness_has_every_verdict_without_contact_details(tmp_path: Path) -> None:
    """Titles and reasons stay, but phone numbers and e-mail addresses in them are hidden."""
    contacts = append(f"contacts:\n  lead:\n    title: Lead\n    phone: {PHONE}\n    email: {EMAIL}\n", path=SYSTEM)
    team = Team(tmp_path, contacts, put_top(POLICY, audience="public"))
    team.push(DORA, decide("qa", by="alice", reason=f"Call {PHONE}"), put("tests", status="open", title=f"Ask {EMAIL}"))
    printed = team.run("status", "--format", "json").document
    text = read(tmp_path).decode()
    assert [PHONE in text, "901820" in text, EMAIL in text, "@" in text] == [False] * 4
    assert EMAIL in json.dumps(printed)
    [shown], [whole] = json.loads(text)["releases"], printed["releases"]
    assert [blocker["rule"] for blocker in shown["blockers"]] == [blocker["rule"] for blocker in whole["blockers"]]
    assert shown["verdict"] == whole["verdict"] == "NO-GO"
    assert "Ask (not public): open" in [blocker["message"] for blocker in shown["blockers"]]
