"""A clone has replace refs or grafts, or an altered object.

They have no effect, or `gonogo status` refuses the clone and names the object; it never shows another history.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from edits import decide
from shop import ANN, MALLORY
from standings import claimed
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GROUP = "Git"


def _replace_commit(team: Team, sign: str) -> None:
    """Adds a replace ref, so that git shows Alice as the author of Mallory's commit."""
    content = team.git("cat-file", "commit", team.make()[sign])
    forged = content.replace("Mallory Moss <mallory@example.com>", "Alice Amber <alice@example.com>")
    oid = team.git("hash-object", "-t", "commit", "-w", "--stdin", given=forged.encode())
    team.git("replace", team.make()[sign], oid)
    assert team.git("log", "--no-walk", "--format=%an", team.make()[sign]) == "Alice Amber"


def _replace_registry(team: Team, sign: str) -> None:
    """Adds a replace ref, so that git shows Mallory's address as one of Alice's addresses."""
    del sign
    people = team.git("cat-file", "blob", "HEAD:checklists/people.yml")
    forged = people.replace("alice@example.com", "alice@example.com, mallory@example.com")
    team.git("replace", "HEAD:checklists/people.yml", team.git("hash-object", "-w", "--stdin", given=forged.encode()))
    assert "mallory@example.com]" in team.git("cat-file", "blob", "HEAD:checklists/people.yml")


def _graft(team: Team, sign: str) -> None:
    """Adds a graft, so that git shows the merge without its second parent."""
    del sign
    head, first = team.git("rev-parse", "HEAD", "HEAD^1").split()
    (team.root / ".git" / "info" / "grafts").write_text(f"{head} {first}\n")
    assert len(team.git("-c", "advice.graftFileDeprecated=false", "log", "-1", "--format=%P").split()) == 1


ATTACKS = (_replace_commit, _replace_registry, _graft)


@pytest.mark.parametrize("attack", ATTACKS)
def test_forged_history_has_no_effect(attack: Callable[[Team, str], None], tmp_path: Path) -> None:
    """Mallory's decision is attributed to Mallory, even if a replace ref or graft changes the output of git."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    team.make()
    attack(team, made[0])
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_altered_object_has_no_effect(tmp_path: Path) -> None:
    """A loose object whose content does not match its id is refused by name, or gonogo reads the intact pack."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    sign = team.make()[made[0]]
    _forge_object(team, sign)
    ran = team.run("status", "--format", "json")
    if ran.code == 2:
        assert sign in ran.err
    else:
        assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_altered_object_without_an_intact_copy_is_refused(tmp_path: Path) -> None:
    """`gonogo status` exits with 2 and names the object if there is no intact copy."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    sign = team.make()[made[0]]
    _unpack(team)
    _forge_object(team, sign)
    ran = team.run("status", "--exit-code")
    assert ran.code == 2
    assert sign in ran.err


def _unpack(team: Team) -> None:
    """Replaces the packs with loose objects."""
    folder = team.root / ".git" / "objects" / "pack"
    packs = [(pack, pack.read_bytes()) for pack in folder.glob("*.pack")]
    for file in folder.iterdir():
        file.unlink()
    for _, content in packs:
        team.git("unpack-objects", "-q", given=content)


def _forge_object(team: Team, oid: str) -> None:
    """Stores an altered commit under the original id; the altered commit names Alice as the author."""
    content = team.git("cat-file", "commit", oid)
    forged = content.replace("Mallory Moss <mallory@example.com>", "Alice Amber <alice@example.com>").encode()
    place = team.root / ".git" / "objects" / oid[:2] / oid[2:]
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_bytes(zlib.compress(b"commit %d\0%s" % (len(forged), forged)))
