"""The audit trail of real repositories: which events there are, in which order, and who made them official."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.audit import read_trail
from gonogo.model.event import Event, Trail
from gonogo.source.gitstore import Absence
from repository import LINK, PROGRAM, Entry, Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

V1, V2, ROLES = "checklists/shop/v1.yml", "checklists/shop/v2.yml", "checklists/shop/roles.yml"
NAMES = "abcdefgh"


def release(titles: str = "", *, section: str = "s", note: str = "", **answers: str) -> str:
    """A release with the items a to h, open where nothing else is said; `a="done"` answers one."""
    lines = [f"release: v1\n{note}title: Release\nsections:\n  {section}:\n    title: Section\n    items:\n"]
    lines += (
        f"      {name}:\n        status: {answers.get(name, 'open')}\n        title: {name}{titles}\n\n\n"
        for name in NAMES
    )
    return "".join(lines)


ROOT = Made("root", {V1: release()})
# Each side changes an item of its own, far from the other.
LEFT, RIGHT = Made("left", {V1: release(a="done")}), Made("right", {V1: release(h="done")}, parents=("root",))
BOTH = release(a="done", h="done")


def merge(text: str | None, message: str = "", *parents: str) -> Made:
    return Made("merge", {} if text is None else {V1: text}, message, parents or ("left", "right"))


# name -> the commits, and what is told after the first of them
GOLDEN: dict[str, tuple[tuple[Made, ...], list[str]]] = {
    "one item is done": ((ROOT, LEFT), ["left left #- shop/v1#s/a state open>done"]),
    "and opened again": (
        (ROOT, LEFT, Made("back", {V1: release()})),
        ["left left #- shop/v1#s/a state open>done", "back back #- shop/v1#s/a state done>open"],
    ),
    "a merge": (
        (ROOT, LEFT, RIGHT, merge(BOTH)),
        ["left left #- shop/v1#s/a state open>done", "right merge #- shop/v1#s/h state open>done"],
    ),
    "a pull request of GitHub": (
        (ROOT, LEFT, RIGHT, merge(BOTH, "Merge pull request #12 from ann/x")),
        ["left left #- shop/v1#s/a state open>done", "right merge #12 shop/v1#s/h state open>done"],
    ),
    "a squash": (
        (ROOT, Made("squash", {V1: BOTH}, "Complete two items (#34)")),
        ["squash squash #34 shop/v1#s/a state open>done", "squash squash #34 shop/v1#s/h state open>done"],
    ),
    "a merge request of GitLab": (
        (ROOT, LEFT, RIGHT, merge(BOTH, "Merge branch 'x' into 'main'\n\nX\n\nSee merge request team/shop!56\n")),
        ["left left #- shop/v1#s/a state open>done", "right merge #56 shop/v1#s/h state open>done"],
    ),
    "a merge that does something itself": (
        (ROOT, LEFT, RIGHT, merge(release(a="done", h="done", d="done"))),
        [
            "left left #- shop/v1#s/a state open>done",
            "right merge #- shop/v1#s/h state open>done",
            "merge merge #- shop/v1#s/d state open>done, by the merge",
        ],
    ),
    "a merge that drops the other side": (
        (ROOT, LEFT, RIGHT, merge(None)),
        [
            "left left #- shop/v1#s/a state open>done",
            "right merge #- shop/v1#s/h state open>done",
            "merge merge #- shop/v1#s/h state done>open, by the merge",
        ],
    ),
    "a merge that drops the main line": (
        (ROOT, LEFT, RIGHT, merge(release(h="done"))),
        [
            "left left #- shop/v1#s/a state open>done",
            "right merge #- shop/v1#s/h state open>done",
            "merge merge #- shop/v1#s/a state done>open, by the merge",
        ],
    ),
    "a commit that was rebased and merged twice": (
        (ROOT, LEFT, Made("twin", {V1: release(a="done")}, parents=("root",)), merge(None, "", "left", "twin")),
        ["left left #- shop/v1#s/a state open>done", "twin merge #- shop/v1#s/a state open>done"],
    ),
    "a wording": (
        (ROOT, LEFT, Made("words", {V1: release(a="done").replace("title: a", "title: all of a")})),
        ["left left #- shop/v1#s/a state open>done", "words words #- shop/v1#s/a edited a>all of a"],
    ),
    "an empty commit": ((ROOT, Made("empty")), []),
    "a comment": (
        (ROOT, Made("comment", {V1: f"# hello\n{release()}"})),
        ["comment comment #- shop/v1 edited None>None"],
    ),
    "a file that cannot be read, and can again": (
        (ROOT, Made("broken", {V1: "a: [\n"}), Made("mended", {V1: release(b="done")})),
        [
            "broken broken #- shop/v1 unreadable None>line 2: did not find expected node content",
            "mended mended #- shop/v1 readable line 2: did not find expected node content>None",
            "mended mended #- shop/v1#s/b state open>done",
        ],
    ),
    "a file deleted and back": (
        (ROOT, Made("gone", {V1: None}), Made("back", {V1: release()})),
        ["gone gone #- shop/v1 removed Release>None", "back back #- shop/v1 added None>Release"],
    ),
    "a copy": ((ROOT, Made("copy", {V2: release()})), ["copy copy #- shop/v2 added None>Release"]),
    "a rename": (
        (ROOT, Made("rename", {V1: None, V2: release()})),
        ["rename rename #- shop/v2 moved checklists/shop/v1.yml>checklists/shop/v2.yml"],
    ),
    "another mode": (
        (ROOT, Made("mode", {V1: Entry(release().encode(), PROGRAM)})),
        ["mode mode #- shop/v1 edited 100644>100755"],
    ),
    "a link in place of a file": (
        (ROOT, Made("link", {V1: Entry(b"/etc/passwd", LINK)})),
        [
            "link link #- shop/v1 edited 100644>120000",
            "link link #- shop/v1 unreadable None>a symbolic link or another repository, and no file",
        ],
    ),
    "roles": (
        (Made("root", {ROLES: "roles:\n  a:\n    title: A\n    people: [ann]\n"}),
         Made("roles", {ROLES: "roles:\n  a:\n    title: A\n    people: [bob]\n"})),
        ["roles roles #- checklists/shop/roles.yml directory [ann]>[bob]"],
    ),
}  # fmt: skip


def trail_of(root: Path) -> Trail:
    trail = read_trail(root)
    assert isinstance(trail, Trail)
    return trail


def _say(event: Event, names: dict[str, str]) -> str:
    """An event in short; of what an added thing brought only the thing itself is said."""
    change = event.change
    request = event.pull_request or "-"
    merge = ", by the merge" if event.is_merge else ""
    what = f"{change.ref} {change.kind.value} {change.before}>{change.after}{merge}"
    return f"{names[event.commit.oid]} {names[event.landing]} #{request} {what}"


@pytest.mark.parametrize("name", GOLDEN)
def test_events_of_a_repository(tmp_path: Path, name: str) -> None:
    """Each form of history tells what happened, once, with the commit that did it and the landing that counts."""
    commits, expected = GOLDEN[name]
    ids = RepoBuilder(tmp_path).load(*commits)
    names = {oid: key for key, oid in ids.items()}
    events = [event for event in trail_of(tmp_path).events if event.commit.oid != ids["root"]]
    whole = {"added", "removed"}
    said = [
        _say(event, names)
        for event in events
        if event.change.kind.value not in whole or "#" not in str(event.change.ref)
    ]
    assert said == expected


@pytest.mark.parametrize("name", GOLDEN)
def test_every_commit_that_changes_a_checklist_is_told_of(tmp_path: Path, name: str) -> None:
    """No commit with one parent that touches a file is without an event."""
    commits, _ = GOLDEN[name]
    ids = RepoBuilder(tmp_path).load(*commits)
    told = {event.commit.oid for event in trail_of(tmp_path).events}
    assert {ids[one.name] for one in commits if one.files and len(one.parents or ()) < 2} <= told


@pytest.mark.parametrize("name", GOLDEN)
def test_states_after_all_events_are_those_of_the_last_commit(tmp_path: Path, name: str) -> None:
    """Replayed in landing order, changes of state end where the files of the head commit are."""
    commits, _ = GOLDEN[name]
    repository = RepoBuilder(tmp_path)
    repository.load(*commits)
    states: dict[str, str | None] = {}
    for event in trail_of(tmp_path).events:
        if event.change.kind.value == "state":
            states[str(event.change.ref)] = event.change.after
    if V1 not in repository.git("ls-tree", "-r", "--name-only", "HEAD") or "link" in name:
        return
    text = repository.git("show", f"HEAD:{V1}")
    for item in NAMES:
        state = text.partition(f"\n      {item}:\n        status: ")[2].partition("\n")[0]
        assert states.get(f"shop/v1#s/{item}", "open") == state, item


def test_folder_without_history_says_so(tmp_path: Path) -> None:
    """No repository and no commit are answers, not errors."""
    (tmp_path / "checklists").mkdir()
    assert read_trail(tmp_path) is Absence.NO_REPOSITORY
    RepoBuilder(tmp_path)
    assert read_trail(tmp_path) is Absence.NO_COMMIT
