"""The states of entries: the word of each in files and JSON, and its look on pages."""

from __future__ import annotations

from typing import Literal

from gonogo.core.frozen import Frozen

Tone = Literal["good", "bad", "warn", "info", "mute"]


class StateWord(Frozen):
    """A state of entries of one kind. The first state of a kind is that of an entry without an answer.

    `word` is used in files and JSON, `label` on pages; `shape` is a symbol of the page's sprite. `is_settled`: no
    further work is needed. A change from such a state to another is a reversal. `is_excused`: settled without being
    done; bars show it separately, and it takes no time on the run sheet. `trouble`: the word in sums ("3 missed"), ""
    for a state that is not trouble. `is_plain`: pages show the shape without the label. `also`: synonyms that people
    write instead, separated by commas.
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
        """Synonyms that people write instead of the word, in lower case; none of them is accepted."""
        others = (self.label.casefold(), *self.also.split(", "))
        return tuple(other for other in others if other not in ("", self.word))
