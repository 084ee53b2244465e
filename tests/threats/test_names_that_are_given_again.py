"""An id gets another meaning: a person with another address, a renamed role, a role of another system.

A decision is judged by the registry before its own merge, and by the roles of its own system.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import PEOPLE, ROLES, SYSTEM, append, decide, give, put, register, remove, replace, text_of, write
from shop import ALICE, ANN, BOB, EVE, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"


def test_role_of_another_system_is_not_held(tmp_path: Path) -> None:
    """A role with the same id in another system does not count."""
    team = Team(tmp_path)
    tree = team.trees[team.main.head]
    files = {path.replace("/shop/", "/bank/"): text_of(tree, path) for path in (ROLES, SYSTEM)}
    bank = ROLES.replace("/shop/", "/bank/")
    take = put("qa-lead", path=bank, people="[mallory]")
    team.push(ANN, *(write(path, text) for path, text in files.items()), take)
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_person_with_another_address_decides_by_that_address_only(tmp_path: Path) -> None:
    """After the address of an id changes, earlier decisions stay valid and later decisions need the new address."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, remove("alice", path=PEOPLE), register("alice", EVE.email))
    assert team.slot("qa") == valid("alice", at=first)
    made = team.pull(ALICE, decide("qa", by="alice", on="2026-02-03"), by=ANN)
    slot = team.slot("qa")
    assert slot == claimed("unknown-author", "alice", "Alice Amber", made)._replace(on="2026-02-03")
    made = team.pull(EVE, decide("qa", by="alice", on="2026-02-04"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made, on="2026-02-04")


def test_renamed_role_is_held_after_a_maintainer_changes_the_slot(tmp_path: Path) -> None:
    """After a role gets another id, a decision counts only if a maintainer changes the slot to the new id."""
    team = Team(tmp_path)
    team.push(ANN, replace("  qa-lead:\n", "  quality:\n", path=ROLES))
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="alice", written_by="alice", at=made)
    team.push(MALLORY, put("qa", role="quality"))
    assert "slot-changed" in team.status().codes
    team.push(ANN, put("qa", role="qa-lead"))
    team.push(ANN, put("qa", role="quality"))
    made = team.pull(ALICE, decide("qa", by="alice", on="2026-02-04"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made, on="2026-02-04")


def test_role_of_a_missing_person_is_not_held_by_a_stranger_with_the_id(tmp_path: Path) -> None:
    """A stranger does not get a role by adding a person with the id that a maintainer put in the role."""
    team = Team(tmp_path)
    team.push(ANN, give("qa-lead", "alice", "zoe"))
    team.push(MALLORY, append(f"  zoe:\n    name: Zoe\n    emails: [{EVE.email}]\n", path=PEOPLE))
    made = team.pull(EVE, decide("qa", by="zoe"), by=BOB)
    assert team.slot("qa") == claimed("role-not-held", "zoe", "Eve Elder", made, merged_by="bob")
