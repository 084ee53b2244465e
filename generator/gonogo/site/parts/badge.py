"""The badge of a release: an image for other sites, with the release's name and its verdict or outcome."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.model.clock import say_date
from gonogo.site.parts.stamp import Stamp, stamp_release
from gonogo.site.parts.text_width import measure_text
from gonogo.verdict.reasons import outcome_word

if TYPE_CHECKING:
    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.release import Release
    from gonogo.site.plan import SitePlan

BADGE = "badge.svg"
_UNVERIFIED = "not verified"
_SPACE = 6  # pixels around the text
_SHAPE = 14  # pixels of the shape, with the gap after it


class BadgeText(Frozen):
    """A line of text; `x` is its left end, in pixels from the left of the badge."""

    text: str
    x: int
    width: int


class BadgeView(Frozen):
    """The two halves of a badge: the name, and from `edge` on the message. `stamp` gives the shape and the color."""

    name: BadgeText
    message: BadgeText
    stamp: Stamp
    edge: int
    width: int


class BadgeOffer(Frozen):
    """The badge on a page. `markdown` shows the badge on another site; it is "" if this site's address is unknown."""

    src: str
    alt: str
    markdown: str


def plan_badge(ref: Ref, release: Release | None, site: SitePlan) -> BadgeView:
    """The badge of a release; `release` is None if its file cannot be decoded."""
    judgement = site.judgements[ref]
    name, message = visible(_name(ref, site)), _say_standing(release, judgement)
    left = BadgeText(name, _SPACE, measure_text(name))
    edge = left.width + 2 * _SPACE
    right = BadgeText(message, edge + _SPACE + _SHAPE, measure_text(message))
    stamp = stamp_release(release, judgement)
    if release is not None and release.outcome and judgement.closing is None:
        # the color of the outcome would claim that gonogo has verified the outcome
        stamp = Stamp(stamp.word, "cancelled", "unjudged")
    return BadgeView(left, right, stamp, edge, right.x + right.width + _SPACE)


def offer_badge(ref: Ref, page: str, site: SitePlan) -> BadgeOffer:
    """The badge of a release for the page at `page`, with the Markdown that shows the badge on another site."""
    file, alt = site.file_path(BADGE, ref), f"Readiness of {visible(_name(ref, site))}"
    image, target = site.locate(file), site.locate(site.release_page(ref))
    markdown = f"[![{_escape(alt)}]({image})]({target})" if image else ""
    return BadgeOffer(site.urls.link_file(page, file), alt, markdown)


def _name(ref: Ref, site: SitePlan) -> str:
    return site.snapshot.systems[ref.system].name_release(ref.release)


def _say_standing(release: Release | None, judgement: Judgement) -> str:
    """`NO-GO 18/24` or `deployed 18 Nov 2025`, followed by `not verified` if there was no history to verify it."""
    if release is None:
        return f"{judgement.verdict.value}, file cannot be read"
    if not release.outcome:
        settled, total = judgement.progress
        text = f"{judgement.verdict.value} {settled}/{total}"
        return text if judgement.has_history else f"{text}, {_UNVERIFIED}"
    word = outcome_word(release.outcome).lower()
    if judgement.closing is None:
        return f"{word}, {_UNVERIFIED}"
    day = judgement.closing.closed.landed_at
    return f"{word} {say_date(day)}" if day else word


def _escape(text: str) -> str:
    """The string on one line, with a backslash before every ASCII punctuation character (CommonMark, 2.4)."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
