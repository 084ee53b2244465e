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
    """A release with all sign-offs, whose answers lack the evidence that the policy requires."""
    team = Team(root, REQUIRED)
    team.sign_all()
    status = team.status()
    assert (status.verdict, status.blockers) == ("NO-GO", LACKING)
    return team


@pytest.mark.parametrize("author", [MALLORY, ANN])
def test_requirement_removed_on_a_branch_still_blocks(author: Person, tmp_path: Path) -> None:
    """Missing evidence blocks if only a branch removes the requirement from the policy."""
    team = _team(tmp_path)
    branch = team.branch("topic")
    branch.commit(author, LIFTED)
    team.checkout(branch)
    assert (team.status().blockers, team.status("--at", "topic").blockers) == (LACKING, LACKING)


def test_requirement_removed_in_the_working_tree_still_blocks(tmp_path: Path) -> None:
    """Missing evidence blocks if only the working tree removes the requirement from the policy."""
    team = _team(tmp_path)
    team.write(LIFTED)
    assert team.status().blockers == LACKING


def test_requirement_removed_by_a_stranger_still_blocks(tmp_path: Path) -> None:
    """Missing evidence blocks if a stranger removes the requirement on main, and the change is an error."""
    team = _team(tmp_path)
    team.push(MALLORY, LIFTED)
    assert team.status().blockers == LACKING
    assert ("error", "registry-not-authorised") in team.check()


def test_requirement_removed_by_a_maintainer_makes_the_release_go(tmp_path: Path) -> None:
    """After a maintainer removes the requirement, the release is GO with its existing sign-offs."""
    team = _team(tmp_path)
    team.push(ANN, LIFTED)
    assert (team.status().verdict, team.status().blockers) == ("GO", [])


@pytest.mark.parametrize("requires", ["nothing", "evidence"])
def test_requirement_changed_in_a_section_makes_the_signoffs_stale(requires: str, tmp_path: Path) -> None:
    """The sign-offs are stale after the requirement of a section changes."""
    team = _team(tmp_path)
    team.push(MALLORY, put("code", requires=requires))
    assert team.changes("qa")[0] == ("code", "changed", "mallory", team.main.head)
    assert [slot.state for slot in team.status().slots.values()] == ["stale", "stale", "stale"]


def test_requirement_removed_from_entries_makes_the_signoffs_stale(tmp_path: Path) -> None:
    """If a branch removes the requirement from the entries, sign-offs, triggers and criteria block the release."""
    team = _team(tmp_path)
    branch = team.branch("topic")
    branch.commit(MALLORY, *(put(name, requires="nothing") for name in ANSWERS))
    status = team.status("--at", "topic")
    rules = {"unseen-trigger", "signoff-missing", "criterion-unmet"}
    assert (status.verdict, {rule for rule, _ in status.blockers}, set(status.codes)) == ("NO-GO", rules, CODES)


def test_evidence_of_a_stranger_settles_no_trigger_and_no_criterion(tmp_path: Path) -> None:
    """Evidence for a trigger or criterion counts only if a person in people.yml wrote or merged it."""
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
def test_requirement_removed_from_a_trigger_needs_an_authorized_answer(name: str, tmp_path: Path) -> None:
    """A trigger without its requirement blocks if the change is only on a branch or was made by a stranger."""
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
    """Evidence for a trigger or criterion on a branch is pending until it is merged."""
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


def test_note_on_a_branch_is_reported_as_missing_evidence(tmp_path: Path) -> None:
    """The message names the missing evidence, even if a branch changes the note of the trigger."""
    team = _team(tmp_path)
    branch = team.branch("topic")
    branch.commit(CAROL, put("outage", note="As seen"))
    assert "An outage of the provider: clear without the required evidence" in team.status("--at", "topic").messages


def test_later_requirement_does_not_change_a_closed_release(tmp_path: Path) -> None:
    """A closed release stays GO if the policy requires evidence later."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, put_top(V1, outcome="deployed"), by=DORA)
    before = team.run("status", "shop/v1", "--format", "json", as_of=AFTER).document["releases"]
    team.push(ANN, REQUIRED)
    after = team.run("status", "shop/v1", "--format", "json", as_of=AFTER).document["releases"]
    assert (after[0]["verdict"], after) == ("GO", before)


def test_requirement_removed_later_does_not_change_a_closed_release(tmp_path: Path) -> None:
    """A closed release stays NO-GO if the requirement is removed, or evidence is added, later."""
    team = _team(tmp_path)
    team.wait_until("2026-03-02T10:00")
    team.pull(DORA, put_top(V1, outcome="deployed"), by=DORA)
    team.push(ANN, LIFTED)
    team.push(CAROL, *(put(name, evidence=LINK) for name in ANSWERS))
    status = team.status(as_of=AFTER)
    assert (status.verdict, status.blockers) == ("NO-GO", LACKING)


def test_requirement_applies_to_earlier_answers_of_open_releases(tmp_path: Path) -> None:
    """A new requirement blocks open releases with earlier answers, and their sign-offs stay valid."""
    team = Team(tmp_path)
    team.sign_all()
    assert team.status().verdict == "GO"
    team.push(ANN, REQUIRED)
    status = team.status()
    assert (status.verdict, status.blockers) == ("NO-GO", LACKING)
    assert [slot.state for slot in status.slots.values()] == ["valid", "valid", "valid"]


def test_requirement_without_history_is_that_of_the_files(tmp_path: Path) -> None:
    """With `--no-history`, the policy in the files determines the requirement."""
    team = Team(tmp_path, REQUIRED)
    blockers = team.status("--no-history").blockers
    assert [one for one in blockers if one in LACKING] == LACKING
