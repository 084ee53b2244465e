"""The table of ways to merge agrees with the levels that gonogo computes for commits as the forge writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cli.running import run
from handbook.afternoon import SIGNATURE
from handbook.page import File, read_steps
from handbook.shop import PEOPLE, RELEASE, read_page, read_section
from keys import make_key
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

ANN, BOB = b"Ann Lee <ann@example.com>", b"Bob Ray <bob@example.com>"
FORGE = b"GitHub <noreply@github.com>"
QUEUE = b"github-merge-queue[bot] <118344674+github-merge-queue[bot]@users.noreply.github.com>"
ROWS = re.findall(
    r"^\| (.+?) \| .+ \| (.+) \|$", read_section("merging.md", "## What each way of merging keeps"), re.MULTILINE
)
MERGE = "*Merge pull request* (merge commit)"
SQUASH, REBASE = "*Squash and merge*", "*Rebase and merge*"
BOT, PUSH = "merge queue, or a bot that merges", "`git push` to `main`"


def project() -> dict[str, str]:
    """The files of the tutorial, with all items done and a key for Bob."""
    files = {step.path: step.text for step in read_steps(read_page("first-release.md")) if isinstance(step, File)}
    files[RELEASE] = files[RELEASE].replace("status: open", "status: done")
    key = f"    forge: bob-ray\n    keys:\n      laptop:\n        ssh: {make_key('bob').public}\n"
    return {**files, PEOPLE: files[PEOPLE].replace("    forge: bob-ray\n", key)}


def landings(way: str, decided: dict[str, str]) -> list[Made]:
    """Bob's decision, signed on his machine, in the commits of this way of merging."""
    own = Made("go", decided, author=BOB, key=make_key("bob"), parents=("root",))
    forged = {"parents": ("root",), "committer": FORGE, "signature": SIGNATURE.encode()}
    merge = {**forged, "parents": ("root", "go")}
    return {
        MERGE: [own, Made("Merge pull request #2", decided, author=ANN, **merge)],
        SQUASH: [Made("Decide (#2)", decided, author=BOB, **forged)],
        REBASE: [Made("go", decided, author=BOB, committer=ANN, parents=("root",))],
        BOT: [own, Made("Merge pull request #2", decided, author=QUEUE, **merge)],
        PUSH: [own],
    }[way]


def test_merging_table_has_every_way_of_merging() -> None:
    """The table has exactly the ways of merging that the next test checks."""
    assert [way for way, _ in ROWS[2:]] == [MERGE, SQUASH, REBASE, BOT, PUSH]


@pytest.mark.parametrize(
    ("way", "level", "merger"),
    [
        pytest.param(MERGE, "signed", "ann", id="merge-commit"),
        pytest.param(SQUASH, "attributed", None, id="squash"),
        pytest.param(REBASE, "attributed", "ann", id="rebase"),
        pytest.param(BOT, "signed", None, id="queue"),
        pytest.param(PUSH, "signed", None, id="push"),
    ],
)
def test_way_of_merging_keeps_the_level_in_the_table(tmp_path: Path, way: str, level: str, merger: str | None) -> None:
    """The level of a signed decision, and whether gonogo knows the merger, are as in the table."""
    files = project()
    decided = {
        RELEASE: files[RELEASE].replace(
            "decision:\n        by:\n        title: QA", "decision: go\n        by: bob\n        title: QA"
        )
    }
    repo = RepoBuilder(tmp_path)
    repo.load(Made("root", files, author=ANN), *landings(way, decided))
    repo.git("reset", "--quiet", "--hard")
    found = run("status", "--format", "json", at=tmp_path).document["releases"][0]["signoffs"][0]
    assert [found[key] for key in ("state", "level", "merged_by")] == ["valid", level, merger]
    described = dict(ROWS)[way]
    assert f"*{level}*" in described or "depends on the method" in described
    assert ("*merged by*" in described) == (merger is not None)
