"""Evidence is `javascript:…`, a path out of the repository, or a path that git does not have in this form.

`gonogo check` refuses it (`wrong-value`), and the release cannot be read: NO-GO.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, put
from shop import ALICE, ANN, MALLORY
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Structure"

LINKS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "../../etc/passwd",
    "docs/../../x",
    "/etc/passwd",
    "file:///etc/passwd",
    "//example.org/x",
    "C:/x",
    "docs//tests.txt",
    "docs/tests.txt/",
    "docs/",
)


@pytest.mark.parametrize("link", LINKS)
def test_evidence_with_a_wrong_link_is_refused(link: str, tmp_path: Path) -> None:
    """A release is unreadable and NO-GO if the evidence of an item is a refused link, even after all sign-offs."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, put("tests", evidence=f'"{link}"'))
    assert ("error", "wrong-value") in team.check()
    status = team.status()
    assert (status.verdict, status.blockers) == ("NO-GO", [("unreadable", "v1")])


def test_decision_is_valid_after_the_wrong_link_is_removed(tmp_path: Path) -> None:
    """A decision from before the refused link is valid after the link is removed."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(MALLORY, put("tests", evidence='"javascript:alert(1)"'))
    team.push(ANN, put("tests", evidence=None))
    assert team.slot("qa") == valid("alice", at=made)


def test_evidence_of_a_decision_with_a_wrong_link_is_refused(tmp_path: Path) -> None:
    """`gonogo check` also refuses a wrong link in the evidence of a decision."""
    team = Team(tmp_path)
    team.push(ANN, decide("cto", by="bob", evidence='"javascript:alert(1)"'))
    assert ("error", "wrong-value") in team.check()
