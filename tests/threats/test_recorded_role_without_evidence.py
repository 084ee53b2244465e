"""A person records the decision of an executive, who does not use git, without any evidence.

The decision is claimed and blocks (`no-evidence`). With evidence, it counts if a person who may close releases recorded
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top, write
from shop import ALICE, ANN, CAROL, DORA, MALLORY, ROBOT
from standings import Slot, claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Decisions"

RECORDED = put_top(POLICY, recorded_roles="[cto]")
FORM = "https://example.com/forms/7.pdf"


def test_recorded_decision_without_evidence_blocks(tmp_path: Path) -> None:
    """A recorded decision without evidence is claimed and blocks, even if a maintainer records it."""
    team = Team(tmp_path, RECORDED)
    made = team.pull(ANN, decide("cto", by="bob"), by=ALICE)
    status = team.status()
    assert status.slots["cto"] == claimed("no-evidence", by="bob", written_by="ann", merged_by="alice", at=made)
    assert ("signoff-missing", "cto") in status.blockers


@pytest.mark.parametrize("recorder", [ANN, DORA])
def test_recorded_decision_with_evidence_counts(recorder: Person, tmp_path: Path) -> None:
    """A decision recorded with evidence by a maintainer or a holder of `may_close` counts at level claimed."""
    team = Team(tmp_path, RECORDED)
    made = team.pull(recorder, decide("cto", by="bob", evidence=FORM), by=ALICE)
    status = team.status()
    assert status.slots["cto"] == Slot("valid", "claimed", "recorded", "bob", None, recorder.id, "alice", made)
    assert f"recorded by {recorder.name}" in status.reasons["cto"]


def test_recorded_decision_that_a_maintainer_merged_counts(tmp_path: Path) -> None:
    """A decision recorded by another person counts if a maintainer merges it."""
    team = Team(tmp_path, RECORDED)
    made = team.pull(CAROL, decide("cto", by="bob", evidence=FORM), by=ANN)
    assert team.slot("cto") == Slot("valid", "claimed", "recorded", "bob", None, "carol", "ann", made)


@pytest.mark.parametrize("recorder", [MALLORY, ROBOT])
def test_recorded_decision_by_an_unauthorized_recorder_is_claimed(recorder: Person, tmp_path: Path) -> None:
    """A decision recorded by a colleague without rights or by a machine is claimed."""
    team = Team(tmp_path, RECORDED)
    made = team.pull(recorder, decide("cto", by="bob", evidence=FORM), by=ALICE)
    assert team.slot("cto") == claimed(
        "recorder-not-authorised", by="bob", written_by=recorder.id, merged_by="alice", at=made
    )


def test_recorded_decision_of_a_person_without_the_role_is_claimed(tmp_path: Path) -> None:
    """A recorded decision is claimed if the person who decided does not hold the role."""
    team = Team(tmp_path, RECORDED)
    made = team.pull(ANN, decide("cto", by="carol", evidence=FORM), by=ALICE)
    assert team.slot("cto") == claimed("role-not-held", by="carol", written_by="ann", merged_by="alice", at=made)


def test_role_that_is_not_recorded_is_signed_by_its_holder(tmp_path: Path) -> None:
    """A decision with evidence is claimed if the policy does not list its role as recorded."""
    team = Team(tmp_path, RECORDED)
    made = team.pull(ANN, decide("qa", by="alice", evidence=FORM), by=DORA)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="ann", merged_by="dora", at=made)


def test_recorded_decision_with_replaced_evidence_is_stale(tmp_path: Path) -> None:
    """A recorded decision is stale after its evidence file changes."""
    team = Team(tmp_path, RECORDED)
    form = "docs/form.txt"
    made = team.pull(ANN, write(form, "Signed, Bob\n"), decide("cto", by="bob", evidence=form), by=ALICE)
    assert team.slot("cto") == Slot("valid", "claimed", "recorded", "bob", None, "ann", "alice", made)
    team.push(MALLORY, write(form, "Signed, Mallory\n"))
    assert team.slot("cto").state == "stale"


def test_evidence_added_later_is_a_new_decision(tmp_path: Path) -> None:
    """A person who adds evidence to a recorded decision becomes its recorder."""
    team = Team(tmp_path, RECORDED)
    team.pull(ANN, decide("cto", by="bob"), by=ALICE)
    made = team.pull(MALLORY, decide("cto", by="bob", evidence=FORM), by=ALICE)
    assert team.slot("cto") == claimed(
        "recorder-not-authorised", by="bob", written_by="mallory", merged_by="alice", at=made
    )
