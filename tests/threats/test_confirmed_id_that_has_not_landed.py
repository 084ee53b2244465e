"""`confirmed:` in policy.yml names a commit that is not on main, or that is not a merge to main.

It confirms nothing. A merge to main that maintainers confirm sets its values from there on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import POLICY, decide, give, put_top
from shop import ANN, BOB, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

TAKE, SIGN = give("qa-lead", "mallory"), decide("qa", by="mallory")
NOT_HELD = ("below-level", "claimed", "role-not-held")


def test_confirmed_landing_sets_its_values(tmp_path: Path) -> None:
    """What is decided afterwards counts, and the finding is gone."""
    team = Team(tmp_path)
    taken = team.push(MALLORY, TAKE)
    assert ("error", "registry-not-authorised") in team.check()
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    made = team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa") == valid("mallory", merged_by="bob", at=made)
    assert team.check() == []


def test_decision_between_a_landing_and_its_confirmation_is_claimed(tmp_path: Path) -> None:
    """Values are set from the confirmation on; what was judged between stays."""
    team = Team(tmp_path)
    taken = team.push(MALLORY, TAKE)
    made = team.pull(MALLORY, SIGN, by=BOB)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_confirmation_by_mallory_confirms_nothing(tmp_path: Path) -> None:
    """It is a change of the registry like any other."""
    team = Team(tmp_path)
    taken = team.push(MALLORY, TAKE)
    team.push(MALLORY, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD


def test_commit_of_a_pull_request_is_not_its_landing(tmp_path: Path) -> None:
    """What is confirmed is the landing, with all that it changes."""
    team = Team(tmp_path)
    commit, _ = team.pull(MALLORY, TAKE, by=BOB)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[commit]}]"))
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD


def test_id_that_exists_nowhere_confirms_nothing(tmp_path: Path) -> None:
    """Neither a made-up id nor that of a commit on a branch."""
    team = Team(tmp_path)
    waiting = team.branch("waiting").commit(MALLORY, give("qa-lead", "mallory", "alice"))
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[waiting]}, {40 * 'a'}]"))
    team.push(MALLORY, TAKE)
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD


def test_id_that_is_confirmed_before_it_lands_confirms_nothing(tmp_path: Path) -> None:
    """A maintainer confirms what has landed, not what somebody may push later."""
    team = Team(tmp_path)
    later = team.branch("later")
    taken = later.commit(MALLORY, TAKE)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    team.merge(later, by=BOB)
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD


def test_confirmation_that_is_taken_out_confirms_nothing(tmp_path: Path) -> None:
    """A maintainer who takes the line out approves nothing by that."""
    team = Team(tmp_path)
    later = team.branch("later")
    taken = later.commit(MALLORY, TAKE)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    landing = team.merge(later, by=BOB)
    team.push(MALLORY, put_top(POLICY, confirmed=f"[{team.make()[landing]}]"))
    team.push(ANN, put_top(POLICY, confirmed="[]"))
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD
