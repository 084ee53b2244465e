"""The command line has help, options, and helpful messages for wrong usage."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from building import lay_out
from cli.projects import SMALL
from cli.running import run, run_process
from gonogo import __version__, cli
from gonogo.cli import COMMANDS
from gonogo.core.secrets import HIDDEN
from repository import RepoBuilder


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=["gonogo", *COMMANDS])
def test_command_help_has_an_example(command: tuple[str, ...]) -> None:
    """The help of every command has a description and an example."""
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "Example: gonogo" in ran.out


@pytest.mark.parametrize("command", [(), ("check",), ("serve",)], ids=["gonogo", "check", "serve"])
def test_help_has_a_short_option(command: tuple[str, ...], tmp_path: Path) -> None:
    """`-h` equals `--help`, also outside of a project."""
    ran = run_process(*command, "-h", at=tmp_path)
    assert (ran.code, ran.err, "-h, --help" in ran.out) == (0, "", True)
    assert ran == run_process(*command, "--help", at=tmp_path)


def test_help_lists_every_command() -> None:
    """The list has every command with its first sentence."""
    lines = run("--help").out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == list(COMMANDS)
    assert [line for line in lines if len(line.split()) < 3] == []


def test_help_shows_complete_sentences() -> None:
    """Each line ends with a complete sentence, and fits into 80 columns."""
    lines = run("--help").out.partition("Commands:\n")[2].splitlines()
    assert [line for line in lines if not line.endswith(".") or line.endswith("..") or len(line) > 80] == []


def test_every_command_module_is_in_the_list_of_commands() -> None:
    """Every module with a command is in COMMANDS, because users could not run it otherwise."""
    modules = {module.name: import_module(f"{cli.__name__}.{module.name}") for module in iter_modules(cli.__path__)}
    assert [name for name, module in modules.items() if hasattr(module, "command")] == list(COMMANDS)


def test_version_option_prints_the_version_of_the_package(tmp_path: Path) -> None:
    """`--version` prints the version of the package, also outside of a project."""
    assert run_process("--version", at=tmp_path) == (0, f"gonogo {__version__}\n", "")


WRONG = [
    pytest.param("chekc", 'Error: no command "chekc"; did you mean "check"?', id="a misspelled command"),
    pytest.param(
        "frobnicate", f'Error: no command "frobnicate"; known: {", ".join(COMMANDS)}', id="an unknown command"
    ),
    pytest.param("CHECK", 'Error: no command "CHECK"; did you mean "check"?', id="upper case"),
    pytest.param("sign cto", 'Error: no command "sign"; write gonogo mark go REF', id="a command of other programs"),
    pytest.param("list", 'Error: no command "list"; write gonogo status', id="another command of other programs"),
    pytest.param("help", 'Error: no command "help"; write gonogo --help', id="help as a command"),
    pytest.param("version", 'Error: no command "version"; write gonogo --version', id="the version as a command"),
    pytest.param("undo lint", 'no command "undo"; write gonogo mark open REF', id="a verb for reopening"),
    pytest.param("no-go cto", 'no command "no-go"; write gonogo mark no-go REF --reason WHY', id="a state"),
    pytest.param("rollback v1", 'no command "rollback"; write gonogo close REF rolled-back', id="an outcome"),
    pytest.param("report", 'no command "report"; write gonogo status', id="a report"),
    pytest.param("log —format json", '"—format" begins with a dash that is not "-"; write --format', id="an em dash"),
    pytest.param("log \u2013n 3", '"\u2013n" begins with a dash that is not "-"; write -n', id="an en dash"),
    pytest.param("check \u2013-severity=error", "write --severity\n", id="an en dash and a hyphen"),
    pytest.param("build \u2212d out", '"\u2212d" begins with a dash that is not "-"; write -d', id="a minus sign"),
    pytest.param("—help", '"—help" begins with a dash that is not "-"; write --help', id="help after an em dash"),
    pytest.param("log -format json", '"-format" begins with one dash; write --format\n', id="one dash"),
    pytest.param(
        "check -severity=error",
        '"-severity=error" begins with one dash; write --severity\n',
        id="one dash, with a value",
    ),
    pytest.param("next ann", "too many arguments: ann; write --for ann\n", id="a person without the option"),
    pytest.param("show shop v1", "too many arguments: v1; write a release as shop/v1\n", id="a release as two words"),
    pytest.param(
        "observe p99 -0.5",
        "no option -0; write a negative value after --: gonogo observe -- REF -0.5\n",
        id="a value below 0",
    ),
    pytest.param("log -5", "no option -5; write -n 5\n", id="a number as an option"),
    pytest.param(
        "status -C x", "no option -C; write it before the command: gonogo -C DIR status\n", id="a folder too late"
    ),
    pytest.param("observe p99 120 ms", "too many arguments: ms; gonogo observe --help", id="a value as two words"),
    pytest.param(
        "build out",
        "too many arguments: out; gonogo build --help lists the arguments\n",
        id="an argument of a command without arguments",
    ),
    pytest.param("log a b c", "too many arguments: b c; gonogo log --help", id="two arguments too many"),
    pytest.param("check --formt json", "Error: no option --formt; write --format\n", id="a misspelled option"),
    pytest.param("status --json", "Error: no option --json; write --format json\n", id="a format as an option"),
    pytest.param("log --author ann", "Error: no option --author; write --person\n", id="an option of git"),
    pytest.param(
        "next --author ann", "Error: no option --author; write --for\n", id="an option of git for another command"
    ),
    pytest.param("check -q", "Error: no option -q; write --severity error\n", id="a short option"),
    pytest.param(
        "status --zzz", "Error: no option --zzz; gonogo status --help lists the options\n", id="an unknown option"
    ),
    pytest.param("--zzz", "Error: no option --zzz; gonogo --help lists the options\n", id="an unknown global option"),
    pytest.param("check --format yaml", "'text', 'json', 'github', 'junit'", id="an unknown format"),
    pytest.param("check --fail-on note", "'error', 'warning'", id="an unknown severity"),
    pytest.param("show", "REF", id="a missing reference"),
    pytest.param("show a b", "b", id="one reference too many"),
    pytest.param("status a b", "b", id="one reference too many of status"),
    pytest.param("schema chekclist", "'people', 'policy', 'roles', 'system', 'release'", id="an unknown kind of file"),
    pytest.param("schema", "name a schema (people, policy, roles, system, release, json-status", id="no schema"),
    pytest.param("reference", "DIR", id="no folder"),
    pytest.param(
        "status --as-of yesterday",
        '"yesterday" is neither a date like 2026-03-01 nor a time like 2026-03-01T09:00+01:00',
        id="not a time",
    ),
    pytest.param("status --as-of 2026-03-01T09:00", "2026-03-01T09:00+01:00", id="a time without its offset"),
    pytest.param("status --as-of 2026-02-30", "2026-03-01", id="a day that the calendar does not have"),
    pytest.param("serve -a 127.0.0.1:99999", '"99999" is not a port: a number from 1 to 65535', id="a port too large"),
    pytest.param("serve -a 127.0.0.1:0", '"0" is not a port', id="port 0"),
    pytest.param("serve -a localhost:-1", '"-1" is not a port', id="a negative port"),
    pytest.param("serve -a 127.0.0.1:", '"" is not a port', id="an empty port"),
    pytest.param("serve -a [::1]:http", '"http" is not a port', id="a port name"),
    pytest.param("serve -a 8000", '"8000" is not an address like 127.0.0.1:8000 or localhost:8000', id="only a port"),
    pytest.param("serve -a shop:8000", '"shop:8000" is not an address like 127.0.0.1:8000', id="a host name"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_usage_error_suggests_the_right_usage(words: str, message: str, tmp_path: Path) -> None:
    """The command exits with code 2, and prints the suggestion to standard error only."""
    lay_out(tmp_path, SMALL)
    ran = run(*words.split(), at=tmp_path)
    assert (ran.code, ran.out, message in ran.err) == (2, "", True)


def test_usage_error_is_printed_to_standard_error(tmp_path: Path) -> None:
    """A usage error is printed to standard error, so that scripts never read it as data."""
    ran = run_process("chekc", at=tmp_path)
    assert (ran.code, ran.out, ran.err.splitlines()[-1]) == (
        2,
        "",
        'Error: no command "chekc"; did you mean "check"?',
    )


def test_directory_option_runs_the_command_in_another_folder(tmp_path: Path) -> None:
    """The result of `-C DIR` equals the result of the command in DIR."""
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    lay_out(project, SMALL)
    elsewhere.mkdir()
    words = ("status", "--as-of", "2026-03-01")
    inside = run_process(*words, at=project)
    below = run_process(*words, at=project / "checklists" / "shop")
    assert run_process("-C", project, *words, at=elsewhere) == inside == below
    assert run_process("-C", "../project", *words, at=elsewhere) == inside


def test_directory_option_refuses_a_file_or_missing_folder(tmp_path: Path) -> None:
    """`-C` with a file or a missing folder is a usage error."""
    lay_out(tmp_path, SMALL)
    for wrong in (tmp_path / "nowhere", tmp_path / "checklists" / "people.yml"):
        ran = run("status", at=wrong)
        assert (ran.code, ran.out, str(wrong.name) in ran.err) == (2, "", True)


@pytest.mark.parametrize("words", ["status", "init", "demo other", "-C .. status"])
def test_command_in_a_deleted_folder_is_an_error(words: str, tmp_path: Path) -> None:
    """The command exits with code 2 if the current folder no longer exists, for example after `git checkout`."""
    (tmp_path / "gone").mkdir()
    line = f'rmdir ../gone && exec "{sys.executable}" -m gonogo {words}'
    ran = subprocess.run(["sh", "-c", line], cwd=tmp_path / "gone", capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr.splitlines()) == (
        2,
        "",
        ["gonogo: the current folder no longer exists", "help: cd to another folder"],
    )


NAMING = ["init", "demo", "render", "reference", "schema --write", "build -d", "codeowners --check", "check",
          "observe lint --from"]  # fmt: skip


@pytest.mark.parametrize("words", NAMING)
def test_empty_path_is_refused(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty path, as from an unset variable, is not the current folder: the command writes nothing."""
    lay_out(tmp_path / "project", SMALL)
    (tmp_path / "empty").mkdir()
    for folder in ("project", "empty"):
        monkeypatch.chdir(tmp_path / folder)
        before = sorted(tmp_path.rglob("*"))
        ran = run(*words.split(), "")
        assert (ran.code, ran.out) == (2, "")
        assert "the path is empty" in ran.err
        assert sorted(tmp_path.rglob("*")) == before


