"""Two branches are right, and git merges them into what is wrong: a key or an id twice, a tick under another title.

`gonogo diff` judges the merged result before anybody merges it, and names what is wrong; a file that cannot be read
makes its exit code 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, insert, put, replace
from shop import ALICE, BOB, CAROL
from standings import short
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit

GROUP = "Content"
OWNER = "        owner: qa-lead\n"
ITEM = "      docs:\n        status: open\n        title: Docs"


def diff(team: Team, here: Edit, there: Edit) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and topic and last name of each statement, where a branch and main have an edit each."""
    branch = team.branch()
    branch.commit(ALICE, here)
    team.push(BOB, there)
    ran = team.run("diff", "main", branch.name, "--format", "json")
    return ran.code, [(said["topic"], short(said["ref"])) for said in ran.document["statements"]]


def test_key_that_is_there_twice_is_an_error(tmp_path: Path) -> None:
    """Each side adds the key to the same entry, in another line."""
    code, said = diff(Team(tmp_path), put("tests", about="This"), replace(OWNER, f"{OWNER}        about: That\n"))
    assert (code, said[0]) == (1, ("error", "v1.yml"))


def test_id_that_is_there_twice_is_an_error(tmp_path: Path) -> None:
    """Each side adds the entry to another section."""
    code, said = diff(Team(tmp_path), insert("tests", ITEM), insert("backup", ITEM))
    assert (code, said[0]) == (1, ("error", "v1.yml"))


def test_decision_over_a_title_that_main_changes_is_stale(tmp_path: Path) -> None:
    """The signer has not seen the new title."""
    code, said = diff(Team(tmp_path), decide("qa", "alice"), put("tests", title="Most tests pass"))
    assert (code, said[0]) == (0, ("sign-again", "qa"))


def test_tick_under_a_title_that_main_changes_is_named(tmp_path: Path) -> None:
    """Whoever ticks it off has answered another question."""
    team = Team(tmp_path)
    team.push(CAROL, put("tests", status="open", evidence="https://ci.example.com/1", note="Run 1", declared="ready"))
    code, said = diff(team, put("tests", status="done"), put("tests", title="Most tests pass"))
    assert (code, said) == (0, [("other-wording", "tests"), ("settled", "tests")])
