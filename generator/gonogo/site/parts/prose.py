"""Prose: text from users in which only backticks around code and web addresses are markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = re.compile(r"`(?P<code>[^`\n]+)`|(?P<link>https?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]])")


class TextPart(NamedTuple):
    """A part of a text; `kind` is `text`, `code` or `link`."""

    kind: str
    text: str


def parse_prose(text: str) -> tuple[TextPart, ...]:
    """The parts of a text, in order. Joined, they are the text without the backticks around code."""
    parts = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            parts.append(TextPart("text", text[end : match.start()]))
        kind = match.lastgroup or "text"
        parts.append(TextPart(kind, match[kind]))
        end = match.end()
    if end < len(text):
        parts.append(TextPart("text", text[end:]))
    return tuple(parts)


def join_prose(parts: Iterable[TextPart]) -> str:
    """The text of the parts, without the backticks around code."""
    return "".join(part.text for part in parts)
