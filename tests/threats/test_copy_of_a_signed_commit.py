"""Mallory copies a commit that Alice has signed, with a header that no signature covers, and merges it again.

The copy has another id and the same signature. A copy of an earlier signature does not count (`restored`): neither a
withdrawn decision nor a removed role is restored.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, give, put_top
from shop import ALICE, ANN, BOB, CAROL
from standings import Slot, valid
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edits import Edit

GROUP = "Git"

SIGNED = put_top(POLICY, level="signed")


def _put_first(content: bytes) -> bytes:
    """Moves the signature before the parents, so that git no longer reads the parents."""
    tree, parents, signature, message = re.split(rb"(?=\nparent|\ngpgsig|\n\n)", content, maxsplit=3)
    return tree + signature + parents + message


COPIES: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "additional header": (
        lambda content: content.replace(b"\n\n", b"\ngpgsig-copy 1\n\n", 1),
        "attributed",
        "restored",
    ),
    "different line lengths": (
        lambda content: re.sub(rb"(SIGNATURE-----\n .{30})", rb"\1\n ", content),
        "attributed",
        "restored",
    ),
    "signature before the parents": (_put_first, "claimed", "arrived-filled"),
}


def _land_copy(team: Team, name: str, how: str) -> tuple[str, str]:
    """Merges a copy of the commit with all its files, as Carol; returns the ids of the copy and of the merge."""
    ids = team.make()
    content = team.git("cat-file", "commit", ids[name]).encode()
    copy = _store(team, COPIES[how][0](content))
    assert copy != ids[name] == _store(team, content)
    tree, main = team.git("rev-parse", f"{ids[name]}^{{tree}}"), ids[team.main.head]
    who = f"{CAROL.name} <{CAROL.email}> {int(team.now.timestamp())} +0000"
    merge = f"tree {tree}\nparent {main}\nparent {copy}\nauthor {who}\ncommitter {who}\n\nMerge branch 'topic'\n"
    return copy, _move_main(team, _store(team, merge.encode()))


def _store(team: Team, content: bytes) -> str:
    return team.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=content)


def _move_main(team: Team, commit: str) -> str:
    team.git("update-ref", "refs/heads/main", commit)
    team.git("reset", "--hard", "--quiet")
    return commit


@pytest.mark.parametrize("how", COPIES)
def test_copy_of_a_withdrawn_decision_is_below_the_level(how: str, tmp_path: Path) -> None:
    """A copy of Alice's signed commit does not restore her withdrawn decision."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    sign, _ = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.pull(ALICE, decide("qa", "alice", "withdrawn"), by=ANN, key=ALICE.key)
    made = _land_copy(team, sign, how)
    _, level, code = COPIES[how]
    assert team.slot("qa") == Slot("below-level", level, code, "alice", None, "alice", "carol", made)


@pytest.mark.parametrize("how", COPIES)
def test_copy_of_a_decision_reverted_on_its_branch_is_below_the_level(how: str, tmp_path: Path) -> None:
    """A copy of a signed decision that Alice changed to no-go on the same branch does not count."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    branch.commit(ALICE, decide("qa", "alice", "no-go"), key=ALICE.key)
    team.merge(branch, by=ANN)
    _land_copy(team, sign, how)
    assert team.slot("qa")[:3] == ("below-level", *COPIES[how][1:])


@pytest.mark.parametrize("how", COPIES)
def test_copy_of_a_registry_change_has_no_effect(how: str, tmp_path: Path) -> None:
    """A copy of a commit in which Ann gave Bob a role does not restore the role after Ann has removed it."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    given, _ = team.pull(ANN, give("qa-lead", "alice", "bob"), by=CAROL, key=ANN.key)
    team.pull(ANN, give("qa-lead", "alice"), by=CAROL, key=ANN.key)
    _, landing = _land_copy(team, given, how)
    _sign(team, landing, decide("qa", by="bob"))
    assert team.slot("qa")[:3] == ("below-level", "claimed", "role-not-held")


def _sign(team: Team, landing: str, edit: Edit) -> None:
    """Commits Bob's decision on top of a landing that the team object does not contain."""
    path = "checklists/shop/v1.yml"
    tree = {path: team.git("show", f"{landing}:{path}") + "\n"}
    edit(tree)
    (team.root / path).write_text(str(tree[path]), encoding="utf-8")
    team.git("-c", f"user.name={BOB.name}", "add", "--all")
    team.git("commit", "--quiet", f"--author={BOB.ident.decode()}", "--message=Sign")


def test_copy_keeps_the_copied_decision_valid(tmp_path: Path) -> None:
    """A copy that is merged later does not make Alice's decision invalid."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    _land_copy(team, made[0], "additional header")
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_signed_commits_of_the_same_parent_are_no_copies(tmp_path: Path) -> None:
    """Two commits that Alice signed on two branches of the same commit both count."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    one, other = team.branch("one"), team.branch("other")
    other.commit(ALICE, decide("qa", by="alice", reason="First"), key=ALICE.key)
    sign = one.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    team.merge_ours(other, by=CAROL)
    made = (sign, team.merge(one, by=ANN))
    assert team.slot("qa") == valid("alice", level="signed", at=made)
