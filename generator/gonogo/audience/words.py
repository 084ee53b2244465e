"""Private values that are neither numbers nor e-mail addresses: a pager, a case, the address of a channel."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from gonogo.audience.fold import fold
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Tokens: TypeAlias = tuple[str, ...]

# Letters of ASCII, digits and other letters are tokens of their own, so that a word is found between letters of any
# script. A mark of a room or of a person is part of the word.
_TOKEN = re.compile(r"[A-Za-z]+|\d+|[^\W\d_A-Za-z]+|[#@]")
_LEAST = 5  # letters and digits of a word; shorter ones are part of ordinary texts
_GAP = 3  # characters between two tokens of a word
_TELLING = re.compile(r"\d|@|^#")
_DIALLED = re.compile(r"[+(]?\d[\dA-Z ().+-]*")  # `+1 800 FLOWERS`


class Words(Frozen):
    """Private words, each as its tokens."""

    words: frozenset[Tokens]

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """How many tokens words have that begin with a token, the most first."""
        found: dict[str, set[int]] = {}
        for word in self.words:
            found.setdefault(word[0], set()).add(len(word))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of these words in a text, from and to, in whatever case and with whatever between their parts."""
        if not self.words:
            return
        found = list(_TOKEN.finditer(text))
        tokens = [_fold(match.group()) for match in found]
        for at, token in enumerate(tokens):
            for length in self._lengths.get(token, ()):
                part = found[at : at + length]
                if tuple(tokens[at : at + length]) in self.words and _is_together(part):
                    yield part[0].start(), part[-1].end()
                    break


def read_words(values: Iterable[str]) -> Words:
    """The words among values. A sentence is none, nor is a word of few letters, nor one without anything that tells.

    What has neither a digit nor an at sign in it and names no `#room`, such as "to be done", reaches nobody.
    """
    return Words(frozenset(_tokens(value) for value in values if _is_word(value)))


def _is_word(value: str) -> bool:
    value = fold(value)[0].strip()
    has_letters = any(character.isalpha() for character in value)
    is_short = len(value.split()) <= 2 or bool(_DIALLED.fullmatch(value))
    size = sum(character.isalnum() for character in value)
    return bool(_TELLING.search(value)) and has_letters and size >= _LEAST and is_short


def _tokens(value: str) -> Tokens:
    return tuple(_fold(match.group()) for match in _TOKEN.finditer(fold(value)[0]))


def _fold(token: str) -> str:
    return unicodedata.normalize("NFKC", token).casefold()


def _is_together(part: list[re.Match[str]]) -> bool:
    return all(after.start() - before.end() <= _GAP for before, after in pairwise(part))
