"""Three kinds of problems, never mixed.

A `Diagnostic` is a fact about the user's files and is collected; a `GonogoError` is about the environment and is raised
once; everything else is a bug and shows a traceback.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.core.secrets import hide_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.core.nodes import Location


class Severity(Enum):
    """Error: the files are wrong. Warning: they contradict themselves. Note: something is not filled in yet."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Diagnostic(Frozen):
    """A fact about a place in a file. With `secret`, no output shows the line, since it may contain a credential.

    `many` is the message for several places in that file, with `{}` for their number; "" if the rule has no such
    message.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    help: str = ""
    secret: bool = False
    many: str = ""


class AcceptedFinding(Frozen):
    """A diagnostic that the project accepts: its id in policy.yml, the place of that entry, and the reason."""

    diagnostic: Diagnostic
    id: str
    at: str
    reason: str


class GonogoError(Exception):
    """An error in the environment of the files: one line that names it, and `hint`, how to fix it.

    Neither repeats a string that looks like a password or a token, for example from the command line.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = hide_secrets(message), hide_secrets(hint)
        super().__init__(self.message)


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` most likely means, "" if none is similar.

    A known word is similar if it continues the word, or differs from it in at most one letter in three: letters that
    two words share by chance, such as `done` and `owner`, do not make them similar.
    """
    import difflib  # noqa: PLC0415 - 3 ms that a clean run never needs

    written = word.casefold()
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    for near in difflib.get_close_matches(written, folded, n=3, cutoff=0.6):
        if _is_near(written, near):
            return folded[near]
    return ""


def _is_near(written: str, known: str) -> bool:
    if known.startswith(written) and not known[len(written) : len(written) + 1].isalnum():
        return True
    # People rarely mistype the first letter.
    limit = max(len(written), len(known)) // 3 if written[:1] == known[:1] else 1
    return _count_typos(written, known) <= max(1, limit)


def _count_typos(one: str, other: str) -> int:
    """The least number of letters to add, remove, replace, or swap with the next, to turn one word into the other."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one):
        last, before, row = before, row, [i + 1]
        for j, wanted in enumerate(other):
            cost = min(row[j] + 1, before[j + 1] + 1, before[j] + (letter != wanted))
            if i and j and letter == other[j - 1] and one[i - 1] == wanted:
                cost = min(cost, last[j - 1] + 1)
            row.append(cost)
    return row[-1]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the most similar known word, or else with all known words if they fit on a line."""
    words = tuple(known)
    if near := closest(word, words):
        return f'did you mean "{near}"?'
    listed = ", ".join(words)
    return f"known are: {listed}" if words and len(listed) <= 200 else ""


class Suggester:
    """`did_you_mean` for at most LIMIT different words: a file with more unknown words does not have typing errors."""

    LIMIT = 30

    def __init__(self) -> None:
        self._hints: dict[str, str] = {}

    def help(self, word: str, known: Iterable[str], otherwise: str = "") -> str:
        """The hint for a word, "" after too many words. `otherwise` is the advice for a word that is not misspelled."""
        if word not in self._hints and len(self._hints) < self.LIMIT:
            words = tuple(known)
            is_misspelled = not otherwise or closest(word, words)
            hint = did_you_mean(word, words)
            self._hints[word] = hint if is_misspelled else "; ".join(filter(None, (otherwise, hint)))
        return self._hints.get(word, "")


def shorten(text: str, width: int = 60) -> str:
    """The string on one line of at most `width` characters, for a message."""
    line = " ".join(text[: 4 * width].split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


READING_RULES = {
    "over-limit": (
        "A file has more than 1 MiB, 50 000 values or 12 levels. Nobody reads a checklist that large; "
        "split it into sections of several releases or systems."
    ),
    "not-utf-8": "The bytes are not UTF-8. Save the file as UTF-8; the place is that of the first wrong byte.",
    "forbidden-character": (
        "A tab, a control character, or an invisible character: bidirectional marks and zero-width characters can make "
        "a line look different from its content. Remove it."
    ),
    "yaml-syntax": "The YAML parser cannot continue. The help names the usual cause of its message.",
    "yaml-not-allowed": (
        "Valid YAML that the format does not allow, because it looks different from its meaning: `{…}`, anchors, "
        "aliases, merge keys, tags, a second document, quoted keys, `null`, a text that runs over several lines "
        "without `|` or `>-`. Write values out, one `key: value` a line."
    ),
    "duplicate-key": "A mapping has a key twice; YAML would silently keep the last. Keep one.",
    "unknown-key": "The format has no such key here; a misspelled key would silently have no effect.",
    "missing-key": "A required line is missing. Add it, even without a value: then an answer changes one line only.",
    "empty-value": "A key that must have a value is empty.",
    "wrong-shape": "The key takes a text, a list or a mapping, and the value is another of the three.",
    "wrong-value": "The value does not have the form that the key takes, for example a date like `2026-03-01`.",
    "unknown-word": "The key takes one of a few words, and this is none of them.",
    "bad-id": "An id is 1 to 64 of `a-z`, `0-9` and `-`, and begins with a letter or digit.",
    "duplicate-id": (
        "Entry ids are unique in their release, and phases and sections share one namespace: links and history "
        "depend on them. Rename the newer one."
    ),
    "unknown-reference": "`phase`, `when`, `covers`, `restored_by` or `escalates_to` names nothing in this file.",
    "circular-reference": (
        "A criterion would follow from itself, or a sign-off would cover its own slot. Neither could ever be settled."
    ),
    "conflicting-keys": "Two keys contradict each other, for example a `waiver` under a status that is not `waived`.",
    "name-mismatch": "The `release` line and the file name differ. A copied file keeps its old line: change it.",
    "missing-file": "The registry (people.yml, policy.yml, roles.yml) or a system is incomplete without this file.",
    "unexpected-file": (
        "Gonogo would ignore this file in `checklists/` because of its name or kind. It ignores silently only the "
        "files that editors and systems leave there, with names that begin with a dot."
    ),
}
