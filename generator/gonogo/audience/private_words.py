"""Finding private values that are neither numbers nor e-mail addresses, such as a pager or the address of a channel."""

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

# A token is a sequence of ASCII letters, of digits, or of other letters. So a word is found even between letters of
# another script. The signs # and @, as in the name of a chat room, are tokens too.
_TOKEN = re.compile(r"[A-Za-z]+|\d+|[^\W\d_A-Za-z]+|[#@]")
_LEAST = 5  # the minimum number of letters and digits of a private word; shorter words occur in ordinary text
_GAP = 3  # the maximum number of characters between two tokens of a word
_IDENTIFYING = re.compile(r"\d|@|^#")
_DIALED = re.compile(r"[+(]?\d[\dA-Z ().+-]*")  # a number with letters, such as `+1 800 FLOWERS`


class Words(Frozen):
    """Private words, each as a tuple of tokens."""

    words: frozenset[Tokens]

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """How many tokens the private words with a given first token have, longest first, keyed by the first token."""
        lengths_by_first: dict[str, set[int]] = {}
        for word in self.words:
            lengths_by_first.setdefault(word[0], set()).add(len(word))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in lengths_by_first.items()}

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The start and end of each private word in a string.

        Upper and lower case are not distinguished, and up to three characters may be between two tokens.
        """
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
    """The private words among the values: values that can identify a person or a channel.

    Such a value has at most two words, or is a number such as `+1 800 FLOWERS`. It has at least five letters and
    digits, at least one letter, and a digit, an at sign or a leading `#`. So "to be done" is left out.
    """
    return Words(frozenset(_tokens(value) for value in values if _is_word(value)))


def _is_word(value: str) -> bool:
    value = fold(value)[0].strip()
    has_letters = any(character.isalpha() for character in value)
    is_short = len(value.split()) <= 2 or bool(_DIALED.fullmatch(value))
    size = sum(character.isalnum() for character in value)
    return bool(_IDENTIFYING.search(value)) and has_letters and size >= _LEAST and is_short


def _tokens(value: str) -> Tokens:
    return tuple(_fold(match.group()) for match in _TOKEN.finditer(fold(value)[0]))


def _fold(token: str) -> str:
    return unicodedata.normalize("NFKC", token).casefold()


def _is_together(part: list[re.Match[str]]) -> bool:
    return all(after.start() - before.end() <= _GAP for before, after in pairwise(part))
