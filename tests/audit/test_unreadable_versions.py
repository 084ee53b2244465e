"""The audit trail of files with unreadable versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit.golden import BOTH, LEFT, MOVABLE, RIGHT, ROOT, V1, V2, describe_events, merge, release
from repository import Entry, Made

if TYPE_CHECKING:
    from pathlib import Path

    from audit.golden import Golden

BROKEN = "x\n"

GOLDEN: Golden = {
    "from the start": (
        (Made("root", {"README": "x"}), Made("broken", {V1: BROKEN}), Made("mended", {V1: release(a="done")})),
        [
            "broken in broken: shop/v1 unreadable: None > the file is not a mapping",
            "mended in mended: shop/v1 readable: the file is not a mapping > None",
            "mended in mended: shop/v1 added: None > Release",
            "mended in mended: shop/v1#s/a state status: None > done",
        ],
    ),
    "at the head": (
        (ROOT, LEFT, Made("broken", {V1: "a: [\n"})),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "broken in broken: shop/v1 unreadable: None > line 2: expected a value",
        ],
    ),
    "twice in a row for two reasons": (
        (
            ROOT,
            Made("broken", {V1: BROKEN}),
            Made("worse", {V1: ""}),
            Made("mended", {V1: release(a="done")}),
        ),
        [
            "broken in broken: shop/v1 unreadable: None > the file is not a mapping",
            "worse in worse: shop/v1 unreadable: the file is not a mapping > the file is empty",
            "mended in mended: shop/v1 readable: the file is empty > None",
            "mended in mended: shop/v1#s/a state status: open > done",
        ],
    ),
    "twice in a row for one reason": (
        (
            ROOT,
            Made("broken", {V1: BROKEN}),
            Made("again", {V1: BROKEN + "# more\n"}),
            Made("mended", {V1: release()}),
        ),
        [
            "broken in broken: shop/v1 unreadable: None > the file is not a mapping",
            "again in again: shop/v1 edited layout: None > None",
            "mended in mended: shop/v1 readable: the file is not a mapping > None",
        ],
    ),
    "deleted while unreadable": (
        (ROOT, Made("broken", {V1: BROKEN}), Made("gone", {V1: None})),
        [
            "broken in broken: shop/v1 unreadable: None > the file is not a mapping",
            "gone in gone: shop/v1 readable: the file is not a mapping > None",
            "gone in gone: shop/v1 removed: Release > None",
        ],
    ),
    "renamed while unreadable": (
        (
            ROOT,
            Made("broken", {V1: BROKEN}),
            Made("rename", {V1: None, V2: BROKEN}),
            Made("mended", {V2: release(a="done")}),
        ),
        [
            "broken in broken: shop/v1 unreadable: None > the file is not a mapping",
            "rename in rename: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "mended in mended: shop/v2 readable: the file is not a mapping > None",
            "mended in mended: shop/v2#s/a state status: open > done",
        ],
    ),
    "not UTF-8": (
        (
            ROOT,
            Made("latin", {V1: Entry(release(a="\xe9").encode("latin-1"))}),
            Made("mended", {V1: release(a="done")}),
        ),
        [
            "latin in latin: shop/v1 unreadable: None > byte 0xe9 is not UTF-8",
            "mended in mended: shop/v1 readable: byte 0xe9 is not UTF-8 > None",
            "mended in mended: shop/v1#s/a state status: open > done",
        ],
    ),
    "an older shape": (
        (
            Made("root", {V1: "title: Release\nitems:\n  - name: a\n    done: yes\n"}),
            Made("new", {V1: MOVABLE}),
        ),
        [
            "new in new: shop/v1 edited release: None > v1",
            "new in new: shop/v1 edited items: [{name: a, done: yes}] > None",
            "new in new: shop/v1#one added: None > One",
            "new in new: shop/v1#two added: None > Two",
            "new in new: shop/v1#s added: None > S",
            "new in new: shop/v1#t added: None > T",
        ],
    ),
    "on the branch, and repaired there": (
        (
            ROOT,
            LEFT,
            Made("broken", {V1: BROKEN}, parents=("root",)),
            Made("right", {V1: release(h="done")}),
            merge(BOTH),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "broken in merge: shop/v1 unreadable: None > the file is not a mapping",
            "right in merge: shop/v1 readable: the file is not a mapping > None",
            "right in merge: shop/v1#s/h state status: open > done",
        ],
    ),
    "on the branch, and the merge keeps main": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: BROKEN}, parents=("root",)),
            merge(None),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1 unreadable: None > the file is not a mapping",
            "merge in merge: shop/v1 readable: the file is not a mapping > None, by the merge",
        ],
    ),
    "on the branch, and in the merge": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: BROKEN}, parents=("root",)),
            merge(BROKEN),
            Made("mended", {V1: release(b="done")}),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1 unreadable: None > the file is not a mapping",
            "mended in mended: shop/v1 readable: the file is not a mapping > None",
            "mended in mended: shop/v1#s/a state status: done > open",
            "mended in mended: shop/v1#s/b state status: open > done",
        ],
    ),
    "on main, and repaired by the merge": (
        (
            ROOT,
            Made("left", {V1: BROKEN}),
            RIGHT,
            merge(release(h="done")),
        ),
        [
            "left in left: shop/v1 unreadable: None > the file is not a mapping",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1 readable: the file is not a mapping > None, by the merge",
        ],
    ),
    "by a merge with unresolved conflicts": (
        (
            ROOT,
            LEFT,
            RIGHT,
            merge("<<<<<<< main\n"),
            Made("mended", {V1: BOTH}),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1 unreadable: None > the file is not a mapping, by the merge",
            "mended in mended: shop/v1 readable: the file is not a mapping > None",
        ],
    ),
    "by a merge with unresolved conflicts, and a part lost": (
        (
            ROOT,
            LEFT,
            RIGHT,
            merge("<<<<<<< main\n"),
            Made("mended", {V1: release(a="done")}),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1 unreadable: None > the file is not a mapping, by the merge",
            "mended in mended: shop/v1 readable: the file is not a mapping > None",
            "mended in mended: shop/v1#s/h state status: done > open",
        ],
    ),
    "on both sides, one of them repaired": (
        (
            ROOT,
            Made("left", {V1: BROKEN}),
            Made("broken", {V1: ""}, parents=("root",)),
            Made("right", {V1: release(h="done")}),
            merge(release(h="done")),
        ),
        [
            "left in left: shop/v1 unreadable: None > the file is not a mapping",
            "broken in merge: shop/v1 unreadable: None > the file is empty",
            "right in merge: shop/v1 readable: the file is empty > None",
            "right in merge: shop/v1#s/h state status: open > done",
        ],
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_unreadable_version_is_an_event(tmp_path: Path, name: str) -> None:
    """An unreadable version is an event; the next version is compared with the last readable version of its line."""
    commits, expected = GOLDEN[name]
    assert describe_events(tmp_path, commits) == expected
