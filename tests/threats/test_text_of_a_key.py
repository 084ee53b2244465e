"""The text of a key contains a second line, options, or `*`, which OpenSSH would read as more than a key.

`gonogo check` refuses it, and its change of the registry has no effect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, POLICY, decide, put, put_top
from shop import ALICE, ANN, MALLORY
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"

KEY = MALLORY.key.public
TEXTS = {
    "two lines": f"|\n          {KEY}\n          alice {KEY}",
    "a line break in quotes": f'"{KEY}\\nalice {KEY}"',
    "a principal": f"alice {KEY}",
    "every principal": f'"* {KEY}"',
    "options": f"cert-authority {KEY}",
    "namespaces": f"namespaces=git {KEY}",
    "a comment": f"{KEY} mallory@desk",
    "no key": '"*"',
}


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_is_more_than_a_key_is_refused(text: str, tmp_path: Path) -> None:
    """`gonogo check` refuses text other than a key, no person gets the key, and the release is NO-GO."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    keys = f"\n      phone:\n        ssh: {TEXTS[text]}"
    team.push(ANN, put("mallory", path=PEOPLE, keys=keys), key=ANN.key)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=MALLORY.key)
    assert ("error", "wrong-value") in team.check()
    status = team.status()
    assert (status.verdict, ("unreadable", "v1") in status.blockers) == ("NO-GO", True)
    assert status.slots["qa"][:3] == ("below-level", "attributed", "unknown-key")
