"""The audit trail of files that are renamed, moved or replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit.golden import BOTH, LEFT, MOVABLE, MOVED, RIGHT, ROOT, V1, V2, V3, describe_events, merge, release
from repository import LINK, SUBMODULE, Entry, Made

if TYPE_CHECKING:
    from pathlib import Path

    from audit.golden import Golden

PEOPLE = "people:\n  ann:\n    name: Ann\n    emails: [ann@example.com]\n"

GOLDEN: Golden = {
    "a rename with an edit": (
        (ROOT, Made("rename", {V1: None, V2: release(a="done")})),
        [
            "rename in rename: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "rename in rename: shop/v2#s/a state status: open > done",
        ],
    ),
    "a rename to another system": (
        (ROOT, Made("rename", {V1: None, "checklists/app/v1.yml": release()})),
        ["rename in rename: app/v1 moved path: checklists/shop/v1.yml > checklists/app/v1.yml"],
    ),
    "a rename and its reverse": (
        (
            ROOT,
            Made("there", {V1: None, V2: release()}),
            Made("back", {V2: None, V1: release(a="done")}),
        ),
        [
            "there in there: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "back in back: shop/v1 moved path: checklists/shop/v2.yml > checklists/shop/v1.yml",
            "back in back: shop/v1#s/a state status: open > done",
        ],
    ),
    "two files that swap their names": (
        (
            Made("root", {V1: release(), V2: release(" x", a="done")}),
            Made("swap", {V1: release(" x", a="done"), V2: release()}),
        ),
        [
            "swap in swap: shop/v1#s/a state status: open > done",
            "swap in swap: shop/v1#s/a edited title: a > a x",
            "swap in swap: shop/v1#s/b edited title: b > b x",
            "swap in swap: shop/v1#s/c edited title: c > c x",
            "swap in swap: shop/v1#s/d edited title: d > d x",
            "swap in swap: shop/v1#s/e edited title: e > e x",
            "swap in swap: shop/v1#s/f edited title: f > f x",
            "swap in swap: shop/v1#s/g edited title: g > g x",
            "swap in swap: shop/v1#s/h edited title: h > h x",
            "swap in swap: shop/v2#s/a state status: done > open",
            "swap in swap: shop/v2#s/a edited title: a x > a",
            "swap in swap: shop/v2#s/b edited title: b x > b",
            "swap in swap: shop/v2#s/c edited title: c x > c",
            "swap in swap: shop/v2#s/d edited title: d x > d",
            "swap in swap: shop/v2#s/e edited title: e x > e",
            "swap in swap: shop/v2#s/f edited title: f x > f",
            "swap in swap: shop/v2#s/g edited title: g x > g",
            "swap in swap: shop/v2#s/h edited title: h x > h",
        ],
    ),
    "an edited copy": (
        (ROOT, Made("copy", {V2: release(a="done")}), Made("on", {V1: release(b="done")})),
        [
            "copy in copy: shop/v2 added: None > Release",
            "copy in copy: shop/v2#s/a state status: None > done",
            "on in on: shop/v1#s/b state status: open > done",
        ],
    ),
    "a file rewritten beyond recognition": (
        (ROOT, Made("new", {V1: None, V2: "release: v2\ntitle: Another\n"})),
        ["new in new: shop/v1 removed: Release > None", "new in new: shop/v2 added: None > Another"],
    ),
    "renamed on a branch while main edits it": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: None, V2: release(h="done")}, parents=("root",)),
            merge({V1: None, V2: BOTH}),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "right in merge: shop/v2#s/h state status: open > done",
        ],
    ),
    "renamed on main while a branch edits it": (
        (
            ROOT,
            Made("left", {V1: None, V2: release(a="done")}),
            RIGHT,
            merge({V2: BOTH}),
        ),
        [
            "left in left: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "left in left: shop/v2#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
        ],
    ),
    "renamed on main, and the edit of a branch lost": (
        (
            ROOT,
            Made("left", {V1: None, V2: release(a="done")}),
            RIGHT,
            merge(None),
        ),
        [
            "left in left: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "left in left: shop/v2#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v2#s/h state status: done > open, by the merge",
        ],
    ),
    "renamed on both sides to the same name": (
        (
            ROOT,
            Made("left", {V1: None, V2: release(a="done")}),
            Made("right", {V1: None, V2: release(h="done")}, parents=("root",)),
            merge({V2: BOTH}),
        ),
        [
            "left in left: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "left in left: shop/v2#s/a state status: open > done",
            "right in merge: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "right in merge: shop/v2#s/h state status: open > done",
        ],
    ),
    "renamed on both sides to different names": (
        (
            ROOT,
            Made("left", {V1: None, V2: release(a="done")}),
            Made("right", {V1: None, V3: release(h="done")}, parents=("root",)),
            merge({V2: BOTH}),
        ),
        [
            "left in left: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "left in left: shop/v2#s/a state status: open > done",
            "right in merge: shop/v3 moved path: checklists/shop/v1.yml > checklists/shop/v3.yml",
            "right in merge: shop/v3#s/h state status: open > done",
            "merge in merge: shop/v2 moved path: checklists/shop/v3.yml > checklists/shop/v2.yml, by the merge",
        ],
    ),
    "a rename that the merge drops": (
        (
            ROOT,
            LEFT,
            Made("right", {V1: None, V2: release()}, parents=("root",)),
            merge(None),
        ),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml",
            "merge in merge: shop/v1 moved path: checklists/shop/v2.yml > checklists/shop/v1.yml, by the merge",
        ],
    ),
    "renamed by the merge": (
        (ROOT, LEFT, RIGHT, merge({V1: None, V2: BOTH})),
        [
            "left in left: shop/v1#s/a state status: open > done",
            "right in merge: shop/v1#s/h state status: open > done",
            "merge in merge: shop/v2 moved path: checklists/shop/v1.yml > checklists/shop/v2.yml, by the merge",
        ],
    ),
    "moved between sections": (
        (Made("root", {V1: MOVABLE}), Made("move", {V1: MOVED}), Made("done", {V1: MOVED.replace("open", "done")})),
        ["move in move: shop/v1#t/a moved section: s > t", "done in done: shop/v1#t/a state status: open > done"],
    ),
    "moved and answered at once": (
        (Made("root", {V1: MOVABLE}), Made("move", {V1: MOVED.replace("open", "done")})),
        ["move in move: shop/v1#t/a moved section: s > t", "move in move: shop/v1#t/a state status: open > done"],
    ),
    "a section under another id": (
        (
            Made("root", {V1: MOVABLE}),
            Made("id", {V1: MOVABLE.replace("  s:", "  r:")}),
        ),
        [
            "id in id: shop/v1#r added: None > S",
            "id in id: shop/v1#r/b moved section: s > r",
            "id in id: shop/v1#r/a moved section: s > r",
            "id in id: shop/v1#s removed: S > None",
        ],
    ),
    "a section in another phase": (
        (
            Made("root", {V1: MOVABLE}),
            Made("phase", {V1: MOVABLE.replace("phase: one", "phase: two")}),
        ),
        ["phase in phase: shop/v1#s moved phase: one > two"],
    ),
    "a phase with another gate": (
        (
            Made("root", {V1: MOVABLE}),
            Made("gate", {V1: MOVABLE.replace("title: One", "title: One\n    gate: go")}),
        ),
        ["gate in gate: shop/v1#one edited gate: None > go"],
    ),
    "a submodule in place of a file, and the file again": (
        (
            ROOT,
            Made("module", {V1: Entry(b"1" * 40, SUBMODULE)}),
            Made("next", {V1: Entry(b"2" * 40, SUBMODULE)}),
            Made("back", {V1: release(a="done")}),
        ),
        [
            "module in module: shop/v1 edited mode: 100644 > 160000",
            "module in module: shop/v1 unreadable: None > a symbolic link or another repository, not a file",
            "next in next: shop/v1 edited layout: None > None",
            "back in back: shop/v1 edited mode: 160000 > 100644",
            "back in back: shop/v1 readable: a symbolic link or another repository, not a file > None",
            "back in back: shop/v1#s/a state status: open > done",
        ],
    ),
    "a link in place of a file, and the file again": (
        (
            ROOT,
            Made("link", {V1: Entry(b"/etc/passwd", LINK)}),
            Made("back", {V1: release(a="done")}),
        ),
        [
            "link in link: shop/v1 edited mode: 100644 > 120000",
            "link in link: shop/v1 unreadable: None > a symbolic link or another repository, not a file",
            "back in back: shop/v1 edited mode: 120000 > 100644",
            "back in back: shop/v1 readable: a symbolic link or another repository, not a file > None",
            "back in back: shop/v1#s/a state status: open > done",
        ],
    ),
    "checklists added later": (
        (Made("root", {"README": "x"}), Made("late", {V1: release(a="done")})),
        ["late in late: shop/v1 added: None > Release", "late in late: shop/v1#s/a state status: None > done"],
    ),
    "a folder in place of the file, and back": (
        (
            ROOT,
            Made("folder", {V1: None, f"{V1}/x.yml": "a: b\n"}),
            Made("back", {f"{V1}/x.yml": None, V1: release()}),
        ),
        [
            "folder in folder: shop/v1 removed: Release > None",
            "folder in folder: checklists/shop/v1.yml/x.yml added: None > checklists/shop/v1.yml/x.yml",
            "back in back: shop/v1 added: None > Release",
            "back in back: checklists/shop/v1.yml/x.yml removed: checklists/shop/v1.yml/x.yml > None",
        ],
    ),
    "files outside the checklists": (
        (
            ROOT,
            Made("other", {"checklists/notes.txt": "x", "checklists/shop/deep/v1.yml": "a: b\n"}),
        ),
        [
            "other in other: checklists/notes.txt unreadable: None > the file is not a mapping",
            "other in other: checklists/shop/deep/v1.yml added: None > checklists/shop/deep/v1.yml",
        ],
    ),
    "the registry": (
        (
            Made("root", {"checklists/people.yml": PEOPLE}),
            Made("bob", {"checklists/people.yml": PEOPLE + "  bob:\n    name: Bob\n    emails: [bob@example.com]\n"}),
            Made("mail", {"checklists/people.yml": PEOPLE.replace("ann@", "ann.a@")}),
            Made("policy", {"checklists/policy.yml": "level: signed\n"}),
            Made("none", {"checklists/policy.yml": None}),
        ),
        [
            "bob in bob: checklists/people.yml registry people.bob: None > Bob",
            "mail in mail: checklists/people.yml registry people.ann.emails: [ann@example.com] > [ann.a@example.com]",
            "mail in mail: checklists/people.yml registry people.bob: Bob > None",
            "policy in policy: checklists/policy.yml registry: None > checklists/policy.yml",
            "none in none: checklists/policy.yml registry: checklists/policy.yml > None",
        ],
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_file_has_the_expected_events(tmp_path: Path, name: str) -> None:
    """A renamed or moved file or entry keeps its history, and the rename is an event."""
    commits, expected = GOLDEN[name]
    assert describe_events(tmp_path, commits) == expected
