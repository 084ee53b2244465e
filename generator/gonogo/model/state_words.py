"""The states of entries: their words in files and JSON, and how pages show them."""

from __future__ import annotations

from typing import Literal

from gonogo.core.frozen import Frozen

Tone = Literal["good", "bad", "warn", "info", "mute"]


class StateWord(Frozen):
    """A state that entries of a kind can have.

    `word` is what files and JSON say, `label` what pages say; `shape` is a symbol of the page's sprite. The first state
    of a kind is that of an entry without an answer.

    `is_settled`: it is an answer after which nothing is left to do. Giving such an answer up is a reversal.
    `is_excused`: settled without being done; bars show it apart, and it takes no time on the run sheet.
    `trouble`: what sums call it ("3 missed"); "" for a state that is no trouble.
    `is_plain`: the shape alone says it, and pages leave the label out.
    """

    word: str
    label: str
    tone: Tone
    shape: str
    is_settled: bool = False
    is_excused: bool = False
    trouble: str = ""
    is_plain: bool = False
