"""`gonogo check` reports the problems of all files or of the given paths."""

from pathlib import Path

import pytest

from building import PEOPLE, Files, lay_out, tidy, write
from cli.projects import BROKEN, CLEAN, SMALL
from cli.running import AS_OF, run, run_process
from edits import SYSTEM, V1, accept, append, put, put_top
from gonogo.core.diagnostics import READING_RULES
from team import Team

TWO_ERRORS = Files(release=BROKEN.release, people=PEOPLE.replace("bob@", "ann@"))
BROKEN_TEXT = """
checklists/shop/v1.yml:{line}:17: error[unknown-word]: "status" cannot be "opne"
  {line} |         status: opne
     |                 ^^^^
  help: did you mean "open"?
1 error, 0 warnings, 0 notes
"""


def line_of(text: str) -> int:
    """The line number of this line in the release of the small project."""
    return SMALL.release.split("\n").index(text) + 1


WARNINGS = [
    {
        "rule": "false-claim",
        "severity": "warning",
        "message": '"Checklist" is declared "READY ✅", but the verdict is NO-GO',
        "path": "checklists/shop/v1.yml",
        "line": line_of("declared: READY ✅"),
        "column": 11,
        "help": "gonogo status lists the open entries",
    },
    {
        "rule": "false-claim",
        "severity": "warning",
        "message": '"Tests pass" is declared "✅", but is open',
        "path": "checklists/shop/v1.yml",
        "line": line_of("        declared: ✅"),
        "column": 19,
        "help": "gonogo status lists the open entries",
    },
]


def find_paths(root: Path, *paths: str) -> list[str]:
    """The files with findings, each once."""
    document = run("check", *paths, "--format", "json", at=root).document
    return list(dict.fromkeys(finding["path"] for finding in document["diagnostics"]))


def test_check_prints_one_json_document(tmp_path: Path) -> None:
    """The JSON document has both findings of the small project, with every key."""
    lay_out(tmp_path, SMALL)
    assert run("check", "--format", "json", *AS_OF, at=tmp_path).document == {
        "schema": "gonogo/check/1",
        "head": None,
        "as_of": "2026-03-01T08:00:00Z",
        "history": "none",
        "diagnostics": WARNINGS,
        "accepted": [],
    }


def test_check_shows_the_line_of_a_finding(tmp_path: Path) -> None:
    """The text has file, line and column, the message, the underlined line, the hint and the counts."""
    lay_out(tmp_path, BROKEN)
    ran = run_process("check", at=tmp_path)
    assert (ran.out, ran.err) == (tidy(BROKEN_TEXT).format(line=line_of("        status: open")), "")


def test_check_without_findings_prints_zero_counts(tmp_path: Path) -> None:
    """Check prints zero counts, so that users know that it has checked the files."""
    lay_out(tmp_path, CLEAN)
    assert run("check", at=tmp_path) == (0, "0 errors, 0 warnings, 0 notes\n", "")


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param([], ["checklists/people.yml", "checklists/shop/v1.yml"], id="everything"),
        pytest.param(["checklists/people.yml"], ["checklists/people.yml"], id="a file"),
        pytest.param(["checklists/shop"], ["checklists/shop/v1.yml"], id="a folder"),
        pytest.param(["checklists/shop/"], ["checklists/shop/v1.yml"], id="a folder with a slash"),
        pytest.param(["checklists/policy.yml"], [], id="a file without findings"),
        pytest.param(
            ["checklists/shop/v1.yml", "checklists/people.yml"],
            ["checklists/people.yml", "checklists/shop/v1.yml"],
            id="two files, in the order of paths",
        ),
        pytest.param(["."], ["checklists/people.yml", "checklists/shop/v1.yml"], id="the folder of the project"),
        pytest.param(["docs"], [], id="a folder beside the checklists"),
        pytest.param(["checklists/../checklists/shop/v1.yml"], ["checklists/shop/v1.yml"], id="a path with .."),
    ],
)
def test_check_of_paths_shows_only_findings_in_these_paths(
    paths: list[str], expected: list[str], tmp_path: Path
) -> None:
    """Check reads all files, because they refer to each other, and shows only findings in the given paths."""
    lay_out(tmp_path, TWO_ERRORS)
    (tmp_path / "docs").mkdir()
    assert find_paths(tmp_path, *paths) == expected


