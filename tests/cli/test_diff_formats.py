"""The forms of `gonogo diff` for a pull request: Markdown that nobody can abuse, and annotations of GitHub."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from building import write_files
from cli.running import run
from edits import V1, decide, put, write
from gonogo.outputs.diff_markdown import COMMENT_BYTES, SUMMARY_BYTES, escape
from repository import RepoBuilder
from shop import ALICE, BOB, CAROL, PEOPLE_TEXT, POLICY_TEXT, RELEASE_TEXT, ROLES_TEXT, SYSTEM_TEXT
from team import BEFORE, Team

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = [
    pytest.param("<img src=x onerror=alert(1)>", id="HTML"),
    pytest.param("[click](https://evil.example)", id="a link"),
    pytest.param("![x](https://evil.example/x.png)", id="an image"),
    pytest.param("@octocat and @org/team", id="mentions"),
    pytest.param("closes #1, !2, GH-3", id="issues"),
    pytest.param("see https://evil.example or www.evil.example", id="addresses"),
    pytest.param("`code` and ``` fences", id="code"),
    pytest.param("a | b | c", id="a table"),
    pytest.param("**bold** _soft_ ~gone~", id="emphasis"),
    pytest.param("&lt;script&gt; &amp;", id="entities"),
    pytest.param("$x^2$ and \\(y\\)", id="formulas"),
    pytest.param("eve@example.org", id="an e-mail"),
]
ENTITY = re.compile(r"&#(\d+);")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_itself(text: str) -> None:
    """Each sign with a meaning is an entity; a character of no width stands behind those that forges look for."""
    written = escape(text)
    shown = ENTITY.sub(lambda match: chr(int(match[1])), written)
    assert shown.replace("\u200b", "") == text
    assert not re.search(r"[<>\[\]`*_|~@#!$\\]", ENTITY.sub("", written))
    assert not re.search(r"@\w|#\d|!\d|://|www\.", shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_title_in_a_report_is_itself(text: str, tmp_path: Path) -> None:
    """Old and new title of an item, wherever the report has them."""
    team = Team(tmp_path)
    branch = team.branch()
    quoted = "'" + text.replace("'", "''") + "'"
    branch.commit(CAROL, put("errors", title=quoted))
    ran = team.run("diff", "main", branch.name, "--format", "markdown")
    assert (ran.code, escape(text) in ran.out, text in ran.out) == (0, True, False)


def test_hostile_title_steers_no_terminal_and_no_workflow(tmp_path: Path) -> None:
    """In no form does a line begin with a command of the CI but those that gonogo writes."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("errors", title="'::error file=x::y %0A::set-output'", note="'##[error]z'"))
    for form in ("text", "markdown", "json"):
        out = team.run("diff", "main", branch.name, "--format", form).out
        assert not re.search(r"^\s*::", out, re.MULTILINE)
        assert "##[" not in out
    for line in team.run("diff", "main", branch.name, "--format", "github").out.splitlines():
        assert line.startswith("::notice file=checklists/")


def test_hostile_name_of_a_file_is_written_out(tmp_path: Path) -> None:
    """A name with a line end, an escape or a byte that is no UTF-8 is no line, color or byte of a report."""
    team = Team(tmp_path)
    names = (b"\x1b[31m@x`y|<b>.txt", b"\xff.txt", b"a\n::error.txt")
    files = {f"checklists/shop/{os.fsdecode(name)}": "x: y\n" for name in names}
    branch = team.branch()
    branch.commit(CAROL, *(write(path, text) for path, text in files.items()))
    for form in ("text", "markdown", "json", "github"):
        ran = team.run("diff", "main", branch.name, "--format", form)
        assert (ran.code, ran.err, "\x1b" in ran.out) == (1, "", False)
        assert form != "markdown" or "<b>" not in ran.out
        assert [line for line in ran.out.splitlines() if line.startswith("::error.txt")] == []


