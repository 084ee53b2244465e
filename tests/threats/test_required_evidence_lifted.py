"""The policy requires evidence, none is given, and a change removes the requirement to get a GO.

Only the authorized policy on main applies, not the policy of a branch, of the working tree or of a stranger. A change
of the requirement in the release makes the sign-offs over those entries stale, and triggers and criteria must be
answered again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, V1, put, put_top, replace
from shop import ANN, CAROL, DORA, EVE, MALLORY
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Structure"

LINK = "https://ci.example.com/runs/1"
REQUIRED, LIFTED = put_top(POLICY, requires="evidence"), put_top(POLICY, requires=None)
ANSWERS = ("tests", "lint", "backup", "export", "staffed", "outage")
CODES = {"pending", "stale"}
LACKING = [
    ("unseen-trigger", "outage"),
    *(("entry-open", item) for item in ("tests", "lint", "backup", "export")),
    ("criterion-unmet", "staffed"),
]


def _team(root: Path) -> Team:
    """A release that everybody has signed, and whose answers lack the evidence that the policy requires."""
    team = Team(root, REQUIRED)
    team.sign_all()
    status = team.status()
    assert (status.verdict, status.blockers) == ("NO-GO", LACKING)
    return team


@pytest.mark.parametrize("author", [MALLORY, ANN])
def test_branch_that_lifts_it_is_no_better(author: Person, tmp_path: Path) -> None:
    """Whoever writes it, it counts once it is on main."""
    team = _team(tmp_path)
    branch = team.branch("topic")
    branch.commit(author, LIFTED)
    team.checkout(branch)
    assert (team.status().blockers, team.status("--at", "topic").blockers) == (LACKING, LACKING)


def test_working_tree_that_lifts_it_is_no_better(tmp_path: Path) -> None:
    """Nor without a commit."""
    team = _team(tmp_path)
    team.write(LIFTED)
    assert team.status().blockers == LACKING


def test_stranger_who_lifts_it_on_main_changes_nothing(tmp_path: Path) -> None:
    """The change of the policy is a finding."""
    team = _team(tmp_path)
    team.push(MALLORY, LIFTED)
    assert team.status().blockers == LACKING
    assert ("error", "registry-not-authorised") in team.check()


def test_maintainer_lifts_it(tmp_path: Path) -> None:
    """Then the answers count again, and nobody has to sign again."""
    team = _team(tmp_path)
    team.push(ANN, LIFTED)
    assert (team.status().verdict, team.status().blockers) == ("GO", [])


@pytest.mark.parametrize("requires", ["nothing", "evidence"])
def test_section_that_lifts_it_is_another_content(requires: str, tmp_path: Path) -> None:
    """A key of the release is covered, also one that says no more than the policy."""
    team = _team(tmp_path)
    team.push(MALLORY, put("code", requires=requires))
    assert team.changes("qa")[0] == ("code", "changed", "mallory", team.main.head)
    assert [slot.state for slot in team.status().slots.values()] == ["stale", "stale", "stale"]


def test_entries_that_lift_it_are_another_content(tmp_path: Path) -> None:
    """On a branch too: none of its entries lacks evidence, and nobody has signed that."""
    team = _team(tmp_path)
    branch = team.branch("topic")
    branch.commit(MALLORY, *(put(name, requires="nothing") for name in ANSWERS))
    status = team.status("--at", "topic")
    rules = {"unseen-trigger", "signoff-missing", "criterion-unmet"}
    assert (status.verdict, {rule for rule, _ in status.blockers}, set(status.codes)) == ("NO-GO", rules, CODES)


def test_evidence_of_a_stranger_settles_no_trigger_and_no_criterion(tmp_path: Path) -> None:
    """Evidence is a part of the answer, and an answer has to be that of a person of the registry."""
    team = _team(tmp_path)
    lines = {name: put(name, evidence=LINK) for name in ("outage", "staffed")}
    team.push(DORA, *lines.values())
    assert team.status().blockers == [one for one in LACKING if one[1] not in lines]
    team = _team(tmp_path / "stranger")
    team.push(EVE, *lines.values())
    assert team.status().blockers == LACKING
    assert "answer-not-authorised" in team.status().codes


UNCOVERED = replace("    title: Stops\n    phase: before", "    title: Stops\n    phase: fallback")


@pytest.mark.parametrize("name", ["stops", "outage"])
def test_trigger_that_no_signoff_covers_keeps_its_requirement(name: str, tmp_path: Path) -> None:
    """Whoever lifts it answers anew: that has to be on main, by a person of the registry."""
    team = Team(tmp_path, UNCOVERED, put(name, requires="evidence"))
    team.sign_all()
    assert team.status().blockers == [("unseen-trigger", "outage")]
    branch = team.branch("topic")
    branch.commit(CAROL, put(name, requires="nothing"))
    pending = team.status("--at", "topic")
    assert (pending.blockers, pending.codes) == ([("unseen-trigger", "outage")], ["pending"])
    team.push(EVE, put(name, requires="nothing"))
    lifted = team.status()
    assert (lifted.blockers, lifted.codes) == ([("unseen-trigger", "outage")], ["answer-not-authorised"])


@pytest.mark.parametrize("name", ["outage", "staffed"])
def test_evidence_on_a_branch_is_pending(name: str, tmp_path: Path) -> None:
    """No sign-off covers the evidence of a trigger or a criterion; it counts once it is on main."""
    lines = [put(other, evidence=LINK) for other in ANSWERS if other != name]
    team = Team(tmp_path, REQUIRED)
    team.push(CAROL, *lines)
    team.sign_all()
    lacking = [one for one in LACKING if one[1] == name]
    assert team.status().blockers == lacking
    branch = team.branch("topic")
    branch.commit(CAROL, put(name, evidence=LINK))
    pending = team.status("--at", "topic")
    assert (pending.blockers, pending.codes) == (lacking, ["pending"])
    team.merge(branch, by=ANN)
    assert team.status().verdict == "GO"


def test_note_on_a_branch_is_no_evidence(tmp_path: Path) -> None:
    """What is missing is said, and not that something has to be merged."""
    team = _team(tmp_path)
    branch = team.branch("topic")
    branch.commit(CAROL, put("outage", note="As seen"))
    assert "An outage of the provider: clear without the required evidence" in team.status("--at", "topic").messages


def test_requirement_of_later_says_nothing_of_a_closed_release(tmp_path: Path) -> None:
    """It was GO at T-0; its entries stay settled."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, put_top(V1, outcome="deployed"), by=DORA)
    before = team.run("status", "shop/v1", "--format", "json", as_of=AFTER).document["releases"]
    team.push(ANN, REQUIRED)
    after = team.run("status", "shop/v1", "--format", "json", as_of=AFTER).document["releases"]
    assert (after[0]["verdict"], after) == ("GO", before)


