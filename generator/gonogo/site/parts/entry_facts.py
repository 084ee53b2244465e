"""Labeled lines below the title of an entry, a section, a phase or a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.site.page import Link
from gonogo.site.parts.prose import parse_prose

if TYPE_CHECKING:
    from gonogo.site.parts.prose import TextPart

_GAP_LABELS = {"deploy_at": "T-0", "run": "Commands", "minutes": "Planned"}


class Fact(Frozen):
    """A labeled line: text, then links, then `after`. A gap is a key that the file leaves empty.

    `is_alarm` marks the prominent reason why something does not count.
    """

    label: str
    parts: tuple[TextPart, ...] = ()
    links: tuple[Link, ...] = ()
    after: str = ""
    is_gap: bool = False
    is_command: bool = False
    is_reversal: bool = False
    is_alarm: bool = False


def text_fact(label: str, text: str) -> Fact:
    """A fact with only text, including code and links."""
    return Fact(label, parse_prose(text))


def alarm_fact(label: str, text: str) -> Fact:
    """The fact that something does not count, and why."""
    return Fact(label, parse_prose(text), is_alarm=True)


def requires_fact(requires: str) -> Fact:
    """The fact whether an answer requires evidence, as written in the file."""
    return text_fact("Requires", "no evidence" if requires == "nothing" else requires)


def gap_fact(key: str) -> Fact:
    """The fact for a key without a value."""
    return Fact(_GAP_LABELS.get(key, key.replace("_", " ").capitalize()), is_gap=True)


def show_link(target: str) -> Link:
    """A link in a file; a path in the repository becomes text without a link."""
    is_outside = target.startswith(("https://", "http://"))
    return Link(target, target if is_outside else "", is_outside=is_outside)
