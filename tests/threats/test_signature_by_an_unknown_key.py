"""A commit with the address of Alice is signed by a key that is not in people.yml.

The decision is attributed (`unknown-key`), which is not enough if the policy requires `signed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top, register
from shop import ALICE, ANN, EVE, MALLORY
from standings import Slot, claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"


@pytest.mark.parametrize(("level", "state"), [("attributed", "valid"), ("signed", "below-level")])
def test_signature_by_an_unknown_key_is_attributed(level: str, state: str, tmp_path: Path) -> None:
    """A decision with an unknown key is attributed, as an unsigned decision, with the code `unknown-key`."""
    team = Team(tmp_path, put_top(POLICY, level=level), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=MALLORY.key)
    assert team.slot("qa") == Slot(state, "attributed", "unknown-key", "alice", None, "alice", "ann", made)


def test_key_registered_in_the_same_pull_request_is_unknown(tmp_path: Path) -> None:
    """A key that a maintainer adds in the pull request of the decision is unknown."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    branch = team.branch()
    branch.commit(ANN, register("zoe", "zoe@example.com", MALLORY.key.public), key=ANN.key)
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=MALLORY.key)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == Slot("below-level", "attributed", "unknown-key", "alice", None, "alice", "ann", made)


def test_unknown_key_does_not_help_an_unknown_author(tmp_path: Path) -> None:
    """A decision with an unknown address and an unknown key is claimed."""
    team = Team(tmp_path)
    made = team.pull(EVE, decide("qa", by="alice"), by=ANN, key=EVE.key)
    assert team.slot("qa")._replace(code="") == claimed("", by="alice", written_by="Eve Elder", at=made)
