"""Two people of people.yml share an e-mail, a handle or a key.

`gonogo check` refuses it (`shared-identity`), and nothing counts that it could prove.
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
def test_shared_address_names_nobody(shared: str, tmp_path: Path) -> None:
    """A commit with it may be by either of them."""
    team = Team(tmp_path, SHARED[shared])
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("shared-identity", by="alice", written_by="Alice Amber", at=made)
    assert team.check()[0] == ("error", "shared-identity")


@pytest.mark.parametrize("shared", PRIVATE)
def test_shared_handle_names_nobody(shared: str, tmp_path: Path) -> None:
    """The private address of the forge belongs to nobody then, and the other addresses as before."""
    team = Team(tmp_path, PRIVATE[shared])
    made = team.pull(ALICE.private, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("shared-identity", by="alice", written_by="Alice Amber", at=made)
    assert team.check()[0] == ("error", "shared-identity")


def test_shared_key_signs_nothing(tmp_path: Path) -> None:
    """A signature by it may be of either of them."""
    keys = f"\n      phone:\n        ssh: {ALICE.key.public}"
    team = Team(tmp_path, put("mallory", path=PEOPLE, keys=keys), put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    below = Slot("below-level", "attributed", "shared-identity", "alice", None, "alice", "ann", made)
    assert team.slot("qa") == below
    assert team.check()[0] == ("error", "shared-identity")


def test_address_that_was_shared_for_a_while_does_not_pass_to_another(tmp_path: Path) -> None:
    """Who gives an address away does not give the decisions of before away."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, put("alice", path=PEOPLE, emails="[amber@example.com]"), SHARED["e-mail"])
    assert team.slot("qa")._replace(code=None) == Slot("valid", "attributed", None, "alice", None, "alice", "ann", made)