def test_check_resolves_paths_relative_to_the_current_folder(tmp_path: Path) -> None:
    """Paths are relative to the folder in `-C`; the paths in findings are relative to the project."""
    lay_out(tmp_path, TWO_ERRORS)
    assert find_paths(tmp_path / "checklists" / "shop", "v1.yml") == ["checklists/shop/v1.yml"]
    assert find_paths(tmp_path / "checklists", "people.yml") == ["checklists/people.yml"]


def test_check_of_a_folder_excludes_folders_with_a_longer_name(tmp_path: Path) -> None:
    """A path does not match another folder whose name begins with the same letters."""
    other = {"checklists/shop2/system.yml": "nmae: x", "checklists/shop2/roles.yml": "roles:\n"}
    lay_out(tmp_path, Files(release=BROKEN.release, others=other))
    assert find_paths(tmp_path, "checklists/shop") == ["checklists/shop/v1.yml"]


def test_check_of_a_folder_includes_its_symbolic_links(tmp_path: Path) -> None:
    """Check of a folder reports a symbolic link in it, wherever the target is."""
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere.yml"
    lay_out(project, CLEAN)
    write(elsewhere, "release: v2\n")
    (project / "checklists" / "shop" / "v2.yml").symlink_to(elsewhere)
    assert find_paths(project, "checklists/shop") == ["checklists/shop/v2.yml"]


def test_check_of_a_missing_path_is_a_usage_error(tmp_path: Path) -> None:
    """Check refuses a missing path, so a misspelled path never looks like a file without findings."""
    lay_out(tmp_path, SMALL)
    assert run("check", "checklists/shp", at=tmp_path) == (
        2,
        "",
        "gonogo: there is no file or folder checklists/shp\nhelp: paths are relative to the current folder, or to -C\n",
    )


def test_check_of_a_system_name_suggests_its_folder(tmp_path: Path) -> None:
    """The hint has the path of the system, because other commands accept the name of a system."""
    lay_out(tmp_path, SMALL)
    expected = "gonogo: there is no file or folder shop\nhelp: gonogo check checklists/shop\n"
    assert run("check", "shop", at=tmp_path) == (2, "", expected)


@pytest.mark.parametrize(
    ("form", "first"),
    [
        pytest.param("text", "checklists/shop/v1.yml:5:11: warning[false-claim]: ", id="text"),
        pytest.param("json", "{", id="json"),
        pytest.param("github", "::warning file=checklists/shop/v1.yml,line=5,col=11,", id="github"),
        pytest.param("junit", '<?xml version="1.0" encoding="UTF-8"?>', id="junit"),
    ],
)
def test_check_prints_every_format(form: str, first: str, tmp_path: Path) -> None:
    """The first line of the output has the form of its format."""
    lay_out(tmp_path, SMALL)
    assert run("check", "--format", form, *AS_OF, at=tmp_path).out.startswith(first)


def test_check_reports_all_errors_in_one_run(tmp_path: Path) -> None:
    """An error hides neither errors in other files nor later errors in the same file."""
    release = SMALL.release.replace("status: open", "status: opne").replace("gate: close", "gate: clos")
    lay_out(tmp_path, Files(release=release, people="people:\n  ann:\n    nmae: Ann\n", system="nmae: Shop"))
    found = run("check", "--format", "json", at=tmp_path).document["diagnostics"]
    assert [(finding["path"], finding["rule"]) for finding in found if finding["rule"] in READING_RULES] == [
        ("checklists/people.yml", "unknown-key"),
        ("checklists/shop/system.yml", "unknown-key"),
        ("checklists/shop/v1.yml", "unknown-word"),
        ("checklists/shop/v1.yml", "unknown-word"),
    ]


MIXED = Files(release=SMALL.release, people=PEOPLE.replace("bob@", "ann@"), system="name: Shop\nsummary:\n")
SEVERITIES = [
    pytest.param("error", {"error"}, id="only errors"),
    pytest.param("warning", {"error", "warning"}, id="errors and warnings"),
    pytest.param("note", {"error", "warning", "note"}, id="everything"),
]


