"""Finding the values of keys in a file that cannot be decoded, by the lines and the indentation of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST = 300  # characters per value, so that the time stays linear in the length of the file
_SPLIT = re.compile(r"[\n,\[\]{}]|(?:^|\s)#|(?:^|\s)-\s|:\s")
# Anchors, tags, and the signs of a block scalar, which are not part of the value.
_DECORATION = re.compile(r"(?:[&!][^\s]*\s+|[|>][-+0-9]*(?=\s|$))*")
_LINE_END = re.compile(r"\\?\n[ \t]*")


def find_values(text: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a key, in lower case, and a string: the whole value of the key, then each part of this value.

    The value is all text that is indented below the key. The function finds too much rather than too little: in
    `{a: b, c: d}`, the value of `a` is all text after `a:`.
    """
    names = "|".join(sorted(keys, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])({names})[\"']?[ \t]*(?:\n[ \t]*)?:(?=\s|$)", re.IGNORECASE)
    for match in pattern.finditer(text):
        value = _read_value(text, match)
        joined = _LINE_END.sub(lambda end: "" if end[0].startswith("\\") else " ", value)
        for part in (joined, *_SPLIT.split(value)):
            yield match[1].lower(), _strip(part)


def _read_value(text: str, key: re.Match[str]) -> str:
    """The text after the key: the rest of its line, and the next lines that can belong to the value.

    These are the lines that are indented more than the key, and lines with the same indentation that begin with `- `.
    """
    indent = _measure(text[text.rfind("\n", 0, key.start()) + 1 : key.start()])
    rest, *lines = text[key.end() : key.end() + _MOST].split("\n")
    value = [rest]
    for line in lines:
        depth = _measure(line)
        if line.strip() and depth <= indent and not (depth == indent and line[depth:].startswith("- ")):
            break
        value.append(line)
    return "\n".join(value)


def _measure(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _strip(part: str) -> str:
    return _DECORATION.sub("", part.strip(), count=1).strip("\"' \t\r")
