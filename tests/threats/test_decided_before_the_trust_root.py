"""A decision is merged before the first registry that names a maintainer, or together with it.

It is claimed (`before-trust-root`); without any maintainer every decision is claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import POLICY, decide, give, put, put_top
from shop import ALICE, ANN, BOB, CAROL, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Structure"

NO_MAINTAINER, APPOINT = put_top(POLICY, maintainers=""), put_top(POLICY, maintainers="[ann]")


def test_decision_without_a_maintainer_is_claimed(tmp_path: Path) -> None:
    """A decision in a project without maintainers is claimed, and the next step asks for a maintainer."""
    team = Team(tmp_path, NO_MAINTAINER)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    status = team.status()
    assert status.slots["qa"] == claimed("before-trust-root", "alice", "Alice Amber", merged_by=None, at=made)
    assert "maintainer" in status.next_steps["qa"]


def test_decision_before_the_first_maintainer_stays_claimed(tmp_path: Path) -> None:
    """A decision merged before the registry names a maintainer keeps the level *claimed*; later decisions count."""
    team = Team(tmp_path, NO_MAINTAINER)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, APPOINT)
    later = team.pull(BOB, decide("cto", by="bob"), by=ANN)
    slots = team.status().slots
    assert slots["qa"] == claimed("before-trust-root", "alice", "Alice Amber", merged_by=None, at=made)
    assert slots["cto"] == valid("bob", at=later, ready=False)


def test_answer_before_the_first_maintainer_settles_nothing(tmp_path: Path) -> None:
    """Answers of triggers and criteria from before the first maintainer block until they are written again."""
    team = Team(tmp_path, NO_MAINTAINER)
    team.push(ANN, APPOINT)
    team.sign_all()
    assert team.status().blockers == [("unseen-trigger", "outage"), ("criterion-unmet", "staffed")]
    team.push(CAROL, put("outage", status="open"), put("staffed", status="open"))
    team.push(CAROL, put("outage", status="clear"), put("staffed", status="met"))
    assert team.status().verdict == "GO"


def test_decision_in_the_landing_of_the_first_maintainer_is_claimed(tmp_path: Path) -> None:
    """A decision merged together with the first maintainer is claimed."""
    team = Team(tmp_path, NO_MAINTAINER)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(ANN, APPOINT)
    made = (sign, team.merge(branch, by=ANN))
    slot = team.slot("qa")
    assert slot == claimed("before-trust-root", by="alice", written_by="alice", at=made)


def test_registry_by_a_person_who_is_not_its_maintainer_is_no_root(tmp_path: Path) -> None:
    """A registry is not the trust root if none of its maintainers wrote or merged it."""
    team = Team(tmp_path, NO_MAINTAINER)
    team.push(MALLORY, APPOINT)
    made = team.pull(ALICE, decide("qa", by="alice"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("before-trust-root", "alice", "Alice Amber", merged_by=None, at=made)


def test_registry_merged_by_its_maintainer_is_the_root(tmp_path: Path) -> None:
    """A registry that Carol writes and its maintainer Ann merges is the trust root."""
    team = Team(tmp_path, NO_MAINTAINER)
    team.pull(CAROL, APPOINT, by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)


def test_first_maintainer_is_the_root_unless_pinned(tmp_path: Path) -> None:
    """The first maintainer is the trust root, even if it is Mallory, unless `--trust-root` names another root."""
    team = Team(tmp_path, NO_MAINTAINER)
    team.push(MALLORY, put_top(POLICY, maintainers="[mallory]"))
    root = team.push(ANN, APPOINT)
    team.push(MALLORY, give("qa-lead", "carol"))
    made = team.pull(CAROL, decide("qa", by="carol"), by=ANN)
    assert team.slot("qa") == valid("carol", at=made)
    pinned = team.slot("qa", "--trust-root", team.make()[root])
    assert pinned == claimed("role-not-held", by="carol", written_by="carol", at=made)


def test_decision_that_is_signed_again_after_the_root_counts(tmp_path: Path) -> None:
    """A decision counts after its signer has changed it after the trust root."""
    team = Team(tmp_path, NO_MAINTAINER)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, APPOINT)
    made = team.pull(ALICE, put("qa", on="2026-02-03"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made, on="2026-02-03")
