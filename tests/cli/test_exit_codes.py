"""How commands end: 0 fine, 1 findings or NO-GO where the command judges, 2 usage or environment."""

from dataclasses import replace
from pathlib import Path

import pytest

from building import Files, lay_out
from cli.projects import BROKEN, CLEAN, OLD, SMALL, UNREADABLE, WARNED
from cli.running import run, run_process

CODES = [
    pytest.param(SMALL, "status", 0, id="status tells of NO-GO and ends well"),
    pytest.param(SMALL, "status --exit-code", 1, id="status --exit-code of NO-GO"),
    pytest.param(SMALL, "status shop/v1 --exit-code --format json", 1, id="the same as JSON"),
    pytest.param(UNREADABLE, "status --exit-code", 1, id="status --exit-code of what cannot be read"),
    pytest.param(Files(others=OLD), "status shop/v0 --exit-code", 1, id="status --exit-code of a closed release"),
    pytest.param(SMALL, "next", 0, id="next"),
    pytest.param(SMALL, "show shop/v1", 0, id="show"),
    pytest.param(CLEAN, "check", 0, id="check finds nothing"),
    pytest.param(WARNED, "check", 0, id="check finds warnings"),
    pytest.param(WARNED, "check --fail-on error", 0, id="check finds warnings and fails on errors"),
    pytest.param(WARNED, "check --fail-on warning", 1, id="check finds warnings and fails on them"),
    pytest.param(replace(CLEAN, system="name: Shop\nsummary:"), "check --fail-on warning", 0, id="notes never fail"),
    pytest.param(BROKEN, "check", 1, id="check finds errors"),
    pytest.param(BROKEN, "check --fail-on warning", 1, id="errors are worse than warnings"),
    *(
        pytest.param(BROKEN, f"check --format {form}", 1, id=f"check finds errors and says so in the form {form}")
        for form in ("text", "json", "github", "junit")
    ),
    pytest.param(BROKEN, "check checklists/people.yml", 0, id="check of a file without findings"),
    pytest.param(BROKEN, "check checklists/shop", 1, id="check of the folder with the error"),
    pytest.param(UNREADABLE, "check", 1, id="a release that cannot be read"),
    pytest.param(SMALL, "", 2, id="no command"),
    pytest.param(SMALL, "chekc", 2, id="an unknown command"),
    pytest.param(SMALL, "check --formt json", 2, id="an unknown option"),
    pytest.param(SMALL, "check --format yaml", 2, id="an unknown form"),
    pytest.param(SMALL, "check nowhere.yml", 2, id="a path that does not exist"),
    pytest.param(SMALL, "status --as-of yesterday", 2, id="no time"),
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
def test_command_ends_with_its_code(files: Files, words: str, code: int, tmp_path: Path) -> None:
    """The code is what scripts and workflows rely on."""
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
def test_process_ends_with_its_code(files: Files, words: str, code: int, tmp_path: Path) -> None:
    """The process ends with the code of the command."""
    lay_out(tmp_path, files)
    assert run_process(*words.split(), at=tmp_path).code == code


@pytest.mark.parametrize("command", ["status", "next", "check", "show lint"])
def test_command_without_checklists_ends_with_2(command: str, tmp_path: Path) -> None:
    """Outside of a project nothing is judged: one line says what is missing, one what to do."""
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
        pytest.param("9999-12-31T23:59-12:00", id="a time that UTC does not have any more"),
        pytest.param("0001-01-01T00:00+14:00", id="a time that UTC does not have yet"),
    ],
)
def test_command_as_of_a_time_outside_the_calendar_is_refused(as_of: str, tmp_path: Path) -> None:
    """A time without a counterpart in UTC is refused like any other that is none."""
    lay_out(tmp_path, SMALL)
    ran = run("status", "--as-of", as_of, at=tmp_path)
    assert (ran.code, "Traceback" in ran.err) == (2, False)


@pytest.mark.parametrize("command", ["status", "next", "check", "show shop/v1", "status --format json"])
@pytest.mark.parametrize(
    "deploy_at",
    [
        pytest.param("0001-01-01T00:00+14:00", id="before the calendar of UTC"),
        pytest.param("9999-12-31T23:59-12:00", id="after it"),
    ],
)
def test_command_never_fails_on_a_time_of_the_files(command: str, deploy_at: str, tmp_path: Path) -> None:
    """Whatever the files say, a command shows it or calls it an error: it is never a bug."""
    lay_out(tmp_path, Files(release=SMALL.release.replace("2026-03-01T09:00Z", deploy_at)))
    ran = run(*command.split(), at=tmp_path)
    assert (ran.code in (0, 1), ran.err) == (True, "")


def test_command_works_where_git_is_not_installed(tmp_path: Path) -> None:
    """Outside of a repository nothing of git is needed, so its absence is no bug."""
    lay_out(tmp_path, SMALL)
    ran = run_process("status", "--format", "json", at=tmp_path, environment={"PATH": str(tmp_path)})
    assert (ran.code, ran.document["head"]) == (0, None)


@pytest.mark.parametrize("command", ["status", "next", "check", "show lint", "log"])
def test_checklists_behind_a_link_are_refused(command: str, tmp_path: Path) -> None:
    """Git does not follow it, so that the files and their history would be two things."""
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
