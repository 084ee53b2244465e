"""One history for a file, whatever it was called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.history.landings import find_landings, sort_commits
from gonogo.history.renames import trace_files
from gonogo.source.gitstore import GitStore, open_store
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

A = "".join(f"a {number}\n" for number in range(30))
B = "".join(f"b {number}\n" for number in range(30))
EDITED = A + "more\n"
V1, V2, V3 = "checklists/shop/v1.yml", "checklists/shop/v2.yml", "checklists/shop/v3.yml"
ROOT = Made("root", {V1: A})

TRACED: dict[str, tuple[tuple[Made, ...], list[tuple[tuple[str, ...], str]]]] = {
    "edited": ((ROOT, Made("edit", {V1: EDITED})), [((V1,), "root edit")]),
    "renamed": (
        (ROOT, Made("rename", {V1: None, V2: A}), Made("edit", {V2: EDITED})),
        [((V1, V2), "root rename edit")],
    ),
    "renamed-with-an-edit": ((ROOT, Made("rename", {V1: None, V2: EDITED})), [((V1, V2), "root rename")]),
    "renamed-twice": (
        (ROOT, Made("one", {V1: None, V2: A}), Made("two", {V2: None, V3: A})),
        [((V1, V2, V3), "root one two")],
    ),
    "renamed-there-and-back": (
        (ROOT, Made("there", {V1: None, V2: A}), Made("back", {V2: None, V1: A}), Made("edit", {V1: EDITED})),
        [((V1, V2, V1), "root there back edit")],
    ),
    "copied": (
        (ROOT, Made("copy", {V2: A}), Made("edit", {V1: EDITED}), Made("other", {V2: EDITED})),
        [((V1,), "root edit"), ((V2,), "copy other")],
    ),
    "rewritten-beyond-recognition": (
        (ROOT, Made("new", {V1: None, V2: B})),
        [((V1,), "root new"), ((V2,), "new")],
    ),
    "deleted-and-back": (
        (ROOT, Made("delete", {V1: None}), Made("back", {V1: B})),
        [((V1,), "root delete back")],
    ),
    "name-taken-by-another-file": (
        (ROOT, Made("rename", {V1: None, V2: A}), Made("new", {V1: B}), Made("edit", {V2: EDITED})),
        [((V1, V2), "root rename edit"), ((V1,), "new")],
    ),
    "names-swapped": (
        (Made("root", {V1: A, V2: B}), Made("swap", {V1: B, V2: A})),
        # two edits, since both names were there before
        [((V1,), "root swap"), ((V2,), "root swap")],
    ),
    "names-in-a-ring": (
        (Made("root", {V1: A, V2: B}), Made("shift", {V1: None, V2: A, V3: B}), Made("edit", {V2: EDITED})),
        [((V1,), "root shift"), ((V2,), "root shift edit"), ((V3,), "shift")],
    ),
    "edited-on-a-branch-under-the-old-name": (
        (
            ROOT,
            Made("rename", {V1: None, V2: A}),
            Made("edit", {V1: EDITED}, parents=("root",)),
            Made("merge", {V2: EDITED}, parents=("rename", "edit")),
            Made("last", {V2: EDITED + "x"}),
        ),
        [((V1, V2), "root rename edit merge last")],
    ),
    "renamed-on-two-branches": (
        (
            ROOT,
            Made("one", {V1: None, V2: A}),
            Made("twin", {V1: None, V2: EDITED}, parents=("root",)),
            Made("merge", {V2: EDITED + "x"}, parents=("one", "twin")),
        ),
        [((V1, V2), "root one twin merge")],
    ),
}


@pytest.mark.parametrize(("made", "expected"), TRACED.values(), ids=TRACED)
def test_file_keeps_its_history(
    made: tuple[Made, ...], expected: list[tuple[tuple[str, ...], str]], tmp_path: Path
) -> None:
    """The names of each file, and the commits that changed it, in landing order."""
    ids = RepoBuilder(tmp_path).load(*made)
    names = {oid: name for name, oid in ids.items()}
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        order = find_landings(store.read_parents(store.head), store.head).order
        files = trace_files(sort_commits(store.read_commits(store.head), order))
    assert [(file.paths, " ".join(names[step.commit] for step in file.steps)) for file in files] == expected
