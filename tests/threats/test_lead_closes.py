"""Mallory writes `lead: mallory` into a release that is GO and closes it.

The release stays open (`outcome-not-authorised`): a lead has no rights; only holders of `may_close` and maintainers
close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, V1, put, put_top
from shop import ANN, BOB, CAROL, DORA, MALLORY, MERGE_QUEUE
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Decisions"

LEAD, CLOSE = put_top(V1, lead="mallory"), put_top(V1, outcome="deployed")
REOPEN = put("tests", status="open")


def test_lead_does_not_close(tmp_path: Path) -> None:
    """A release that Mallory closes as its lead stays open, and later changes still count."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, LEAD)
    team.push(MALLORY, CLOSE)
    assert ("error", "outcome-not-authorised") in team.check()
    team.push(CAROL, REOPEN)
    status = team.status()
    assert status.verdict == "NO-GO"
    assert ("entry-open", "tests") in status.blockers


@pytest.mark.parametrize(("author", "merger"), [(DORA, DORA), (ANN, MERGE_QUEUE), (MALLORY, DORA), (MALLORY, ANN)])
def test_authorized_person_closes(author: Person, merger: Person, tmp_path: Path) -> None:
    """A release is closed if an authorized person writes or merges the outcome, and later changes do not count."""
    team = Team(tmp_path)
    team.sign_all()
    team.pull(author, CLOSE, by=merger)
    assert team.check() == []
    team.push(CAROL, REOPEN)
    assert team.status().verdict == "GO"


def test_may_close_replaces_the_deployment_lead(tmp_path: Path) -> None:
    """With `may_close`, only its roles and maintainers can close releases."""
    team = Team(tmp_path, put_top(POLICY, may_close="[cto]"))
    team.sign_all()
    team.pull(DORA, CLOSE, by=DORA)
    assert ("error", "outcome-not-authorised") in team.check()
    team.pull(BOB, put_top(V1, outcome="cancelled"), by=BOB)
    assert ("error", "outcome-not-authorised") not in team.check()


@pytest.mark.parametrize("outcome", ["", "cancelled", "rolled-back"])
def test_outcome_changed_by_mallory_has_no_effect(outcome: str, tmp_path: Path) -> None:
    """An outcome stays the same if Mallory changes or empties it."""
    team = Team(tmp_path)
    team.sign_all()
    team.pull(DORA, CLOSE, by=DORA)
    team.push(CAROL, REOPEN)
    team.push(MALLORY, put_top(V1, outcome=outcome))
    status = team.status()
    assert (status.verdict, status.outcome) == ("GO", "deployed")
    assert ("error", "outcome-not-authorised") in team.check()


def test_outcome_emptied_by_an_authorized_person_reopens_the_release(tmp_path: Path) -> None:
    """A release is open again after an authorized person empties its outcome."""
    team = Team(tmp_path)
    team.sign_all()
    team.pull(DORA, CLOSE, by=DORA)
    team.push(CAROL, REOPEN)
    team.push(DORA, put_top(V1, outcome=""))
    status = team.status()
    assert (status.verdict, status.outcome) == ("NO-GO", None)


def test_uncommitted_outcome_does_not_close(tmp_path: Path) -> None:
    """An outcome in the working tree does not close the release."""
    team = Team(tmp_path)
    team.sign_all()
    team.write(CLOSE, REOPEN)
    assert team.status().verdict == "NO-GO"
