"""The reader of demo chapters reports every edit that does not match, so that no edit is lost silently."""

from __future__ import annotations

import pytest

from gonogo.demo.script import parse_chapter
from gonogo.demo.story import make_commits

HEAD = "== 2026-01-05 09:00 anika"
START = f"""{HEAD}
Start
-- add checklists/shop/v1.yml
+items:
+  tests:
+    status: open
+    title: Tests
+
+  review:
+    status: open
+    title: Review
"""


def read_later_commits(text: str) -> list[tuple[str, tuple[int, ...], str]]:
    """The message, the parents and the file of every commit after the first."""
    commits = make_commits(parse_chapter(START + text))
    return [(commit.message, commit.parents, next(iter(commit.files.values()))) for commit in commits[1:]]


def file(tests: str = "status: open", review: str = "status: open") -> str:
    return f"items:\n  tests:\n    {tests}\n    title: Tests\n\n  review:\n    {review}\n    title: Review\n"


@pytest.mark.parametrize(
    ("edit", "result"),
    [
        pytest.param("-- v1 tests: open > done", file("status: done"), id="state"),
        pytest.param(
            "-- v1 tests: open > done\n+note: x", file("status: done\n    note: x"), id="state with an answer below it"
        ),
        pytest.param(
            "-- shop/v1 review\n status: open\n-title: Review\n+title: Looked at",
            file().replace(": Review", ": Looked at"),
            id="lines below an id",
        ),
        pytest.param(
            "-- v1\n-    title: Tests\n+    title: T", file().replace(": Tests", ": T"), id="lines of the file"
        ),
    ],
)
def test_edit_changes_only_the_named_lines(edit: str, result: str) -> None:
    """An edit finds its lines below an id or anywhere in the file; all other lines stay."""
    assert read_later_commits(f"{HEAD}\nEdit\n{edit}\n") == [("Edit\n", (0,), result)]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param("-- v1 tests: done > open", id="lines that the file does not have"),
        pytest.param("-- v1 tests\n+note: x", id="no place to insert"),
        pytest.param("-- v1\n-    status: open", id="lines that the file has twice"),
        pytest.param("-- v1 nothing: open > done", id="an id that the file does not have"),
        pytest.param("-- v2 tests: open > done", id="a file that does not exist"),
        pytest.param("-- add checklists/shop/v1.yml\n+x", id="a file that already exists"),
        pytest.param("-- v1 tests\nstatus: open", id="a line without a mark"),
        pytest.param("-- v1 tests open done", id="a heading without a colon"),
    ],
)
def test_edit_without_exactly_one_match_is_an_error(edit: str) -> None:
    """An edit that matches no place or several places raises an error."""
    with pytest.raises(ValueError, match=r"."):
        read_later_commits(f"{HEAD}\nEdit\n{edit}\n")


def test_heading_with_a_misspelled_word_is_an_error() -> None:
    """A misspelled `merges` in a heading raises an error, and does not become a direct commit."""
    with pytest.raises(ValueError, match="no heading"):
        read_later_commits(f"{HEAD} mergs work\nEdit\n")


BRANCH = f"""{HEAD} on work
Tests
-- v1 tests: open > done
{HEAD}
Review
-- v1 review: open > done
"""
BOTH = file("status: done", "status: done")


@pytest.mark.parametrize(
    ("scene", "commit"),
    [
        pytest.param(
            f"{HEAD} merges work #7\nTitle",
            ("Merge pull request #7 from lindhaven/work\n\nTitle\n", (2, 1), BOTH),
            id="merge of a pull request",
        ),
        pytest.param(f"{HEAD} merges work\n", ("Merge branch 'work'\n", (2, 1), BOTH), id="merge"),
        pytest.param(f"{HEAD} squashes work #7\nTitle\n\nBody", ("Title (#7)\n\nBody\n", (2,), BOTH), id="squash"),
        pytest.param(f"{HEAD} rebases work\n", ("Tests\n", (2,), BOTH), id="rebase"),
        pytest.param(
            f"{HEAD} discards work\n",
            ("Merge branch 'work'\n", (2, 1), file(review="status: done")),
            id="merge that drops a side",
        ),
        pytest.param(
            f"{HEAD} merges work\nMore\n-- v1 tests: done > na",
            ("Merge branch 'work'\n\nMore\n", (2, 1), file("status: na", "status: done")),
            id="merge commit with its own change",
        ),
        pytest.param(
            f"{HEAD} on work merges main\n", ("Merge branch 'main' into work\n", (1, 2), BOTH), id="merge into a branch"
        ),
        pytest.param(
            f'{HEAD} reverts\nRevert "Review"\n\nWhy', ('Revert "Review"\n\nWhy\n', (2,), file()), id="revert"
        ),
    ],
)
def test_heading_determines_how_a_branch_is_merged(scene: str, commit: tuple[str, tuple[int, ...], str]) -> None:
    """The commit has the parents and message that git or the forge creates, and the changes of both sides."""
    assert read_later_commits(f"{BRANCH}{scene}\n")[-1] == commit


