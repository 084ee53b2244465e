"""Private values that are neither numbers nor e-mail addresses: a pager, a case, the address of a channel."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from gonogo.audience.searched_text import fold
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Tokens: TypeAlias = tuple[str, ...]

# ASCII letters, digits and other letters are separate tokens, so that a word is found between letters of any script.
# The mark of a room or a person, # or @, is part of a word.
_TOKEN = re.compile(r"[A-Za-z]+|\d+|[^\W\d_A-Za-z]+|[#@]")
_LEAST = 5  # letters and digits of a word; shorter words occur in ordinary text
_GAP = 3  # characters between two tokens of a word
_IDENTIFYING = re.compile(r"\d|@|^#")
_DIALLED = re.compile(r"[+(]?\d[\dA-Z ().+-]*")  # `+1 800 FLOWERS`


class Words(Frozen):
    """Private words, each as a tuple of tokens."""

    words: frozenset[Tokens]

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """The token counts of the words that begin with a token, the highest first."""
        lengths_by_first: dict[str, set[int]] = {}
        for word in self.words:
            lengths_by_first.setdefault(word[0], set()).add(len(word))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in lengths_by_first.items()}

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The start and end of each of these words in a string, in any case, with short separators between tokens."""
        if not self.words:
            return
        matches = list(_TOKEN.finditer(text))
        tokens = [_fold(match.group()) for match in matches]
        for at, token in enumerate(tokens):
            for length in self._lengths.get(token, ()):
                part = matches[at : at + length]
                if tuple(tokens[at : at + length]) in self.words and _is_together(part):
                    yield part[0].start(), part[-1].end()
                    break


def read_words(values: Iterable[str]) -> Words:
    """The identifying words among values: without sentences, short words and ordinary words.

    An ordinary word has neither a digit nor an at sign, and does not name a `#room`, such as "to be done".
    """
    return Words(frozenset(_tokens(value) for value in values if _is_word(value)))


def _is_word(value: str) -> bool:
    value = fold(value)[0].strip()
    has_letters = any(character.isalpha() for character in value)
    is_short = len(value.split()) <= 2 or bool(_DIALLED.fullmatch(value))
    size = sum(character.isalnum() for character in value)
    return bool(_IDENTIFYING.search(value)) and has_letters and size >= _LEAST and is_short


def _tokens(value: str) -> Tokens:
    return tuple(_fold(match.group()) for match in _TOKEN.finditer(fold(value)[0]))


def _fold(token: str) -> str:
    return unicodedata.normalize("NFKC", token).casefold()


def _is_together(part: list[re.Match[str]]) -> bool:
    return all(after.start() - before.end() <= _GAP for before, after in pairwise(part))
