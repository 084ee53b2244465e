"""`gonogo log` prints the audit trail."""

from __future__ import annotations

import csv
import io
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from building import PEOPLE, POLICY, ROLES, SYSTEM, write_files
from cli.running import run, run_process
from gonogo.pipelines.site_build import SiteOptions, build_site
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = """release: v1
outcome:
title: Checklist
deploy_at:
phases:
  before:
    title: Before
    gate: go
sections:
  s:
    title: Code
    phase: before
    items:
      tests:
        status: STATE
        title: Tests pass
      review:
        status: open
        title: Everything is reviewed
"""
FILES = {
    "checklists/people.yml": PEOPLE.lstrip(),
    "checklists/policy.yml": POLICY.lstrip(),
    "checklists/shop/roles.yml": ROLES.lstrip(),
    "checklists/shop/system.yml": SYSTEM.lstrip(),
    "checklists/shop/v1.yml": RELEASE.replace("STATE", "open"),
}
BOB = b"Bob \x1b[31m Baker <bob@example.com>"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in which Ann completes the tests, and Bob blocks them in a pull request."""
    repository = RepoBuilder(tmp_path)
    repository.load(
        Made("root", FILES),
        Made("done", {"checklists/shop/v1.yml": RELEASE.replace("STATE", "done")}, date="1770000000 +0100"),
        Made(
            "back",
            {"checklists/shop/v1.yml": RELEASE.replace("STATE", "blocked")},
            "Look again (#7)",
            author=BOB,
            date="1770100000 +0000",
        ),
    )
    repository.git("checkout", "--quiet", "--force", "main")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "refs"),
    [
        pytest.param(
            ("log", "--kind", "registry"),
            [
                "checklists/people.yml",
                "checklists/policy.yml",
                "checklists/shop/roles.yml",
                "checklists/shop/system.yml",
            ],
            id="all files",
        ),
        pytest.param(("log", "checklists/people.yml", "--kind", "registry"), ["checklists/people.yml"], id="one file"),
        pytest.param(("log", "./checklists/people.yml"), ["checklists/people.yml"], id="a file below this folder"),
        pytest.param(("log", "checklists/people.yml:1:7"), ["checklists/people.yml"], id="a file, as check prints it"),
        pytest.param(("log", "shop/v1", "--kind", "registry"), [], id="one release"),
    ],
)
def test_log_kind_registry_covers_people_policy_roles_and_systems(
    project: Path, command: tuple[str, ...], refs: list[str]
) -> None:
    """Changes of people, policy, roles and systems have the kind `registry`, also in `--kind`; a release has none."""
    events = json.loads(run(*command, "--format", "json", at=project).out)["events"]
    assert {event["kind"] for event in events} <= {"registry"}
    assert list(dict.fromkeys(event["ref"] for event in events)) == refs


def test_log_refuses_the_kind_directory(project: Path) -> None:
    """Log refuses the kind `directory`, because the word is `registry`."""
    result = run("log", "--kind", "directory", at=project)
    assert (result.code, result.out) == (2, "")
    assert "'registry'" in result.err


def test_log_shows_date_author_change_and_merge(project: Path) -> None:
    """An event has two lines, oldest first; control characters in a name are escaped."""
    result = run("log", "tests", "--kind", "state", at=project)
    head = run("log", "--format", "json", at=project)
    oids = [event["commit"] for event in json.loads(head.out)["events"][-2:]]
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "2026-02-02  Ann Archer  shop/v1#s/tests",
        f"    state status: open → done  ({oids[0][:12]})",
        "2026-02-03  Bob \\u001b[31m Baker  shop/v1#s/tests",
        f"    state status: done → blocked  ({oids[1][:12]} #7)",
        f"2 events, of 3 commits up to {oids[1][:12]}",
    ]


@pytest.mark.parametrize(
    ("options", "states"),
    [
        pytest.param([], ["done", "blocked"], id="no filter"),
        pytest.param(["--to", "done"], ["done"], id="to a state"),
        pytest.param(["--person", "bob"], ["blocked"], id="by a person of people.yml"),
        pytest.param(["--person", "Ann@Example.com"], ["done"], id="by an e-mail"),
        pytest.param(["--since", "2026-02-03"], ["blocked"], id="since a day"),
        pytest.param(["--until", "2026-02-03"], ["done"], id="until a day"),
        pytest.param(["--at", "main~1"], ["done"], id="up to a revision"),
        pytest.param(["shop/v1"], ["done", "blocked"], id="one release"),
        pytest.param(["shop/v1#s/review"], [], id="another entry"),
    ],
)
def test_log_filters_events(project: Path, options: list[str], states: list[str]) -> None:
    """Each filter selects the matching events, and keeps their order."""
    result = run("log", *options, "--kind", "state", "--format", "json", at=project)
    document = json.loads(result.out)
    assert (document["schema"], document["history"]) == ("gonogo/log/1", "full")
    assert [event["after"] for event in document["events"]] == states


def test_log_of_a_system_has_all_its_releases_and_registry_files(project: Path) -> None:
    """The log includes closed releases, and excludes changes of the whole project."""
    closed = RELEASE.replace("STATE", "done").replace("v1", "v0").replace("outcome:", "outcome: cancelled")
    (project / "checklists/shop/v0.yml").write_text(closed, encoding="utf-8")
    RepoBuilder(project).commit()
    events = json.loads(run("log", "shop", "--format", "json", at=project).out)["events"]
    files = {event["ref"].partition("#")[0] for event in events}
    assert files == {"checklists/shop/roles.yml", "checklists/shop/system.yml", "shop/v0", "shop/v1"}


def test_log_of_a_release_path_equals_the_log_of_the_release(project: Path) -> None:
    """`gonogo log` prints the same for the path of a release file as for the name of the release."""
    by_path = run("log", "checklists/shop/v1.yml", at=project)
    assert (by_path.code, by_path.out) == (0, run("log", "shop/v1", at=project).out)


@pytest.mark.parametrize(
    ("person", "help_line"),
    [
        pytest.param("nemo", "", id="unknown name"),
        pytest.param("an", 'help: did you mean "ann"?', id="similar name"),
        pytest.param("Bob Baker", 'help: did you mean "bob"?', id="a name in people.yml"),
        pytest.param("", "", id="empty"),
    ],
)
def test_log_refuses_an_unknown_person(project: Path, person: str, help_line: str) -> None:
    """Log refuses an unknown person, because an empty log would mean that the person has done nothing."""
    result = run("log", "--person", person, at=project)
    assert (result.code, result.out) == (2, "")
    first, *rest = result.err.splitlines()
    assert first == f'gonogo: "{person}" is not in people.yml, and no commit has this name or e-mail'
    assert not help_line or rest == [help_line]


def test_log_of_a_person_without_events_is_empty(tmp_path: Path) -> None:
    """For a person in people.yml who has done nothing yet, log prints 0 events."""
    repository = RepoBuilder(tmp_path)
    repository.load(Made("root", FILES))
    repository.git("checkout", "--quiet", "--force", "main")
    result = run("log", "--person", "bob", at=tmp_path)
    assert (result.code, result.out.splitlines()[0][:9]) == (0, "0 events,")


def test_log_shows_an_added_release_as_one_event(project: Path) -> None:
    """The text shows an added release as a single event; JSON and CSV have an event for each entry."""
    result = run("log", "shop/v1", at=project)
    number = len(json.loads(run("log", "shop/v1", "--format", "json", at=project).out)["events"])
    lines = result.out.splitlines()
    assert lines[1].startswith("    added: Checklist, with 2 entries, 5 events in all  (")
    assert lines[-1].startswith(f"{number} events, of 3 commits")
    assert "#s/review" not in result.out


SIGNED = """
  approvals:
    title: Approvals
    phase: before
    kind: signoffs
    items:
      cto:
        decision: go
        by: bob
        title: CTO approval
      qa-lead:
        decision:
        by:
        title: QA approval
