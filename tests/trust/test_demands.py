"""The current policy determines which decisions count, even decisions that were made earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import PEOPLE, POLICY, V1, decide, give, put, put_top
from shop import ALICE, ANN, DORA, ROBOT
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path


def test_decision_needs_the_level_of_the_current_policy(tmp_path: Path) -> None:
    """A decision does not count while the current policy requires a higher level."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
    team.push(ANN, put_top(POLICY, level="signed"))
    below = valid("alice", at=made, code="unsigned-commit")._replace(state="below-level")
    assert team.slot("qa") == below
    team.push(ANN, put_top(POLICY, level=None), key=ANN.key)
    assert team.slot("qa") == valid("alice", at=made)


def test_final_authorization_needs_its_own_level(tmp_path: Path) -> None:
    """Only the final authorization needs the level in `final_level`."""
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


def test_decision_by_a_bot_is_claimed(tmp_path: Path) -> None:
    """A decision by a bot is claimed, even if the bot has the role and a maintainer merges it."""
    team = Team(tmp_path, give("qa-lead", "robot"))
    made = team.pull(ROBOT, decide("qa", by="robot"), by=ANN)
    assert team.slot("qa") == claimed("bot", by="robot", written_by="robot", at=made)


def test_former_bot_decides_after_it_becomes_a_person(tmp_path: Path) -> None:
    """A decision by a bot does not count after people.yml lists it as a person; its next decision does."""
    team = Team(tmp_path, give("qa-lead", "robot"))
    team.pull(ROBOT, decide("qa", by="robot"), by=ANN)
    team.push(ANN, put("robot", path=PEOPLE, kind=None))
    assert team.slot("qa").code == "bot"
    made = team.pull(ROBOT, decide("qa", by="robot", on="2026-02-05"), by=ANN)
    assert team.slot("qa") == valid("robot", at=made, on="2026-02-05")


def test_maintainer_who_signs_and_merges_is_no_second_person(tmp_path: Path) -> None:
    """A maintainer is no second person for her own decision, even if another person recorded it."""
    team = Team(tmp_path, give("qa-lead", "ann"), put_top(POLICY, second_person="required", recorded_roles="[qa-lead]"))
    team.pull(ANN, decide("qa", by="ann"), by=ANN)
    assert team.slot("qa").code == "no-second-person"
    team.pull(DORA, decide("qa", by="ann", evidence="https://example.com/signed.pdf"), by=ANN)
    assert team.slot("qa").code == "no-second-person"


def test_condition_added_by_another_person_is_a_new_decision(tmp_path: Path) -> None:
    """A decision is claimed after another person adds a condition."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    made = team.pull(DORA, put("qa", path=V1, conditions="Only at night"), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="dora", at=made)
