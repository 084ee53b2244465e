"""The fired triggers of a release, with reasons and times, the first action to take, and the people to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.procedure import steps_of
from gonogo.format.sections.triggers import FIRED, Trigger
from gonogo.model.clock import Clock, show_clock
from gonogo.model.judgement import BlockerRule
from gonogo.model.schedule import end_of
from gonogo.site.layout import ROLLBACK
from gonogo.site.page import Link
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.rollback_calls import list_calls
from gonogo.site.parts.rollback_time import list_procedures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.release import Section
    from gonogo.site.parts.contact_details import ContactDetails
    from gonogo.site.release_context import ReleaseContext

_MOST_CALLS = 2
_HEADS = {"rollback": "A rollback trigger has fired", "no-go": "A no-go trigger has fired"}


class FiredTrigger(Frozen):
    """A fired trigger. `since` is the time when the state `fired` was merged to main, None if it is not known.

    `doubt` says that the state is not committed, else it is "".
    """

    head: str
    title: str
    href: str
    why: tuple[TextPart, ...]
    since: Clock | None
    doubt: str


class FiredView(Frozen):
    """The fired triggers of a release, the first action to take, and the people to call.

    The page shows the link `first` after `to_do`. If `calls` is empty, `nobody` gives the reason, "" if another part of
    the page lists the people to call.
    """

    triggers: tuple[FiredTrigger, ...]
    to_do: str
    first: Link | None
    calls: tuple[ContactDetails, ...]
    nobody: str


def is_after_t_zero(context: ReleaseContext) -> bool:
    """Whether T-0 is over at the time of the judgement. A T-0 without a time of day is over at the end of the day."""
    t_zero = context.release.deploy_at
    return t_zero is not None and end_of(t_zero) <= context.judgement.as_of


def has_fired(context: ReleaseContext) -> bool:
    """Whether a trigger of an open release has fired."""
    return not context.release.outcome and any(_list_fired(context))


def show_fired(context: ReleaseContext, source: str, *, has_calls: bool = True) -> FiredView | None:
    """The fired triggers of an open release, for the page at `source`; None for any other release."""
    fired = () if context.release.outcome else tuple(_list_fired(context))
    if not fired:
        return None
    goes_back = any(section.decides == "rollback" for section, _ in fired)
    to_do, first = _find_first(context, source, goes_back=goes_back)
    # Before a deployment, the lead decides alone. A rollback also needs the people who do its steps.
    count = _MOST_CALLS if goes_back else 1
    calls = tuple(call.contact for call in list_calls(context))[:count]
    shown = () if context.snapshot.is_public or not has_calls else calls
    return FiredView(
        triggers=tuple(_show(section, entry, context, source) for section, entry in fired),
        to_do=to_do,
        first=first,
        calls=shown,
        nobody=_say_nobody(context) if has_calls and not shown else "",
    )


def list_reasons(context: ReleaseContext, source: str) -> tuple[FiredTrigger, ...]:
    """The fired triggers of an open or closed release, rollback triggers first."""
    return tuple(_show(section, entry, context, source) for section, entry in _list_fired(context))


def covers_group(context: ReleaseContext) -> bool:
    """Whether every blocker of the rule `fired-trigger` is one of the fired triggers.

    If so, a page that shows the fired triggers does not list these blockers again.
    """
    entries = {entry.id for _, entry in _list_fired(context)}
    blockers = [blocker for blocker in context.judgement.blockers if blocker.rule is BlockerRule.FIRED_TRIGGER]
    return bool(blockers) and all(blocker.ref.entry in entries for blocker in blockers)


def _list_fired(context: ReleaseContext) -> Iterator[tuple[Section, Trigger]]:
    """The fired triggers with their sections, rollback triggers first."""
    for decides in _HEADS:
        for section, entry in context.release.walk():
            if section.decides == decides and isinstance(entry, Trigger):
                answer = context.judgement.answers.get(entry.id)
                if FIRED.word in (entry.status, answer.state if answer else ""):
                    yield section, entry


def _show(section: Section, entry: Trigger, context: ReleaseContext, source: str) -> FiredTrigger:
    site, ref = context.site, context.release.ref_of(section, entry)
    answer = context.judgement.answers.get(entry.id)
    since = doubt = None
    if site.event_index is not None and entry.status == FIRED.word:
        indexed = site.event_index.find_answer(ref, {"status": FIRED.word})
        since = site.event_index.landed_at(indexed.event) if indexed else None
        doubt = None if indexed else "Not committed yet"
    reason = answer.reason if answer else ""
    why = ". ".join(filter(None, (entry.note.rstrip("."), reason)))
    return FiredTrigger(
        head=_HEADS[section.decides],
        title=entry.title,
        href=context.link_ref(ref, source),
        why=parse_prose(f"{why}." if why else ""),
        since=show_clock(since) if since else None,
        doubt=doubt or "",
    )


def _find_first(context: ReleaseContext, source: str, *, goes_back: bool) -> tuple[str, Link | None]:
    """The first action in words, and a link to follow the words.

    After a rollback trigger has fired, or T-0 is over, the action is the first open step of the rollback procedure.
    """
    page = context.site.urls.link(source, context.site.release_page(context.release.ref, ROLLBACK))
    is_there = source == context.site.release_page(context.release.ref, ROLLBACK)
    if not goes_back and not is_after_t_zero(context):
        return "Check whether this is still the case.", None
    begin = "Go back." if goes_back else "Call, and decide whether to go back."
    procedures = list_procedures(context.release)
    if not procedures:
        return f"{begin} This release has no timed procedure for it.", None if is_there else Link("Rollback", page)
    if len(procedures) > 1:
        return f"{begin} Choose one of {len(procedures)} procedures", Link("on the page Rollback", page)
    (section,) = procedures
    steps = [step for step in steps_of(section) if step.id not in context.judgement.settled]
    if not steps:
        return f"Every step of “{section.title}” is done.", None if is_there else Link("Rollback", page)
    href = context.link_ref(context.release.ref_of(section, steps[0]), source)
    return f"{begin} {'First' if steps[0] is steps_of(section)[0] else 'Next'} step:", Link(steps[0].title, href)


def _say_nobody(context: ReleaseContext) -> str:
    if context.snapshot.is_public:
        return "not shown on a public site"
    return "no person is named: give the release a line lead:"
