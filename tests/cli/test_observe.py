"""`gonogo observe` writes measured values: typed, or from the files of tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import V1
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

JUNIT = "<testsuites><testsuite><testcase/><testcase/><testcase><failure/></testcase><testcase><skipped/></testcase>"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A project with one metric, the latency below 200 ms."""
    team = Team(tmp_path)
    team.make()
    team.git("checkout", "--quiet", "main")
    return team


def observed(team: Team) -> str:
    """The line with the value."""
    lines = (team.root / V1).read_text(encoding="utf-8").splitlines()
    return lines[lines.index("      latency:") + 1].strip()


@pytest.mark.parametrize("value", ["120", "120 ms", "0.3 s", "1,200"])
def test_value_is_written(team: Team, value: str) -> None:
    """As it was typed."""
    assert team.run("observe", "latency", value).code == 0
    assert observed(team) == f"observed: {value}"


def test_evidence_that_is_not_committed_is_said(team: Team) -> None:
    """Without --commit as a warning; with it nothing is written, since the commit would lack the file."""
    (team.root / "load test.md").write_text("fine\n", encoding="utf-8")
    before = observed(team)
    ran = team.run("observe", "latency", "120", "--evidence", "load test.md", "--commit")
    assert (ran.code, observed(team)) == (2, before)
    assert "help: git add 'load test.md' && git commit" in ran.err
    ran = team.run("observe", "latency", "120", "--evidence", "load test.md")
    assert (ran.code, "warning: load test.md is not committed" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param(("latency", "fast"), 'a number is expected for the target "< 200 ms"', id="words for a number"),
        pytest.param(("latency", "3 km"), 'the unit of the target "< 200 ms" is "ms"', id="another unit"),
        pytest.param(("lint", "1"), "shop/v1#code/lint is not a metric", id="an item"),
        pytest.param(("latency",), "give either REF and VALUE, or --from FILE", id="no value"),
        pytest.param((), "give either REF and VALUE, or --from FILE", id="nothing"),
    ],
)
def test_value_that_cannot_be_meant_is_refused(team: Team, words: tuple[str, ...], error: str) -> None:
    """Nothing is written."""
    before = observed(team)
    ran = team.run("observe", *words)
    assert ran.code == 2
    assert error in ran.err
    assert observed(team) == before


@pytest.mark.parametrize(
    ("name", "content", "value"),
    [
        pytest.param("a.json", '{"latency": 0.10}', "0.10", id="number as it is written"),
        pytest.param("a.json", '{"latency": "0.3 s"}', "0.3 s", id="text"),
        pytest.param("a.csv", 'metric,value\nlatency,"1,200 ms"\n', "1,200 ms", id="CSV"),
        pytest.param("a.csv", "\ufeffmetric,value\r\nlatency,7\r\n", "7", id="CSV of a spreadsheet"),
    ],
)
def test_values_come_from_files(team: Team, tmp_path: Path, name: str, content: str, value: str) -> None:
    """Every metric of the file; with REF this one."""
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    assert team.run("observe", "--from", str(tmp_path / name)).code == 0
    assert observed(team) == f"observed: {value}"
    again = team.run("observe", "shop/v1#latency", "--from", str(tmp_path / name)).out.splitlines()
    assert (again[0], again[1].partition(" -m ")[0]) == (
        f"latency is {value} already.",
        f"Next: git -C {team.root} commit",
    )
    ran = team.run("observe", "shop/v1#latency", "--from", str(tmp_path / name), "--commit")
    assert (ran.code, "is written already, but not committed" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        pytest.param("a.json", "[1]", "expected an object", id="list"),
        pytest.param("a.json", '{"latency": null}', "expected an object", id="null"),
        pytest.param("a.json", '{"latency": NaN}', "NaN is not a number", id="no number"),
        pytest.param("a.json", "{", "cannot be read", id="broken"),
        pytest.param("a.json", '{"latency": 1, "latncy": 2}', '"latncy" does not exist', id="unknown metric"),
        pytest.param("a.csv", "latency,7\n", "expected the columns metric and value", id="no head"),
        pytest.param("a.csv", "metric,value\nlatency,1\nlatency,2\n", "several rows", id="twice"),
        pytest.param("a.xml", f"{JUNIT}</testsuite></testsuites>", "one value", id="JUnit without REF"),
        pytest.param("a.txt", "7", "not a .json, .csv or .xml", id="another kind"),
    ],
)
def test_files_that_cannot_be_meant_are_refused(
    team: Team, tmp_path: Path, name: str, content: str, error: str
) -> None:
    """Nothing is written."""
    before = observed(team)
    (tmp_path / name).write_text(content, encoding="utf-8")
    ran = team.run("observe", "--from", str(tmp_path / name))
    assert ran.code == 2
    assert error in ran.err
    assert observed(team) == before


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(f"{JUNIT}</testsuite></testsuites>", "", id="two of three that ran"),
        pytest.param("<!DOCTYPE a><testsuite/>", "a JUnit file must not have a document type", id="document type"),
        pytest.param("<testsuite/>", "none of its tests ran", id="no tests"),
        pytest.param("<testsuite", "cannot be read", id="broken"),
    ],
)
def test_share_of_tests_that_passed_is_read_from_junit(team: Team, tmp_path: Path, content: str, error: str) -> None:
    """Without those that were skipped, rounded down."""
    text = (team.root / V1).read_text(encoding="utf-8").replace("observed: 150 ms", "observed:")
    (team.root / V1).write_text(text.replace("target: < 200 ms", "target: at least 60 %"), encoding="utf-8")
    (tmp_path / "junit.xml").write_text(content, encoding="utf-8")
    ran = team.run("observe", "latency", "--from", str(tmp_path / "junit.xml"))
    assert error in ran.err
    assert (observed(team) == "observed: 66.66%") == (not error)


def test_commit_has_the_metrics_as_trailers(team: Team) -> None:
    """And a subject without the value, which is a text of anybody."""
    team.git("config", "user.name", "A")
    team.git("config", "user.email", "a@example.com")
    team.run("observe", "latency", "7", "--evidence", "https://a.example/1", "--commit")
    assert team.git("log", "-1", "--format=%B").strip() == (
        "Observe latency (shop/v1)\n\nReadiness-Entry: shop/v1#speed/latency"
    )
