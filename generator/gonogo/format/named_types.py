"""The types of value that the tables of the format use, such as a line of text, an id, a date or a reference."""

from __future__ import annotations

import re
from datetime import date
from typing import NoReturn

from gonogo.format.value_type import Text
from gonogo.model.ids import ALL, ID_PATTERN, RELEASE_PATTERN, is_id, is_release_id
from gonogo.model.references import Reference
from gonogo.model.schedule import (
    DATE_PATTERN,
    DURATION_PATTERN,
    OFFSET_PATTERN,
    TIME_PATTERN,
    Due,
    Duration,
    Moment,
    Offset,
    parse_date,
    parse_due,
    parse_duration,
    parse_moment,
    parse_offset,
    write_moment,
)
from gonogo.model.target import Target, parse_target

_MAX_LINE = 300  # characters


def _parse_target_line(text: str) -> Target:
    return parse_target(_parse_line(text))


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _parse_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("it has several lines")
    if len(text) > _MAX_LINE:
        raise ValueError(f"it has {len(text)} characters")
    return text


def _parse_id(text: str) -> str:
    return text if is_id(text) else _refuse(text)


def _parse_release_id(text: str) -> str:
    return text if is_release_id(text) else _refuse(text)


def _parse_reference(text: str) -> Reference:
    group, _, entry = text.partition("/")
    if not is_id(group) or (("/" in text or group == ALL) and not is_id(entry)):
        _refuse(text)
    return Reference(group, entry)


_PLACE = f"{ID_PATTERN}(/{RELEASE_PATTERN}(#{ID_PATTERN}(/{ID_PATTERN})?)?)?"


def _parse_place(text: str) -> str:
    return text if re.fullmatch(_PLACE, text) else _refuse(text)


def _parse_coverage(text: str) -> Reference:
    return Reference(ALL) if text == ALL else _parse_reference(text)


def _parse_count(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else _refuse(text)


def _parse_span(text: str) -> tuple[int, int]:
    match = re.fullmatch("([0-9]{1,4})-([0-9]{1,4})", text)
    if match is None:
        _refuse(text)
    start, end = int(match[1]), int(match[2])
    if start >= end:
        raise ValueError("the end is before the start")
    return start, end


# Only web addresses are allowed: readers follow links, and a link such as `javascript:…` would run code.
_URL = r"https?://[^\s<>\"'`\\]+"
# A path with a space must also have a point or a slash. Without them, the text is probably a sentence and not a path.
# Paths with empty parts, such as `a//b`, are refused: git has no such path, so a sign-off would not cover the file.
_PATH = r"(?!.*(^|/)\.{0,2}(/|$))([\w.()+-][\w.()+/-]*|(?=.*[./])[\w.()+-][\w .()+/-]*)"


def _parse_url(text: str) -> str:
    return text if re.fullmatch(_URL, text) else _refuse(text)


def _parse_evidence(text: str) -> str:
    return text if re.fullmatch(_URL, text) or re.fullmatch(_PATH, text) else _refuse(text)


def is_project_path(text: str) -> bool:
    """Whether a piece of evidence is the path of a file in the repository, and not a link."""
    return re.fullmatch(_PATH, text) is not None


# Only ASCII is allowed: an address with a similar letter from another script looks the same, but is another person's.
_EMAIL = r"[!-?A-~]+@[!-?A-~]+"


def _parse_email(text: str) -> str:
    return text if re.fullmatch(_EMAIL, text) else _refuse(text)


# Handles on GitHub (docs.github.com, "Username considerations") and GitLab (docs.gitlab.com, "Reserved names"). Handles
# of apps end in `[bot]`. The allowed characters have no special meaning in CODEOWNERS files and e-mail addresses.
_HANDLE = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,254}(\[bot\])?"


def _parse_handle(text: str) -> str:
    return text if re.fullmatch(_HANDLE, text) else _refuse(text)


# Only full ids are allowed: a short id can become ambiguous when commits are added.
_COMMIT = "[0-9a-f]{40}([0-9a-f]{24})?"


def _parse_commit(text: str) -> str:
    return text if re.fullmatch(_COMMIT, text) else _refuse(text)


_ZONE = r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z][A-Za-z0-9_+-]{0,31}){0,3}"


