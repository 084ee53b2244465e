"""States in words, with the tone that colours them and the shape beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Entry

_FOLLOWS = "Not met yet"


class State(Frozen):
    """A state in words, with the tone that colours it and the shape beside it."""

    word: str
    text: str
    tone: str
    shape: str


def show_state(entry: Entry, judgement: Judgement) -> State:
    """The state of an entry as pages show it; a settled word on an entry that is not settled is not green."""
    state, is_settled = entry.describe_state(judgement.states[entry.id]), entry.id in judgement.settled
    if state.is_settled and not is_settled:
        return State(state.word, f"{state.label}, not settled", "warn", state.shape)
    text = state.label if entry.has_answer or is_settled else _FOLLOWS
    return State(state.word, text, state.tone, state.shape)
