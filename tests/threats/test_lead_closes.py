"""Mallory writes `lead: mallory` into a release that is GO and closes it.

The release stays open (`outcome-not-authorised`): a lead has no right; holders of `may_close` and maintainers close.
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
    """What happens afterwards counts, as in any open release."""
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
def test_person_who_may_closes(author: Person, merger: Person, tmp_path: Path) -> None:
    """Whoever wrote or merged it: what happens afterwards changes nothing."""
    team = Team(tmp_path)
    team.sign_all()
    team.pull(author, CLOSE, by=merger)
    assert team.check() == []
    team.push(CAROL, REOPEN)
    assert team.status().verdict == "GO"


def test_right_to_close_is_that_of_the_policy(tmp_path: Path) -> None:
    """`may_close` takes the place of the deployment lead; maintainers always may."""
    team = Team(tmp_path, put_top(POLICY, may_close="[cto]"))
    team.sign_all()
    team.pull(DORA, CLOSE, by=DORA)
    assert ("error", "outcome-not-authorised") in team.check()
    team.pull(BOB, put_top(V1, outcome="cancelled"), by=BOB)
    assert ("error", "outcome-not-authorised") not in team.check()


@pytest.mark.parametrize("outcome", ["", "cancelled", "rolled-back"])
def test_outcome_is_changed_by_a_person_who_may_only(outcome: str, tmp_path: Path) -> None:
    """Mallory reopens nothing, and the outcome stays the one that Dora wrote."""
    team = Team(tmp_path)
    team.sign_all()
    team.pull(DORA, CLOSE, by=DORA)
    team.push(CAROL, REOPEN)
    team.push(MALLORY, put_top(V1, outcome=outcome))
    status = team.status()
    assert (status.verdict, status.outcome) == ("GO", "deployed")
    assert ("error", "outcome-not-authorised") in team.check()


def test_outcome_is_emptied_by_a_person_who_may(tmp_path: Path) -> None:
    """Then the release is open again, and judged as it is."""
    team = Team(tmp_path)
    team.sign_all()
    team.pull(DORA, CLOSE, by=DORA)
    team.push(CAROL, REOPEN)
    team.push(DORA, put_top(V1, outcome=""))
    status = team.status()
    assert (status.verdict, status.outcome) == ("NO-GO", None)


def test_outcome_that_is_not_committed_closes_nothing(tmp_path: Path) -> None:
    """Lines in the working tree are pending."""
    team = Team(tmp_path)
    team.sign_all()
    team.write(CLOSE, REOPEN)
    assert team.status().verdict == "NO-GO"
