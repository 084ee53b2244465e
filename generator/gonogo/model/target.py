"""The target of a metric, and whether an observed value meets it."""

from __future__ import annotations

import operator
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable

# A complete number: it is not a part of a longer number, a range such as 5-10, or a number with an exponent.
_NUMBER = r"(?<![\w.,])(?P<number>-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?![0-9]|[.,-][0-9]|[eE][0-9+-])"
_UNIT = r"(?:\s*(?P<unit>%|°?[^\W\d_]+(?:/[^\W\d_]+)?|/\s?[0-9]+(?:\.[0-9]+)?))?(?!\s*[-\u2013][0-9])"
# The three ways to write a comparison. They are strings because compiling them takes 10 ms: Python compiles them at
# their first use.
_SIGN = r"(?<![<>≤≥=!~-])(?P<sign>[<>]=|[<>≤≥=])(?![<>≤≥=-])\s*" + _NUMBER + _UNIT
_PHRASE = r"(?i)\b(?P<sign>at least|at most|within)\s+" + _NUMBER + _UNIT
_TAIL = r"(?i)" + _NUMBER + _UNIT + r"\s+(?P<sign>or\s+(?:higher|more|lower|less))\b(?!\s+than)"
_ANY_SIGN = re.compile(
    r"(?P<sign>[<>≤≥=]+)|\b(?P<phrase>at least|at most|within)\b|\bor\s+(?:higher|more|lower|less)\b", re.IGNORECASE
)
_DENIED = r"(?i)\b(?:not|no|never|without)\b"
_COMPARED = (
    r"(?i)(?:[<>≤≥=]|\b(?:at least|at most|within))\s*-?[0-9]|[0-9]\S*(?:\s+\S+)?\s+or\s+(?:higher|more|lower|less)\b"
)

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
    """The target of a metric: a comparison with a number. `sign` is "" for a target in words, which a person judges."""

    text: str
    sign: str = ""
    number: Decimal = Decimal(0)
    unit: str = ""

    @property
    def is_least(self) -> bool:
        """Whether the target is a minimum: a larger number meets it too. False for a target in words."""
        return _COMPARE[self.sign] in (operator.ge, operator.gt) if self.sign else False

    @property
    def is_most(self) -> bool:
        """Whether the target is a maximum: a smaller number meets it too. False for a target in words."""
        return _COMPARE[self.sign] in (operator.le, operator.lt) if self.sign else False

    @property
    def has_bare_number(self) -> bool:
        """Whether the text has a number but no comparison, as in "80% of users"."""
        has_number = any(character.isdecimal() for character in self.text)
        return not self.sign and has_number and not re.search(_COMPARED, self.text)


def parse_target(text: str) -> Target:
    """The target in a string.

    If the string has no comparison, several comparisons, or a negation such as "not", it becomes a target in words.
    """
    signs = list(_ANY_SIGN.finditer(text))
    if len(signs) != 1 or re.search(_DENIED, text):
        return Target(text)
    pattern = _SIGN if signs[0]["sign"] else _PHRASE if signs[0]["phrase"] else _TAIL
    matches = list(re.finditer(pattern, text))
    if len(matches) != 1:
        return Target(text)
    match = matches[0]
    sign = " ".join(match["sign"].lower().split())
    return Target(text, sign, _number(match["number"]), _unit(match["unit"]))


def reaches(target: Target, observed: str) -> bool:
    """Whether the number `observed` meets the target, which must have a comparison.

    Raises ValueError, with the expected form as its message, if `observed` is not a number that fits the target.
    """
    value, wanted = compare(target, observed)
    return _COMPARE[target.sign](value, wanted)


def compare(target: Target, observed: str) -> tuple[Decimal, Decimal]:
    """The observed number and the target's number, in the same unit. Raises ValueError as `reaches` does."""
    match = re.fullmatch(_NUMBER + _UNIT, observed)
    if match is None:
        raise ValueError(f'a number is expected for the target "{target.text}"')
    value, unit = _number(match["number"]), _unit(match["unit"])
    if target.sign == "within" and value < 0:
        raise ValueError(f'a value of zero or more is required for the target "{target.text}"')
    if unit in ("", target.unit):
        return value, target.number
    if unit not in _MILLISECONDS or target.unit not in _MILLISECONDS:
        raise ValueError(f'the unit of the target "{target.text}" is "{target.unit or "none"}"')
    return value * _MILLISECONDS[unit], target.number * _MILLISECONDS[target.unit]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _unit(text: str | None) -> str:
    return (text or "").replace(" ", "").lower()
