"""`gonogo check`: what is wrong with the files, all of them or some."""

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
    """The line of the small project's release on which this text stands alone."""
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


def places(root: Path, *paths: str) -> list[str]:
    """The files in which something is found, each once."""
    document = run("check", *paths, "--format", "json", at=root).document
    return list(dict.fromkeys(one["path"] for one in document["diagnostics"]))


def test_check_is_one_document(tmp_path: Path) -> None:
    """The whole document of a project with two findings."""
    lay_out(tmp_path, SMALL)
    assert run("check", "--format", "json", *AS_OF, at=tmp_path).document == {
        "schema": "gonogo/check/1",
        "head": None,
        "as_of": "2026-03-01T08:00:00Z",
        "history": "none",
        "diagnostics": WARNINGS,
        "accepted": [],
    }


def test_check_of_a_process_shows_the_line(tmp_path: Path) -> None:
    """File, line and column, what is there, what is expected, the line with the place underlined, and the sum."""
    lay_out(tmp_path, BROKEN)
    ran = run_process("check", at=tmp_path)
    assert (ran.out, ran.err) == (tidy(BROKEN_TEXT).format(line=line_of("        status: open")), "")


def test_check_that_finds_nothing_says_so(tmp_path: Path) -> None:
    """Silence would leave open whether anything was looked at."""
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
        pytest.param(["checklists/../checklists/shop/v1.yml"], ["checklists/shop/v1.yml"], id="a way around"),
    ],
)
def test_check_of_paths_shows_what_is_found_there(paths: list[str], expected: list[str], tmp_path: Path) -> None:
    """All files are read, since they refer to each other; shown is what lies in the named ones."""
    lay_out(tmp_path, TWO_ERRORS)
    (tmp_path / "docs").mkdir()
    assert places(tmp_path, *paths) == expected


def test_check_of_paths_starts_where_the_command_does(tmp_path: Path) -> None:
    """Paths are relative to `-C`, and findings to the project."""
    lay_out(tmp_path, TWO_ERRORS)
    assert places(tmp_path / "checklists" / "shop", "v1.yml") == ["checklists/shop/v1.yml"]
    assert places(tmp_path / "checklists", "people.yml") == ["checklists/people.yml"]


def test_check_of_a_name_that_begins_alike_is_not_meant(tmp_path: Path) -> None:
    """A folder is no prefix of another folder's name."""
    other = {"checklists/shop2/system.yml": "nmae: x", "checklists/shop2/roles.yml": "roles:\n"}
    lay_out(tmp_path, Files(release=BROKEN.release, others=other))
    assert places(tmp_path, "checklists/shop") == ["checklists/shop/v1.yml"]


def test_check_of_a_folder_shows_the_link_in_it(tmp_path: Path) -> None:
    """A symbolic link lies where it lies, wherever it leads to."""
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere.yml"
    lay_out(project, CLEAN)
    write(elsewhere, "release: v2\n")
    (project / "checklists" / "shop" / "v2.yml").symlink_to(elsewhere)
    assert places(project, "checklists/shop") == ["checklists/shop/v2.yml"]


def test_check_of_a_missing_path_is_a_wrong_use(tmp_path: Path) -> None:
    """A misspelled path is never taken for a file without findings."""
    lay_out(tmp_path, SMALL)
    assert run("check", "checklists/shp", at=tmp_path) == (
        2,
        "",
        "gonogo: there is no file or folder checklists/shp\nhelp: paths are relative to the current folder, or to -C\n",
    )


def test_check_of_a_system_by_its_name_says_its_folder(tmp_path: Path) -> None:
    """Other commands take the name of a system."""
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
def test_check_prints_every_form(form: str, first: str, tmp_path: Path) -> None:
    """Each form is what it says it is."""
    lay_out(tmp_path, SMALL)
    assert run("check", "--format", form, *AS_OF, at=tmp_path).out.startswith(first)


def test_check_finds_everything_in_one_run(tmp_path: Path) -> None:
    """One broken file hides nothing in another, nor one error the next in its file."""
    release = SMALL.release.replace("status: open", "status: opne").replace("gate: close", "gate: clos")
    lay_out(tmp_path, Files(release=release, people="people:\n  ann:\n    nmae: Ann\n", system="nmae: Shop"))
    found = run("check", "--format", "json", at=tmp_path).document["diagnostics"]
    assert [(one["path"], one["rule"]) for one in found if one["rule"] in READING_RULES] == [
        ("checklists/people.yml", "unknown-key"),
        ("checklists/shop/system.yml", "unknown-key"),
        ("checklists/shop/v1.yml", "unknown-word"),
        ("checklists/shop/v1.yml", "unknown-word"),
    ]


MIXED = Files(release=SMALL.release, people=PEOPLE.replace("bob@", "ann@"), system="name: Shop\nsummary:\n")
SEVERITIES = [
    pytest.param("error", {"error"}, id="errors alone"),
    pytest.param("warning", {"error", "warning"}, id="and warnings"),
    pytest.param("note", {"error", "warning", "note"}, id="everything"),
]


@pytest.mark.parametrize(("severity", "expected"), SEVERITIES)
def test_check_lists_findings_of_a_severity_and_worse(severity: str, expected: set[str], tmp_path: Path) -> None:
    """Every form leaves out what is milder."""
    lay_out(tmp_path, MIXED)
    document = run("check", "--severity", severity, "--format", "json", at=tmp_path).document
    assert {one["severity"] for one in document["diagnostics"]} == expected


def test_check_text_begins_with_the_errors(tmp_path: Path) -> None:
    """The error comes first, though its file is not the first; the last line says where it is."""
    lay_out(tmp_path, MIXED)
    first, *_, last = run("check", *AS_OF, at=tmp_path).out.splitlines()
    place, _, words = first.partition(": ")
    assert (words.partition("[")[0], last) == ("error", f"1 error, 2 warnings, 1 note; error in {place}")


def test_check_exit_code_is_that_of_all_findings(tmp_path: Path) -> None:
    """A severity that is not listed fails all the same where `--fail-on` names it."""
    lay_out(tmp_path, SMALL)
    ran = run("check", "--severity", "error", "--fail-on", "warning", *AS_OF, at=tmp_path)
    assert ran == (1, "0 errors, 2 warnings, 0 notes; 2 not shown\n", "")


def make_accepting(root: Path) -> Team:
    """A project with a warning and two notes in two files, of which one note is not accepted."""
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


def test_check_counts_what_is_accepted(tmp_path: Path) -> None:
    """It is neither listed nor counted among the others, and fails nothing."""
    team = make_accepting(tmp_path)
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
def test_check_counts_what_is_accepted_in_the_paths(path: str, last: str, tmp_path: Path) -> None:
    """A path chooses among the accepted findings as among the others."""
    assert make_accepting(tmp_path).run("check", path).out.splitlines()[-1] == last


def test_check_accepts_the_same_with_a_cache_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in effect is a part of what the cache keeps."""
    team = make_accepting(tmp_path / "project")
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
