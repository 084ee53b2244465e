"""Git merges two correct branches into an incorrect result: a duplicate key or id, an answer to another title.

`gonogo diff` judges the merged result before the merge, and reports the problem; for an unreadable file, its exit code
is 1.
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
    """The exit code and the statements of `gonogo diff` for an edit on a branch and an edit on main.

    Each statement is its topic and the last name of its reference.
    """
    branch = team.branch()
    branch.commit(ALICE, here)
    team.push(BOB, there)
    ran = team.run("diff", "main", branch.name, "--format", "json")
    return ran.code, [(statement["topic"], short(statement["ref"])) for statement in ran.document["statements"]]


def test_duplicate_key_after_a_merge_is_an_error(tmp_path: Path) -> None:
    """`gonogo diff` reports an error if branch and main add the same key to an entry."""
    code, statements = diff(Team(tmp_path), put("tests", about="This"), replace(OWNER, f"{OWNER}        about: That\n"))
    assert (code, statements[0]) == (1, ("error", "v1.yml"))


def test_duplicate_id_after_a_merge_is_an_error(tmp_path: Path) -> None:
    """`gonogo diff` reports an error if branch and main add the same entry to different sections."""
    code, statements = diff(Team(tmp_path), insert("tests", ITEM), insert("backup", ITEM))
    assert (code, statements[0]) == (1, ("error", "v1.yml"))


def test_decision_over_a_changed_title_has_to_be_signed_again(tmp_path: Path) -> None:
    """`gonogo diff` asks to sign again if main changes a covered title."""
    code, statements = diff(Team(tmp_path), decide("qa", "alice"), put("tests", title="Most tests pass"))
    assert (code, statements[0]) == (0, ("sign-again", "qa"))


def test_answer_to_a_changed_title_is_listed(tmp_path: Path) -> None:
    """`gonogo diff` lists an item that the branch settles and whose title main changes."""
    team = Team(tmp_path)
    team.push(CAROL, put("tests", status="open", evidence="https://ci.example.com/1", note="Run 1", declared="ready"))
    code, statements = diff(team, put("tests", status="done"), put("tests", title="Most tests pass"))
    assert (code, statements) == (0, [("other-wording", "tests"), ("settled", "tests")])
