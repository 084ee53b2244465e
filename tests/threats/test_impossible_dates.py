"""The date of a commit is years off, negative, or not a date.

No command crashes, and the level is the same, because dates prove nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from edits import decide
from shop import ALICE, ANN
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Content"

DATES = {
    "in 1970": "0 +0000",
    "in 2099": "4070908800 +0000",
    "after the year 9999": "300000000000 +0000",
    "before 1970": "-86400 +0000",
    "invalid zone": "1770000000 +9999",
}
NO_DATES = {
    "more than 64 bits": b"99999999999999999999 +0000",
    "a word": b"soon +0000",
    "nothing": b"",
    "a date": b"2026-02-03",
}


@pytest.mark.parametrize("date", DATES)
def test_level_does_not_depend_on_the_date(date: str, tmp_path: Path) -> None:
    """A decision in a pull request is valid with any author date."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), date=DATES[date])
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


@pytest.mark.parametrize("date", DATES)
def test_landing_of_any_date_is_read(date: str, tmp_path: Path) -> None:
    """A commit on main with any date is read; `gonogo check` can report that dates disagree."""
    team = Team(tmp_path)
    sign = team.push(ALICE, decide("qa", by="alice"), date=DATES[date])
    assert team.slot("qa") == valid("alice", merged_by=None, at=(sign, sign))
    assert team.run("check").code in {0, 1}


@pytest.mark.parametrize("date", NO_DATES)
def test_commit_without_a_date_is_read(date: str, tmp_path: Path) -> None:
    """A decision counts even if its commit has no date. Git itself would not write such a commit."""
    team = Team(tmp_path)
    sign = team.push(ALICE, decide("qa", by="alice"))
    content = team.git("cat-file", "commit", team.make()[sign]).encode()
    team.store(sign, re.sub(rb"(?m)(?<=example.com> ).*$", NO_DATES[date], content))
    assert team.slot("qa") == valid("alice", merged_by=None, at=(sign, sign))