@pytest.mark.parametrize(
    ("scene", "names"),
    [
        pytest.param(f"{HEAD} web\nEdit\n-- v1 review: done > na", ("Anika Brandt", "Lindhaven Forge"), id="editor"),
        pytest.param("== 2026-01-05 10:00 priya merges work #7", ("Priya Raman", "Lindhaven Forge"), id="merge"),
        pytest.param("== 2026-01-05 10:00 priya squashes work #7", ("Priya Raman", "Lindhaven Forge"), id="squash"),
        pytest.param("== 2026-01-05 10:00 priya rebases work", ("Anika Brandt", "Priya Raman"), id="rebase"),
        pytest.param("== 2026-01-05 10:00 priya merges work #7 signed", ("Priya Raman", "Priya Raman"), id="signed"),
        pytest.param(f"{HEAD}\nEdit\n-- v1 review: done > na", ("Anika Brandt", "Anika Brandt"), id="own machine"),
    ],
)
def test_forge_determines_author_and_committer(scene: str, names: tuple[str, str]) -> None:
    """The forge is the committer of changes in its editor and by its buttons; a rebase keeps the author."""
    *_, last = make_commits(parse_chapter(f"{START}{BRANCH}{scene}\n"))
    assert (last.author.name, last.committer.name) == names


def test_rebase_keeps_the_author_time() -> None:
    """A rebased commit keeps its author time, and gets the time of the scene as committer time."""
    *_, last = make_commits(parse_chapter(f"{START}{BRANCH}== 2026-01-05 10:00 anika rebases work\n"))
    assert last.committer.seconds - last.author.seconds == 3600


def test_rebase_of_several_commits_is_an_error() -> None:
    """Rebasing several commits raises an error, because a scene makes only one commit."""
    more = f"{HEAD} on work\nMore\n-- v1 tests: done > na\n"
    with pytest.raises(ValueError, match="2 commits to rebase"):
        read_later_commits(f"{BRANCH}{more}{HEAD} rebases work\n")


def test_unmerged_branch_keeps_its_name() -> None:
    """The last commit of an unmerged branch has the branch name; commits of merged branches have none."""
    more = f"{HEAD} on other\nOther\n-- v1 review: done > na\n{HEAD} merges work\n"
    commits = make_commits(parse_chapter(f"{START}{BRANCH}{more}"))
    assert [commit.branch for commit in commits] == ["", "", "", "other", ""]


def test_reference_to_a_later_commit_is_an_error() -> None:
    """A reference to a later commit raises an error, because the id of that commit depends on the file."""
    with pytest.raises(ValueError, match="no earlier commit has the subject Review"):
        read_later_commits(f"{HEAD}\nNames\n-- add ids\n+- {{id of Review}}\n{BRANCH}")


def test_reference_names_an_earlier_commit() -> None:
    """Every commit whose files contain the reference stores which earlier commit it names."""
    names = f"{HEAD}\nNames\n-- add ids\n+- {{id of Review}}\n"
    *_, before, with_line, after = make_commits(
        parse_chapter(f"{START}{BRANCH}{names}{HEAD}\nAfter\n-- v1 review: done > na\n")
    )
    assert (before.named, with_line.named, after.named) == ({}, {"{id of Review}": 2}, {"{id of Review}": 2})
