"""States in words, with the tone that colours them and the shape beside them."""

from __future__ import annotations

from gonogo.frozen import Frozen

# state word -> (what pages say, tone, shape); tones are good, bad, warn, info, mute
STATES = {
    "open": ("Open", "mute", "open"),
    "doing": ("In progress", "info", "doing"),
    "blocked": ("Blocked", "bad", "blocked"),
    "done": ("Done", "good", "go"),
    "waived": ("Waived", "warn", "waived"),
    "na": ("Not applicable", "mute", "na"),
    "met": ("Met", "good", "go"),
    "unmet": ("Not met", "bad", "blocked"),
    "clear": ("Clear", "good", "clear"),
    "fired": ("Fired", "bad", "fired"),
    "unknown": ("Not measured", "mute", "open"),
    "missed": ("Missed", "bad", "blocked"),
    "unsigned": ("Unsigned", "mute", "unsigned"),
    "unjudged": ("Not judged", "warn", "unjudged"),
    "valid": ("Signed", "good", "signed"),
    "refused": ("No-go", "bad", "refused"),
    "stale": ("Stale", "warn", "stale"),
    "withdrawn": ("Withdrawn", "warn", "withdrawn"),
    "below-level": ("Below level", "bad", "cond"),
}
_LOOKS_SETTLED = ("done", "waived", "na", "valid")


class State(Frozen):
    """A state in words, with the tone that colours it and the shape beside it."""

    word: str
    text: str
    tone: str
    shape: str


def show_state(word: str, *, is_settled: bool = True) -> State:
    """A state word as pages say it; what looks settled and is not says so, and is not green."""
    text, tone, shape = STATES[word]
    if word in _LOOKS_SETTLED and not is_settled:
        return State(word, f"{text}, not settled", "warn", shape)
    return State(word, text, tone, shape)
