"""`EventIndex`: the events of a subject under all its names, and the event of its current answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit.test_trail import BOTH, LEFT, RIGHT, ROOT, V1, V2, merge, release
from gonogo.history.event_index import EventIndex, is_reversal
from gonogo.model.event import Change, Detail, EventKind, FileRef, Trail
from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId
from gonogo.model.references import Ref
from gonogo.pipelines.cached_trail import read_trail
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

SHOP = SystemId("shop")
PEOPLE = "checklists/people.yml"


def read_index(root: Path, *commits: Made) -> tuple[EventIndex, dict[str, str]]:
    """The index of a repository, and the names of its commits by id."""
    ids = RepoBuilder(root).load(*commits)
    trail = read_trail(root)
    assert isinstance(trail, Trail)
    return EventIndex(trail), {oid: name for name, oid in ids.items()}


def item(name: str, version: str = "v1") -> Ref:
    return Ref(SHOP, ReleaseId(version), SectionId("s"), EntryId(name))


DONE = Made("done", {V1: release(a="done")})
RENAMED = Made("rename", {V1: None, V2: release(a="done")})


@pytest.mark.parametrize(
    ("commits", "ref", "expected"),
    [
        pytest.param((ROOT, DONE), item("a"), ["root", "done"], id="an entry"),
        pytest.param((ROOT, DONE, RENAMED), item("a", "v2"), ["root", "done"], id="an entry of a renamed file"),
        pytest.param((ROOT, DONE, RENAMED), item("a"), [], id="the old name has no events"),
        pytest.param(
            (ROOT, DONE, RENAMED),
            Ref(SHOP, ReleaseId("v2"), SectionId("s")),
            ["root", *["root"] * 8, "done"],
            id="a section",
        ),
        pytest.param(
            (ROOT, DONE, Made("moved", {V1: release(a="done", section="t")}), Made("open", {V1: release(section="t")})),
            item("a"),
            ["root", "done", "moved", "open"],
            id="an entry that moved to another section",
        ),
        pytest.param(
            (ROOT, Made("copy", {V2: release()}), DONE), item("a", "v2"), ["copy"], id="a copy has a new history"
        ),
        pytest.param(
            (ROOT, DONE, Made("gone", {V1: None}), Made("back", {V1: release()})),
            item("a"),
            ["root", "done", "gone", "back"],
            id="deleted and back",
        ),
        pytest.param(
            (ROOT, DONE, RENAMED, Made("new-file", {V1: release()})),
            item("a"),
            ["new-file"],
            id="another file under a former name",
        ),
        pytest.param(
            (
                ROOT,
                Made("rename", {V1: None, V2: release()}),
                Made("edit", {V1: release(a="done")}, parents=("root",)),
                Made("merge", {V2: release(a="done"), V1: None}, parents=("rename", "edit")),
            ),
            item("a", "v2"),
            ["root", "edit"],
            id="edited on a branch that still had the old name",
        ),
    ],
)
def test_subject_has_one_history(tmp_path: Path, commits: tuple[Made, ...], ref: Ref, expected: list[str]) -> None:
    """The events of a renamed or moved subject are found under its current name."""
    index, names = read_index(tmp_path, *commits)
    assert [names[indexed.event.commit.oid] for indexed in index.of(ref)] == expected


def test_files_that_exchange_names_exchange_histories(tmp_path: Path) -> None:
    """Two files that exchange their names in a commit exchange their histories."""
    other = release(" differs in each and every title of it")
    index, names = read_index(
        tmp_path,
        Made("root", {V1: release(a="done"), V2: other}),
        Made("wait", {V1: release(a="done", b="done")}),
        Made("swap", {V1: other, V2: release(a="done", b="done")}),
    )
    assert [indexed.event for indexed in index.events] == list(index.trail.events)
    assert {names[indexed.event.commit.oid] for indexed in index.events} == {"root", "wait", "swap"}


def test_registry_file_has_a_history(tmp_path: Path) -> None:
    """The events of a registry file are found by its path."""
    people = "people:\n  ann:\n    name: Ann\n"
    index, names = read_index(
        tmp_path, ROOT, Made("hire", {PEOPLE: people}), Made("leave", {PEOPLE: f"{people}    state: left\n"})
    )
    ref = index.find(PEOPLE)
    assert ref == FileRef(PEOPLE)
    assert [names[indexed.event.commit.oid] for indexed in index.of(ref)] == ["hire", "hire", "leave"]


def test_former_name_is_resolved(tmp_path: Path) -> None:
    """A former name of an entry is resolved to its current name."""
    index, _ = read_index(tmp_path, ROOT, DONE, RENAMED)
    assert index.find("shop/v1#s/a") == item("a", "v2")
    assert index.find("shop/v1#s/nothing") is None


@pytest.mark.parametrize(
    ("commits", "value", "expected"),
    [
        pytest.param((ROOT,), "open", "root", id="as it was added"),
        pytest.param((ROOT, DONE), "done", "done", id="done"),
        pytest.param((ROOT, DONE), "open", None, id="reopened without a commit"),
        pytest.param((Made("root", {V1: release(a="done")}),), "done", "root", id="added as done"),
        pytest.param(
            (ROOT, DONE, Made("back", {V1: release()}), Made("again", {V1: release(a="done")})),
            "done",
            "again",
            id="done again",
        ),
        pytest.param(
            (ROOT, LEFT, Made("twin", {V1: release(a="done")}, parents=("root",)), merge(None, "", "left", "twin")),
            "done",
            "left",
            id="two answers: the first landing",
        ),
        pytest.param((ROOT, LEFT, RIGHT, merge(BOTH)), "done", "left", id="on one side of a merge"),
        pytest.param((ROOT, LEFT, RIGHT, merge(None)), "done", "left", id="a merge dropped something else"),
        pytest.param((ROOT, LEFT, RIGHT, merge(release(h="done"))), "open", "merge", id="a merge that reverted it"),
        pytest.param(
            (ROOT, DONE, Made("words", {V1: release(a="done").replace("title: a", "title: All")})),
            "done",
            "done",
            id="reworded since",
        ),
    ],
)
def test_answer_belongs_to_its_commit(
    tmp_path: Path, commits: tuple[Made, ...], value: str, expected: str | None
) -> None:
    """The event of an answer is that of its commit, not of a later edit; an uncommitted answer has none."""
    index, names = read_index(tmp_path, *commits)
    indexed = index.find_answer(item("a"), {"status": value})
    assert (indexed and names[indexed.event.commit.oid]) == expected


SLOT = Ref(SHOP, ReleaseId("v1"), SectionId("s"), EntryId("cto"))


def change(kind: EventKind, field: str, before: str | None, after: str | None, *also: Detail) -> Change:
    return Change(SLOT, kind, field, before, after, also)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(change(EventKind.STATE, "status", "open", "done"), False, id="done"),
        pytest.param(change(EventKind.STATE, "status", "done", "open"), True, id="reopened"),
        pytest.param(change(EventKind.STATE, "status", "waived", "blocked"), True, id="a waived item becomes blocked"),
        pytest.param(change(EventKind.STATE, "status", "done", "na"), False, id="done, then not applicable"),
        pytest.param(change(EventKind.STATE, "status", "clear", "fired"), True, id="a trigger fires"),
        pytest.param(change(EventKind.STATE, "status", "open", "blocked"), False, id="blocked"),
        pytest.param(change(EventKind.STATE, "outcome", "", "deployed"), False, id="closed"),
        pytest.param(change(EventKind.STATE, "outcome", "deployed", ""), True, id="a closed release is reopened"),
        pytest.param(change(EventKind.SIGNED, "decision", "", "go"), False, id="signed"),
        pytest.param(change(EventKind.SIGNED, "decision", "no-go", "go"), True, id="a no-go becomes a go"),
        pytest.param(change(EventKind.REFUSED, "decision", "go", "no-go"), True, id="a go becomes a no-go"),
        pytest.param(change(EventKind.WITHDRAWN, "decision", "go", "withdrawn"), True, id="withdrawn"),
        pytest.param(change(EventKind.OBSERVED, "observed", "99%", None), True, id="a removed measurement"),
        pytest.param(change(EventKind.OBSERVED, "observed", "99%", "98%"), False, id="measured again"),
        pytest.param(change(EventKind.EVIDENCE, "evidence", "a", ""), True, id="removed evidence"),
        pytest.param(change(EventKind.EDITED, "title", "a", "b"), False, id="wording"),
        pytest.param(
            change(EventKind.REMOVED, "", "A", None, Detail("status", "done", None)), True, id="removed when done"
        ),
        pytest.param(
            change(EventKind.REMOVED, "", "A", None, Detail("status", "open", None)), False, id="removed when open"
        ),
    ],
)
def test_reversal_reverts_an_answer(one: Change, *, expected: bool) -> None:
    """An event is a reversal if it reverts an answer, a decision or evidence."""
    assert is_reversal(one) is expected
