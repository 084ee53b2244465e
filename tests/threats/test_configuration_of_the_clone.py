"""The configuration of a clone names programs: file system monitor, text converters, hooks, `gpg.ssh.program`.

None of them runs while gonogo reads history and verifies signatures, and the decisions are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from shop import ALICE, ANN, MALLORY
from standings import Slot, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"

PROGRAMS = (
    "core.fsmonitor",
    "core.hooksPath",
    "core.pager",
    "core.sshCommand",
    "core.alternateRefsCommand",
    "diff.external",
    "diff.evil.textconv",
    "filter.evil.clean",
    "filter.evil.smudge",
    "gpg.program",
    "gpg.ssh.program",
    "gpg.ssh.defaultKeyCommand",
    "credential.helper",
    "uploadpack.packObjectsHook",
)


def _configure(team: Team, folder: Path) -> Path:
    """Configures a script wherever git can run a program, and returns the file that the script creates."""
    canary, script = folder / "canary", folder / "evil"
    script.write_text(f"#!/bin/sh\ntouch {canary}\nexit 0\n")
    script.chmod(0o755)
    team.make()
    for setting in PROGRAMS:
        team.git("config", setting, str(folder if setting.endswith("Path") else script))
    for setting, value in (("gpg.format", "ssh"), ("log.showSignature", "true"), ("diff.renames", "copies")):
        team.git("config", setting, value)
    (team.root / ".git" / "info" / "attributes").write_text("* diff=evil filter=evil\n")
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        (folder / hook).write_bytes(script.read_bytes())
        (folder / hook).chmod(0o755)
    return canary


def test_configured_programs_do_not_run(tmp_path: Path) -> None:
    """`status`, `check` and `log` run no configured program, and a signed decision is valid."""
    team = Team(tmp_path / "repo", put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key)
    canary = _configure(team, tmp_path)
    assert team.slot("qa") == valid("alice", level="signed", at=made)
    team.run("check")
    team.run("log")
    assert not canary.exists()


def test_allowed_signers_of_the_clone_are_ignored(tmp_path: Path) -> None:
    """Mallory's key is unknown, although the allowed signers file of the clone assigns it to Alice."""
    team = Team(tmp_path / "repo", put_top(POLICY, level="signed"), key=ANN.key)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=MALLORY.key)
    team.make()
    (tmp_path / "allowed").write_text(f"alice@example.com {MALLORY.key.public}\n")
    team.git("config", "gpg.ssh.allowedSignersFile", str(tmp_path / "allowed"))
    assert team.git("log", "--no-walk", "--format=%G?", team.make()[made[0]]) == "G"
    below = Slot("below-level", "attributed", "unknown-key", "alice", None, "alice", "ann", made)
    assert team.slot("qa") == below


@pytest.mark.parametrize(
    "setting", ["core.commitGraph=true", "core.useReplaceRefs=true", "i18n.logOutputEncoding=latin1"]
)
def test_settings_that_change_the_output_of_git_have_no_effect(setting: str, tmp_path: Path) -> None:
    """A decision is valid, although settings of the clone change the output of git."""
    team = Team(tmp_path)
    made = team.pull(ALICE._replace(name="Al\u00efce"), decide("qa", by="alice"), by=ANN)
    team.make()
    team.git("config", *setting.split("="))
    assert team.slot("qa") == valid("alice", at=made)
