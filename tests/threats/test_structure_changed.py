"""A gate, a phase, a section kind, a slot, its coverage, the note of an `na` or an observed value changes.

The sign-offs that cover it are stale, or the release is blocked, and the place is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import put, remove
from shop import ANN, BOB, CAROL, MALLORY
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit
    from shop import Person

GROUP = "Structure"

TO_CRITERIA = (put("data", kind="criteria"), put("backup", status="met"), put("export", status="met"))
CHANGES: dict[str, tuple[str, tuple[Edit, ...]]] = {
    "gate changed to none": ("before", (put("before", gate="none"),)),
    "gate changed to close": ("before", (put("before", gate="close"),)),
    "section moved to a phase without a gate": ("data", (put("data", phase="fallback"),)),
    "kind changed": ("data", TO_CRITERIA),
    "slot deleted": ("qa", (remove("qa"),)),
    "CTO slot deleted": ("cto", (remove("cto"),)),
    "coverage narrowed": ("cto", (put("cto", covers="[code]"),)),
    "note of an na rewritten": ("export", (put("export", note="Never mind"),)),
    "observed value changed": ("latency", (put("latency", observed="10 ms"),)),
    "target changed": ("latency", (put("latency", target="< 900 ms"),)),
    "item removed": ("backup", (remove("backup"),)),
    "section removed": ("data", (remove("data"),)),
    "trigger made a rollback trigger": ("stops", (put("stops", decides="rollback"),)),
    "trigger removed": ("stops", (remove("stops"),)),
    "criterion no longer derived": ("staffed", (put("staffed", status=None, when="[code]"),)),
}


@pytest.mark.parametrize("author", [MALLORY, CAROL])
@pytest.mark.parametrize("change", CHANGES)
def test_structure_is_covered(change: str, author: Person, tmp_path: Path) -> None:
    """A change of the structure makes a GO release NO-GO, and the place of the change is named."""
    team = Team(tmp_path)
    team.pull(ANN, put("export", status="na", note="Nothing to export"), by=BOB)
    team.sign_all()
    assert team.status().verdict == "GO"
    name, edits = CHANGES[change]
    team.push(author, *edits)
    status = team.status()
    assert status.verdict == "NO-GO"
    named = {one for slot in status.slots.values() for one in slot.stale_by} | {one for _, one in status.blockers}
    assert name in named or any(name in message for message in status.messages)
