"""A `.mailmap` maps Mallory's address to Alice.

It is ignored: gonogo uses the addresses in the commits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, write
from shop import ALICE, ANN, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"

MALLORY_IS_ALICE = "Alice Amber <alice@example.com> <mallory@example.com>\n"
ALICE_IS_MALLORY = "Mallory Moss <mallory@example.com> <alice@example.com>\n"


@pytest.mark.parametrize("setting", ["", "mailmap.file", "mailmap.blob"])
def test_mailmap_does_not_change_the_author(setting: str, tmp_path: Path) -> None:
    """Mallory is the author of her decision, even if a mailmap in the repository or the configuration names Alice."""
    team = Team(tmp_path)
    team.push(ANN, write(".mailmap", MALLORY_IS_ALICE))
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    team.make()
    if setting:
        team.git("config", setting, "HEAD:.mailmap" if setting.endswith("blob") else ".mailmap")
    assert team.git("log", "--max-count=1", "--no-merges", "--format=%aN") == "Alice Amber"
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_mailmap_does_not_remove_a_decision(tmp_path: Path) -> None:
    """Alice's decision stays valid, even if a mailmap names Mallory."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, write(".mailmap", ALICE_IS_MALLORY))
    assert team.slot("qa") == valid("alice", at=made)
