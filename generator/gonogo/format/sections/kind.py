"""The common parts of all kinds of section: the keys of every entry, and `Kind`, the description of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from gonogo.core.frozen import Frozen
from gonogo.format.named_types import COUNT, DATE, DUE, EVIDENCE, ID, LINE, OFFSET, TEXT, URL
from gonogo.format.tables import Empty, Field, RecordsById, Table
from gonogo.format.value_type import Choice, FieldType, ListOf, Schema
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.release import Entry, Waiver
from gonogo.model.state_words import StateWord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gonogo.core.nodes import Node, Plain, Scalar
    from gonogo.format.decode_context import DecodeContext
    from gonogo.model.judgement import EvaluationContext

# Defaults that are copied from other keys, in words for the reference page. `gonogo.trust.canonical` applies these
# defaults.
OF_SECTION = "the section's value"
OWN_ID = "the entry's id"
OWN_TITLE = "the title"

# The keys of answers that no sign-off covers: a signer agrees to the question, and the verdict uses the newest answer.
LIVE_ANSWER = ("status", "note", "evidence")

_NOT_YET = "not started, not-started, not done, todo, to do, to-do, pending, planned, incomplete, no, n, false, [ ], ☐"
_YES = "complete, completed, finished, closed, resolved, passed, pass, ok, yes, y, true, x, [x], ✅, ✓, ✔, ☑"

OPEN = StateWord("open", "Open", "mute", "open", also=_NOT_YET)
DONE = StateWord("done", "Done", "good", "go", is_settled=True, is_plain=True, also=f"{_YES}, met, sent")
MET = StateWord("met", "Met", "good", "go", is_settled=True, also=f"{_YES}, done, fulfilled, satisfied")

TITLE = Field("title", LINE, "The title, in one line.", required=True, empty=Empty.REFUSED)
NOTE = Field("note", TEXT, "The reason or the observed result. Explain here why an item is blocked or not applicable.")
DECLARED = Field(
    "declared",
    LINE,
    "The status in an imported document, verbatim. Pages show it beside the computed state, never instead of it.",
)
ABOUT = Field("about", TEXT, "An explanation for readers.")
SEE = Field("see", ListOf(URL, or_one=True), "Links to more information.")
OWNER = Field("owner", ListOf(ID, or_one=True), "The owner: a role or a person.", default=OF_SECTION)
AT = Field("at", OFFSET, "The time relative to T-0.", default=OF_SECTION)
DUE_ROW = Field("due", DUE, "The due date.", default=OF_SECTION)
REQUIRES = Field(
    "requires",
    Choice("evidence", "nothing"),
    "`evidence`: `done`, `met` or `clear` settles the entry only with `evidence`. `nothing`: evidence is not required.",
    empty=Empty.REFUSED,
    default=OF_SECTION,
)

WAIVER = Table(
    "waiver",
    Waiver,
    Field("reason", TEXT, "The reason for the waiver.", required=True, empty=Empty.REFUSED),
    Field("approved_by", ID, "The person who approves the waiver.", required=True, empty=Empty.REFUSED),
    Field("until", DATE, "The last day on which the waiver is valid, in UTC.", required=True, empty=Empty.REFUSED),
    Field("instead", TEXT, "The safeguards in effect until the waiver ends."),
)


_ANSWERS = (
    Field(
        "evidence",
        ListOf(EVIDENCE, or_one=True),
        "Proof of the answer: a link, or the path of a file in the repository.",
    ),
    NOTE,
    DECLARED,
)
_PLAN = (
    ABOUT,
    Field("expect", TEXT, "The expected response or result."),
    Field("run", TEXT, "Commands to copy; gonogo never runs them."),
    SEE,
    OWNER,
    AT,
    DUE_ROW,
    Field("minutes", COUNT, "The planned duration in minutes, for the run sheet."),
    REQUIRES,
)


def entry_table(
    name: str,
    make: type[Entry],
    *,
    answers: tuple[Field, ...],
    plan: tuple[Field, ...] = (),
    check: Callable[[Any, DecodeContext], None] | None = None,
) -> Table[Entry]:
    """The table of one kind of entry.

    The keys are in this order: `answers`, the answer keys of every entry, the title, `plan`, the other keys of every
    entry. A row in `plan` replaces a common row with the same name.
    """
    own = {row.name for row in plan}
    rest = tuple(row for row in _PLAN if row.name not in own)
    return Table(name, make, *answers, *_ANSWERS, TITLE, *plan, *rest, check=check)


def status(states: tuple[StateWord, ...], *, required: bool = True, others: Mapping[str, str] | None = None) -> Field:
    """The row of the key `status`. The allowed words are those of `states`, and the first state is the default.

    `others` are wrong words that people write, in addition to `StateWord.others`, with a hint for each.
    """
    meant = {other: state.word for state in states for other in state.others}
    return Field(
        "status",
        Choice(*(state.word for state in states), others=meant | dict(others or {})),
        "The answer.",
        required=required,
        empty=Empty.REFUSED,
        default=f"`{states[0].word}`",
    )


class Answered(Entry):
    """An entry whose `status` alone determines whether the entry is settled.

    An entry that is not settled blocks in phases with `gate: go`.
    """

    status: str

    def state(self, context: EvaluationContext) -> str:
        del context
        return self.status

    def is_settled(self, context: EvaluationContext) -> bool:
        return self.describe_state(self.status).is_settled and not self.lacks_evidence(context)

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        if not context.is_counted or self.is_settled(context):
            return None
        if self.lacks_evidence(context):
            return Blocked(BlockerRule.ENTRY_OPEN, self.say_lack(context))
        reason = f": {self.note}" if self.note else ""
        return Blocked(BlockerRule.ENTRY_OPEN, f"{self.describe_state(self.status).label.lower()}{reason}")


class Entries(FieldType[tuple["Entry", ...]]):
    """The type of the key `items`: a mapping of entries by id in the file, a tuple in document order in the record."""

    def __init__(self, table: Table[Entry]) -> None:
        self.by_id = RecordsById(table)
        self.label = self.by_id.label

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> tuple[Entry, ...] | None:
        records = self.by_id.decode(node, key, reading)
        return None if records is None else tuple(records.values())

    def encode(self, value: tuple[Entry, ...]) -> Plain:
        return self.by_id.encode({entry.id: entry for entry in value})

    def schema(self) -> Schema:
        return {**self.by_id.schema(), "minProperties": 1}


class Area(Frozen):
    """A column of the table on the home page. It counts the entries in sections of one kind for each open release.

    `gate` limits the column to phases with this gate, and `decides` to sections with this key; "" does not limit it.
    Columns are sorted by `order`, then by kind.
    """

    title: str
    gate: str = "go"
    decides: str = ""
    order: int = 0


class Kind(Frozen):
    """A kind of section. `table` has the keys of its entries, and `rows` the additional keys of its sections.

    `about` is the description on the reference page. `page` is the page that shows all sections of this kind in a
    release; with "", a section is on the page of its phase. No sign-off covers the keys `live_keys` of an entry,
    because the verdict always uses their newest values. If an entry has the key `live_unless`, sign-offs cover all its
    keys.
    """

    id: str
    about: str
    table: Table[Entry]
    rows: tuple[Field, ...] = ()
    areas: tuple[Area, ...] = ()
    page: Literal["", "rollback", "sign-offs", "metrics", "communication"] = ""
    live_keys: tuple[str, ...] = ()
    live_unless: str = ""

    @property
    def entry(self) -> type[Entry]:
        """The class of the entries of this kind."""
        return self.table.make
