"""Finding telephone numbers in strings, with any separators between their digits and any prefix.

Only digits are compared. The `core` of a number are its digits without the country code and the trunk zero. A string
has the number if it has the digits of the core, with no other digits directly before or after them. Only a country code
or a trunk zero may be directly before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gonogo.audience.searched_text import fold
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 5
"""The minimum number of digits of a number. Shorter numbers are extensions, years, ports or counts."""
_LEAST_PART = 7  # the minimum for a part of a number; shorter parts are common in other text
_LEAST_NATIONAL = 6  # the minimum for a number with a prefix, not counting the prefix

# Spaces, brackets, points, slashes, the hyphens and dashes of Unicode, the long vowel mark and the middle dot in
# Japanese numbers, line drawing, and Markdown's signs for emphasis and code. Searched strings are folded by `fold`.
_SEPARATOR = (
    r"(?:[\s()\[\]./\\_*~`\u00b7\u2027\u2022\u2044\u2215\u30fb\u002d\u058a\u05be\u1806\u2010-\u2015\u2043\u2212"
    r"\u2500\u2501\u2e3a\u2e3b\u301c\u3030\u30a0\u30fc]|%2[0-9A-Fa-f])"
)
_RUN = re.compile(rf"\d(?:{_SEPARATOR}{{0,4}}\d)*")
_DIGIT = re.compile(r"%2[0-9A-Fa-f]|(\d)")
# The country codes of one and two digits in ITU-T E.164 (list of assigned country codes). All others have three digits.
_COUNTRY = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3}")
_PREFIX = re.compile(r"(?:(?:00|011)?[1-9][0-9]{0,2})?0?")
_LEAD = re.compile(
    rf"(?:(?:\+|(?<![\w:.,-])(?:00|011)){_SEPARATOR}{{0,2}}"
    rf"(?:[1-9][0-9]{{0,2}}{_SEPARATOR}{{1,3}}(?:0{_SEPARATOR}{{1,3}})?)?)?[+(]*\Z"
)
_LEAD_LENGTH = 16
_SEVERAL = re.compile(r"\s[/|]|[/|]\s|\s{2}|\s(?=\+)")
# A date such as 2026-03-01 is not a telephone number.
_DATE = re.compile(r"(?<!\d)(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?!\d)")
# Times such as `08.00-17.00` and dates such as `01.03.2026` in the value of `hours` are not telephone numbers.
_TIME = r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]"
_WHEN = re.compile(
    rf"(?<![\d.+(]){_TIME}\s?[-\u2013]\s?{_TIME}(?![\d.])|(?<!\d)[0-9]{{1,2}}\.[0-9]{{1,2}}\.(?:19|20)[0-9]{{2}}(?!\d)"
)
_MARKED = re.compile(rf"(?:[+(]|\b0)[(\s]{{0,2}}\d(?:{_SEPARATOR}{{0,4}}\d)*")


class _Run(NamedTuple):
    """Digits with only separators between them, and the place of each digit in the string.

    A group is a part without separators. `groups` are the positions in `digits` (0-based) at which a group begins.
    """

    digits: str
    places: tuple[int, ...]
    groups: tuple[int, ...]


def _find_runs(text: str) -> Iterator[_Run]:
    for match in _RUN.finditer(_DATE.sub(lambda date: "x" * len(date[0]), text)):
        digits = [digit for digit in _DIGIT.finditer(text, *match.span()) if digit[1]]
        places = tuple(digit.start() for digit in digits)
        groups = tuple(at for at, place in enumerate(places) if not at or places[at - 1] != place - 1)
        yield _Run("".join(str(int(digit[1])) for digit in digits), places, groups)


def read_numbers(value: str) -> frozenset[str]:
    """The cores of all numbers in the value of a key such as `phone`, except numbers with fewer than LEAST digits."""
    value, _ = fold(value)
    parts = (value, *_SEVERAL.split(value))
    return frozenset(core for part in parts for core in _read_part(part))


def read_marked_numbers(text: str) -> frozenset[str]:
    """The cores of the numbers in free text that begin like a telephone number: with a plus, a bracket or a zero."""
    text = _WHEN.sub(";", _DATE.sub(";", fold(text)[0]))
    return frozenset(core for match in _MARKED.finditer(text) for core in read_numbers(match.group()))


def _read_part(part: str) -> Iterator[str]:
    for run in _find_runs(part):
        digits = run.digits
        before = part[: run.places[0]].rstrip(" (")
        candidates = [(digits, LEAST)]
        if before.endswith("+") or digits.startswith("00"):
            dialed = digits.removeprefix("00")
            country = _COUNTRY.match(dialed)
            candidates.append((dialed[country.end() :] if country else dialed, _LEAST_NATIONAL))
        ends = (*run.groups[1:], len(digits))
        candidates += [(digits[start:], _LEAST_PART) for start in run.groups]
        candidates += [(digits[start:end], _LEAST_PART) for start, end in zip(run.groups, ends, strict=True)]
        if len(run.groups) > 1 and len(digits) - run.groups[-1] < LEAST:  # the last group is probably an extension
            candidates += [(core[: run.groups[-1] - len(digits)], _LEAST_PART + 1) for core, _ in tuple(candidates)]
        stripped = ((core.lstrip("0"), least) for core, least in candidates)
        yield from (core for core, least in stripped if len(core) >= least)


class Numbers(Frozen):
    """The private telephone numbers. `cores` are the cores of these numbers."""

    cores: frozenset[str]

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(core) for core in self.cores}, reverse=True))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The start and end of each of the private numbers in a string."""
        if not self.cores:
            return
        for run in _find_runs(text):
            for start, end in self._find_in(run):
                lead = _LEAD.search(text, max(0, run.places[start] - _LEAD_LENGTH), run.places[start])
                yield lead.start() if lead else run.places[start], run.places[end - 1] + 1

    def _find_in(self, run: _Run) -> Iterator[tuple[int, int]]:
        """The positions (0-based) of the first digit, and after the last digit, of each number in a run.

        If several cores end at the same digit, the longest core is used.
        """
        for end in (*run.groups[1:], len(run.digits)):
            for length in self._lengths:
                start = end - length
                if start >= 0 and run.digits[start:end] in self.cores:
                    group = run.groups[bisect_right(run.groups, start) - 1]
                    before = run.digits[group:start]
                    if not before or (length >= _LEAST_NATIONAL and _PREFIX.fullmatch(before)):
                        yield group, end
                        break
