"""Mallory commits with the e-mail of Alice, which anybody can write.

The decision is attributed at most: where the policy requires `signed`, it does not count (`unsigned-commit`).
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
    """It says by which evidence it counts, and what would raise it."""
    team = Team(tmp_path)
    made = team.pull(DISGUISED, decide("qa", by="alice"), by=ANN)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=made)
    assert status.next_steps["qa"]


def test_forged_address_is_no_signature(tmp_path: Path) -> None:
    """A policy that requires signatures keeps it out."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(DISGUISED, decide("qa", by="alice"), by=ANN)
    below = Slot("below-level", "attributed", "unsigned-commit", "alice", None, "alice", "ann", made)
    assert team.slot("qa") == below


def test_forged_address_in_the_editor_of_the_forge_is_no_signature(tmp_path: Path) -> None:
    """The forge signs with a key of its own, which says nothing of the person."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    branch = team.branch()
    sign = branch.edit_on_web(DISGUISED, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    slot = team.slot("qa")
    assert slot._replace(code=None) == Slot("below-level", "attributed", None, "alice", None, "alice", "ann", made)


OTHERS = [
    pytest.param("1234+alice-amber@users.noreply.github.com", GITLAB, id="another forge"),
    pytest.param("1234+alice-amber@users.noreply.github.com", None, id="no forge"),
    pytest.param("1234-alice-amber@users.noreply.gitlab.com", GITHUB, id="an address of GitLab on GitHub"),
    pytest.param("1234-alice-amber@users.noreply.github.com", GITHUB, id="a minus for the plus"),
    pytest.param("1234+alice-amber@users.noreply.github.com.example", GITHUB, id="a longer domain"),
    pytest.param("x+alice-amber@users.noreply.github.com", GITHUB, id="no number"),
    pytest.param("alice+qa@example.com", GITHUB, id="a sub-address"),
    pytest.param("alice@example.com.", GITHUB, id="a point at the end"),
    pytest.param("", GITHUB, id="no address"),
    pytest.param(" alice@example.com", GITHUB, id="a blank before"),
    pytest.param("alice", GITHUB, id="a name"),
]


@pytest.mark.parametrize(("address", "forge"), OTHERS)
def test_address_that_is_like_hers_is_of_nobody(address: str, forge: str | None, tmp_path: Path) -> None:
    """A handle on another forge, or an address that only looks like hers, may belong to anybody."""
    team = Team(tmp_path, put_top(POLICY, forge=forge))
    made = team.pull(ALICE._replace(email=address), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("unknown-author", by="alice", written_by="Alice Amber", at=made)


HERS = [
    pytest.param("1234+alice-amber@users.noreply.github.com", GITHUB, id="GitHub"),
    pytest.param("alice-amber@users.noreply.github.com", GITHUB, id="GitHub, an old account"),
    pytest.param("1234+Alice-Amber@users.noreply.github.com", GITHUB, id="GitHub, another case"),
    pytest.param("1234-alice-amber@users.noreply.gitlab.com", GITLAB, id="GitLab"),
    pytest.param("1234-alice-amber@users.noreply.git.lindhaven.example", OWN, id="a GitLab of their own"),
    pytest.param("Alice@EXAMPLE.com", None, id="another case"),
]


@pytest.mark.parametrize(("address", "forge"), HERS)
def test_address_that_the_forge_gives_her_is_hers(address: str, forge: str | None, tmp_path: Path) -> None:
    """The private address of her account counts as much as those in people.yml."""
    team = Team(tmp_path, put_top(POLICY, forge=forge))
    made = team.pull(ALICE._replace(email=address), decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
