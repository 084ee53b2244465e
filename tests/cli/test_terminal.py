"""Text from files never controls a terminal or the log of a workflow, and only terminals get colors."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release
from cli.projects import BROKEN, SMALL
from cli.running import AS_OF, run, run_process
from repository import Made, RepoBuilder

# characters that control a terminal, are invisible, or end a line
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
COLOR = re.compile("\x1b\\[[0-9;]*m")
# a YAML text in double quotes may spell any character
ESCAPED = '"\\e[35mred\\e]0;title\\a \\u202Edesrever \\u200Bhidden"'
COMMAND = '"::error file=x.yml::pwned"'
COMMAND_IN_LINE = re.compile(r"##\w*\[")
ITEM = """
code:
  title: {title}
  phase: before
  items:
    lint:
      status: open
      note: |
        first line
        ::error::pwned
      title: {title}
"""
COMMANDS = ["status", "status shop/v1", "next", "check", "show shop/v1", "show shop/v1#code", "show lint"]


def write_project(root: Path, title: str) -> None:
    """Writes a project whose release, section and item have this title."""
    text = write_release(signed(ITEM.format(title=title)), head=f"declared: {title}")
    lay_out(root, Files(release=text.replace("title: Checklist", f"title: {title}")))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("on_terminal", [False, True], ids=["pipe", "terminal"])
def test_commands_escape_control_characters(command: str, on_terminal: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Commands escape control and invisible characters in the files, or refuse the file."""
    write_project(tmp_path, ESCAPED)
    ran = run(*command.split(), at=tmp_path, on_terminal=on_terminal)
    assert CONTROL.findall(COLOR.sub("", ran.out) + ran.err) == []
    assert "\x1b[35m" not in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_print_no_workflow_command_from_the_files(command: str, tmp_path: Path) -> None:
    """No output line begins with `::`, even after spaces, because a forge would execute it."""
    write_project(tmp_path, COMMAND)
    lines = run(*command.split(), at=tmp_path).out.splitlines()
    assert [line for line in lines if line.lstrip().startswith("::")] == []


IN_LINES = ["##[add-mask]pwned", "x ##vso[task.setvariable variable=a]pwned", "###[group]x", "## ##[error]"]


@pytest.mark.parametrize("form", ["text", "json", "csv", "junit"])
@pytest.mark.parametrize("text", IN_LINES)
def test_commands_print_no_workflow_command_inside_a_line(text: str, form: str, tmp_path: Path) -> None:
    """No output has `##[` inside a line, which GitHub and Azure Pipelines execute; JSON keeps the text."""
    write_project(tmp_path, f"'{text}'")
    RepoBuilder(tmp_path).commit(f"{text}\n\nReviewed-by: {text}")
    (tmp_path / "checklists/shop/v1.yml").write_text(f"release: v1 {text}\n'{text}': [", encoding="utf-8")
    (tmp_path / f"checklists/shop/{text}.yml").touch()
    commands = {"csv": ["log"], "junit": ["check"], "json": ["check", "log", "status"]}
    for command in commands.get(form, ["check", "log", "show shop/v1", "status", "next"]):
        ran = run(*command.split(), "--format", form, at=tmp_path)
        assert ran.code in (0, 1), ran.err
        assert COMMAND_IN_LINE.findall(ran.out + ran.err) == []
        if command == "log" and form == "json":
            assert text in str(json.loads(ran.out)["events"][0]["trailers"])


@pytest.mark.parametrize("command", ["status", "check"])
def test_commands_escape_control_characters_in_file_names(command: str, tmp_path: Path) -> None:
    """Commands escape control characters in the names of files and folders."""
    lay_out(tmp_path, SMALL)
    evil = tmp_path / "checklists" / "\x1b]0;pwned\x07evil\u202e"
    evil.mkdir()
    (evil / "v1.yml").write_text("release: v1\n", encoding="utf-8")
    ran = run(*command.split(), at=tmp_path, on_terminal=True)
    assert CONTROL.findall(COLOR.sub("", ran.out) + ran.err) == []


