"""The command line accepts every gonogo command in the documents."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from gonogo.cli import gonogo

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md"))
    if page.exists()
)
# Lines of blocks for a shell and code in a sentence. A command ends at a pipe, a redirection, `&&` or a comment.
_BLOCKS = re.compile(r"^```(?:sh|console|bash)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)`(gonogo [^`]+)`(?!`)")
_COMMAND = re.compile(r"(?:^|[\s;&$])gonogo ((?:[^|&;\n>#]|(?<=[^\s])#)+)", re.MULTILINE)
# Names in place of words that a reader chooses; the output of `gonogo --version`; the command that a recipe adds.
_PLACES = re.compile(r"…|\.\.\.|<[\w-]+>|\[[\w… -]+\]|`$|^\d+\.\d+\.\d+$|^people$")


def _find_commands(text: str) -> list[str]:
    blocks = [line.removeprefix("$ ") for block in _BLOCKS.findall(text) for line in block.splitlines()]
    lines = [line for line in blocks if not line.startswith((" ", "#"))]
    return [match.strip() for line in (*lines, *_CODE.findall(text)) for match in _COMMAND.findall(line)]


@pytest.mark.parametrize("page", PAGES)
def test_page_has_only_existing_commands_and_options(page: str) -> None:
    """Every command on a page exists with its options; values such as REF are not checked."""
    wrong = []
    for line in _find_commands((ROOT / page).read_text(encoding="utf-8")):
        if not _PLACES.search(line):
            try:
                _parse(shlex.split(line))
            except click.BadParameter:
                pass
            except click.NoSuchOption as error:
                wrong.append((line, str(error)))
            except click.BadOptionUsage:
                pass  # an option in a sentence, without its value
            except (click.UsageError, ValueError) as error:
                wrong.append((line, str(error)))
    assert wrong == []


def _parse(words: list[str]) -> None:
    context = click.Context(gonogo, info_name="gonogo")
    while words and words[0] == "-C":
        del words[:2]
    if not words or words[0].startswith("-"):
        return
    command = gonogo.get_command(context, words[0])
    if command is None:
        message = "no such command"
        raise click.UsageError(message)
    command.make_context(words[0], words[1:], parent=context)


@pytest.mark.parametrize("line", ["lst", "check --sverity error", "log --json"])
def test_parser_refuses_unknown_commands_and_options(line: str) -> None:
    """A misspelled command or option on a page would fail the test above."""
    with pytest.raises(click.UsageError):
        _parse(shlex.split(line))
