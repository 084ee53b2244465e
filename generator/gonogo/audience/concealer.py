"""`Concealer` replaces private values in strings, ids, paths and names of fields.

The same string always has the same replacement, so that references, links and events still match.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from gonogo.audience.emails import find_addresses, find_loose_addresses, find_spoken_addresses
from gonogo.audience.searched_text import fold
from gonogo.model.ids import RELEASE_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.audience.private_values import Private

CONCEALED = "(not public)"
_STAND_IN = "not-public-"
_IS_STAND_IN = re.compile(rf"{_STAND_IN}[0-9]+")
_IS_ID = re.compile(RELEASE_PATTERN)
_URL = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
# A string that does not match this pattern has no private value, so the slow searches are not necessary.
_SUSPECT = re.compile(r"[\d@#]|&commat;|\bat\b", re.IGNORECASE)


def has_stand_in(text: str) -> bool:
    """Whether a part of the string is a replacement of a private value."""
    return CONCEALED in text or _STAND_IN in text


class Concealer:
    """Replaces private values by `(not public)`, and ids with private values by placeholders such as `not-public-1`."""

    def __init__(self, private: Private) -> None:
        self._private = private
        self._texts: dict[str, str] = {}
        self._stand_ins: dict[str, str] = {}

    def text(self, text: str) -> str:
        """The string without private values. If a string with a private value is an id, it becomes a placeholder id."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = self._conceal(text)
        return known

    def name(self, text: str) -> str:
        """The name of a person, or the trailer of a commit, without private values and words with an at sign."""
        text = self.text(text)
        searched, places = fold(text)
        return _cut_out(text, ((places[start], places[end - 1] + 1) for start, end in find_loose_addresses(searched)))

    def id(self, text: str) -> str:
        """The id, or a placeholder id if the id contains a private value."""
        if _IS_STAND_IN.fullmatch(text) or self._find(text):
            return self._stand_in(text)
        return text

    def path(self, path: str) -> str:
        """The path, with each folder name and file name replaced like an id.

        So a release and its file have the same placeholder.
        """
        return "/".join(map(self._file_name, path.split("/")))

    def _file_name(self, name: str) -> str:
        stem = name.removesuffix(".yml")
        return self.id(stem) + name[len(stem) :]

    def field(self, field: str) -> str:
        """The name of a field, such as `people.ann.emails`, in which each key is replaced separately."""
        return ".".join(map(self.text, field.split(".")))

    def _conceal(self, text: str) -> str:
        spans = self._find(text)
        if _IS_ID.fullmatch(text) and (spans or _IS_STAND_IN.fullmatch(text)):
            return self._stand_in(text)
        return _cut_out(text, spans)

    def _stand_in(self, text: str) -> str:
        return self._stand_ins.setdefault(text, f"{_STAND_IN}{len(self._stand_ins) + 1}")

    def _find(self, text: str) -> list[tuple[int, int]]:
        private = self._private
        searched, places = fold(text)
        if not _SUSPECT.search(searched):
            return []
        matches = (
            *private.numbers.find(searched),
            *private.words.find(searched),
            *find_addresses(searched),
            *find_spoken_addresses(searched, private.addresses),
        )
        spans = [(places[start], places[end - 1] + 1) for start, end in matches]
        return list(_widen(text, spans)) if spans else spans


def _widen(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places, each extended to the URL that contains it, because a part of a URL would not work as a link."""
    urls = [match.span() for match in _URL.finditer(text)]
    starts = [start for start, _ in urls]
    for start, end in spans:
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        yield (
            min(start, urls[first][0]) if first >= 0 and urls[first][1] > start else start,
            max(end, urls[last][1]) if last >= 0 and urls[last][1] > start else end,
        )


def _cut_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The string with `(not public)` in place of each span; spans may overlap."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start > done or (start == done and not parts):
            parts += (text[done:start], CONCEALED)
        done = max(done, end)
    return "".join((*parts, text[done:])) if parts else text
