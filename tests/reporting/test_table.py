"""In the CSV of the log, spreadsheets find no formulas, and terminals no control characters."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from gonogo.core.frozen import replace
from gonogo.core.safe_text import terminal_safe, visible, visible_json
from gonogo.history.event_index import EventIndex
from gonogo.model.event import Trail
from gonogo.outputs.event_rows import write_table
from gonogo.pipelines.cached_trail import read_trail
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.history.event_index import IndexedEvent

BLANKS = {
    "nothing": "",
    "a space": " ",
    "spaces and a tab": "  \t",
    "a no-break space": "\u00a0",
    "an ideographic space": "\u3000",
    "a zero-width space": "\u200b",
    "a byte order mark": "\ufeff",
    "a word joiner": "\u2060",
    "a vertical tab": "\v",
    "a form feed": "\f",
    "a next line": "\u0085",
    "a line separator": "\u2028",
    "an escape": "\x1b",
    "an apostrophe": "'",
    "a blank line": "\n ",
    "a mixture": "\u200b \u3000'\ufeff",
}
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\u207c\u208a\u2212"


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Trail:
    root = tmp_path_factory.mktemp("repo")
    RepoBuilder(root).load(Made("one", {"checklists/people.yml": "people:\n"}))
    found = read_trail(root)
    assert isinstance(found, Trail)
    return found


def write_name(trail: Trail, name: str) -> str:
    """The table for a trail whose author has this name."""
    commit = trail.events[0].commit
    commit = replace(commit, author=replace(commit.author, name=name))
    return write_table(*index_events(replace(trail, events=(replace(trail.events[0], commit=commit),))))


def index_events(trail: Trail) -> tuple[EventIndex, Iterable[IndexedEvent]]:
    """The event index of the trail, and its events."""
    event_index = EventIndex(trail)
    return event_index, event_index.events


def cell_of(trail: Trail, name: str) -> str:
    """The cell for an author of this name."""
    (row,) = csv.DictReader(io.StringIO(write_name(trail, name)))
    return row["author_name"]


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS)
@pytest.mark.parametrize("sign", SIGNS)
def test_table_has_no_formula(trail: Trail, blank: str, sign: str) -> None:
    """A formula sign in any width, after any blanks, gets an apostrophe at the start of the cell."""
    assert cell_of(trail, f"{blank}{sign}1") == "'" + terminal_safe(f"{blank}{sign}1")


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_table_has_no_cell_that_begins_with_a_control_character(trail: Trail, start: str) -> None:
    """A cell that begins with a tab or a line end gets an apostrophe, because it could look like another cell."""
    assert cell_of(trail, f"{start}text").startswith("'")


@pytest.mark.parametrize("number", ["-5", "+49"])
def test_table_writes_signed_numbers_as_text(trail: Trail, number: str) -> None:
    """A number with a sign also gets an apostrophe."""
    assert cell_of(trail, number) == f"'{number}"


@pytest.mark.parametrize("name", ["Ann", "Ann = Bob", "日本語", "a-b", "5", "\u00bd", "ann@example.com", ""])
def test_table_keeps_other_text(trail: Trail, name: str) -> None:
    """A text without a formula sign at its start stays unchanged."""
    assert cell_of(trail, name) == name


@pytest.mark.parametrize("line", ["::error::x", "  ::error::x", "\u00a0::set-output name=a::b", "##[error]x"])
def test_table_has_no_workflow_command(trail: Trail, line: str) -> None:
    """A cell keeps its lines, but no line begins like a workflow command."""
    text = write_name(trail, f"first\n{line}\nlast")
    assert [row for row in text.splitlines() if row.lstrip().startswith(("::", "##["))] == []
    assert cell_of(trail, f"first\n{line}\nlast").count("\n") == 2


@pytest.mark.parametrize(
    "hidden", ["\x1b]0;x\x07", "\x9b2J", "\x7f", "\u202e", "\u200d", "\ufeff", "\U000e0041", "\udcff"]
)
def test_csv_and_json_escape_invisible_characters(trail: Trail, hidden: str) -> None:
    """CSV and JSON escape characters that control a terminal, and JSON programs still read the same text."""
    assert cell_of(trail, f"Ann{hidden}") == "Ann" + visible(hidden)
    document = json.dumps({"name": f"Änn{hidden}"}, indent=2, ensure_ascii=False)
    assert visible_json(document).replace("\n", "").isprintable()
    assert json.loads(visible_json(document)) == {"name": f"Änn{hidden}"}
    assert visible_json(json.dumps("\x7f")) == '"\\u007f"'