@pytest.mark.parametrize("form", ["text", "json", "github", "junit"])
def test_check_reports_file_names_that_are_not_utf_8(form: str, tmp_path: Path) -> None:
    """Check reports a file name that is not UTF-8 in every format, and does not crash."""
    lay_out(tmp_path, SMALL)
    (tmp_path / "checklists" / "shop" / "\udcff.yml").write_text("release: v1\n", encoding="utf-8")
    ran = run_process("check", "--format", form, at=tmp_path)
    assert (ran.code, ran.err) == (1, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_escape_characters_that_the_output_encoding_lacks(command: str, tmp_path: Path) -> None:
    """Commands escape characters that the encoding of a pipe lacks, for example on Windows."""
    write_project(tmp_path, "Ready \u2705")
    ran = run(*command.split(), at=tmp_path, encoding="latin-1")
    assert ran.code in (0, 1)
    assert "Ready \\u2705" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize(
    ("words", "no_color", "colored"),
    [
        pytest.param("status", None, True, id="status on a terminal"),
        pytest.param("status", "", True, id="status with an empty NO_COLOR"),
        pytest.param("status", "1", False, id="status with NO_COLOR"),
        pytest.param("check", None, True, id="check on a terminal"),
        pytest.param("check", "1", False, id="check with NO_COLOR"),
        pytest.param("check --format github", None, False, id="workflow commands of check"),
        pytest.param("check --format json", None, False, id="JSON of check"),
        pytest.param("check --format junit", None, False, id="XML of check"),
        pytest.param("status --format json", None, False, id="JSON of status"),
        pytest.param("next", "1", False, id="next with NO_COLOR"),
        pytest.param("show lint", "1", False, id="show with NO_COLOR"),
    ],
)
def test_commands_color_only_text_on_terminals(
    words: str,
    no_color: str | None,
    colored: bool,  # noqa: FBT001 - a table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """NO_COLOR turns colors off; formats for programs never have colors."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    lay_out(tmp_path, SMALL)
    assert bool(COLOR.search(run(*words.split(), at=tmp_path, on_terminal=True).out)) is colored


@pytest.mark.parametrize(("term", "colored"), [("dumb", False), ("xterm", True), (None, True)])
def test_color_depends_on_the_terminal(
    term: str | None,
    colored: bool,  # noqa: FBT001 - a table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A terminal with `TERM=dumb`, such as a shell in an editor, has no colors. Without TERM, as on Windows, it has."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    if term:
        monkeypatch.setenv("TERM", term)
    lay_out(tmp_path, SMALL)
    assert bool(COLOR.search(run("status", at=tmp_path, on_terminal=True).out)) is colored


@pytest.mark.parametrize("words", ["status", "check", "next", "show lint", "chekc", "--help"])
def test_commands_print_no_colors_to_a_pipe(words: str, tmp_path: Path) -> None:
    """Output to a file or a program has no colors, for any environment variables."""
    lay_out(tmp_path, BROKEN if words == "check" else SMALL)
    ran = run_process(*words.split(), at=tmp_path, environment={"TERM": "xterm-256color", "CLICOLOR": "1"})
    assert COLOR.findall(ran.out + ran.err) == []


def test_colors_do_not_change_the_text(tmp_path: Path) -> None:
    """Without its colors, the text on a terminal equals the text in a pipe."""
    lay_out(tmp_path, SMALL)
    for words in (("status", *AS_OF), ("check", *AS_OF)):
        assert COLOR.sub("", run(*words, at=tmp_path, on_terminal=True).out) == run(*words, at=tmp_path).out


HOSTILE = "\x1b]0;pwned\x07\x1b[31m\u202e\u200b\ufeff\x9b2J\x7f\U000e0041"
LOGS = [
    "log",
    "log --format csv",
    "log --format json",
    "show shop/v1",
    "show shop/v1 --all",
    "show shop/v1 --format json",
]


@pytest.mark.parametrize("command", LOGS)
def test_history_commands_escape_control_characters(command: str, tmp_path: Path) -> None:
    """Author names, file names, messages and old versions are escaped in every format."""
    lay_out(tmp_path, SMALL)
    files = {str(file.relative_to(tmp_path)): file.read_text(encoding="utf-8") for file in tmp_path.rglob("*.yml")}
    builder = RepoBuilder(tmp_path)
    hostile = HOSTILE.encode()
    release = files["checklists/shop/v1.yml"]
    builder.load(
        Made("one", files, author=b"Ann" + hostile + b" <ann" + hostile + b"@example.com>"),
        Made("two", {f"checklists/shop/{HOSTILE}.yml": release}, message=b"x\n\n::error::pwned\n" + hostile),
        Made("three", {"checklists/shop/v1.yml": release.replace("title: ", f"title: {HOSTILE}\n::error::", 1)}),
    )
    has_color = command == "show shop/v1"  # a verdict in red is gonogo's own
    ran = run(*command.split(), at=tmp_path, on_terminal=not has_color)
    assert (ran.code, ran.err) == (0, "")
    assert CONTROL.findall(ran.out) == []
    assert [line for line in ran.out.splitlines() if line.lstrip().startswith(("::", "##["))] == []
    if "json" in command:
        json.loads(ran.out)


FAILING = {
    "an unknown folder": ("-C", f"nowhere{HOSTILE}", "check"),
    "an unknown command": (f"chekc{HOSTILE}\n::error::x",),
    "an unknown option": ("check", f"--{HOSTILE}"),
    "an unknown format": ("log", "--format", f"{HOSTILE}\n::error::x"),
    "an incorrect time": ("status", "--as-of", f"{HOSTILE}\n::error::x"),
    "an unknown reference": ("show", f"{HOSTILE}\n::error::x"),
    "an unknown revision": ("status", "--at", f"{HOSTILE}\n::error::x"),
    "a folder with files for the demo": ("demo", f"full{HOSTILE}"),
    "a folder with files for the tree": ("render", f"full{HOSTILE}"),
}


@pytest.mark.parametrize("arguments", FAILING.values(), ids=FAILING)
def test_errors_escape_control_characters_in_arguments(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Error messages escape control characters in arguments, which can come from a script."""
    lay_out(tmp_path, SMALL)
    RepoBuilder(tmp_path).commit()
    (tmp_path / f"full{HOSTILE}").mkdir()
    (tmp_path / f"full{HOSTILE}" / "file").touch()
    ran = run_process(*arguments, at=tmp_path)
    assert ran.code == 2
    assert CONTROL.findall(ran.out + ran.err) == []
    assert [line for line in ran.err.splitlines() if line.lstrip().startswith("::")] == []


@pytest.mark.parametrize("closed", ["0<&-", ">&-", "2>&-", "0<&- >&- 2>&-"], ids=["input", "output", "errors", "all"])
@pytest.mark.parametrize("words", ["status", "log", "check", "show shop/v1", "check --format json", "mark doing lint"])
def test_closed_stream_has_the_effect_of_the_null_device(words: str, closed: str, tmp_path: Path) -> None:
    """With a closed stream, as in `gonogo log >&-`, exit code and files are the same as with /dev/null."""
    folders = []
    for name, streams in (("closed", closed), ("null", "</dev/null >/dev/null 2>/dev/null")):
        folders.append(tmp_path / name)
        lay_out(folders[-1], SMALL)
        RepoBuilder(folders[-1]).commit()
        line = f'exec "{sys.executable}" -m gonogo {words} {streams}'
        ran = subprocess.run(["sh", "-c", line], cwd=folders[-1], capture_output=True, text=True, check=False)
        assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)
    here, there = ((folder / "checklists/shop/v1.yml").read_bytes() for folder in folders)
    assert here == there


def test_demo_escapes_the_name_of_its_folder(tmp_path: Path) -> None:
    """The demo escapes control characters in the name of its folder."""
    ran = run("demo", tmp_path / HOSTILE)
    assert (ran.code, CONTROL.findall(ran.out + ran.err)) == (0, [])


def test_schema_escapes_the_names_of_written_files(tmp_path: Path) -> None:
    """`gonogo schema --write` escapes control characters in the names of the written files."""
    ran = run("schema", "--write", tmp_path / HOSTILE)
    assert (ran.code, CONTROL.findall(ran.out + ran.err)) == (0, [])
