"""The path of the clone contains a line end, a quote or a byte that is not text.

The history of exactly this clone is read, or the command refuses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from shop import ALICE, ANN
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Structure"

NAMES = (
    "new\nline",
    'quote"s',
    "back\\slash",
    "a b",
    "\u00e9t\u00e9",
    "#hash",
    "-dash",
    "tab\there",
    "end\n",
    "\udcff",
)


@pytest.mark.parametrize("name", NAMES)
def test_clone_at_any_path_is_read(name: str, tmp_path: Path) -> None:
    """A signed decision is valid in a clone whose path has unusual characters."""
    team = Team(tmp_path / name, put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    assert team.slot("qa") == valid("alice", level="signed", at=made)