@pytest.mark.parametrize(("severity", "expected"), SEVERITIES)
def test_check_lists_findings_from_a_severity_upwards(severity: str, expected: set[str], tmp_path: Path) -> None:
    """With `--severity`, check lists only findings of this severity or a higher severity."""
    lay_out(tmp_path, MIXED)
    document = run("check", "--severity", severity, "--format", "json", at=tmp_path).document
    assert {finding["severity"] for finding in document["diagnostics"]} == expected


def test_check_text_lists_errors_first(tmp_path: Path) -> None:
    """The error comes before findings in earlier files, and the last line names its place."""
    lay_out(tmp_path, MIXED)
    first, *_, last = run("check", *AS_OF, at=tmp_path).out.splitlines()
    place, _, words = first.partition(": ")
    assert (words.partition("[")[0], last) == ("error", f"1 error, 2 warnings, 1 note; error in {place}")


def test_check_exit_code_depends_on_all_findings(tmp_path: Path) -> None:
    """Findings that `--severity` hides still fail the check if `--fail-on` includes them."""
    lay_out(tmp_path, SMALL)
    ran = run("check", "--severity", "error", "--fail-on", "warning", *AS_OF, at=tmp_path)
    assert ran == (1, "0 errors, 2 warnings, 0 notes; 2 not shown\n", "")


def make_project_with_accepted_findings(root: Path) -> Team:
    """A project with a warning and two notes in two files, where one note is not accepted."""
    team = Team(
        root,
        put_top(V1, declared="READY"),
        put("tests", about=""),
        append("summary:\n", path=SYSTEM),
        accept("ready", "false-claim", "shop/v1"),
        accept("no-words", "gap", "shop/v1#code/tests"),
    )
    team.make()
    return team


def test_check_counts_accepted_findings_separately(tmp_path: Path) -> None:
    """An accepted finding is not listed, is in no other count, and never fails the check."""
    team = make_project_with_accepted_findings(tmp_path)
    ran = team.run("check", "--fail-on", "warning")
    note = 'checklists/shop/system.yml:2:1: note[gap]: "summary" is empty\n'
    assert (ran.code, ran.out) == (0, f"{note}0 errors, 0 warnings, 1 note; 2 accepted\n")
    assert team.run("check", "--severity", "warning").out == ("0 errors, 0 warnings, 1 note; 2 accepted; 1 not shown\n")
    assert "2 accepted" not in team.run("check", "--no-history").out


@pytest.mark.parametrize(
    ("path", "last"),
    [
        pytest.param(V1, "0 errors, 0 warnings, 0 notes; 2 accepted", id="the file of the release"),
        pytest.param(SYSTEM, "0 errors, 0 warnings, 1 note", id="another file"),
        pytest.param("checklists/shop", "0 errors, 0 warnings, 1 note; 2 accepted", id="the folder"),
    ],
)
def test_check_counts_accepted_findings_of_the_given_paths(path: str, last: str, tmp_path: Path) -> None:
    """Paths select accepted findings in the same way as other findings."""
    assert make_project_with_accepted_findings(tmp_path).run("check", path).out.splitlines()[-1] == last


def test_check_has_the_same_accepted_findings_with_and_without_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cached result has the same accepted findings as a new result, and depends on the acceptances in effect."""
    team = make_project_with_accepted_findings(tmp_path / "project")
    outputs = []
    for cache in ("", str(tmp_path / "cache"), str(tmp_path / "cache")):
        monkeypatch.setenv("GONOGO_CACHE", cache)
        outputs.append(team.run("check", "--format", "json").out)
    assert outputs[0] == outputs[1] == outputs[2]
    assert any((tmp_path / "cache").iterdir())
    assert len(team.accepted()) == 2
    team.git("checkout", "--quiet", "-b", "topic")
    team.write(put("ready", path="checklists/policy.yml", at="shop"))
    assert team.accepted() == [("gap", "no-words")]
    team.git("add", ".")
    assert team.accepted("--staged") == [("gap", "no-words")]
