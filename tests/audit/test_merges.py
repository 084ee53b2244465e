"""The audit trail of merges: the changes that each form of merge makes, keeps or drops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit.golden import BARE, BOTH, LEFT, MOVABLE, MOVED, RIGHT, ROOT, V1, V2, describe_events, merge, release
from repository import PROGRAM, Entry, Made

if TYPE_CHECKING:
    from pathlib import Path

    from audit.golden import Golden

GOLDEN: Golden = {
    "an octopus": (
        (
            ROOT,
            LEFT,
            RIGHT,
            Made("third", {V1: release(d="done")}, parents=("root",)),
            merge(release(a="done", d="done", h="done"), "", "left", "right", "third"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "third in merge: shop/v1#s/d state status: open > done",
        ],
    ),
    "an octopus that drops the last of three": (
        (
            ROOT,
            LEFT,
            RIGHT,
            Made("third", {V1: release(d="done")}, parents=("root",)),
            merge(BOTH, "", "left", "right", "third"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "third in merge: shop/v1#s/d state status: open > done",
            "merge in merge: shop/v1#s/d state status: done > open, by the merge",
        ],
    ),
    "a criss-cross": (
        (
            ROOT,
            LEFT,
            RIGHT,
            merge(BOTH, name="x"),
            merge(BOTH, "", "right", "left", name="y"),
            merge(None, "", "x", "y"),
        ),
        ["left in left: shop/v1#s/a state status: open > done", "right in x: shop/v1#s/h state status: open > done"],
    ),
    "a criss-cross, resolved for each side in turn": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: release(a="waived")}, parents=("root",)),
            merge(None, name="x"),
            merge(None, "", "right", "left", name="y"),
            merge(None, "", "x", "y"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in x: shop/v1#s/a state status: open > waived",
            "x in x: shop/v1#s/a state status: waived > done, by the merge",
            "y in merge: shop/v1#s/a state status: done > waived, by the merge",
            "merge in merge: shop/v1#s/a state status: waived > done, by the merge",
        ],
    ),
    "a conflict resolved for the main line": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: release(a="waived", h="done")}, parents=("root",)),
            merge(BOTH),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/a state status: open > waived",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1#s/a state status: waived > done, by the merge",
        ],
    ),
    "a conflict resolved for the branch": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: release(a="waived")}, parents=("root",)),
            merge(release(a="waived")),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/a state status: open > waived",
            "merge in merge: shop/v1#s/a state status: done > waived, by the merge",
        ],
    ),
    "a conflict resolved for neither": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: release(a="waived")}, parents=("root",)),
            merge(release(a="na")),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/a state status: open > waived",
            "merge in merge: shop/v1#s/a state status: waived > na, by the merge",
        ],
    ),
    "a merge that keeps one of two changes of a file": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: release(g="done", h="done")}, parents=("root",)),
            merge(BOTH),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/g state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1#s/g state status: done > open, by the merge",
        ],
    ),
    "a merge with a file of its own": (
        (ROOT, LEFT, RIGHT, merge({V1: BOTH, V2: release(a="done")})),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v2 added: None > Release, by the merge",
            "merge in merge: shop/v2#s/a state status: None > done, by the merge",
        ],
    ),
    "a merge that deletes a file": (
        (ROOT, LEFT, RIGHT, merge({V1: None})),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1 removed: Release > None, by the merge",
        ],
    ),
    "a file deleted on the branch and edited on main": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: None}, parents=("root",)),
            merge({V1: None}),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1 removed: Release > None",
            "merge in merge: shop/v1#s/a removed: a > None, by the merge",
        ],
    ),
    "a file deleted on the branch, and kept as edited on main": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: None}, parents=("root",)),
            merge(None),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1 removed: Release > None",
            "merge in merge: shop/v1 added: None > Release, by the merge",
            "merge in merge: shop/v1#s/a state status: None > done, by the merge",
        ],
    ),
    "a file deleted on main and edited on the branch": (
        (
            ROOT,
            Made("left", {V1: None}),
            RIGHT,
            merge(None),
        ),
        [
            "left in left: shop/v1 removed: Release > None",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1#s/h removed: h > None, by the merge",
        ],
    ),
    "a file deleted on main, and kept as edited on the branch": (
        (
            ROOT,
            Made("left", {V1: None}),
            RIGHT,
            merge(release(h="done")),
        ),
        [
            "left in left: shop/v1 removed: Release > None",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v1 added: None > Release, by the merge",
            "merge in merge: shop/v1#s/h state status: None > done, by the merge",
        ],
    ),
    "an item moved on main and answered on the branch": (
        (
            Made("root", {V1: MOVABLE}),
            Made("left", {V1: MOVED}),
            Made("right", {V1: MOVABLE.replace("open", "done")}, parents=("root",)),
            merge(MOVED.replace("open", "done")),
        ),
        ["left in left: shop/v1#t/a moved section: s > t", "right in merge: shop/v1#s/a state status: open > done"],
    ),
    "an item moved by a branch, and not by the merge": (
        (
            Made("root", {V1: MOVABLE}),
            Made("left", {V2: release()}),
            Made("right", {V1: MOVED}, parents=("root",)),
            merge(None),
        ),
        [
            "left in left: shop/v2 added: None > Release",
            "right in merge: shop/v1#t/a moved section: s > t",
            "merge in merge: shop/v1#s/a moved section: t > s, by the merge",
        ],
    ),
    "an item removed on main and answered on the branch": (
        (
            Made("root", {V1: MOVABLE}),
            Made("left", {V1: BARE}),
            Made("right", {V1: MOVABLE.replace("open", "done")}, parents=("root",)),
            merge(None),
        ),
        [
            "left in left: shop/v1#s/a removed: a > None",
            "right in merge: shop/v1#s/a state status: open > done",
            "merge in merge: shop/v1#s/a removed: a > None, by the merge",
        ],
    ),
    "a mode that a merge drops": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: Entry(release().encode(), PROGRAM)}, parents=("root",)),
            merge(None),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1 edited mode: 100644 > 100755",
            "merge in merge: shop/v1 edited mode: 100755 > 100644, by the merge",
        ],
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_merge_has_the_expected_events(tmp_path: Path, name: str) -> None:
    """A merge has events only for its own changes and for the changes that it drops."""
    commits, expected = GOLDEN[name]
    assert describe_events(tmp_path, commits) == expected
