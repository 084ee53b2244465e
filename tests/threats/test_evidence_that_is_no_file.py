"""Evidence is a folder, a symbolic link or a path that git does not store, so that no hash of it is covered.

Its content can change, as with a link to the web. If a file appears at that path, or disappears, the sign-off is stale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import delete, put, write
from repository import Entry
from shop import CAROL, MALLORY
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit

GROUP = "Content"

FILE, LINK = write("docs/tests.txt", "one"), write("docs/tests.txt", Entry(b"other.txt", "120000"))
TURNS: dict[str, tuple[tuple[Edit, ...], tuple[Edit, ...]]] = {
    "a file that changes": ((FILE,), (write("docs/tests.txt", "two"),)),
    "a file that is removed": ((FILE,), (delete("docs/tests.txt"),)),
    "a file that becomes a link": ((FILE,), (LINK,)),
    "a file that becomes a folder": ((FILE,), (delete("docs/tests.txt"), write("docs/tests.txt/x", "one"))),
    "a link that becomes a file": ((LINK,), (FILE,)),
    "a missing path that becomes a file": ((), (FILE,)),
    "a file with another Unicode form of its name": (
        (write("docs/te\u0301sts.txt", "one"), write("docs/tests.txt", "one")),
        (delete("docs/tests.txt"),),
    ),
}


@pytest.mark.parametrize("turn", TURNS)
def test_changed_evidence_path_makes_the_signoff_stale(turn: str, tmp_path: Path) -> None:
    """A sign-off is stale after the content or the type of an evidence path changes: file, link, folder or missing."""
    before, after = TURNS[turn]
    team = Team(tmp_path)
    team.push(CAROL, put("tests", evidence="docs/tests.txt"), *before)
    team.sign_all()
    assert team.status().verdict == "GO"
    team.push(MALLORY, *after)
    status = team.status()
    assert status.verdict == "NO-GO"
    assert status.slots["qa"].stale_by == ("tests",)


@pytest.mark.parametrize("path", ["docs", "docs/link.txt", "docs/nothing.txt"])
def test_evidence_without_a_hash_is_a_finding(path: str, tmp_path: Path) -> None:
    """`gonogo check` reports evidence at a path whose content git does not hash."""
    team = Team(tmp_path)
    link, other = write("docs/link.txt", Entry(b"other.txt", "120000")), write("docs/other.txt", "one")
    team.push(CAROL, put("tests", evidence=path), link, other)
    assert team.check() == [("error", "evidence-not-found")]
