"""Plain text in which only backticks around code and bare links are markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = re.compile(r"`(?P<code>[^`\n]+)`|(?P<link>https?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]])")


class TextPart(NamedTuple):
    """A span of text; `kind` is text, code or link."""

    kind: str
    text: str


def parse_prose(text: str) -> tuple[TextPart, ...]:
    """The text in parts; joined, they give the text without the backticks around code."""
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
    """The text in the parts, without markup."""
    return "".join(part.text for part in parts)