def _parse_zone(text: str) -> str:
    return text if re.fullmatch(_ZONE, text) else _refuse(text)


_SEEN = "[0-9a-f]{16}"


def _parse_seen(text: str) -> str:
    return text if re.fullmatch(_SEEN, text) else _refuse(text)


def _write_span(span: tuple[int, int]) -> str:
    return f"{span[0]}-{span[1]}"


TEXT: Text[str] = Text("text", str, expects="a text")
LINE: Text[str] = Text("one line of text", _parse_line, expects=f"one line of at most {_MAX_LINE} characters")
ID: Text[str] = Text("id", _parse_id, expects="an id like qa-lead", pattern=ID_PATTERN, is_number=True)
RELEASE_ID: Text[str] = Text("release id", _parse_release_id, expects="an id like v1.0.0")
URL: Text[str] = Text("link", _parse_url, expects="a link that starts with https://", pattern=_URL)
EVIDENCE: Text[str] = Text(
    "link or path",
    _parse_evidence,
    expects="a link that starts with https://, or the path of a file in the repository",
)
EMAIL: Text[str] = Text("e-mail", _parse_email, expects="an ASCII address like ann@example.com", pattern=_EMAIL)
HANDLE: Text[str] = Text(
    "handle", _parse_handle, expects="a handle like ann-lee, without @", pattern=_HANDLE, is_number=True
)
DATE: Text[date] = Text("date", parse_date, date.isoformat, expects="a date like 2026-03-01", pattern=DATE_PATTERN)
MOMENT: Text[Moment] = Text(
    "date, or time with offset",
    parse_moment,
    write_moment,
    expects="a date like 2026-03-01, or a time with its offset like 2026-03-01T09:00+01:00",
    pattern=f"{DATE_PATTERN}|{TIME_PATTERN}",
)
OFFSET: Text[Offset] = Text(
    "T-offset",
    parse_offset,
    lambda offset: offset.text,
    expects="an offset from T-0 like T-4h, T-0 or T+30m",
    pattern=OFFSET_PATTERN,
)
DURATION: Text[Duration] = Text(
    "duration",
    parse_duration,
    lambda duration: duration.text,
    expects="a duration like 24h or 1d12h",
    pattern=DURATION_PATTERN,
)
# The format does not check that the zone exists, because that depends on the computer's time zone data.
ZONE: Text[str] = Text(
    "time zone",
    _parse_zone,
    expects="an IANA name like Europe/Berlin",
    pattern=_ZONE,
)
DUE: Text[Due] = Text(
    "date or T-offset",
    parse_due,
    lambda due: due.text if isinstance(due, Offset) else due.isoformat(),
    expects="a date like 2026-03-01 or an offset like T+1w",
    pattern=f"{DATE_PATTERN}|{OFFSET_PATTERN}",
)
SEEN: Text[str] = Text("digest", _parse_seen, expects="16 digits of a digest", pattern=_SEEN, is_number=True)
COMMIT: Text[str] = Text("commit", _parse_commit, expects="the full id of a commit", pattern=_COMMIT, is_number=True)
COUNT: Text[int] = Text("number", _parse_count, expects="a whole number", pattern="[0-9]{1,5}", is_number=True)
SPAN: Text[tuple[int, int]] = Text(
    "minutes `from-to`",
    _parse_span,
    _write_span,
    expects="minutes from the start like 5-10",
    pattern="[0-9]{1,4}-[0-9]{1,4}",
)
TARGET: Text[Target] = Text("text", _parse_target_line, lambda target: target.text, expects="a target like < 500 ms")
REFERENCE: Text[Reference] = Text(
    "reference",
    _parse_reference,
    expects="a phase, a section, or section/entry",
    pattern=f"{ID_PATTERN}(/{ID_PATTERN})?",
    is_number=True,
)
COVERAGE: Text[Reference] = Text(
    "reference, or `all`",
    _parse_coverage,
    expects="all, a phase, a section, or section/entry",
    pattern=f"{ID_PATTERN}(/{ID_PATTERN})?",
    is_number=True,
)
PLACE: Text[str] = Text(
    "full reference",
    _parse_place,
    expects="a system, a release, a section or an entry, like shop/v1.0.0#testing/load-test",
    pattern=_PLACE,
    is_number=True,
)
