"""A pull request adds a cache file with false signatures and history, in the checkout or in `.git`.

The file is not used: gonogo reads only the cache of the user, which is never inside the project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import run
from edits import POLICY, decide, put_top
from shop import ALICE, ANN, MALLORY
from standings import Slot
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Structure"

PLACES = (".cache/gonogo", ".gonogo", ".git/gonogo", "checklists/.cache")


@pytest.mark.parametrize("place", PLACES)
def test_cache_in_the_checkout_is_not_used(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder in the project is not used, even if an environment variable names it."""
    team = Team(tmp_path / "repo", put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=MALLORY.key)
    team.make()
    folder = team.root / place
    _plant(folder, tmp_path, monkeypatch)
    planted = {file.name: file.read_bytes() for file in folder.iterdir()}
    below = Slot("below-level", "attributed", "unknown-key", "alice", None, "alice", "ann", made)
    for variable, value in (("GONOGO_CACHE", folder), ("GONOGO_CACHE", place), ("XDG_CACHE_HOME", folder.parent)):
        monkeypatch.delenv("GONOGO_CACHE", raising=False)
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        monkeypatch.setenv(variable, str(value))
        assert team.slot("qa") == below
        assert run("log", at=team.root).code == 0
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == planted


def _plant(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fills the folder with the cache of another project, in which the signing key belongs to Alice."""
    twin = Team(tmp_path / "twin", put_top(POLICY, level="signed"), key=ANN.key)
    twin.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    monkeypatch.setenv("GONOGO_CACHE", str(tmp_path / "user"))
    assert twin.slot("qa").state == "valid"
    assert run("log", at=twin.root).code == 0
    folder.mkdir(parents=True)
    for file in (tmp_path / "user").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    assert any(folder.iterdir())