def test_markdown_of_a_decision_has_verdicts_and_statements(tmp_path: Path) -> None:
    """A table, a heading for each topic, and what was compared."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", "alice"), by=CAROL)
    branch = team.branch()
    branch.commit(BOB, decide("cto", "bob"))
    lines = team.run("diff", "main", branch.name, "--format", "markdown").out.splitlines()
    assert lines[:9] == [
        "### What this change means",
        "",
        "| release | before | now | once merged | settled |",
        "| --- | --- | --- | --- | --- |",
        "| shop/v1 | **NO-GO** | **NO-GO** | **NO-GO** | 8 → 9 of 10 |",
        "",
        "#### Decisions",
        "",
        "- **CTO** go by Bob Baker `shop/v1#approvals/cto`",
    ]
    assert re.fullmatch(r"<sub>Compared \w{12} with \w{12} merged into it; as of .*</sub>", lines[-1])


def _long(team: Team) -> str:
    """A branch that adds a release with very many items, all of them done; its name."""
    branch = team.branch()
    items = "".join(f"\n      i{number}:\n        status: done\n        title: {'x' * 150}" for number in range(900))
    text = RELEASE_TEXT.replace("release: v1", "release: v9").replace(
        "    items:\n      tests:", f"    items:{items}\n      tests:", 1
    )
    branch.commit(CAROL, write("checklists/shop/v9.yml", text))
    return branch.name


def test_comment_is_no_longer_than_a_comment_may_be(tmp_path: Path) -> None:
    """What is left out is counted; the last line says what was compared all the same."""
    team = Team(tmp_path)
    out = team.run("diff", "main", _long(team), "--format", "markdown").out
    assert len(out.encode()) <= COMMENT_BYTES
    assert re.search(r"^… and \d+ more; `gonogo diff` in a clone lists everything\.$", out, re.MULTILINE)
    assert out.rstrip().endswith("</sub>")


def test_summary_of_a_step_has_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is added to the file that GitHub names, behind what is there, and annotations are printed for ten."""
    team = Team(tmp_path / "shop")
    summary = tmp_path / "summary.md"
    summary.write_text("Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ran = team.run("diff", "main", _long(team), "--format", "github")
    text = summary.read_text(encoding="utf-8")
    assert (ran.code, len(ran.out.splitlines())) == (0, 10)
    assert text.startswith("Before\n### What this change means\n")
    assert text.count("open → done") + text.count("nothing → done") == 900
    assert len(text.encode()) <= SUMMARY_BYTES


def test_annotations_have_the_worst_first(tmp_path: Path) -> None:
    """File and line of the merged result; errors before warnings before notes."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", "alice"), by=CAROL)
    branch = team.branch()
    branch.commit(CAROL, put("errors", status="clear"), put("tests", title="Most tests pass"))
    branch.commit(CAROL, decide("cto", "bob"))
    lines = team.run("diff", "main", branch.name, "--format", "github").out.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::warning", "::notice"]
    assert lines[0] == (
        f"::error file={V1},line=95,col=19,endColumn=21,title=Written by another::"
        "CTO: go. Written by Carol Clay, not by Bob Baker"
    )


def test_annotations_have_paths_from_the_top_of_the_repository(tmp_path: Path) -> None:
    """Also where the project is in a folder of it."""
    files = {
        "checklists/people.yml": PEOPLE_TEXT,
        "checklists/policy.yml": POLICY_TEXT,
        "checklists/shop/roles.yml": ROLES_TEXT,
        "checklists/shop/system.yml": SYSTEM_TEXT,
        V1: RELEASE_TEXT,
    }
    repository = RepoBuilder(tmp_path)
    write_files(tmp_path / "sub", files)
    first = repository.commit()
    file = tmp_path / "sub" / V1
    file.write_text(RELEASE_TEXT.replace("status: open", "status: done", 1), encoding="utf-8")
    repository.commit()
    out = run("diff", first, "--format", "github", "--as-of", BEFORE, at=tmp_path / "sub").out
    assert out.startswith(f"::notice file=sub/{V1},line=23,")
