"""Finding e-mail addresses in strings, including spellings such as `ann (at) shop (dot) example`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# The letters of Latin, Greek and Cyrillic, which have spaces between words. Letters of a script without spaces can be
# directly before or after an address.
_LETTERS = r"A-Za-z\u00c0-\u024f\u0370-\u052f"
_BLANK = r"\s{0,3}"  # limited, so that the time stays linear in the length of the text
_OPEN, _CLOSE = rf"{_BLANK}[\[({{<]{_BLANK}", rf"{_BLANK}[\])}}>]{_BLANK}"
_AT = re.compile(rf"@|%40|&#0*64;|&#x0*40;|&commat;|{_OPEN}(?:at|@){_CLOSE}", re.IGNORECASE)
_POINT = rf"(?:[.\u3002]|{_OPEN}(?:dot|\.){_CLOSE})"
_LOCAL = re.compile(rf"(?:[{_LETTERS}0-9._%+'\u2019-]+|\"[^\"\n]+\")\Z")
_DOMAIN = re.compile(
    rf"(?:[{_LETTERS}0-9-]{{1,63}}{_POINT}){{1,8}}(?:xn--[A-Za-z0-9-]{{1,59}}|[{_LETTERS}]{{2,63}})"
    r"|(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,63}",  # a domain in any script
    re.IGNORECASE,
)
_LOOSE_LOCAL, _LOOSE_DOMAIN = re.compile(r"[^\s<>\"',;:()\[\]@]+\Z"), re.compile(r"[^\s<>\"',;:()\[\]@]+")
_LONGEST_LOCAL = 64  # RFC 5321, section 4.5.3.1.1
# `git@github.com:owner/name` is the address of a repository. All users of a forge share the account `git`.
_NOBODY = "git"
_WORD_AT = re.compile(rf"\s{{1,3}}at\s{{1,3}}|{_BLANK}@{_BLANK}|{_OPEN}(?:at|@){_CLOSE}", re.IGNORECASE)
_WORD_POINT = re.compile(rf"\s{{1,3}}dot\s{{1,3}}|{_OPEN}(?:dot|\.){_CLOSE}|\.\s{{1,3}}", re.IGNORECASE)
_SPOKEN = re.compile(rf"[{_LETTERS}0-9-]+(?:(?:\.|{_WORD_POINT.pattern})[{_LETTERS}0-9-]+){{0,8}}", re.IGNORECASE)


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each string that has the form of an e-mail address."""
    for mark in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, mark.start() - _LONGEST_LOCAL), mark.start())
        domain = _DOMAIN.match(text, mark.end())
        if local and domain and local.group() != _NOBODY:
            yield local.start(), domain.end()


def find_loose_addresses(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each word with an at sign inside.

    Use this only for names and trailers: in other text, such a word can be code.
    """
    for mark in _AT.finditer(text):
        local = _LOOSE_LOCAL.search(text, max(0, mark.start() - _LONGEST_LOCAL), mark.start())
        domain = _LOOSE_DOMAIN.match(text, mark.end())
        if local and domain:
            yield local.start(), domain.end()


def find_spoken_addresses(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """The start and end of each of the known addresses that is written like `ann at shop dot example`.

    `known` are addresses in lower case. Only these are found, because text such as "look at status.example.com" has
    the same form.
    """
    for mark in _WORD_AT.finditer(text):
        local = _LOCAL.search(text, max(0, mark.start() - _LONGEST_LOCAL), mark.start())
        domain = _SPOKEN.match(text, mark.end())
        if local is None or domain is None:
            continue
        ends = (part.end() for part in re.finditer(rf"[{_LETTERS}0-9-]+", domain.group()))
        for end in ends:
            name = _WORD_POINT.sub(".", domain.group()[:end])
            starts = (at for at in range(len(local.group())) if not at or not local.group()[at - 1].isalnum())
            for start in starts:
                if f"{local.group()[start:]}@{name}".lower() in known:
                    yield local.start() + start, mark.end() + end
