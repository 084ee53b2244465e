"""Entries and sections as pages display them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.triggers import FIRED, UNSEEN
from gonogo.model.clock import say_day, say_due, say_moment
from gonogo.site.parts.attribution import find_attribution, list_reversals
from gonogo.site.parts.contact_details import ContactDetails, list_owner_contacts
from gonogo.site.parts.dependency_tree import TreeNode, draw_dependencies
from gonogo.site.parts.entry_facts import Fact, alarm_fact, gap_fact, requires_fact, show_link, text_fact
from gonogo.site.parts.offers import Offer, offer_answer
from gonogo.site.parts.progress import Bar, measure
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.provenance_view import show_commit
from gonogo.site.parts.shared_byline import SharedByline, share_byline
from gonogo.site.parts.state_look import State, show_state
from gonogo.verdict.open_work import owners_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.judgement import Judgement
    from gonogo.model.own_fact import OwnFact
    from gonogo.model.provenance import Provenance
    from gonogo.model.release import Described, Entry, Section
    from gonogo.site.parts.event_view import Attribution
    from gonogo.site.release_context import ReleaseContext

DECLARES = "The document declares"


class EntryView(Frozen):
    """An entry on a page.

    `is_tagged` says that the page shows the state as a word, because the symbol alone does not show it. `is_heading`
    marks an entry that is not counted, because it has no answer of its own.

    `answer` is the key to change in order to settle the entry, "" if the entry is settled or has no such key. `line` is
    the line of that key; if `answer` is "", it is the first line of the entry. `attribution` names the author of the
    answer, None in the cases that `find_attribution` lists. `offer` contains instructions for settling the entry, None
    if there are none. `tree` shows the dependencies of an open criterion. `children` are the entries below the entry.
    """

    anchor: str
    title: tuple[TextPart, ...]
    state: State
    is_settled: bool
    is_tagged: bool
    is_heading: bool
    is_overdue: bool
    owners: tuple[ContactDetails, ...]
    facts: tuple[Fact, ...]
    line: int
    line_href: str
    answer: str
    attribution: Attribution | None
    offer: Offer | None
    tree: tuple[TreeNode, ...]
    children: tuple[EntryView, ...]


class SectionView(Frozen):
    """A section on a page. If `sentence` is not "", the page shows it instead of the bar."""

    anchor: str
    sentence: str
    facts: tuple[Fact, ...]
    bar: Bar
    byline: SharedByline | None
    entries: tuple[EntryView, ...]


def show_section(section: Section, context: ReleaseContext) -> SectionView:
    """A section with all its entries."""
    bar = measure(section.walk(), context.judgement)
    shown = tuple(show_entry(entry, section, context) for entry in section.entries)
    byline, entries = share_byline(shown, bar.total, context)
    return SectionView(
        anchor=context.layout.anchor_of(section),
        sentence=_say_triggers(section, context.judgement),
        facts=section_facts(section, context),
        bar=bar,
        byline=byline,
        entries=entries,
    )


def _say_triggers(section: Section, judgement: Judgement) -> str:
    """The effect of a section's triggers, and the number of fired ones, in words; "" for sections of other kinds."""
    if not section.decides:
        return ""
    states = [judgement.states[entry.id] for entry in section.entries]
    means = "Any one is enough to go back." if section.decides == "rollback" else "Any one of them means no-go."
    unseen = f", {states.count(UNSEEN.word)} not checked" if UNSEEN.word in states else ""
    unproven = sum(entry.id in judgement.unproven for entry in section.entries)
    lack = f", {unproven} clear without the required evidence" if unproven else ""
    return f"{means} {states.count(FIRED.word)} of {len(states)} fired{unseen}{lack}."


def show_entry(entry: Entry, section: Section, context: ReleaseContext) -> EntryView:
    """An entry with the entries below it."""
    judgement = context.judgement
    is_settled = entry.id in judgement.settled
    answer = "" if is_settled or not entry.has_answer else entry.answer_keys[0]
    answer_key = entry.where.key_of(answer)
    place = answer_key or entry.where.location
    attribution = find_attribution(entry, section, context, is_settled=is_settled)
    tree = draw_dependencies(entry, context)
    return EntryView(
        anchor=entry.id,
        title=parse_prose(entry.title),
        state=show_state(entry, judgement, context.snapshot.people),
        is_settled=is_settled,
        is_tagged=not (is_settled and entry.describe_state(judgement.states[entry.id]).is_plain),
        is_heading=not entry.has_answer,
        is_overdue=entry.id in context.overdue,
        owners=list_entry_contacts(entry, section, context),
        facts=(
            *(_show_own(fact, context) for fact in entry.own_facts if not (tree and fact.references)),
            *_evidence_facts(entry, judgement),
            *_trust_facts(entry, section, context, attribution),
            *common_facts(entry, context),
            *([] if context.release.outcome else _list_blocking(entry, judgement)),
            *list_reversals(entry, section, context),
        ),
        line=place.span.line,
        line_href=context.link_line(place),
        answer=answer if answer_key else "",
        attribution=attribution,
        offer=None if is_settled else offer_answer(entry, section, context),
        tree=tree,
        children=tuple(show_entry(child, section, context) for child in entry.children),
    )


def _evidence_facts(entry: Entry, judgement: Judgement) -> Iterator[Fact]:
    """The value of the entry's own `requires`, and an alarm if required evidence is missing."""
    if entry.requires:
        yield requires_fact(entry.requires)
    if entry.id in judgement.unproven:
        why = f"{judgement.say_state(entry.id)}; name a link or a file of the repository under `evidence:`"
        yield alarm_fact("Not settled", why)


