"""A merge queue or a bot merges the pull request of a sign-off.

The person who merged is unknown: if the policy requires a second person, the sign-off does not count
(`no-second-person`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, POLICY, V1, decide, give, put, put_top
from shop import ALICE, ANN, BOB, EVE, GITHUB, MERGE_QUEUE, ROBOT
from standings import Slot, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Decisions"

MACHINES = {"merge queue": MERGE_QUEUE, "bot in people.yml": ROBOT, "forge": GITHUB}


@pytest.mark.parametrize("machine", MACHINES)
def test_machine_is_no_merger(machine: str, tmp_path: Path) -> None:
    """A decision that a merge queue or a bot merges is valid, without a merger."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=MACHINES[machine])
    assert team.slot("qa") == valid("alice", merged_by=None, at=made)


@pytest.mark.parametrize("merger", [MERGE_QUEUE, ROBOT, EVE, ALICE])
def test_second_person_is_a_known_human(merger: Person, tmp_path: Path) -> None:
    """A machine, an unknown person or the signer is no second person."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    made = team.pull(ALICE, decide("qa", by="alice"), by=merger)
    alone = Slot("no-second-person", "attributed", "no-second-person", "alice", None, "alice", None, made)
    status = team.status()
    assert status.slots["qa"] == alone
    assert ("signoff-missing", "qa") in status.blockers


def test_second_person_merges(tmp_path: Path) -> None:
    """A decision that Bob merges has a second person."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    made = team.pull(ALICE, decide("qa", by="alice"), by=BOB)
    assert team.slot("qa") == valid("alice", merged_by="bob", at=made)


def test_person_who_has_left_is_no_second_person(tmp_path: Path) -> None:
    """A person who has left is no second person."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    team.push(ANN, put("bob", path=PEOPLE, state="left"), give("cto"))
    made = team.pull(ALICE, decide("qa", by="alice"), by=BOB)
    assert team.slot("qa") == Slot(
        "no-second-person", "attributed", "no-second-person", "alice", None, "alice", None, made
    )


def test_bot_with_the_right_to_close_does_not_close(tmp_path: Path) -> None:
    """An outcome by a bot does not close the release, even if the bot has the role in `may_close`."""
    team = Team(tmp_path, give("deployment-lead", "dora", "robot"))
    team.sign_all()
    team.pull(ROBOT, put_top(V1, outcome="deployed"), by=MERGE_QUEUE)
    team.pull(ANN, put("tests", status="open"), by=ANN)
    assert team.status().blockers[-1] == ("entry-open", "tests")
    assert ("error", "outcome-not-authorised") in team.check()
