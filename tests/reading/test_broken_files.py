"""Files that are each broken in a single way, and the complete output of `gonogo check`.

A case in `tests/cases/reading` has the files that differ from the base project, the expected output, and the result
that `test_schema.py` expects of the JSON Schema.
"""

import re
from pathlib import Path

import pytest

from gonogo.core.diagnostics import READING_RULES
from support.cases import BROKEN, Printed, check, check_as_process, lay_out

HEAD_LINE = re.compile(r"checklists/[^\s:]+:[1-9]\d*:[1-9]\d*: (?:error|warning|note)\[(?P<rule>[a-z0-9-]+)\]: \S.*")
NUMBERED_LINE = re.compile(r"  \d+ \| .*")
MARKED_LINE = re.compile(r"  +\| +\^+")

# These rules are about bytes or file names: see `test_hostile_bytes.py` and `test_files_beside.py`.
NOT_IN_TEXT = {"not-utf-8", "missing-file", "unexpected-file"}

# Run in new processes: a file that the parser refuses, a file that decoding refuses, several files, an empty file.
AS_PROCESS = (
    "yaml-quote-not-closed",
    "yaml-alias-and-anchor",
    "several-errors-in-one-run",
    "errors-in-every-file",
    "circle-of-two-criteria",
    "file-empty",
)

every_case = pytest.mark.parametrize("case", BROKEN)


@every_case
def test_broken_file_is_reported(case: str, tmp_path: Path) -> None:
    """`gonogo check` prints exactly the expected findings, and the exit code is 1."""
    printed = check(lay_out(tmp_path, case))
    assert printed == Printed(BROKEN[case].expect(printed.output), 1)


@pytest.mark.parametrize("case", AS_PROCESS)
def test_broken_file_is_reported_by_the_command(case: str, tmp_path: Path) -> None:
    """The installed command prints the same output as the command in this process."""
    assert check_as_process(lay_out(tmp_path, case)) == Printed(BROKEN[case].texts["expected"], 1)


@every_case
def test_message_names_line_and_column(case: str) -> None:
    """Every output line is a message with its place, the line in the file, its mark, a hint, or the count."""
    *lines, count = BROKEN[case].texts["expected"].splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [line for line in heads if not HEAD_LINE.fullmatch(line)] == []
    assert count == f"{len(heads)} error{'' if len(heads) == 1 else 's'}, 0 warnings, 0 notes"
    assert [line for line in lines if line.startswith(" ") and not is_detail(line)] == []


@every_case
def test_message_points_into_the_files_of_the_case(case: str) -> None:
    """No message is about a file of the base project."""
    heads = re.findall(r"^(checklists/[^\s:]+):", BROKEN[case].texts["expected"], re.MULTILINE)
    assert [path for path in heads if path not in BROKEN[case].texts] == []


def test_base_project_is_clean(tmp_path: Path) -> None:
    """The base project has no findings, not even a note."""
    assert check(lay_out(tmp_path)) == Printed("0 errors, 0 warnings, 0 notes\n", 0)


def test_every_reading_rule_has_a_case() -> None:
    """Every reading rule has a case, or is tested in a table of bytes or files."""
    printed = "\n".join(case.texts["expected"] for case in BROKEN.values())
    shown = {match["rule"] for match in HEAD_LINE.finditer(printed)}
    assert READING_RULES.keys() - shown == NOT_IN_TEXT


def is_detail(line: str) -> bool:
    """Whether a line is the line in the file, the mark below it, or the hint of a message."""
    return bool(NUMBERED_LINE.fullmatch(line) or MARKED_LINE.fullmatch(line) or line.startswith("  help: "))