JUDGING = ["status --exit-code", "check", "next", "show lint", "diff HEAD", "mark doing lint", "close v1 cancelled",
           "build", "serve", "render out"]  # fmt: skip


@pytest.mark.parametrize("words", JUDGING)
def test_empty_trust_root_is_refused(words: str, tmp_path: Path) -> None:
    """An empty `--trust-root`, as from an unset variable, is refused, because another commit would be trusted."""
    lay_out(tmp_path, SMALL)
    RepoBuilder(tmp_path).commit()
    ran = run(*words.split(), "--trust-root", "", at=tmp_path)
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        "gonogo: --trust-root is empty\nhelp: name the commit, or leave --trust-root out\n",
    )


def test_empty_trust_root_variable_counts_as_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty `GONOGO_TRUST_ROOT` is ignored: the workflow of a deployment gate always sets the variable."""
    lay_out(tmp_path, SMALL)
    RepoBuilder(tmp_path).commit()
    monkeypatch.setenv("GONOGO_TRUST_ROOT", "")
    assert run("status", at=tmp_path).code == 0


ECHOED = [
    pytest.param(("show", "token=Tr0ub4dor3xyz"), id="a reference"),
    pytest.param(("log", "https://ann:Tr0ub4dor3xyz@example.com/"), id="a link in place of a reference"),
    pytest.param(("status", "--as-of", "password:Tr0ub4dor3xyz"), id="a time"),
    pytest.param(("status", "--at", "token:Tr0ub4dor3xyz"), id="a commit"),
    pytest.param(("check", "password=Tr0ub4dor3xyz.yml"), id="a path"),
    pytest.param(("password=Tr0ub4dor3xyz",), id="a command"),
    pytest.param(("-C", "token=Tr0ub4dor3xyz", "check"), id="a folder"),
]


@pytest.mark.parametrize("words", ECHOED)
def test_error_hides_a_secret_in_its_arguments(words: tuple[str, ...], tmp_path: Path) -> None:
    """Error messages hide a secret in arguments, because many people can read the log of a workflow."""
    lay_out(tmp_path, SMALL)
    RepoBuilder(tmp_path).commit()
    ran = run(*words, at=tmp_path)
    assert (ran.code, "Tr0ub4dor3xyz" in ran.out + ran.err, HIDDEN in ran.err) == (2, False, True)
