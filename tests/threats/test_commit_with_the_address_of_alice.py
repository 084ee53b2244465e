"""Mallory commits with the e-mail address of Alice, which any person can write.

The decision is attributed at most: if the policy requires `signed`, it does not count (`unsigned-commit`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from shop import ALICE, ANN, MALLORY
from standings import Slot, claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"

DISGUISED = MALLORY._replace(email="alice@example.com")
GITHUB, GITLAB = "https://github.com/lindhaven/shop", "https://gitlab.com/lindhaven/shop"
OWN = "https://git.lindhaven.example/shop"


def test_forged_address_is_attributed(tmp_path: Path) -> None:
    """A commit with Alice's address is attributed to Alice, and `next_steps` has advice for the sign-off."""
    team = Team(tmp_path)
    made = team.pull(DISGUISED, decide("qa", by="alice"), by=ANN)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=made)
    assert status.next_steps["qa"]


def test_forged_address_is_no_signature(tmp_path: Path) -> None:
    """A policy that requires signatures refuses an unsigned commit with Alice's address."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(DISGUISED, decide("qa", by="alice"), by=ANN)
    below = Slot("below-level", "attributed", "unsigned-commit", "alice", None, "alice", "ann", made)
    assert team.slot("qa") == below


def test_forged_address_in_the_editor_of_the_forge_is_no_signature(tmp_path: Path) -> None:
    """The forge's own signature on a commit of its web editor does not count as the person's signature."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    branch = team.branch()
    sign = branch.edit_on_web(DISGUISED, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    slot = team.slot("qa")
    assert slot._replace(code=None) == Slot("below-level", "attributed", None, "alice", None, "alice", "ann", made)


SIMILAR_ADDRESSES = [
    pytest.param("1234+alice-amber@users.noreply.github.com", GITLAB, id="another forge"),
    pytest.param("1234+alice-amber@users.noreply.github.com", None, id="no forge"),
    pytest.param("1234-alice-amber@users.noreply.gitlab.com", GITHUB, id="an address of GitLab on GitHub"),
    pytest.param("1234-alice-amber@users.noreply.github.com", GITHUB, id="minus in place of plus"),
    pytest.param("1234+alice-amber@users.noreply.github.com.example", GITHUB, id="a longer domain"),
    pytest.param("x+alice-amber@users.noreply.github.com", GITHUB, id="no number"),
    pytest.param("alice+qa@example.com", GITHUB, id="a sub-address"),
    pytest.param("alice@example.com.", GITHUB, id="dot at the end"),
    pytest.param("", GITHUB, id="no address"),
    pytest.param(" alice@example.com", GITHUB, id="leading space"),
    pytest.param("alice", GITHUB, id="a name"),
]


@pytest.mark.parametrize(("address", "forge"), SIMILAR_ADDRESSES)
def test_similar_address_belongs_to_no_person(address: str, forge: str | None, tmp_path: Path) -> None:
    """An address that only resembles Alice's address, or is from another forge, belongs to no person."""
    team = Team(tmp_path, put_top(POLICY, forge=forge))
    made = team.pull(ALICE._replace(email=address), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("unknown-author", by="alice", written_by="Alice Amber", at=made)


OWN_ADDRESSES = [
    pytest.param("1234+alice-amber@users.noreply.github.com", GITHUB, id="GitHub"),
    pytest.param("alice-amber@users.noreply.github.com", GITHUB, id="GitHub, an old account"),
    pytest.param("1234+Alice-Amber@users.noreply.github.com", GITHUB, id="GitHub, another case"),
    pytest.param("1234-alice-amber@users.noreply.gitlab.com", GITLAB, id="GitLab"),
    pytest.param("1234-alice-amber@users.noreply.git.lindhaven.example", OWN, id="self-hosted GitLab"),
    pytest.param("Alice@EXAMPLE.com", None, id="another case"),
]


@pytest.mark.parametrize(("address", "forge"), OWN_ADDRESSES)
def test_private_address_of_the_forge_belongs_to_its_account(address: str, forge: str | None, tmp_path: Path) -> None:
    """The private address of Alice's account on the forge counts as much as her addresses in people.yml."""
    team = Team(tmp_path, put_top(POLICY, forge=forge))
    made = team.pull(ALICE._replace(email=address), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
