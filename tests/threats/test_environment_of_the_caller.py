"""The environment of the caller has GIT_OBJECT_DIRECTORY, GIT_TRACE, GIT_CONFIG_COUNT or similar variables.

They have no effect: gonogo runs git with a separate environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.running import run
from edits import POLICY, decide, put_top
from shop import ALICE, ANN, MALLORY
from standings import read_status, valid
from team import BEFORE, Team

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

GROUP = "Structure"


def test_environment_has_no_effect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git variables in the environment do not change the decision or its signature, and git writes no trace."""
    other = Team(tmp_path / "other")
    other.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    other.make()
    team = Team(tmp_path / "repo", put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    team.make()
    expected = valid("alice", level="signed", at=made)
    names = {oid: name for name, oid in team.make().items()}
    canary, folder = tmp_path / "canary", tmp_path / "other" / ".git"
    for name, value in {
        "GIT_DIR": folder,
        "GIT_WORK_TREE": other.root,
        "GIT_COMMON_DIR": folder,
        "GIT_INDEX_FILE": folder / "index",
        "GIT_OBJECT_DIRECTORY": folder / "objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": folder / "objects",
        "GIT_TRACE": canary,
        "GIT_TRACE2_EVENT": canary,
        "GIT_CONFIG_COUNT": 1,
        "GIT_CONFIG_KEY_0": "gpg.ssh.program",
        "GIT_CONFIG_VALUE_0": f"touch {canary};",
        "GIT_NAMESPACE": "other",
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_AUTHOR_EMAIL": "mallory@example.com",
        "SSH_ASKPASS": f"touch {canary};",
        "LC_ALL": "xx_XX",
    }.items():
        monkeypatch.setenv(name, str(value))
    [release] = run("status", "shop/v1", "--as-of", BEFORE, "--format", "json", at=team.root).document["releases"]
    assert read_status({"releases": [release]}, names).slots["qa"] == expected
    assert not canary.exists()