def test_requirement_that_is_lifted_later_says_nothing_of_a_closed_release(tmp_path: Path) -> None:
    """It was NO-GO at T-0, and evidence that comes later does not change that."""
    team = _team(tmp_path)
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, put_top(V1, outcome="deployed"), by=DORA)
    team.push(ANN, LIFTED)
    team.push(CAROL, *(put(name, evidence=LINK) for name in ANSWERS))
    status = team.status(as_of=AFTER)
    assert (status.verdict, status.blockers) == ("NO-GO", LACKING)


def test_requirement_reaches_open_releases_from_before(tmp_path: Path) -> None:
    """What the newest policy requires counts, whenever an answer was given; the sign-offs stay valid."""
    team = Team(tmp_path)
    team.sign_all()
    assert team.status().verdict == "GO"
    team.push(ANN, REQUIRED)
    status = team.status()
    assert (status.verdict, status.blockers) == ("NO-GO", LACKING)
    assert [slot.state for slot in status.slots.values()] == ["valid", "valid", "valid"]


def test_requirement_is_that_of_the_files_without_history(tmp_path: Path) -> None:
    """Without git history there is no other policy, and nothing is GO anyway."""
    team = Team(tmp_path, REQUIRED)
    blockers = team.status("--no-history").blockers
    assert [one for one in blockers if one in LACKING] == LACKING