"""


def test_log_shows_a_decision_in_an_added_section_separately(project: Path) -> None:
    """A section that is added with a decision is one event, and the decision with its signer is another event."""
    text = RELEASE.replace("STATE", "blocked") + SIGNED.lstrip("\n")
    (project / "checklists/shop/v1.yml").write_text(text, encoding="utf-8")
    RepoBuilder(project).commit()
    out = run("log", "shop/v1", at=project).out
    assert "    added: Approvals, with 2 entries, 3 events in all  (" in out
    assert "    signed decision: go, by bob  (" in out
    assert "QA approval" not in out


def test_log_of_a_person_includes_decisions_by_other_authors(project: Path) -> None:
    """The log of a person includes decisions in this person's name that another person wrote."""
    text = RELEASE.replace("STATE", "blocked") + SIGNED.lstrip("\n")
    (project / "checklists/shop/v1.yml").write_text(text, encoding="utf-8")
    RepoBuilder(project).commit()
    events = json.loads(run("log", "--person", "bob", "--format", "json", at=project).out)["events"]
    assert [(event["author"]["name"], event["decider"]) for event in events] == [
        ("Bob \x1b[31m Baker", None),
        ("Ann Archer", "bob"),
        ("Ann Archer", "bob"),
    ]


def test_log_rows_have_the_title_at_the_time_of_the_event(project: Path) -> None:
    """A later title does not change earlier rows, so an old table is the beginning of a new table."""
    before = run("log", "--format", "csv", at=project).out
    renamed = RELEASE.replace("STATE", "blocked").replace("title: Tests pass", "title: All tests pass")
    (project / "checklists/shop/v1.yml").write_text(renamed, encoding="utf-8")
    RepoBuilder(project).commit()
    after = run("log", "--format", "csv", at=project).out
    assert after.startswith(before)
    rows = list(csv.DictReader(io.StringIO(after)))
    assert list(rows[0])[-3:] == ["decider", "commit_subject", "title"]
    last = [row for row in rows if row["ref"] == "shop/v1#s/tests"][-2:]
    assert [(row["title"], row["commit_subject"]) for row in last] == [
        ("Tests pass", "Look again (#7)"),
        ("All tests pass", rows[-1]["commit_subject"]),
    ]
    assert {row["title"] for row in rows if row["kind"] == "registry"} == {""}


