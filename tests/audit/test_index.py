"""The trail by subject: one history under all its names, and the event that gave it its present answer."""

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
    """The index of a repository, and the names of its commits by their ids."""
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
        pytest.param((ROOT, DONE, RENAMED), item("a"), [], id="nothing is left under the old name"),
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
        pytest.param((ROOT, Made("copy", {V2: release()}), DONE), item("a", "v2"), ["copy"], id="a copy begins anew"),
        pytest.param(
            (ROOT, DONE, Made("gone", {V1: None}), Made("back", {V1: release()})),
            item("a"),
            ["root", "done", "gone", "back"],
            id="deleted and back",
        ),
        pytest.param(
            (ROOT, DONE, RENAMED, Made("anew", {V1: release()})),
            item("a"),
            ["anew"],
            id="another file under the name that one has left",
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
def test_subjects_keep_one_history(tmp_path: Path, commits: tuple[Made, ...], ref: Ref, expected: list[str]) -> None:
    """Whatever a thing was called and wherever it stood, its events are found by what it is called now."""
    index, names = read_index(tmp_path, *commits)
    assert [names[told.event.commit.oid] for told in index.of(ref)] == expected


def test_two_files_that_swap_their_names_swap_their_histories(tmp_path: Path) -> None:
    """Both moves of the commit start from what was before it."""
    other = release(" differs in each and every title of it")
    index, names = read_index(
        tmp_path,
        Made("root", {V1: release(a="done"), V2: other}),
        Made("wait", {V1: release(a="done", b="done")}),
        Made("swap", {V1: other, V2: release(a="done", b="done")}),
    )
    assert [indexed.event for indexed in index.events] == list(index.trail.events)
    assert {names[indexed.event.commit.oid] for indexed in index.events} == {"root", "wait", "swap"}


def test_a_file_of_the_directory_has_a_history(tmp_path: Path) -> None:
    """It is found by its path."""
    people = "people:\n  ann:\n    name: Ann\n"
    index, names = read_index(
        tmp_path, ROOT, Made("hire", {PEOPLE: people}), Made("leave", {PEOPLE: f"{people}    state: left\n"})
    )
    ref = index.find(PEOPLE)
    assert ref == FileRef(PEOPLE)
    assert [names[told.event.commit.oid] for told in index.of(ref)] == ["hire", "hire", "leave"]


def test_what_only_the_past_names_is_found_under_the_last_name_of_its_file(tmp_path: Path) -> None:
    """`gonogo log` takes names that are gone."""
    index, _ = read_index(tmp_path, ROOT, DONE, RENAMED)
    assert index.find("shop/v1#s/a") == item("a", "v2")
    assert index.find("shop/v1#s/nothing") is None


@pytest.mark.parametrize(
    ("commits", "value", "expected"),
    [
        pytest.param((ROOT,), "open", "root", id="as it was added"),
        pytest.param((ROOT, DONE), "done", "done", id="done"),
        pytest.param((ROOT, DONE), "open", None, id="opened again and not committed"),
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
            id="two who did it: the first to land",
        ),
        pytest.param((ROOT, LEFT, RIGHT, merge(BOTH)), "done", "left", id="on one side of a merge"),
        pytest.param((ROOT, LEFT, RIGHT, merge(None)), "done", "left", id="a merge dropped something else"),
        pytest.param((ROOT, LEFT, RIGHT, merge(release(h="done"))), "open", "merge", id="a merge that took it back"),
        pytest.param(
            (ROOT, DONE, Made("words", {V1: release(a="done").replace("title: a", "title: All")})),
            "done",
            "done",
            id="reworded since",
        ),
    ],
)
def test_answer_belongs_to_the_commit_that_gave_it(
    tmp_path: Path, commits: tuple[Made, ...], value: str, expected: str | None
) -> None:
    """Not to the last that touched the entry, and to none while the answer is not committed."""
    index, names = read_index(tmp_path, *commits)
    told = index.find_answer(item("a"), {"status": value})
    assert (told and names[told.event.commit.oid]) == expected


SLOT = Ref(SHOP, ReleaseId("v1"), SectionId("s"), EntryId("cto"))


def change(kind: EventKind, field: str, before: str | None, after: str | None, *also: Detail) -> Change:
    return Change(SLOT, kind, field, before, after, also)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(change(EventKind.STATE, "status", "open", "done"), False, id="done"),
        pytest.param(change(EventKind.STATE, "status", "done", "open"), True, id="opened again"),
        pytest.param(change(EventKind.STATE, "status", "waived", "blocked"), True, id="a waiver that is blocked"),
        pytest.param(change(EventKind.STATE, "status", "done", "na"), False, id="done, then not applicable"),
        pytest.param(change(EventKind.STATE, "status", "clear", "fired"), True, id="a trigger fires"),
        pytest.param(change(EventKind.STATE, "status", "open", "blocked"), False, id="blocked"),
        pytest.param(change(EventKind.STATE, "outcome", "", "deployed"), False, id="closed"),
        pytest.param(change(EventKind.STATE, "outcome", "deployed", ""), True, id="a closed release is open again"),
        pytest.param(change(EventKind.SIGNED, "decision", "", "go"), False, id="signed"),
        pytest.param(change(EventKind.SIGNED, "decision", "no-go", "go"), True, id="a no-go becomes a go"),
        pytest.param(change(EventKind.REFUSED, "decision", "go", "no-go"), True, id="a go becomes a no-go"),
        pytest.param(change(EventKind.WITHDRAWN, "decision", "go", "withdrawn"), True, id="withdrawn"),
        pytest.param(change(EventKind.OBSERVED, "observed", "99%", None), True, id="a measurement taken out"),
        pytest.param(change(EventKind.OBSERVED, "observed", "99%", "98%"), False, id="measured again"),
        pytest.param(change(EventKind.EVIDENCE, "evidence", "a", ""), True, id="evidence taken out"),
        pytest.param(change(EventKind.EDITED, "title", "a", "b"), False, id="wording"),
        pytest.param(
            change(EventKind.REMOVED, "", "A", None, Detail("status", "done", None)), True, id="removed when done"
        ),
        pytest.param(
            change(EventKind.REMOVED, "", "A", None, Detail("status", "open", None)), False, id="removed when open"
        ),
    ],
)
def test_reversal_undoes_something(one: Change, *, expected: bool) -> None:
    """Pages make it stand out."""
    assert is_reversal(one) is expected
