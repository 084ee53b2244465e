"""A stranger sets a fired trigger to `clear`, or an unmet criterion to `met`.

The release stays blocked (`answer-not-authorised`), even if the kind of the entry changes: only its author, a holder of
`may_close` or a maintainer can reset it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import V1, put, remove, replace, write
from shop import ANN, BOB, CAROL, DORA, EVE, MALLORY, ROBOT
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit, Tree
    from shop import Person

GROUP = "Decisions"

FIRE, CLEAR = put("outage", status="fired"), put("outage", status="clear")


def _as_items(tree: Tree) -> None:
    put("alarms", kind=None, decides=None)(tree)
    put("errors", status="done")(tree)


def _as_criteria(**answer: str | None) -> Edit:
    def edit(tree: Tree) -> None:
        put("alarms", kind="criteria", decides=None)(tree)
        put("errors", **answer)(tree)

    return edit


MISS, MEET = put("staffed", status="unmet"), put("staffed", status="met")


def _fired(tmp_path: Path) -> Team:
    team = Team(tmp_path)
    team.sign_all()
    team.pull(CAROL, FIRE, MISS, by=BOB)
    assert team.status().blockers == [("fired-trigger", "outage"), ("criterion-unmet", "staffed")]
    return team


@pytest.mark.parametrize("author", [EVE, MALLORY, ROBOT])
def test_fired_trigger_is_not_cleared_without_authorization(author: Person, tmp_path: Path) -> None:
    """A fired trigger and an unmet criterion still block if an unauthorized person or a machine resets them."""
    team = _fired(tmp_path)
    team.push(author, CLEAR, MEET)
    status = team.status()
    assert status.blockers == [("fired-trigger", "outage"), ("criterion-unmet", "staffed")]
    assert status.verdict == "NO-GO"


@pytest.mark.parametrize("author", [CAROL, DORA, ANN])
def test_fired_trigger_is_cleared_by_an_authorized_person(author: Person, tmp_path: Path) -> None:
    """The author of the answer, a holder of `may_close` or a maintainer can reset a trigger and a criterion."""
    team = _fired(tmp_path)
    team.push(author, CLEAR, MEET)
    status = team.status()
    assert (status.verdict, status.blockers) == ("GO", [])


@pytest.mark.parametrize("detour", ["open", None])
def test_fired_trigger_is_not_cleared_in_two_steps(detour: str | None, tmp_path: Path) -> None:
    """A fired trigger still blocks if Mallory sets another state, or removes the trigger, before she clears it."""
    team = _fired(tmp_path)
    fired = team.trees[team.main.head]
    if detour:
        team.push(MALLORY, put("outage", status=detour))
        team.push(MALLORY, CLEAR)
    else:
        team.push(MALLORY, remove("stops"))
        team.push(MALLORY, write(V1, fired[V1]), CLEAR)
    assert team.status().verdict == "NO-GO"


AWAY = {
    "removed with its section": remove("alarms"),
    "under another id": replace("      errors:\n", "      faults:\n"),
    "of another kind": _as_items,
    "a met criterion": _as_criteria(status="met"),
    "an unmet criterion": _as_criteria(status="unmet"),
    "an open criterion": _as_criteria(status="open"),
    "a derived criterion": _as_criteria(status=None, when="[code]"),
    "open": put("errors", status="open"),
    "clear": put("errors", status="clear"),
}


@pytest.mark.parametrize("way", AWAY)
def test_fired_rollback_trigger_blocks_after_its_removal(way: str, tmp_path: Path) -> None:
    """A release is NO-GO if Mallory removes or changes a fired rollback trigger."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("errors", status="fired"))
    assert team.status().blockers == [("fired-trigger", "errors")]
    team.push(MALLORY, AWAY[way])
    assert team.status().verdict == "NO-GO"


def test_fired_trigger_blocks_after_it_becomes_a_criterion(tmp_path: Path) -> None:
    """A fired trigger that Mallory turns into a criterion blocks until its author writes another answer."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("errors", status="fired"))
    team.push(MALLORY, _as_criteria(status="unmet"))
    team.push(MALLORY, put("errors", status="met"))
    assert team.status().blockers == [("fired-trigger", "v1")]
    team.push(CAROL, put("errors", status="open"))
    assert team.status().verdict == "GO"


def test_unmet_criterion_blocks_after_it_becomes_a_trigger(tmp_path: Path) -> None:
    """An unmet criterion that Mallory turns into a clear trigger blocks the release."""
    team = Team(tmp_path)
    team.push(CAROL, MISS)
    team.push(MALLORY, put("terms", kind="triggers", decides="rollback"), put("staffed", status="clear"))
    team.sign_all()
    assert team.status().blockers == [("criterion-unmet", "v1")]


@pytest.mark.parametrize("author", [EVE, EVE.private])
def test_open_trigger_is_not_cleared_by_a_stranger(author: Person, tmp_path: Path) -> None:
    """An answer to an open trigger or criterion counts only if an active person in people.yml wrote or merged it."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("outage", status="open"), put("staffed", status="open"))
    team.push(author, CLEAR, MEET)
    assert team.status().blockers == [("unseen-trigger", "outage"), ("criterion-unmet", "staffed")]


def test_open_trigger_is_cleared_by_any_registered_person(tmp_path: Path) -> None:
    """Any person or machine in people.yml can answer an open trigger or criterion, by writing or merging."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("outage", status="open"), put("staffed", status="open"))
    team.pull(EVE, CLEAR, by=MALLORY)
    team.push(ROBOT, MEET)
    status = team.status()
    assert (status.verdict, status.blockers) == ("GO", [])


def test_trigger_fired_by_a_stranger_blocks(tmp_path: Path) -> None:
    """A trigger that a stranger fires blocks the release, even if it is not committed."""
    team = Team(tmp_path)
    team.sign_all()
    team.write(FIRE)
    assert team.status().blockers == [("fired-trigger", "outage")]
    team.push(EVE, FIRE)
    assert team.status().blockers == [("fired-trigger", "outage")]
