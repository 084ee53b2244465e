"""Nothing that a file contains steers the terminal or the log of a workflow, and colour is for terminals only."""

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

# what a terminal acts upon or does not show, and what a line could hide behind
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


def project(root: Path, title: str) -> None:
    """A project whose release, section and item have this title."""
    text = write_release(signed(ITEM.format(title=title)), head=f"declared: {title}")
    lay_out(root, Files(release=text.replace("title: Checklist", f"title: {title}")))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("on_terminal", [False, True], ids=["pipe", "terminal"])
def test_no_command_passes_control_characters_on(command: str, on_terminal: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Escape sequences and invisible characters of the files are written out, or the file is refused."""
    project(tmp_path, ESCAPED)
    ran = run(*command.split(), at=tmp_path, on_terminal=on_terminal)
    assert CONTROL.findall(COLOR.sub("", ran.out) + ran.err) == []
    assert "\x1b[35m" not in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_a_workflow_command(command: str, tmp_path: Path) -> None:
    """No line begins with `::`, with or without spaces before it: a forge would act upon it."""
    project(tmp_path, COMMAND)
    lines = run(*command.split(), at=tmp_path).out.splitlines()
    assert [line for line in lines if line.lstrip().startswith("::")] == []


IN_LINES = ["##[add-mask]pwned", "x ##vso[task.setvariable variable=a]pwned", "###[group]x", "## ##[error]"]


@pytest.mark.parametrize("form", ["text", "json", "csv", "junit"])
@pytest.mark.parametrize("text", IN_LINES)
def test_no_command_prints_a_workflow_command_in_a_line(text: str, form: str, tmp_path: Path) -> None:
    """GitHub and Azure Pipelines look for theirs anywhere in a line; programs read the text as it was written."""
    project(tmp_path, f"'{text}'")
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
def test_no_command_passes_control_characters_of_names_on(command: str, tmp_path: Path) -> None:
    """Nor do names of files and folders come out as they are."""
    lay_out(tmp_path, SMALL)
    evil = tmp_path / "checklists" / "\x1b]0;pwned\x07evil\u202e"
    evil.mkdir()
    (evil / "v1.yml").write_text("release: v1\n", encoding="utf-8")
    ran = run(*command.split(), at=tmp_path, on_terminal=True)
    assert CONTROL.findall(COLOR.sub("", ran.out) + ran.err) == []


@pytest.mark.parametrize("form", ["text", "json", "github", "junit"])
def test_check_prints_names_that_are_no_text(form: str, tmp_path: Path) -> None:
    """A file name of bytes that are no UTF-8 is reported, and is no bug."""
    lay_out(tmp_path, SMALL)
    (tmp_path / "checklists" / "shop" / "\udcff.yml").write_text("release: v1\n", encoding="utf-8")
    ran = run_process("check", "--format", form, at=tmp_path)
    assert (ran.code, ran.err) == (1, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_letters_that_the_encoding_lacks_are_written_out(command: str, tmp_path: Path) -> None:
    """A pipe of another encoding than UTF-8, as on Windows, is no reason to fail."""
    project(tmp_path, "Ready \u2705")
    ran = run(*command.split(), at=tmp_path, encoding="latin-1")
    assert ran.code in (0, 1)
    assert "Ready \\u2705" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize(
    ("words", "no_color", "colored"),
    [
        pytest.param("status", None, True, id="status on a terminal"),
        pytest.param("status", "", True, id="NO_COLOR that is empty says nothing"),
        pytest.param("status", "1", False, id="status with NO_COLOR"),
        pytest.param("check", None, True, id="check on a terminal"),
        pytest.param("check", "1", False, id="check with NO_COLOR"),
        pytest.param("check --format github", None, False, id="a form for programs"),
        pytest.param("check --format json", None, False, id="JSON"),
        pytest.param("check --format junit", None, False, id="XML"),
        pytest.param("status --format json", None, False, id="JSON of status"),
        pytest.param("next", "1", False, id="next with NO_COLOR"),
        pytest.param("show lint", "1", False, id="show with NO_COLOR"),
    ],
)
def test_color_is_for_terminals(
    words: str,
    no_color: str | None,
    colored: bool,  # noqa: FBT001 - a table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Text on a terminal is coloured, unless somebody said no; data never is."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    lay_out(tmp_path, SMALL)
    assert bool(COLOR.search(run(*words.split(), at=tmp_path, on_terminal=True).out)) is colored


@pytest.mark.parametrize(("term", "colored"), [("dumb", False), ("xterm", True), (None, True)])
def test_color_is_not_for_a_terminal_without_it(
    term: str | None,
    colored: bool,  # noqa: FBT001 - a table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As the shell in an editor is; Windows has no TERM."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    if term:
        monkeypatch.setenv("TERM", term)
    lay_out(tmp_path, SMALL)
    assert bool(COLOR.search(run("status", at=tmp_path, on_terminal=True).out)) is colored


@pytest.mark.parametrize("words", ["status", "check", "next", "show lint", "chekc", "--help"])
def test_no_color_in_a_pipe(words: str, tmp_path: Path) -> None:
    """What goes to a file or another program is plain, whatever the environment wishes."""
    lay_out(tmp_path, BROKEN if words == "check" else SMALL)
    ran = run_process(*words.split(), at=tmp_path, environment={"TERM": "xterm-256color", "CLICOLOR": "1"})
    assert COLOR.findall(ran.out + ran.err) == []


def test_color_changes_no_word(tmp_path: Path) -> None:
    """Without its colours, the text of a terminal is that of a pipe."""
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
def test_no_history_passes_control_characters_on(command: str, tmp_path: Path) -> None:
    """Names of authors and files, messages, and what old versions said come out as text, in every form."""
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
    "a folder that is not there": ("-C", f"nowhere{HOSTILE}", "check"),
    "a command that is not there": (f"chekc{HOSTILE}\n::error::x",),
    "an option that is not there": ("check", f"--{HOSTILE}"),
    "a format that is not there": ("log", "--format", f"{HOSTILE}\n::error::x"),
    "a time that is none": ("status", "--as-of", f"{HOSTILE}\n::error::x"),
    "a reference that names nothing": ("show", f"{HOSTILE}\n::error::x"),
    "a revision that is none": ("status", "--at", f"{HOSTILE}\n::error::x"),
    "a folder for the demo that is full": ("demo", f"full{HOSTILE}"),
    "a folder for the tree that is full": ("render", f"full{HOSTILE}"),
}


@pytest.mark.parametrize("arguments", FAILING.values(), ids=FAILING)
def test_no_failure_passes_control_characters_on(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """What was typed, or comes from a script, is shown as text where it is refused."""
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
def test_closed_stream_is_like_the_null_device(words: str, closed: str, tmp_path: Path) -> None:
    """A caller without a stream, such as `gonogo log >&-`, gets the exit code and the files of one that discards it."""
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


def test_demo_shows_its_folder_as_text(tmp_path: Path) -> None:
    """The folder may have any name; the lines that name it are text."""
    ran = run("demo", tmp_path / HOSTILE)
    assert (ran.code, CONTROL.findall(ran.out + ran.err)) == (0, [])


def test_schemas_are_written_to_any_folder(tmp_path: Path) -> None:
    """The files that were written are named as text."""
    ran = run("schema", "--write", tmp_path / HOSTILE)
    assert (ran.code, CONTROL.findall(ran.out + ran.err)) == (0, [])
