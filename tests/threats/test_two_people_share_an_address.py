"""Two people in people.yml share an e-mail address, a handle or a key.

`gonogo check` refuses it (`shared-identity`), and the shared value proves no decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, POLICY, decide, put, put_top
from shop import ALICE, ANN
from standings import Slot, claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"

SHARED = {
    "e-mail": put("mallory", path=PEOPLE, emails="[alice@example.com]"),
    "e-mail in another case": put("mallory", path=PEOPLE, emails="[mallory@example.com, Alice@Example.com]"),
}
PRIVATE = {
    "handle": put("mallory", path=PEOPLE, forge="alice-amber"),
    "handle in another case": put("mallory", path=PEOPLE, forge="Alice-Amber"),
    "private address": put("mallory", path=PEOPLE, emails="[1011+alice-amber@users.noreply.github.com]"),
}


@pytest.mark.parametrize("shared", SHARED)
def test_shared_address_identifies_no_person(shared: str, tmp_path: Path) -> None:
    """If two people share the address of a decision's author, the decision has the level *claimed*."""
    team = Team(tmp_path, SHARED[shared])
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("shared-identity", by="alice", written_by="Alice Amber", at=made)
    assert team.check()[0] == ("error", "shared-identity")


@pytest.mark.parametrize("shared", PRIVATE)
def test_shared_handle_identifies_no_person(shared: str, tmp_path: Path) -> None:
    """A decision with the private address of a handle that two people share is claimed."""
    team = Team(tmp_path, PRIVATE[shared])
    made = team.pull(ALICE.private, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("shared-identity", by="alice", written_by="Alice Amber", at=made)
    assert team.check()[0] == ("error", "shared-identity")


def test_shared_key_does_not_sign(tmp_path: Path) -> None:
    """A decision with a key that two people share is only attributed."""
    keys = f"\n      phone:\n        ssh: {ALICE.key.public}"
    team = Team(tmp_path, put("mallory", path=PEOPLE, keys=keys), put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    below = Slot("below-level", "attributed", "shared-identity", "alice", None, "alice", "ann", made)
    assert team.slot("qa") == below
    assert team.check()[0] == ("error", "shared-identity")


def test_address_given_to_another_person_keeps_earlier_decisions(tmp_path: Path) -> None:
    """Earlier decisions stay valid after the signer's address is given to another person."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, put("alice", path=PEOPLE, emails="[amber@example.com]"), SHARED["e-mail"])
    assert team.slot("qa")._replace(code=None) == Slot("valid", "attributed", None, "alice", None, "alice", "ann", made)
