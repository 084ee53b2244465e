"""An id gets another meaning: a person with another address, a role with another id, the role of another system.

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


def test_role_of_another_system_is_no_role_here(tmp_path: Path) -> None:
    """Ann gives Mallory the role with the same id in the system that is called bank."""
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
    """Ann removes Alice and adds another Alice in one commit; what the first one decided stays."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, remove("alice", path=PEOPLE), register("alice", EVE.email))
    assert team.slot("qa") == valid("alice", at=first)
    made = team.pull(ALICE, decide("qa", by="alice", on="2026-02-03"), by=ANN)
    slot = team.slot("qa")
    assert slot == claimed("unknown-author", "alice", "Alice Amber", made)._replace(on="2026-02-03")
    made = team.pull(EVE, decide("qa", by="alice", on="2026-02-04"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made, on="2026-02-04")


def test_role_with_another_id_is_held_by_nobody_who_held_the_old_one(tmp_path: Path) -> None:
    """The slot asks for the old id, until a maintainer gives it the new one."""
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


def test_holder_who_is_nobody_in_people_yml_holds_nothing(tmp_path: Path) -> None:
    """Ann gives a role to an id that Mallory then takes: a person is added by a maintainer only."""
    team = Team(tmp_path)
    team.push(ANN, give("qa-lead", "alice", "zoe"))
    team.push(MALLORY, append(f"  zoe:\n    name: Zoe\n    emails: [{EVE.email}]\n", path=PEOPLE))
    made = team.pull(EVE, decide("qa", by="zoe"), by=BOB)
    assert team.slot("qa") == claimed("role-not-held", "zoe", "Eve Elder", made, merged_by="bob")
