"""A commit message names a person in `Reviewed-by:`, `Approved-by:` or `Co-authored-by:`.

The line is a claim that any person can write: it raises no level and is no second person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from shop import ALICE, MALLORY
from standings import Slot, claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"

TRAILERS = ("Reviewed-by", "Approved-by", "Acked-by", "Signed-off-by", "Merged-by", "Co-authored-by")


@pytest.mark.parametrize("trailer", TRAILERS)
def test_trailer_is_no_second_person(trailer: str, tmp_path: Path) -> None:
    """A trailer that names Bob is no second person for Alice's decision."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    sign = team.main.commit(ALICE, decide("qa", by="alice"), message=f"Go\n\n{trailer}: Bob Baker <bob@example.com>")
    alone = Slot("no-second-person", "attributed", "no-second-person", "alice", None, "alice", None, (sign, sign))
    assert team.slot("qa") == alone


@pytest.mark.parametrize("trailer", TRAILERS)
def test_trailer_does_not_decide(trailer: str, tmp_path: Path) -> None:
    """A trailer that names Alice does not make Mallory's commit her decision."""
    team = Team(tmp_path)
    message = f"Go\n\n{trailer}: Alice Amber <alice@example.com>"
    sign = team.main.commit(MALLORY, decide("qa", by="alice"), message=message)
    assert team.slot("qa") == claimed(
        "author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(sign, sign)
    )


def test_trailer_raises_no_level(tmp_path: Path) -> None:
    """A `Reviewed-by` trailer does not change the level of a decision."""
    team = Team(tmp_path)
    message = "Go\n\nReviewed-by: Bob Baker <bob@example.com>"
    sign = team.main.commit(ALICE, decide("qa", by="alice"), message=message)
    assert team.slot("qa") == valid("alice", merged_by=None, at=(sign, sign))
