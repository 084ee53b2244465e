"""`gonogo observe` writes measured values from the command line or from result files."""

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
    """A project with one metric, the latency, with a target below 200 ms."""
    team = Team(tmp_path)
    team.make()
    team.git("checkout", "--quiet", "main")
    return team


def observed(team: Team) -> str:
    """The line with the observed value."""
    lines = (team.root / V1).read_text(encoding="utf-8").splitlines()
    return lines[lines.index("      latency:") + 1].strip()


@pytest.mark.parametrize("value", ["120", "120 ms", "0.3 s", "1,200"])
def test_observe_writes_the_value(team: Team, value: str) -> None:
    """Observe writes the value into the file as typed."""
    assert team.run("observe", "latency", value).code == 0
    assert observed(team) == f"observed: {value}"


def test_observe_reports_uncommitted_evidence(team: Team) -> None:
    """Uncommitted evidence gives a warning; with --commit, observe writes nothing, as the file is not in the commit."""
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
        pytest.param((), "give either REF and VALUE, or --from FILE", id="no arguments"),
    ],
)
def test_observe_refuses_an_impossible_value(team: Team, words: tuple[str, ...], error: str) -> None:
    """Observe writes nothing if the value does not fit the target, or if an argument is missing."""
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
def test_observe_reads_values_from_a_file(team: Team, tmp_path: Path, name: str, content: str, value: str) -> None:
    """The command reads every metric in the file, or only the metric in REF."""
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
        pytest.param("a.json", '{"latency": NaN}', "NaN is not a number", id="not a number"),
        pytest.param("a.json", "{", "cannot be read", id="broken"),
        pytest.param("a.json", '{"latency": 1, "latncy": 2}', '"latncy" does not exist', id="unknown metric"),
        pytest.param("a.csv", "latency,7\n", "expected the columns metric and value", id="no header"),
        pytest.param("a.csv", "metric,value\nlatency,1\nlatency,2\n", "several rows", id="twice"),
        pytest.param("a.xml", f"{JUNIT}</testsuite></testsuites>", "one value", id="JUnit without REF"),
        pytest.param("a.txt", "7", "not a .json, .csv or .xml", id="unknown file type"),
    ],
)
def test_observe_refuses_an_unreadable_or_ambiguous_file(
    team: Team, tmp_path: Path, name: str, content: str, error: str
) -> None:
    """Observe writes nothing if it cannot assign each value in the file to a metric."""
    before = observed(team)
    (tmp_path / name).write_text(content, encoding="utf-8")
    ran = team.run("observe", "--from", str(tmp_path / name))
    assert ran.code == 2
    assert error in ran.err
    assert observed(team) == before


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(f"{JUNIT}</testsuite></testsuites>", "", id="two of three executed tests"),
        pytest.param("<!DOCTYPE a><testsuite/>", "a JUnit file must not have a document type", id="document type"),
        pytest.param("<testsuite/>", "none of its tests ran", id="no tests"),
        pytest.param("<testsuite", "cannot be read", id="broken"),
    ],
)
def test_observe_computes_the_pass_rate_from_junit(team: Team, tmp_path: Path, content: str, error: str) -> None:
    """The pass rate is rounded down, and does not count skipped tests."""
    text = (team.root / V1).read_text(encoding="utf-8").replace("observed: 150 ms", "observed:")
    (team.root / V1).write_text(text.replace("target: < 200 ms", "target: at least 60 %"), encoding="utf-8")
    (tmp_path / "junit.xml").write_text(content, encoding="utf-8")
    ran = team.run("observe", "latency", "--from", str(tmp_path / "junit.xml"))
    assert error in ran.err
    assert (observed(team) == "observed: 66.66%") == (not error)


def test_observe_commit_has_the_metrics_as_trailers(team: Team) -> None:
    """The trailers name the metrics, and the subject has no value, because a value can be any text."""
    team.git("config", "user.name", "A")
    team.git("config", "user.email", "a@example.com")
    team.run("observe", "latency", "7", "--evidence", "https://a.example/1", "--commit")
    assert team.git("log", "-1", "--format=%B").strip() == (
        "Observe latency (shop/v1)\n\nReadiness-Entry: shop/v1#speed/latency"
    )