def _trust_facts(
    entry: Entry, section: Section, context: ReleaseContext, attribution: Attribution | None
) -> Iterator[Fact]:
    """The reasons why an answer, a waiver or an exemption does not count.

    If the waiver or exemption counts: the people who wrote and merged it.
    """
    judgement = context.judgement
    answer, approval = judgement.answers.get(entry.id), judgement.approvals.get(entry.id)
    if answer is not None and answer.reason:
        yield alarm_fact("Does not count", answer.reason)
    if approval is None or not judgement.has_history:
        return
    if not approval.is_valid:
        yield alarm_fact("Does not count", approval.reason)
    elif approval.provenance is not None:
        yield from _show_approval(approval.provenance, entry, section, context, attribution)


def _show_approval(
    made: Provenance, entry: Entry, section: Section, context: ReleaseContext, attribution: Attribution | None
) -> Iterator[Fact]:
    """The people who wrote and merged a valid waiver or exemption, without a fact that `attribution` already gives."""
    proof = show_commit(made.commit, made.pull_request, context.release.ref_of(section, entry), context)
    is_repeated = (
        attribution is not None and attribution.proof is not None and attribution.proof.commit.text == proof.commit.text
    )
    merger = f"merged by {made.merged_by.name}" if made.merged_by else ""
    if is_repeated:
        yield from [text_fact("Approval", merger)] if merger else []
        return
    text = f"written by {made.written_by.name}{f', {merger}' if merger else ''} "
    yield Fact("Approval", parse_prose(text), (proof.commit, *([proof.request] if proof.request else [])))


def _list_blocking(entry: Entry, judgement: Judgement) -> list[Fact]:
    """The reasons why a settled entry blocks GO, unless the fact about the approval already gives the reason."""
    approval = judgement.approvals.get(entry.id)
    is_repeated = judgement.has_history and approval is not None and not approval.is_valid
    if entry.id not in judgement.settled or is_repeated:
        return []
    return [text_fact("Blocks", blocker.why) for blocker in judgement.blockers if blocker.ref.entry == entry.id]


def list_entry_contacts(entry: Entry, section: Section, context: ReleaseContext) -> tuple[ContactDetails, ...]:
    """The contact details of the people who have to answer an entry."""
    return tuple(
        contact
        for owner in owners_of(section, entry)
        for contact in list_owner_contacts(owner, context.system, context.snapshot)
    )


def section_facts(section: Section, context: ReleaseContext) -> tuple[Fact, ...]:
    """The facts of a section: its times and requirements first, then the facts that every record can have."""
    facts = []
    if section.at:
        facts.append(text_fact("At", say_due(section.at, context.release, beside_plan=True)))
    if section.due:
        facts.append(text_fact("Due", say_due(section.due, context.release, beside_plan=True)))
    requires = section.requires or context.judgement.requires
    if requires == "evidence" and any(entry.proven_answers for entry in section.entries):
        facts.append(requires_fact(requires))
    if section.window:
        facts.append(text_fact("Window", f"{section.window.text} after T-0"))
    facts.extend(described_facts(section))
    return tuple(facts)


def described_facts(record: Described) -> list[Fact]:
    """The facts that releases, phases, sections and entries can have, then the gaps."""
    written = (("About", record.about), ("Note", record.note), (DECLARES, record.declared))
    facts = [text_fact(label, text) for label, text in written if text]
    if record.see:
        facts.append(Fact("See", links=tuple(show_link(link) for link in record.see)))
    return [*facts, *(gap_fact(key) for key in record.gaps)]


def _show_own(fact: OwnFact, context: ReleaseContext) -> Fact:
    """A fact that only entries of one kind have; ids are replaced by names, and references by links."""
    if fact.gap:
        return gap_fact(fact.gap)
    if fact.references:
        return Fact(fact.label, links=tuple(map(context.link_reference, fact.references)))
    words = (
        fact.text,
        context.person_name(fact.person) if fact.person else "",
        say_day(fact.day) if fact.day else "",
        ", ".join(map(context.channel_name, fact.channels)),
    )
    return text_fact(fact.label, " ".join(filter(None, words)))


def common_facts(entry: Entry, context: ReleaseContext) -> list[Fact]:
    """The facts that entries of every kind can have."""
    facts, release = [], context.release
    if entry.id in context.overdue:
        facts.append(alarm_fact("Overdue", f"since {say_moment(context.overdue[entry.id])}"))
    if entry.at:
        facts.append(text_fact("At", say_due(entry.at, release, beside_plan=True)))
    if entry.due:
        facts.append(text_fact("Due", say_due(entry.due, release, beside_plan=True)))
    if entry.minutes is not None:
        facts.append(text_fact("Planned", f"{entry.minutes} minutes"))
    if entry.expect:
        facts.append(text_fact("Expected", entry.expect))
    if entry.run:
        facts.append(Fact("Commands", (TextPart("text", entry.run),), is_command=True))
    if entry.evidence:
        facts.append(Fact("Evidence", links=tuple(show_link(link) for link in entry.evidence)))
    facts.extend(described_facts(entry))
    facts += [
        text_fact("Gonogo computes", contradiction.computed)
        for contradiction in context.judgement.contradictions
        if contradiction.ref.entry == entry.id
    ]
    return facts
