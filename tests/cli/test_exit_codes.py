"""Exit codes: 0 is success, 1 is findings or NO-GO, 2 is wrong usage or environment."""

from dataclasses import replace
from pathlib import Path

import pytest

from building import Files, lay_out
from cli.projects import BROKEN, CLEAN, OLD, SMALL, UNREADABLE, WARNED
from cli.running import run, run_process

CODES = [
    pytest.param(SMALL, "status", 0, id="status of NO-GO without --exit-code"),
    pytest.param(SMALL, "status --exit-code", 1, id="status --exit-code of NO-GO"),
    pytest.param(SMALL, "status shop/v1 --exit-code --format json", 1, id="status --exit-code of NO-GO as JSON"),
    pytest.param(UNREADABLE, "status --exit-code", 1, id="status --exit-code of an unreadable release"),
    pytest.param(Files(others=OLD), "status shop/v0 --exit-code", 1, id="status --exit-code of a closed release"),
    pytest.param(SMALL, "next", 0, id="next"),
    pytest.param(SMALL, "show shop/v1", 0, id="show"),
    pytest.param(CLEAN, "check", 0, id="check finds nothing"),
    pytest.param(WARNED, "check", 0, id="check finds warnings"),
    pytest.param(WARNED, "check --fail-on error", 0, id="check finds warnings and fails on errors"),
    pytest.param(WARNED, "check --fail-on warning", 1, id="check finds warnings and fails on warnings"),
    pytest.param(replace(CLEAN, system="name: Shop\nsummary:"), "check --fail-on warning", 0, id="notes never fail"),
    pytest.param(BROKEN, "check", 1, id="check finds errors"),
    pytest.param(BROKEN, "check --fail-on warning", 1, id="errors are worse than warnings"),
    *(
        pytest.param(BROKEN, f"check --format {form}", 1, id=f"check finds errors in the format {form}")
        for form in ("text", "json", "github", "junit")
    ),
    pytest.param(BROKEN, "check checklists/people.yml", 0, id="check of a file without findings"),
    pytest.param(BROKEN, "check checklists/shop", 1, id="check of the folder with the error"),
    pytest.param(UNREADABLE, "check", 1, id="a release that cannot be read"),
    pytest.param(SMALL, "", 2, id="no command"),
    pytest.param(SMALL, "chekc", 2, id="an unknown command"),
    pytest.param(SMALL, "check --formt json", 2, id="an unknown option"),
    pytest.param(SMALL, "check --format yaml", 2, id="an unknown format"),
    pytest.param(SMALL, "check nowhere.yml", 2, id="a path that does not exist"),
    pytest.param(SMALL, "status --as-of yesterday", 2, id="not a time"),
    pytest.param(SMALL, "status shop/v2", 2, id="an unknown release"),
    pytest.param(SMALL, "status shop/v1#code", 2, id="a section has no verdict"),
    pytest.param(SMALL, "show", 2, id="a missing reference"),
    pytest.param(SMALL, "show nothing-like-it", 2, id="an unknown reference"),
    pytest.param(SMALL, "next --for nobody", 2, id="an unknown person"),
    pytest.param(SMALL, "schema", 2, id="no kind of file"),
    pytest.param(SMALL, "schema checklist", 2, id="an unknown kind of file"),
    pytest.param(SMALL, "--help", 0, id="help"),
    pytest.param(SMALL, "check --help", 0, id="help with a command"),
    pytest.param(SMALL, "--version", 0, id="version"),
]


@pytest.mark.parametrize(("files", "words", "code"), CODES)
def test_command_has_its_exit_code(files: Files, words: str, code: int, tmp_path: Path) -> None:
    """Each command exits with the code in the table, on which scripts and workflows rely."""
    lay_out(tmp_path, files)
    ran = run(*words.split(), at=tmp_path)
    assert (ran.code, "Traceback" in ran.err) == (code, False)


@pytest.mark.parametrize(
    ("files", "words", "code"),
    [
        pytest.param(CLEAN, "check", 0, id="check finds nothing"),
        pytest.param(BROKEN, "check", 1, id="check finds errors"),
        pytest.param(SMALL, "status --exit-code", 1, id="NO-GO"),
        pytest.param(SMALL, "check --formt json", 2, id="an unknown option"),
        pytest.param(SMALL, "show nothing-like-it", 2, id="an unknown reference"),
    ],
)
def test_process_has_the_exit_code_of_the_command(files: Files, words: str, code: int, tmp_path: Path) -> None:
    """The installed program exits with the code of the command."""
    lay_out(tmp_path, files)
    assert run_process(*words.split(), at=tmp_path).code == code


@pytest.mark.parametrize("command", ["status", "next", "check", "show lint"])
def test_command_without_checklists_exits_with_2(command: str, tmp_path: Path) -> None:
    """Outside of a project, one line names the problem, and one line the solution."""
    ran = run(*command.split(), at=tmp_path)
    assert (ran.code, ran.out, ran.err.splitlines()) == (
        2,
        "",
        [
            f"gonogo: no folder checklists/ in {tmp_path} or above it",
            "help: gonogo init begins a project here; gonogo -C DIR … runs in another folder",
        ],
    )


@pytest.mark.parametrize(
    "as_of",
    [
        pytest.param("9999-12-31T23:59-12:00", id="a time after the last year of UTC"),
        pytest.param("0001-01-01T00:00+14:00", id="a time before the first year of UTC"),
    ],
)
def test_command_refuses_an_evaluation_time_outside_the_calendar(as_of: str, tmp_path: Path) -> None:
    """A time that cannot be converted to UTC is a usage error."""
    lay_out(tmp_path, SMALL)
    ran = run("status", "--as-of", as_of, at=tmp_path)
    assert (ran.code, "Traceback" in ran.err) == (2, False)


@pytest.mark.parametrize("command", ["status", "next", "check", "show shop/v1", "status --format json"])
@pytest.mark.parametrize(
    "deploy_at",
    [
        pytest.param("0001-01-01T00:00+14:00", id="before the first year of UTC"),
        pytest.param("9999-12-31T23:59-12:00", id="after the last year of UTC"),
    ],
)
def test_command_accepts_any_time_in_the_files(command: str, deploy_at: str, tmp_path: Path) -> None:
    """Commands show an extreme time or report it as a finding, without a crash."""
    lay_out(tmp_path, Files(release=SMALL.release.replace("2026-03-01T09:00Z", deploy_at)))
    ran = run(*command.split(), at=tmp_path)
    assert (ran.code in (0, 1), ran.err) == (True, "")


def test_command_works_without_git(tmp_path: Path) -> None:
    """Outside of a repository, `gonogo status` does not need git."""
    lay_out(tmp_path, SMALL)
    ran = run_process("status", "--format", "json", at=tmp_path, environment={"PATH": str(tmp_path)})
    assert (ran.code, ran.document["head"]) == (0, None)


@pytest.mark.parametrize("command", ["status", "next", "check", "show lint", "log"])
def test_command_refuses_linked_checklists(command: str, tmp_path: Path) -> None:
    """Commands refuse a linked checklists/, because git does not follow the link to its files."""
    lay_out(tmp_path / "elsewhere", Files())
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "checklists").symlink_to(tmp_path / "elsewhere" / "checklists")
    ran = run(*command.split(), at=tmp_path / "project")
    assert (ran.code, ran.out, ran.err.splitlines()) == (
        2,
        "",
        [
            f"gonogo: {tmp_path}/project/checklists is a symbolic link, which git does not follow",
            "help: put the folder here",
        ],
    )
