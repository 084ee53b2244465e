"""The target of a metric, and whether an observed value meets it."""

from __future__ import annotations

import operator
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable

# A number by itself: no digit, comma, point, range or exponent continues before or after it.
_NUMBER = r"(?<![\w.,])(?P<number>-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?![0-9]|[.,-][0-9]|[eE][0-9+-])"
_UNIT = r"(?:\s*(?P<unit>%|°?[^\W\d_]+(?:/[^\W\d_]+)?|/\s?[0-9]+(?:\.[0-9]+)?))?(?!\s*[-\u2013][0-9])"
_SIGN = re.compile(
    r"(?<![<>≤≥=!~-])(?P<sign>[<>]=|[<>≤≥=])(?![<>≤≥=-])\s*" + _NUMBER.replace("(?<![\\w.,-])", "") + _UNIT
)
_PHRASE = re.compile(r"\b(?P<sign>at least|at most|within)\s+" + _NUMBER + _UNIT, re.IGNORECASE)
_TAIL = re.compile(_NUMBER + _UNIT + r"\s+or\s+(?P<sign>higher|more|lower|less)\b(?!\s+than)", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|never|without)\b", re.IGNORECASE)
_VALUE = re.compile(_NUMBER + _UNIT)
_COMPARED = re.compile(
    r"(?:[<>≤≥=]|\b(?:at least|at most|within))\s*-?[0-9]|[0-9]\S*(?:\s+\S+)?\s+or\s+(?:higher|more|lower|less)\b",
    re.IGNORECASE,
)
_ANY_SIGN = re.compile(r"[<>≤≥=]+|\b(?:at least|at most|within)\b|\bor (?:higher|more|lower|less)\b", re.IGNORECASE)

_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, "≤": operator.le, "at most": operator.le, "within": operator.le,
    "or lower": operator.le, "or less": operator.le,
    ">": operator.gt, ">=": operator.ge, "≥": operator.ge, "at least": operator.ge,
    "or higher": operator.ge, "or more": operator.ge,
    "=": operator.eq,
}  # fmt: skip

_MILLISECONDS = {
    name: milliseconds
    for milliseconds, names in (
        (1, "ms millisecond milliseconds"),
        (1000, "s sec secs second seconds"),
        (60_000, "m min mins minute minutes"),
        (3_600_000, "h hr hrs hour hours"),
        (86_400_000, "d day days"),
        (604_800_000, "w week weeks"),
    )
    for name in names.split()
}


class Target(Frozen):
    """The target of a metric. `sign` is "" for a target in words, which a person has to judge."""

    text: str
    sign: str = ""
    number: Decimal = Decimal(0)
    unit: str = ""

    @property
    def has_bare_number(self) -> bool:
        """Whether it has a number without a comparison, as in "80% of users"."""
        has_number = any(character.isdecimal() for character in self.text)
        return not self.sign and has_number and not _COMPARED.search(self.text)


def parse_target(text: str) -> Target:
    """The target in a text; a target in words if the text has no comparison, or several."""
    matches = [*_SIGN.finditer(text), *_PHRASE.finditer(text), *_TAIL.finditer(text)]
    if len(matches) != 1 or len(_ANY_SIGN.findall(text)) != 1 or _DENIED.search(text):
        return Target(text)
    match = matches[0]
    sign = match["sign"].lower()
    if match.re is _TAIL:
        sign = f"or {sign}"
    return Target(text, sign, _number(match["number"]), _unit(match["unit"]))


def reaches(target: Target, observed: str) -> bool:
    """Whether the number `observed` meets a target with a number. Raises ValueError with what was expected instead."""
    match = _VALUE.fullmatch(observed)
    if match is None:
        raise ValueError(f'a number is expected for the target "{target.text}"')
    value, unit = _number(match["number"]), _unit(match["unit"])
    if target.sign == "within" and value < 0:
        raise ValueError(f'nothing below zero is expected for the target "{target.text}"')
    if unit not in ("", target.unit):
        if unit not in _MILLISECONDS or target.unit not in _MILLISECONDS:
            raise ValueError(f'the unit of the target "{target.text}" is "{target.unit or "none"}"')
        return _COMPARE[target.sign](value * _MILLISECONDS[unit], target.number * _MILLISECONDS[target.unit])
    return _COMPARE[target.sign](value, target.number)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _unit(text: str | None) -> str:
    return (text or "").replace(" ", "").lower()
