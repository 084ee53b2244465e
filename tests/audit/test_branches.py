"""The audit trail of branches: starts, updates from main, and merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit.golden import BOTH, LEFT, RIGHT, ROOT, V1, describe_events, merge, release
from repository import Made

if TYPE_CHECKING:
    from pathlib import Path

    from audit.golden import Golden

GOLDEN: Golden = {
    "a branch that reverts itself while main continues": (
        (
            ROOT,
            LEFT,
            Made("there", {V1: release(a="waived")}, parents=("root",)),
            Made("right", {V1: release()}),
            merge(None),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "there in merge: shop/v1#s/a state status: open > waived",
            "right in merge: shop/v1#s/a state status: waived > open",
            "merge in merge: shop/v1#s/a state status: open > done, by the merge",
        ],
    ),
    "a branch updated from main": (
        (
            ROOT,
            LEFT,
            RIGHT,
            merge(BOTH, "", "right", "left", name="in"),
            Made("more", {V1: release(a="done", b="done", h="done")}),
            merge(release(a="done", b="done", h="done"), "", "left", "more"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "more in merge: shop/v1#s/b state status: open > done",
        ],
    ),
    "a branch updated from main with `-s ours`": (
        (
            ROOT,
            LEFT,
            RIGHT,
            merge(None, "", "right", "left", name="in"),
            merge(release(h="done"), "", "left", "in"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "in in merge: shop/v1#s/a state status: done > open, by the merge",
        ],
    ),
    "main continues after a branch was updated from it": (
        (
            ROOT,
            LEFT,
            Made("on", {V1: release(a="waived")}),
            RIGHT,
            merge(BOTH, "", "right", "left", name="in"),
            merge(release(a="waived", h="done"), "", "on", "in"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "on in on: shop/v1#s/a state status: done > waived",
            "right in merge: shop/v1#s/h state status: open > done",
        ],
    ),
    "a branch of a branch": (
        (
            ROOT,
            LEFT,
            RIGHT,
            Made("deep", {V1: release(g="done")}, parents=("root",)),
            merge(release(g="done", h="done"), "", "right", "deep", name="inner"),
            merge(release(a="done", g="done", h="done"), "", "left", "inner"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "deep in merge: shop/v1#s/g state status: open > done",
        ],
    ),
    "a dropped branch that is merged again": (
        (
            ROOT,
            RIGHT,
            merge({V1: release()}, "", "root", "right", name="thrown"),
            merge(release(h="done"), "", "root", "right", name="again"),
            merge(release(h="done"), "", "thrown", "again"),
        ),
        [
            "right in thrown: shop/v1#s/h state status: open > done",
            "thrown in thrown: shop/v1#s/h state status: done > open, by the merge",
            "merge in merge: shop/v1#s/h state status: open > done, by the merge",
        ],
    ),
    "an unnecessary merge": (
        (ROOT, LEFT, merge(None, "", "left", "root")),
        ["left in left: shop/v1#s/a state status: open > done"],
    ),
    "a branch that was fast-forwarded": (
        (ROOT, Made("one", {V1: release(a="done")}), Made("two", {V1: BOTH})),
        ["one in one: shop/v1#s/a state status: open > done", "two in two: shop/v1#s/h state status: open > done"],
    ),
    "a merge of a branch without commits": (
        (
            ROOT,
            LEFT,
            merge(release(a="done"), "Merge pull request #3 from ann/x", "root", "left"),
        ),
        ["left in merge #3: shop/v1#s/a state status: open > done"],
    ),
    "a foxtrot": (
        (
            ROOT,
            LEFT,
            RIGHT,
            merge(BOTH, "Merge branch 'main' of example.com", "right", "left", name="pull"),
        ),
        [
            "right in right: shop/v1#s/h state status: open > done",
            "left in pull: shop/v1#s/a state status: open > done",
        ],
    ),
    "a merge that was reverted, and merged again": (
        (
            ROOT,
            LEFT,
            RIGHT,
            merge(BOTH),
            Made("revert", {V1: release(a="done")}, "Revert it"),
            merge(None, "", "revert", "right", name="again"),
            Made("back", {V1: BOTH}, "Revert the revert"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "revert in revert: shop/v1#s/h state status: done > open",
            "back in back: shop/v1#s/h state status: open > done",
        ],
    ),
    "a squash, and then a merge of the same branch": (
        (
            ROOT,
            RIGHT,
            Made("squash", {V1: release(h="done")}, "Do h (#5)", parents=("root",)),
            merge(None, "Merge pull request #6 from ann/x", "squash", "right"),
        ),
        [
            "squash in squash #5: shop/v1#s/h state status: open > done",
            "right in merge #6: shop/v1#s/h state status: open > done",
        ],
    ),
    "two roots": (
        (
            ROOT,
            LEFT,
            Made("alien", {"checklists/app/v1.yml": release(b="done")}, parents=()),
            merge({"checklists/app/v1.yml": release(b="done")}, "", "left", "alien"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "alien in merge: app/v1 added: None > Release",
            "alien in merge: app/v1#s/b state status: None > done",
        ],
    ),
    "two roots, one of them dropped": (
        (
            ROOT,
            LEFT,
            Made("alien", {"checklists/app/v1.yml": release(b="done")}, parents=()),
            merge(None, "", "left", "alien"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "alien in merge: app/v1 added: None > Release",
            "alien in merge: app/v1#s/b state status: None > done",
            "merge in merge: app/v1 removed: Release > None, by the merge",
        ],
    ),
    "another repository merged into a folder": (
        (
            ROOT,
            LEFT,
            Made("alien", {"v1.yml": release(b="done")}, parents=()),
            merge({"checklists/app/v1.yml": release(b="done")}, "", "left", "alien"),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "merge in merge: app/v1 added: None > Release, by the merge",
            "merge in merge: app/v1#s/b state status: None > done, by the merge",
        ],
    ),
    "a branch from before the file": (
        (
            Made("root", {"README": "x"}),
            Made("left", {V1: release(a="done")}),
            Made("right", {"README": "y"}, parents=("root",)),
            merge({"README": "y"}),
        ),
        ["left in left: shop/v1 added: None > Release", "left in left: shop/v1#s/a state status: None > done"],
    ),
    "a branch from before the file, merged without the file": (
        (
            Made("root", {"README": "x"}),
            Made("left", {V1: release(a="done")}),
            Made("right", {"README": "y"}, parents=("root",)),
            merge({"README": "y", V1: None}),
        ),
        [
            "left in left: shop/v1 added: None > Release",
            "left in left: shop/v1#s/a state status: None > done",
            "merge in merge: shop/v1 removed: Release > None, by the merge",
        ],
    ),
    "two branches that each add the file": (
        (
            Made("root", {"README": "x"}),
            Made("left", {V1: release(a="done")}),
            Made("right", {V1: release(h="done")}, parents=("root",)),
            merge(BOTH),
        ),
        [
            "left in left: shop/v1 added: None > Release",
            "left in left: shop/v1#s/a state status: None > done",
            "right in merge: shop/v1 added: None > Release",
            "right in merge: shop/v1#s/h state status: None > done",
            "merge in merge: shop/v1#s/a state status: open > done, by the merge",
            "merge in merge: shop/v1#s/h state status: open > done, by the merge",
        ],
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_branch_has_the_expected_events(tmp_path: Path, name: str) -> None:
    """Each event of a branch is in the trail once, with the landing that merged it."""
    commits, expected = GOLDEN[name]
    assert describe_events(tmp_path, commits) == expected