def test_log_csv_has_the_events_of_the_json_and_no_formulas(project: Path) -> None:
    """CSV has the events of the JSON, and a cell that a spreadsheet would execute begins with an apostrophe."""
    text = RELEASE.replace("STATE", "done").replace("title: Tests pass", 'title: "=HYPERLINK(1)"')
    (project / "checklists/shop/v1.yml").write_text(text, encoding="utf-8")
    RepoBuilder(project).commit()
    rows = list(csv.DictReader(io.StringIO(run("log", "--format", "csv", at=project).out)))
    events = json.loads(run("log", "--format", "json", at=project).out)["events"]
    assert [(row["ref"], row["kind"], row["commit"]) for row in rows] == [
        (event["ref"], event["kind"], event["commit"]) for event in events
    ]
    assert rows[-1]["after"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_log_output_equals_the_audit_files_of_the_site(project: Path, form: str) -> None:
    """The output has the bytes of the site's files, even with control characters and another terminal encoding."""
    author = "Bob \x1b[31m Bäcker \u2014 <bob@example.com>".encode()
    RepoBuilder(project).load(Made("again", FILES, author=author, parents=()))
    printed = run("log", "--format", form, "--as-of", "2026-03-01", at=project, encoding="latin-1").out
    site = build_site(project, datetime(2026, 3, 1, tzinfo=UTC), SiteOptions())
    assert printed.encode() == site.files[f"audit.{form}"]


def test_log_outside_of_git_names_the_problem(tmp_path: Path) -> None:
    """In a folder without git, log exits with code 2, and says that there is no history."""
    write_files(tmp_path, FILES)
    result = run("log", at=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "there is no history: this folder is not in a git repository" in result.err


def test_log_refuses_a_shallow_clone_with_a_hint(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A shallow clone lacks history, so log exits with code 2 and shows how to fetch it."""
    clone = tmp_path_factory.mktemp("clone") / "shallow"
    RepoBuilder(tmp_path_factory.mktemp("any")).git("clone", "--quiet", "--depth=1", project.as_uri(), str(clone))
    result = run("log", at=clone)
    assert result.code == 2
    assert "--unshallow" in result.err


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_log_escapes_file_names(project: Path, form: str) -> None:
    """Every format can print a file name with control characters or invalid UTF-8."""
    strange = os.fsdecode(b"\xff \x1b[31m.yml")
    (project / "checklists" / "shop" / strange).write_text("a: b\n", encoding="utf-8")
    RepoBuilder(project).commit()
    result = run_process("log", "--format", form, at=project, environment={"PYTHONIOENCODING": "utf-8:strict"})
    assert (result.code, result.err) == (0, "")
    assert "\\udcff" in result.out
    assert form == "csv" or "\\u001b[31m.yml" in result.out


def test_log_can_show_only_the_last_events(project: Path) -> None:
    """The newest events keep their order; a number above the total shows all events."""
    everything = run("log", "--format", "json", at=project).document["events"]
    assert run("log", "-n", "2", "--format", "json", at=project).document["events"] == everything[-2:]
    assert run("log", "-n", "999", "--format", "json", at=project).document["events"] == everything
    last = run("log", "-n", "2", at=project).out.splitlines()[-1]
    assert last.startswith(f"the last 2 of {len(everything)} events, of ")
    assert run("log", "-n", "0", at=project).code == 2
