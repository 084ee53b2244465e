"""`confirmed:` in policy.yml names a commit that is not on main, or that is not a merge to main.

The entry has no effect. If maintainers confirm a merge to main, its values count from then on.
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
    """After a maintainer confirms a merge, its registry values count for later decisions and the finding disappears."""
    team = Team(tmp_path)
    taken = team.push(MALLORY, TAKE)
    assert ("error", "registry-not-authorised") in team.check()
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    made = team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa") == valid("mallory", merged_by="bob", at=made)
    assert team.check() == []


def test_decision_between_a_landing_and_its_confirmation_is_claimed(tmp_path: Path) -> None:
    """A decision stays claimed if it was merged before the confirmation of the role."""
    team = Team(tmp_path)
    taken = team.push(MALLORY, TAKE)
    made = team.pull(MALLORY, SIGN, by=BOB)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_confirmation_by_mallory_confirms_nothing(tmp_path: Path) -> None:
    """A confirmation does not count if no maintainer wrote or merged it."""
    team = Team(tmp_path)
    taken = team.push(MALLORY, TAKE)
    team.push(MALLORY, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD


def test_confirmed_commit_of_a_pull_request_confirms_nothing(tmp_path: Path) -> None:
    """Only the id of a merge to main can be confirmed, not the id of a commit in the pull request."""
    team = Team(tmp_path)
    commit, _ = team.pull(MALLORY, TAKE, by=BOB)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[commit]}]"))
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD


def test_id_that_is_not_on_main_confirms_nothing(tmp_path: Path) -> None:
    """The id of a commit on a branch, or an id that does not exist, confirms nothing."""
    team = Team(tmp_path)
    waiting = team.branch("waiting").commit(MALLORY, give("qa-lead", "mallory", "alice"))
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[waiting]}, {40 * 'a'}]"))
    team.push(MALLORY, TAKE)
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD


def test_id_confirmed_before_its_merge_confirms_nothing(tmp_path: Path) -> None:
    """The id of a commit that is merged after the confirmation confirms nothing."""
    team = Team(tmp_path)
    later = team.branch("later")
    taken = later.commit(MALLORY, TAKE)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    team.merge(later, by=BOB)
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD


def test_removed_confirmation_confirms_nothing(tmp_path: Path) -> None:
    """A maintainer who removes a confirmation by Mallory does not approve the confirmed merge."""
    team = Team(tmp_path)
    later = team.branch("later")
    taken = later.commit(MALLORY, TAKE)
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[taken]}]"))
    landing = team.merge(later, by=BOB)
    team.push(MALLORY, put_top(POLICY, confirmed=f"[{team.make()[landing]}]"))
    team.push(ANN, put_top(POLICY, confirmed="[]"))
    team.pull(MALLORY, SIGN, by=BOB)
    assert team.slot("qa")[:3] == NOT_HELD
