"""States as pages show them: a label, the tone that colors it, and the symbol beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import SignOff
from gonogo.model.registry import name_of
from gonogo.model.trust_codes import TrustCode
from gonogo.verdict.slots import look_of, say_writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.ids import PersonId
    from gonogo.model.judgement import Approval, Judgement
    from gonogo.model.registry import Person
    from gonogo.model.release import Entry
    from gonogo.model.state_words import StateWord

_FOLLOWS = "Not met yet"


class State(Frozen):
    """A state as pages show it: `text` is the label, `tone` colors it, and `shape` is the symbol beside it.

    `word` is the word in files.
    """

    word: str
    text: str
    tone: str
    shape: str


def show_state(entry: Entry, judgement: Judgement, people: Mapping[PersonId, Person]) -> State:
    """The state of an entry. If the state does not count, the label says so, and the tone is not `good`."""
    state, is_settled = look_of(entry, judgement), entry.id in judgement.settled
    if isinstance(entry, SignOff):
        standing = judgement.standings[entry.id]
        text = say_writer(standing, name_of(entry.by, people)) if standing.is_by_another else state.label
        return State(state.word, text, state.tone, state.shape)
    answer, approval = judgement.answers.get(entry.id), judgement.approvals.get(entry.id)
    if answer is not None and answer.reason:
        doubt, tone = ("not merged yet", "warn") if answer.code == TrustCode.PENDING else ("does not count", "bad")
        return State(state.word, f"{state.label}, {doubt}", tone, state.shape)
    if entry.id in judgement.unproven:
        return State(state.word, f"{state.label}, without evidence", "warn", state.shape)
    if state.is_settled and not is_settled:
        return State(state.word, f"{state.label}, not settled", "warn", state.shape)
    if approval is not None and not approval.is_valid:
        doubt, tone = _say_doubt(approval, judgement)
        return State(state.word, f"{state.label}, {doubt}", tone, state.shape)
    text = state.label if entry.has_answer or is_settled else _FOLLOWS
    return State(state.word, text, state.tone, state.shape)


def show_look(look: StateWord) -> State:
    """A state without the doubts that `show_state` adds for an entry."""
    return State(look.word, look.label, look.tone, look.shape)


def _say_doubt(approval: Approval, judgement: Judgement) -> tuple[str, str]:
    """The reason why a waiver or an exemption does not count, in a few words, and the tone."""
    if not judgement.has_history:
        return "not verified", "warn"
    return ("not merged yet", "warn") if approval.code == TrustCode.PENDING else ("not approved", "bad")
