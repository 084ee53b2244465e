"""Alarms of an open release: a decision written in another person's name, and an outcome that does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.trust_codes import TrustCode
from gonogo.site.layout import SIGN_OFFS
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.verdict.slots import find_by_another, say_writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.release_context import ReleaseContext


class Alarm(Frozen):
    """A sentence in red about a subject: the subject's title, the link to it, and the sentence."""

    title: tuple[TextPart, ...]
    href: str
    text: tuple[TextPart, ...]


def list_alarms(context: ReleaseContext, source: str) -> tuple[Alarm, ...]:
    """The alarms of an open release, with links from the page at `source`; none for a closed release."""
    return () if context.release.outcome else tuple(_find_alarms(context, source))


def _find_alarms(context: ReleaseContext, source: str) -> Iterator[Alarm]:
    site, ref = context.site, context.release.ref
    for view in find_by_another(context.release, context.judgement):
        href = site.urls.link(source, site.release_page(ref, SIGN_OFFS), view.slot.id)
        text = say_writer(view.standing, context.person_name(view.slot.by))
        yield Alarm(parse_prose(view.slot.title), href, parse_prose(text))
    refusal = context.judgement.outcome_refusal
    if refusal is not None and refusal.code != TrustCode.PENDING:
        yield Alarm(parse_prose("Outcome"), site.urls.link(source, site.release_page(ref)), parse_prose(refusal.text))
