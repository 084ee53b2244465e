"""Facts: labeled lines below the title of an entry, a section, a phase or a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.site.page import Link
from gonogo.site.parts.prose import parse_prose

if TYPE_CHECKING:
    from gonogo.site.parts.prose import TextPart

_GAP_LABELS = {"deploy_at": "T-0", "run": "Commands", "minutes": "Planned"}


class Fact(Frozen):
    """A labeled line: the text in `parts`, then `links`, then `after`.

    `is_gap` marks a key without a value in the file. `is_alarm` marks a fact that pages emphasize, such as the reason
    why an answer does not count.
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
    """A fact with a text, in which backticks mark code and web addresses become links."""
    return Fact(label, parse_prose(text))


def alarm_fact(label: str, text: str) -> Fact:
    """An emphasized fact, such as the reason why an answer does not count."""
    return Fact(label, parse_prose(text), is_alarm=True)


def requires_fact(requires: str) -> Fact:
    """The fact that says whether an answer requires evidence; `requires` is the value of this key."""
    return text_fact("Requires", "no evidence" if requires == "nothing" else requires)


def gap_fact(key: str) -> Fact:
    """The fact for a key without a value."""
    return Fact(_GAP_LABELS.get(key, key.replace("_", " ").capitalize()), is_gap=True)


def show_link(target: str) -> Link:
    """A link that a file contains; a path in the repository becomes a text without a link."""
    is_outside = target.startswith(("https://", "http://"))
    return Link(target, target if is_outside else "", is_outside=is_outside)
