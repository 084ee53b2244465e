"""The changes of a file across several versions, some of which are unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.model.event import EventKind
from support.chain import detect_chain
from support.plain import parse_plain

if TYPE_CHECKING:
    from gonogo.model.event import Change

PATH = "checklists/shop/v1.yml"
OPEN = b"sections:\n  code:\n    items:\n      lint:\n        status: open\n"
DONE = OPEN.replace(b"open", b"done")
BROKEN = b"a: b: c\n"
ANCHOR = b"a: &b c\n"
SHORT = {EventKind.UNREADABLE: "unreadable", EventKind.READABLE: "readable"}

CHAINS: dict[str, tuple[list[bytes | None], list[list[str]]]] = {
    "no-changes": ([OPEN, OPEN], [["added 3"], []]),
    "unreadable-version-between-readable-versions": ([OPEN, BROKEN, OPEN], [["added 3"], ["unreadable"], ["readable"]]),
    "done-while-unreadable": (
        [OPEN, BROKEN, ANCHOR, ANCHOR, DONE],
        [["added 3"], ["unreadable"], ["unreadable"], [], ["readable", "state done"]],
    ),
    "removed-while-unreadable": ([OPEN, BROKEN, None], [["added 3"], ["unreadable"], ["readable", "removed 3"]]),
    "unreadable-from-the-start": ([BROKEN, OPEN], [["unreadable"], ["readable", "added 3"]]),
    "never-readable": ([BROKEN, None], [["unreadable"], ["readable"]]),
    "removed-and-added-again": (
        [DONE, None, DONE],
        [["added 3", "state done"], ["removed 3"], ["added 3", "state done"]],
    ),
    "removed-broken-and-added": (
        [OPEN, None, BROKEN, OPEN],
        [["added 3"], ["removed 3"], ["unreadable"], ["readable", "added 3"]],
    ),
}


@pytest.mark.parametrize(("versions", "expected"), CHAINS.values(), ids=CHAINS)
def test_chain_continues_after_unreadable_versions(versions: list[bytes | None], expected: list[list[str]]) -> None:
    """A readable version is compared with the last readable version, so that no change is lost."""
    chain = detect_chain(PATH, [None if data is None else parse_plain(data) for data in versions])
    assert [shorten(changes) for changes in chain] == expected


def shorten(changes: tuple[Change, ...]) -> list[str]:
    """The changes in a word or two each, with the number of added and removed subjects."""
    counted = {kind: sum(change.kind is kind for change in changes) for kind in (EventKind.ADDED, EventKind.REMOVED)}
    words = [SHORT[change.kind] for change in changes if change.kind in SHORT]
    words += [f"{kind.value} {count}" for kind, count in counted.items() if count]
    return words + [f"state {change.after}" for change in changes if change.kind is EventKind.STATE]
