"""The sign-offs of a release: a table of all slots, a card for each slot, the coverage, and the meaning of levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import SignOff, is_final
from gonogo.model.judgement import SignOffState
from gonogo.site.layout import SIGN_OFFS, SPECIAL
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.coverage_table import show_coverage
from gonogo.site.parts.entry_view import section_facts
from gonogo.site.parts.level_words import LEVELS, explain_levels
from gonogo.site.parts.page_head import FactBox, frame_page, plan_notice
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.sign_off_card import show_sign_off
from gonogo.site.parts.sign_off_slots import list_slots, say_valid
from gonogo.verdict.slots import count_looks, view_slots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.release import Section
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.parts.sign_off_card import SignOffCard
    from gonogo.site.parts.sign_off_slots import SignOffRow
    from gonogo.site.release_context import ReleaseContext

CSV = "sign-offs.csv"


class PollView(Frozen):
    """The table of all slots. `levels` links to the meaning of the levels, `file` to the same rows as CSV."""

    rows: tuple[SignOffRow, ...]
    levels: str
    file: Link


class SignOffSection(Frozen):
    """The facts of a section, and a card for each of its slots."""

    facts: tuple[Fact, ...]
    cards: tuple[SignOffCard, ...]


def plan_sign_offs(context: ReleaseContext) -> Page:
    """The page of sign-offs: the table, a card for each slot, then the coverage and the meaning of levels."""
    slots = list_slots(context)
    if not slots:
        text = "No sign-off slot exists: add a section of kind `signoffs` with a slot for each role."
        return frame_page(context, SPECIAL[SIGN_OFFS], Fragment("empty", text))
    file = Link(CSV, context.site.urls.link_file(context.path, context.site.file_path(CSV, context.release.ref)))
    blocks: list[Block] = [
        *plan_notice(context.site),
        Fragment("fact", _count_states(context)),
        Fragment("poll", PollView(slots, f"#{LEVELS}", file)),
    ]
    anchors: list[str] = []
    for section in _order_sections(context):
        blocks += [Heading(2, section.title, context.layout.anchor_of(section))]
        blocks += [Fragment("signs", _show_section(section, context))]
        anchors += (entry.id for entry in section.walk())
    blocks += _plan_end(context)
    return frame_page(context, SPECIAL[SIGN_OFFS], *blocks, anchors=tuple(anchors))


def _plan_end(context: ReleaseContext) -> Iterator[Block]:
    """The end of the page: the coverage of each section, and the meaning of the levels."""
    coverage = show_coverage(context)
    if coverage.rows:
        yield Heading(2, "Who signs for which section", "coverage_")
        yield Fragment("coverage", coverage)
    yield Heading(2, "What each level means", LEVELS)
    states = {standing.state for standing in context.judgement.standings.values()}
    is_verified = SignOffState.UNJUDGED not in states
    yield Fragment("levels", explain_levels(context.snapshot.policy, is_verified=is_verified))


def _order_sections(context: ReleaseContext) -> list[Section]:
    """The sections of sign-offs in page order, but sections with only final authorizations last."""
    return sorted(context.layout.sections_at(SIGN_OFFS), key=lambda section: _is_all_final(section, context))


def _is_all_final(section: Section, context: ReleaseContext) -> bool:
    slots = [entry for entry in section.walk() if isinstance(entry, SignOff)]
    return bool(slots) and all(is_final(slot, context.release) for slot in slots)


def _show_section(section: Section, context: ReleaseContext) -> SignOffSection:
    slots = (entry for entry in section.walk() if isinstance(entry, SignOff))
    return SignOffSection(
        section_facts(section, context), tuple(show_sign_off(section, slot, context) for slot in slots)
    )


def _count_states(context: ReleaseContext) -> FactBox:
    counts = count_looks(view_slots(context.release, context.judgement))
    tone = "mute" if context.release.outcome else "bad" if counts else "good"
    return FactBox(tone, say_valid(context), parse_prose(counts))
