"""`checklist`: items to complete, one level of items below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.fields import Empty, Field, Nested, Reading, Table
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.record import Record
from gonogo.model.release import Entry
from gonogo.model.schedule import utc_day
from gonogo.sections.common import Entries, Kind, entry_table, status
from gonogo.values import DATE, ID, TEXT

if TYPE_CHECKING:
    from datetime import date, datetime

    from gonogo.model.ids import PersonId
    from gonogo.model.judgement import Circumstances

WORDS = ("open", "doing", "blocked", "done", "waived", "na")
_UNFINISHED = {"open": "open", "doing": "in progress", "blocked": "blocked"}


class Waiver(Record):
    """Why an item may stay undone, who allows it, and through which day (UTC)."""

    reason: str
    approved_by: PersonId
    until: date
    instead: str = ""

    def is_live(self, as_of: datetime) -> bool:
        """Whether it has not ended: it is valid through its last day."""
        return utc_day(as_of) <= self.until


class Item(Entry):
    """An item. `status` is None only where `items` stand in its place."""

    status: str | None = None
    waiver: Waiver | None = None
    items: tuple[Entry, ...] = ()

    @property
    def children(self) -> tuple[Entry, ...]:
        return self.items

    @property
    def has_answer(self) -> bool:
        return self.status is not None

    def state(self, around: Circumstances) -> str:
        return self.status or ("done" if self.is_settled(around) else "open")

    def is_settled(self, around: Circumstances) -> bool:
        return self._is_settled_itself(around) and all(item.is_settled(around) for item in self.items)

    def _is_settled_itself(self, around: Circumstances) -> bool:
        match self.status:
            case None | "done":
                return True
            case "na":
                return bool(self.note)
            case "waived":
                return self.waiver is not None and self.waiver.is_live(around.as_of)
            case _:
                return False

    def find_blocker(self, around: Circumstances) -> Blocked | None:
        if not around.is_counted or self.status in (None, "done"):
            return None
        if self.status in _UNFINISHED:
            reason = f": {self.note}" if self.note and self.status == "blocked" else ""
            return Blocked(BlockerRule.ENTRY_OPEN, f"{_UNFINISHED[self.status]}{reason}")
        why = self._why_not_excused(around)
        return Blocked(BlockerRule.WAIVER_INVALID, why) if why else None

    def _why_not_excused(self, around: Circumstances) -> str:
        if self.waiver is None and not self.note:
            return "not applicable, without a reason"
        if self.waiver is not None and not self._is_settled_itself(around):
            return f"the waiver ended on {self.waiver.until.isoformat()}"
        return around.approval(self.id).reason


def _check_item(item: Item, reading: Reading) -> None:
    if item.status is None and not item.items:
        cure = f"add `status:` with one of {', '.join(WORDS)}"
        reading.error("missing-key", item.where.key, f'item "{item.id}" has no line "status"', cure)
    if item.status == "waived" and item.waiver is None:
        cure = "below it: `waiver:` with `reason`, `approved_by` and `until`"
        reading.error("missing-key", item.where.at("status").span, f'"{item.id}" is waived without a waiver', cure)
    if item.status != "waived" and item.waiver is not None:
        cure = "write `status: waived`, or take the waiver out"
        reading.error("conflicting-keys", item.where.at("waiver").span, "a waiver of what is not waived", cure)


WAIVER = Table(
    "waiver",
    Waiver,
    Field("reason", TEXT, "Why it may stay undone.", required=True, empty=Empty.REFUSED),
    Field("approved_by", ID, "The person who allows it.", required=True, empty=Empty.REFUSED),
    Field("until", DATE, "Valid through this day, UTC.", required=True, empty=Empty.REFUSED),
    Field("instead", TEXT, "What protects meanwhile."),
)

_STATUS = status(*WORDS, required=False)
_ANSWERS = (
    _STATUS,
    Field(
        "waiver",
        Nested(WAIVER),
        "Only, and always, under `status: waived`; directly below it.",
        empty=Empty.REFUSED,
    ),
)
_CHILD = entry_table("item", Item, answers=_ANSWERS, check=_check_item)
_ITEMS = Field("items", Entries(_CHILD), "Items that this one consists of, one level deep.", empty=Empty.REFUSED)

KIND = Kind(
    "checklist",
    "Items to complete. Settled when `done`, when `na` with a `note`, or when `waived` and the waiver has not "
    "ended. An item with `items` is settled when they are and its own `status`, if it has one, is.",
    entry_table("item", Item, answers=_ANSWERS, plan=(_ITEMS,), check=_check_item),
)
