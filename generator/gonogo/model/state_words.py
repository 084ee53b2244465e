"""The states of entries: the word for each state in files and JSON, and its label, tone and shape on pages."""

from __future__ import annotations

from typing import Literal

from gonogo.core.frozen import Frozen

Tone = Literal["good", "bad", "warn", "info", "mute"]


class StateWord(Frozen):
    """A state of entries of one kind. The first state of a kind belongs to entries without an answer.

    `word` is the state in files and JSON, `label` the state on pages, and `shape` the name of a symbol in
    `outputs/templates/sprite.html`. `is_settled`: an entry in this state needs no more work; a change from a settled to
    an unsettled state is a reversal. `is_excused`: the entry is settled but not done, so bars show it separately, and
    the run sheet counts no time for it. `trouble`: the word in counts of bad states ("3 missed"); "" for other states.
    `is_plain`: pages show only the shape. `also`: wrong words that people write instead of `word`, separated by commas;
    the error message then suggests `word`.
    """

    word: str
    label: str
    tone: Tone
    shape: str
    is_settled: bool = False
    is_excused: bool = False
    trouble: str = ""
    is_plain: bool = False
    also: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        """The words that people write instead of `word`, in lower case. Gonogo reports each as an error with a hint."""
        others = (self.label.casefold(), *self.also.split(", "))
        return tuple(other for other in others if other not in ("", self.word))
