"""Mallory copies a commit that Alice has signed, with a header that no signature covers, and merges it again.

The copy has another id and the same signature. If an earlier commit has this signature, the copy signs nothing
(`restored`): neither a withdrawn decision nor a removed role comes back.
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
    """The signature before the parents: git reads no parents any more."""
    tree, parents, signature, message = re.split(rb"(?=\nparent|\ngpgsig|\n\n)", content, maxsplit=3)
    return tree + signature + parents + message


COPIES: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "one more header": (lambda content: content.replace(b"\n\n", b"\ngpgsig-copy 1\n\n", 1), "attributed", "restored"),
    "lines of other lengths": (
        lambda content: re.sub(rb"(SIGNATURE-----\n .{30})", rb"\1\n ", content),
        "attributed",
        "restored",
    ),
    "the signature first": (_put_first, "claimed", "arrived-filled"),
}


def _land_copy(team: Team, name: str, how: str) -> tuple[str, str]:
    """Carol merges a copy of the commit, with all its files: the ids of the copy and of the merge, which is main."""
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
def test_copy_of_a_withdrawn_decision_signs_nothing(how: str, tmp_path: Path) -> None:
    """Alice's key made that signature, for the same tree, and not for today."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    sign, _ = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.pull(ALICE, decide("qa", "alice", "withdrawn"), by=ANN, key=ALICE.key)
    made = _land_copy(team, sign, how)
    _, level, code = COPIES[how]
    assert team.slot("qa") == Slot("below-level", level, code, "alice", None, "alice", "carol", made)


@pytest.mark.parametrize("how", COPIES)
def test_copy_of_a_decision_that_its_own_branch_took_back_signs_nothing(how: str, tmp_path: Path) -> None:
    """What the copy repeats was never on main."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    branch.commit(ALICE, decide("qa", "alice", "no-go"), key=ALICE.key)
    team.merge(branch, by=ANN)
    _land_copy(team, sign, how)
    assert team.slot("qa")[:3] == ("below-level", *COPIES[how][1:])


@pytest.mark.parametrize("how", COPIES)
def test_copy_of_a_change_of_the_registry_authorizes_nothing(how: str, tmp_path: Path) -> None:
    """Ann gave Bob a role and took it away; the copy does not give it back."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    given, _ = team.pull(ANN, give("qa-lead", "alice", "bob"), by=CAROL, key=ANN.key)
    team.pull(ANN, give("qa-lead", "alice"), by=CAROL, key=ANN.key)
    _, landing = _land_copy(team, given, how)
    _sign(team, landing, decide("qa", by="bob"))
    assert team.slot("qa")[:3] == ("below-level", "claimed", "role-not-held")


def _sign(team: Team, landing: str, edit: Edit) -> None:
    """Bob decides on top of a landing that the team does not know."""
    path = "checklists/shop/v1.yml"
    tree = {path: team.git("show", f"{landing}:{path}") + "\n"}
    edit(tree)
    (team.root / path).write_text(str(tree[path]), encoding="utf-8")
    team.git("-c", f"user.name={BOB.name}", "add", "--all")
    team.git("commit", "--quiet", f"--author={BOB.ident.decode()}", "--message=Sign")


def test_copy_that_lands_later_takes_nothing_away(tmp_path: Path) -> None:
    """Nor does a copy make the decision of Alice invalid."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    _land_copy(team, made[0], "one more header")
    assert team.slot("qa") == valid("alice", level="signed", at=made)


def test_commits_of_one_parent_are_no_copies(tmp_path: Path) -> None:
    """Two branches begin at the same commit, and both are signed by Alice."""
    team = Team(tmp_path, SIGNED, key=ANN.key)
    one, other = team.branch("one"), team.branch("other")
    other.commit(ALICE, decide("qa", by="alice", reason="First"), key=ALICE.key)
    sign = one.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    team.merge_ours(other, by=CAROL)
    made = (sign, team.merge(one, by=ANN))
    assert team.slot("qa") == valid("alice", level="signed", at=made)
