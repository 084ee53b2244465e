"""The kind `checklist`: items to complete. An item can have items below it, on one level only."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gonogo.core.diagnostics import GonogoError
from gonogo.format.sections.kind import DONE, OPEN, WAIVER, Area, Entries, Kind, entry_table, status
from gonogo.format.tables import Empty, Field, Nested
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.own_fact import OwnFact
from gonogo.model.release import Entry
from gonogo.model.state_words import StateWord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.core.nodes import Plain
    from gonogo.format.decode_context import DecodeContext
    from gonogo.model.answer import Answer
    from gonogo.model.judgement import EvaluationContext
    from gonogo.model.release import Waiver

STATES = (
    OPEN,
    StateWord(
        "doing", "In progress", "info", "doing", also="in-progress, wip, started, ongoing, active, in review, 🚧"
    ),
    StateWord(
        "blocked",
        "Blocked",
        "bad",
        "blocked",
        trouble="blocked",
        also="on hold, stuck, waiting, failed, fail, ❌, ✗, ✘",
    ),
    DONE,
    StateWord(
        "waived", "Waived", "warn", "waived", is_settled=True, is_excused=True, also="waive, accepted, exempt, deferred"
    ),
    StateWord(
        "na",
        "Not applicable",
        "mute",
        "na",
        is_settled=True,
        is_excused=True,
        also="n/a, none, skip, skipped, not needed, not required, -",
    ),
)
WORDS = tuple(state.word for state in STATES)
_WAIVER_OPTIONS = WAIVER.keys


class Item(Entry):
    """An item. `status` is None only for an item without its own answer, whose state follows from its `items`."""

    states = STATES
    proven_answers: ClassVar[tuple[str, ...]] = (DONE.word,)

    status: str | None = None
    waiver: Waiver | None = None
    items: tuple[Entry, ...] = ()

    @property
    def children(self) -> tuple[Entry, ...]:
        return self.items

    @property
    def has_answer(self) -> bool:
        return self.status is not None

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        return _waiver_facts(self.waiver) if self.waiver else ()

    def state(self, context: EvaluationContext) -> str:
        return self.status or ("done" if self.is_settled(context) else "open")

    def is_settled(self, context: EvaluationContext) -> bool:
        return self._is_settled_itself(context) and all(item.is_settled(context) for item in self.items)

    def answer_options(self, word: str) -> tuple[str, ...]:
        return _WAIVER_OPTIONS if word == "waived" else ()

    def write_answer(self, answer: Answer) -> Mapping[str, Plain | None]:
        values = super().write_answer(answer)
        if answer.state == "na" and not (answer.note or self.note):
            raise GonogoError("an item that is not applicable needs a reason", "add --note 'Why it does not apply'")
        return {**values, "waiver": self._write_waiver(answer) if answer.state == "waived" else None}

    def _write_waiver(self, answer: Answer) -> Plain:
        """The value of the key `waiver`. A part that the answer does not have is copied from the present waiver."""
        written = WAIVER.encode(self.waiver) if self.waiver else {}
        waiver = {**written, **answer.given(*_WAIVER_OPTIONS)}
        missing = [f"--{row.name.replace('_', '-')}" for row in WAIVER.required if row.name not in waiver]
        if missing:
            hint = "set --approved-by to a person who may approve waivers: see may_waive in policy.yml"
            raise GonogoError(f"a waiver needs {', '.join(missing)}", hint)
        return {row.name: waiver[row.name] for row in WAIVER.rows if row.name in waiver}

    def _is_settled_itself(self, context: EvaluationContext) -> bool:
        match self.status:
            case None:
                return True
            case "done":
                return not self.lacks_evidence(context)
            case "na":
                return bool(self.note)
            case "waived":
                return self.waiver is not None and self.waiver.is_live(context.as_of)
            case _:
                return False

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        if context.is_counted and self.lacks_evidence(context):
            return Blocked(BlockerRule.ENTRY_OPEN, self.say_lack(context))
        if not context.is_counted or self.status in (None, "done"):
            return None
        state = self.describe_state(self.status)
        if not state.is_settled:
            reason = f": {self.note}" if self.note and state.trouble else ""
            return Blocked(BlockerRule.ENTRY_OPEN, f"{state.label.lower()}{reason}")
        return self._find_invalid_excuse(context)

    def _find_invalid_excuse(self, context: EvaluationContext) -> Blocked | None:
        if self.waiver is None and not self.note:
            return Blocked(BlockerRule.WAIVER_INVALID, "not applicable, without a reason")
        if self.waiver is not None and not self._is_settled_itself(context):
            return Blocked(BlockerRule.WAIVER_INVALID, f"the waiver ended on {self.waiver.until.isoformat()}")
        approval = context.approval(self.id)
        return None if approval.is_valid else Blocked(BlockerRule.WAIVER_INVALID, approval.reason, approval.code)


def _waiver_facts(waiver: Waiver) -> tuple[OwnFact, ...]:
    return (
        OwnFact("Waived because", waiver.reason),
        OwnFact("Approved by", person=waiver.approved_by),
        OwnFact("Until", day=waiver.until),
        *([OwnFact("Instead", waiver.instead)] if waiver.instead else []),
        *(OwnFact("", gap=key) for key in waiver.gaps),
    )


def _check_item(item: Item, reading: DecodeContext) -> None:
    if item.status is None and not item.items:
        hint = f"add `status:` with one of {', '.join(WORDS)}"
        reading.error("missing-key", item.where.key, f'item "{item.id}" has no line "status"', hint)
    if item.status == "waived" and item.waiver is None:
        hint = "below it: `waiver:` with `reason`, `approved_by` and `until`"
        reading.error("missing-key", item.where.at("status").span, f'"{item.id}" is waived without a waiver', hint)
    if item.status != "waived" and item.waiver is not None:
        hint = "write `status: waived`, or remove the waiver"
        reading.error(
            "conflicting-keys", item.where.at("waiver").span, "a waiver under a status that is not waived", hint
        )


_STATUS = status(STATES, required=False)
_ANSWERS = (
    _STATUS,
    Field(
        "waiver",
        Nested(WAIVER),
        "The waiver, directly below `status: waived`. Required with this status, and not allowed with another status.",
        empty=Empty.REFUSED,
    ),
)
_CHILD = entry_table("item", Item, answers=_ANSWERS, check=_check_item)
_ITEMS = Field("items", Entries(_CHILD), "The items below this item. These cannot have `items`.", empty=Empty.REFUSED)

KIND = Kind(
    "checklist",
    "Items to complete. An item is settled when its status is `done`, when it is `na` with a `note`, or when it is "
    "`waived` and the waiver has not ended. An item with `items` is settled when all these items are settled. If it "
    "also has a `status`, this status must be settled too.",
    entry_table("item", Item, answers=_ANSWERS, plan=(_ITEMS,), check=_check_item),
    areas=(Area("Items"), Area("After GO", gate="close", order=2)),
)
