"""`gonogo diff` writes escaped Markdown for pull requests, and GitHub annotations."""

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
def test_escape_preserves_the_visible_text(text: str) -> None:
    """Special characters become entities, and zero-width characters prevent links and mentions."""
    written = escape(text)
    shown = ENTITY.sub(lambda match: chr(int(match[1])), written)
    assert shown.replace("\u200b", "") == text
    assert not re.search(r"[<>\[\]`*_|~@#!$\\]", ENTITY.sub("", written))
    assert not re.search(r"@\w|#\d|!\d|://|www\.", shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_report_escapes_hostile_titles(text: str, tmp_path: Path) -> None:
    """The report has the escaped title, and never the raw title."""
    team = Team(tmp_path)
    branch = team.branch()
    quoted = "'" + text.replace("'", "''") + "'"
    branch.commit(CAROL, put("errors", title=quoted))
    ran = team.run("diff", "main", branch.name, "--format", "markdown")
    assert (ran.code, escape(text) in ran.out, text in ran.out) == (0, True, False)


def test_diff_prints_no_workflow_commands_from_titles(tmp_path: Path) -> None:
    """In every format, only commands from gonogo itself begin a line."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("errors", title="'::error file=x::y %0A::set-output'", note="'##[error]z'"))
    for form in ("text", "markdown", "json"):
        out = team.run("diff", "main", branch.name, "--format", form).out
        assert not re.search(r"^\s*::", out, re.MULTILINE)
        assert "##[" not in out
    for line in team.run("diff", "main", branch.name, "--format", "github").out.splitlines():
        assert line.startswith("::notice file=checklists/")


def test_diff_escapes_hostile_file_names(tmp_path: Path) -> None:
    """Line ends, escape sequences and invalid UTF-8 in a file name have no effect in any format."""
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


def test_markdown_report_has_verdicts_and_statements(tmp_path: Path) -> None:
    """The report has a table, a heading for each topic, and the compared commits."""
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


def make_long_branch(team: Team) -> str:
    """The name of a branch that adds a release with very many completed items."""
    branch = team.branch()
    items = "".join(f"\n      i{number}:\n        status: done\n        title: {'x' * 150}" for number in range(900))
    text = RELEASE_TEXT.replace("release: v1", "release: v9").replace(
        "    items:\n      tests:", f"    items:{items}\n      tests:", 1
    )
    branch.commit(CAROL, write("checklists/shop/v9.yml", text))
    return branch.name


def test_markdown_report_respects_the_limit_for_comments(tmp_path: Path) -> None:
    """The report has the number of omitted lines, and still ends with the compared commits."""
    team = Team(tmp_path)
    out = team.run("diff", "main", make_long_branch(team), "--format", "markdown").out
    assert len(out.encode()) <= COMMENT_BYTES
    assert re.search(r"^… and \d+ more; `gonogo diff` in a clone lists everything\.$", out, re.MULTILINE)
    assert out.rstrip().endswith("</sub>")


def test_github_report_writes_everything_to_the_step_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report is appended to GitHub's summary file, and ten annotations are printed."""
    team = Team(tmp_path / "shop")
    summary = tmp_path / "summary.md"
    summary.write_text("Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ran = team.run("diff", "main", make_long_branch(team), "--format", "github")
    text = summary.read_text(encoding="utf-8")
    assert (ran.code, len(ran.out.splitlines())) == (0, 10)
    assert text.startswith("Before\n### What this change means\n")
    assert text.count("open → done") + text.count("nothing → done") == 900
    assert len(text.encode()) <= SUMMARY_BYTES


def test_github_report_prints_errors_first(tmp_path: Path) -> None:
    """Annotations have the file and line of the merged result: errors, then warnings, then notes."""
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


def test_github_report_has_paths_from_the_repository_root(tmp_path: Path) -> None:
    """Annotations have paths from the repository root, even if the project is in a subfolder."""
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
