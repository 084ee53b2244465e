"""A `.mailmap` says that Mallory is Alice.

It is ignored: addresses are those of the commits themselves.
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
def test_mailmap_makes_nobody_another_person(setting: str, tmp_path: Path) -> None:
    """Neither one in the repository nor one that the clone's configuration names."""
    team = Team(tmp_path)
    team.push(ANN, write(".mailmap", MALLORY_IS_ALICE))
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    team.make()
    if setting:
        team.git("config", setting, "HEAD:.mailmap" if setting.endswith("blob") else ".mailmap")
    assert team.git("log", "--max-count=1", "--no-merges", "--format=%aN") == "Alice Amber"
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_mailmap_takes_nothing_away(tmp_path: Path) -> None:
    """The decision of Alice stays hers."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, write(".mailmap", ALICE_IS_MALLORY))
    assert team.slot("qa") == valid("alice", at=made)
