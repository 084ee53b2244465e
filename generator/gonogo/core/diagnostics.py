"""The two kinds of problems that gonogo reports.

A `Diagnostic` describes a problem in the user's files; a command collects all diagnostics and continues. A
`GonogoError` describes a wrong argument or environment and ends the command. Any other exception is a bug.
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
    """ERROR: a file is incorrect. WARNING: two values contradict each other, or a value is probably unintended.

    NOTE: a value is missing.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Diagnostic(Frozen):
    """A problem at one place in a file. If `secret` is true, the line may contain a password, and no output shows it.

    `many` is a message for a group of similar diagnostics in one file, with `{}` in place of their number. It is "" if
    the rule has no such message.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    help: str = ""
    secret: bool = False
    many: str = ""


class AcceptedFinding(Frozen):
    """A diagnostic that the project accepts; `id`, `at` and `reason` are copied from the entry in policy.yml."""

    diagnostic: Diagnostic
    id: str
    at: str
    reason: str


class GonogoError(Exception):
    """An error that ends a command: the message names the problem in one line, and `hint` says how to fix it.

    In both, strings that look like a password or a token are hidden; such strings can come from the command line.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = hide_secrets(message), hide_secrets(hint)
        super().__init__(self.message)


def closest(word: str, known: Iterable[str]) -> str:
    """The word in `known` that is most similar to `word`, or "" if none is similar enough.

    A known word is similar enough if it begins with `word` and continues with a separator, such as a hyphen, or if at
    most a third of its letters are mistyped. So `done` is not offered for `owner`, although they share letters.
    """
    import difflib  # noqa: PLC0415 - the import takes 3 ms, and only files with an unknown word need it

    written = word.casefold()
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    for near in difflib.get_close_matches(written, folded, n=3, cutoff=0.6):
        if _is_near(written, near):
            return folded[near]
    return ""


def _is_near(written: str, known: str) -> bool:
    if known.startswith(written) and not known[len(written) : len(written) + 1].isalnum():
        return True
    # People rarely mistype the first letter, so words with different first letters may differ in only one letter.
    limit = max(len(written), len(known)) // 3 if written[:1] == known[:1] else 1
    return _count_typos(written, known) <= max(1, limit)


def _count_typos(one: str, other: str) -> int:
    """The minimum number of typing mistakes that turn one word into the other.

    A typing mistake adds, removes or replaces a letter, or swaps two adjacent letters.
    """
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
    """A hint with the most similar known word.

    If no known word is similar, the hint lists all known words; if this list is too long, the hint is "".
    """
    words = tuple(known)
    if near := closest(word, words):
        return f'did you mean "{near}"?'
    listed = ", ".join(words)
    return f"known: {listed}" if words and len(listed) <= 200 else ""


class Suggester:
    """Computes `did_you_mean` for at most LIMIT different words of a file.

    If a file has more unknown words, they are probably not typing mistakes, and computing all hints would be slow.
    """

    LIMIT = 30

    def __init__(self) -> None:
        self._hints: dict[str, str] = {}

    def help(self, word: str, known: Iterable[str], otherwise: str = "") -> str:
        """The hint for a word, or "" after LIMIT other words.

        `otherwise` is the advice for a word that is not similar to any known word.
        """
        if word not in self._hints and len(self._hints) < self.LIMIT:
            words = tuple(known)
            is_misspelled = not otherwise or closest(word, words)
            hint = did_you_mean(word, words)
            self._hints[word] = hint if is_misspelled else "; ".join(filter(None, (otherwise, hint)))
        return self._hints.get(word, "")


def shorten(text: str, width: int = 60) -> str:
    """The beginning of the string on one line, at most `width` characters long, with `…` at the end if it was cut."""
    line = " ".join(text[: 4 * width].split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


READING_RULES = {
    "over-limit": (
        "A file is larger than 1 MiB, or has more than 50 000 values or 12 levels. Nobody reads a checklist that "
        "large: divide it into several releases or systems."
    ),
    "not-utf-8": "The file is not UTF-8. Save the file as UTF-8. The finding is located at the first wrong byte.",
    "forbidden-character": (
        "The file has a tab, a control character or an invisible character. Bidirectional marks and zero-width "
        "characters can make a line look different from its content. Remove the character."
    ),
    "yaml-syntax": "The file is not valid YAML. The `help:` line names the usual cause.",
    "yaml-not-allowed": (
        "The file has valid YAML that the format does not allow, because readers easily misread it: `{…}`, anchors, "
        "aliases, merge keys, tags, a second document, quoted keys, `null`, or a value that spans several "
        "lines without `|` or `>-`. Write each `key: value` in full on its own line."
    ),
    "duplicate-key": "A mapping has the same key twice. YAML parsers silently ignore one of the two. Remove one.",
    "unknown-key": "The format does not have this key here. Without the error, nobody would notice a misspelled key.",
    "missing-key": "A required key is missing. Add the key, even without a value: an answer then changes one line.",
    "empty-value": "A key that must have a value is empty.",
    "wrong-shape": "The value has the wrong type. Each key requires one type: text, a list or a mapping.",
    "wrong-value": "The value does not have the form that the key requires, for example a date like `2026-03-01`.",
    "unknown-word": "The value is not one of the words that the key allows.",
    "bad-id": "An id has 1 to 64 characters, each of `a-z`, `0-9` or `-`, and begins with a letter or digit.",
    "duplicate-id": (
        "Two entries of a release have the same id, or a section has the id of a phase. Links and history identify "
        "entries, phases and sections by their ids. Rename the newer of the two."
    ),
    "unknown-reference": (
        "`phase`, `when`, `covers`, `restored_by` or `escalates_to` names an id that is not in this file."
    ),
    "circular-reference": (
        "A criterion would depend on itself, or a sign-off would cover its own slot. Neither could ever be settled."
    ),
    "conflicting-keys": "Two keys contradict each other, for example a `waiver` under a status that is not `waived`.",
    "name-mismatch": (
        "The `release` line and the file name differ, for example after copying a file. Change the `release` line."
    ),
    "missing-file": "A required file is missing: people.yml, policy.yml, or a system's system.yml or roles.yml.",
    "unexpected-file": (
        "Gonogo cannot use this file in `checklists/` because of its name or type. Gonogo ignores files whose names "
        "begin with a dot, because editors and operating systems create them, but reports such a `.yml` file in a note."
    ),
}
