"""A checklist is a symbolic link or a submodule, or its name differs from that of another file only in case.

`gonogo check` refuses it, and never reads the target of a link, in the working tree or in history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, ROLES, V1, decide, put, text_of, write
from repository import LINK, SUBMODULE, Entry
from shop import ALICE, ANN, BOB, MALLORY
from standings import claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"


@pytest.mark.parametrize("path", [V1, PEOPLE, ROLES])
def test_link_in_place_of_a_file_is_refused(path: str, tmp_path: Path) -> None:
    """A checklist file that is a symbolic link is refused, even if the link leads to the same content."""
    team = Team(tmp_path)
    team.sign_all()
    whole = team.trees[team.main.head][path]
    target = Entry(b"/".join([b".."] * path.count("/")) + b"/elsewhere.yml", LINK)
    team.push(MALLORY, write("elsewhere.yml", whole), write(path, target))
    assert any(severity == "error" for severity, _ in team.check())
    ran = team.run("status", "--format", "json")
    assert '"GO"' not in ran.out


def test_link_in_history_does_not_change_the_registry(tmp_path: Path) -> None:
    """The registry does not change in a merge in which people.yml is a symbolic link."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][PEOPLE]
    elsewhere = text_of(team.trees[team.main.head], PEOPLE).replace("alice@example.com", "mallory@example.com")
    team.push(ANN, write("elsewhere.yml", elsewhere), write(PEOPLE, Entry(b"../elsewhere.yml", LINK)))
    made = team.pull(MALLORY._replace(email="mallory@example.com"), decide("qa", by="alice"), by=BOB)
    team.push(ANN, write(PEOPLE, whole))
    slot = team.slot("qa")
    assert slot == claimed("author-mismatch", by="alice", written_by="mallory", merged_by="bob", at=made)


def test_submodule_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A release that is a submodule is not GO."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, write(V1, Entry(40 * b"a", SUBMODULE)))
    ran = team.run("status", "--at", "HEAD", "--format", "json")
    assert '"GO"' not in ran.out


def test_file_that_replaces_a_link_arrives_filled(tmp_path: Path) -> None:
    """A decision is claimed if its file replaces a symbolic link."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    whole = team.trees[team.main.head][V1]
    team.push(MALLORY, write(V1, Entry(b"../../README.md", LINK)))
    back = team.push(ALICE, write(V1, whole))
    expected = claimed("arrived-filled", by="alice", written_by="alice", merged_by=None, at=(back, back))
    assert team.slot("qa") == expected


@pytest.mark.parametrize("twin", ["checklists/Shop/v1.yml", "checklists/shop/V1.yml", "checklists/shop/ROLES.yml"])
def test_twin_of_a_checklist_is_refused(twin: str, tmp_path: Path) -> None:
    """`gonogo check` refuses a file whose name differs from a checklist's name only in case."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, write(twin, team.trees[team.main.head][V1]))
    assert any(severity == "error" for severity, _ in team.check())


def test_evidence_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link in evidence is not followed: git stores the link itself."""
    team = Team(tmp_path)
    team.push(
        ANN, write("docs/report.txt", Entry(b"../../../etc/hostname", LINK)), put("tests", evidence="docs/report.txt")
    )
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa").at == made
