"""What the newest policy requires of a decision, whenever it was made, and of whom it never counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import PEOPLE, POLICY, V1, decide, give, put, put_top
from shop import ALICE, ANN, DORA, ROBOT
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path


def test_decision_needs_the_level_of_the_newest_policy(tmp_path: Path) -> None:
    """A policy that requires signatures takes back what counted before, and counts it again once it does not."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
    team.push(ANN, put_top(POLICY, level="signed"))
    below = valid("alice", at=made, code="unsigned-commit")._replace(state="below-level")
    assert team.slot("qa") == below
    team.push(ANN, put_top(POLICY, level=None), key=ANN.key)
    assert team.slot("qa") == valid("alice", at=made)


def test_final_authorization_needs_its_own_level(tmp_path: Path) -> None:
    """Other sign-offs do not."""
    team = Team(tmp_path, put_top(POLICY, final_level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    final = team.pull(DORA, decide("final", by="dora"), by=ANN)
    slots = team.status().slots
    assert slots["qa"] == valid("alice", at=made)
    assert (slots["final"].state, slots["final"].level, slots["final"].code, slots["final"].at) == (
        "below-level",
        "attributed",
        "unsigned-commit",
        final,
    )
    signed = team.pull(DORA, decide("final", by="dora", on="2026-02-05"), by=ANN, key=DORA.key)
    assert (team.slot("final").level, team.slot("final").code, team.slot("final").at) == ("signed", None, signed)


def test_bot_decides_nothing(tmp_path: Path) -> None:
    """Whatever role it holds, and whoever merges it."""
    team = Team(tmp_path, give("qa-lead", "robot"))
    made = team.pull(ROBOT, decide("qa", by="robot"), by=ANN)
    assert team.slot("qa") == claimed("bot", by="robot", written_by="robot", at=made)


def test_bot_that_becomes_a_person_decides_from_then_on(tmp_path: Path) -> None:
    """What it decided before does not count: the registry of then is what its evidence is judged by."""
    team = Team(tmp_path, give("qa-lead", "robot"))
    team.pull(ROBOT, decide("qa", by="robot"), by=ANN)
    team.push(ANN, put("robot", path=PEOPLE, kind=None))
    assert team.slot("qa").code == "bot"
    made = team.pull(ROBOT, decide("qa", by="robot", on="2026-02-05"), by=ANN)
    assert team.slot("qa") == valid("robot", at=made, on="2026-02-05")


def test_maintainer_who_signs_and_merges_is_no_second_person(tmp_path: Path) -> None:
    """Nor where somebody else wrote the line for her."""
    team = Team(tmp_path, give("qa-lead", "ann"), put_top(POLICY, second_person="required", recorded_roles="[qa-lead]"))
    team.pull(ANN, decide("qa", by="ann"), by=ANN)
    assert team.slot("qa").code == "no-second-person"
    team.pull(DORA, decide("qa", by="ann", evidence="https://example.com/signed.pdf"), by=ANN)
    assert team.slot("qa").code == "no-second-person"


def test_condition_that_somebody_adds_is_another_decision(tmp_path: Path) -> None:
    """It was not Alice who said so."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(DORA, put("qa", path=V1, conditions="Only at night"), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="dora", at=made)
