"""The next work on a release: the first steps for a new release, and the open work of each person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.checklist import Item
from gonogo.format.sections.kind import DONE
from gonogo.model.clock import say_due
from gonogo.model.ids import PersonId, RoleId
from gonogo.site.parts.contact_details import ContactDetails, link_contact
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.verdict.open_work import OpenEntry, find_open_work_of
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from gonogo.site.release_context import ReleaseContext

_MOST_ENTRIES = 3


class FirstStep(Frozen):
    """A step of the instructions for beginners; `example` shows what to write or run, "" without an example."""

    title: str
    text: tuple[TextPart, ...]
    example: str = ""


class DueEntry(Frozen):
    """An open entry; `due` is its deadline or time in words, "" if the file does not give either."""

    title: tuple[TextPart, ...]
    href: str
    due: str
    is_overdue: bool


class NextRow(Frozen):
    """The open work of the person `who`.

    For work that belongs to no person, `who` is None, and `gap` gives the reason.
    """

    who: ContactDetails | None
    gap: str
    about: tuple[TextPart, ...]
    count: int
    overdue: int
    first: tuple[DueEntry, ...]


def plan_steps(context: ReleaseContext) -> tuple[FirstStep, ...]:
    """The first steps for an open release without settled entries; empty for any other release."""
    release, judgement = context.release, context.judgement
    if release.outcome or judgement.settled:
        return ()
    steps = []
    path = context.system.path_of(release.id)
    vacant = [role for role in context.system.roles.values() if not role.people]
    if vacant or not context.system.roles:
        folder = f"checklists/{context.system.id}"
        role = vacant[0].id if vacant else "qa-lead"
        text = (
            "Put names and e-mail addresses into `checklists/people.yml`, and the role holders into "
            f"`{folder}/roles.yml`. Without them, nobody can own an item or sign."
        )
        example = (
            "# people.yml\npeople:\n  ann:\n    name: Ann Example\n    emails: [ann@example.com]\n"
            f"# roles.yml: find the role, and name its holder\n  {role}:\n    people: [ann]"
        )
        steps.append(FirstStep("Add people and roles", parse_prose(text), example))
    if first := next(filter(_is_fresh_item, _list_open(context)), None):
        line = first.entry.where.location.span.line
        text = f"It is at `{path}:{line}`. When it is done, change one line:"
        prose = (*parse_prose(first.entry.title), TextPart("text", ". "), *parse_prose(text))
        steps.append(FirstStep("Complete one item", prose, f"status: {DONE.word}"))
    if release.deploy_at is None:
        text = f"Fill the line `deploy_at:` of `{path}`, and every page gets times on the clock."
        day = (judgement.as_of + timedelta(days=28)).date()
        steps.append(FirstStep("Plan the day", parse_prose(text), f"deploy_at: {day}T09:00+00:00"))
    return tuple(steps)


def plan_next(context: ReleaseContext) -> tuple[NextRow, ...]:
    """A row for each person with open work, ordered by the person's first entry.

    The last rows are the entries whose role is vacant and the entries without an owner.
    """
    groups: dict[str, list[OpenEntry]] = {}
    vacant: list[OpenEntry] = []
    unowned: list[OpenEntry] = []
    roles: dict[str, str] = {}
    for open_entry in _list_open(context):
        people = list(dict.fromkeys(person for owner in open_entry.owner for person in _people(owner, context)))
        for owner in open_entry.owner:
            role = context.system.roles.get(RoleId(owner))
            if role is not None and not role.people:
                roles[role.id] = role.title
        if not people:
            (vacant if open_entry.owner else unowned).append(open_entry)
        for person in people:
            groups.setdefault(person, []).append(open_entry)
    rows = [
        _row(context, entries, who=link_contact(PersonId(person), context.system, context.site, context.path))
        for person, entries in groups.items()
    ]
    if vacant:
        about = f"{', '.join(roles.values())}: name people in `checklists/{context.system.id}/roles.yml`"
        count = len(roles)
        gap = f"nobody holds {count} {plural(count, 'role')}"
        rows.append(_row(context, vacant, gap=gap, about=about))
    if unowned:
        about = "give an entry, or its section, a line `owner:` with a role or a person"
        rows.append(_row(context, unowned, gap="no owner", about=about))
    return tuple(rows)


def _is_fresh_item(open_entry: OpenEntry) -> bool:
    return isinstance(open_entry.entry, Item) and open_entry.state == open_entry.entry.states[0].word


def _list_open(context: ReleaseContext) -> list[OpenEntry]:
    """The open work of a release: overdue entries first, then blockers, then the rest.

    Empty if the release is closed.
    """
    if context.release.outcome:
        return []
    blocking = {blocker.ref.entry for blocker in context.judgement.blockers}
    open_work = find_open_work_of(context.release, context.judgement)
    return sorted(open_work, key=lambda work: (not work.is_overdue, work.ref.entry not in blocking))


def _people(owner: str, context: ReleaseContext) -> tuple[str, ...]:
    role = context.system.roles.get(RoleId(owner))
    return (owner,) if role is None else role.people


def _row(
    context: ReleaseContext,
    entries: list[OpenEntry],
    *,
    who: ContactDetails | None = None,
    gap: str = "",
    about: str = "",
) -> NextRow:
    first = tuple(
        DueEntry(
            parse_prose(open_entry.entry.title),
            context.link_ref(open_entry.ref),
            _say_when(open_entry, context),
            open_entry.is_overdue,
        )
        for open_entry in entries[:_MOST_ENTRIES]
    )
    overdue = sum(open_entry.is_overdue for open_entry in entries)
    return NextRow(who, gap, parse_prose(about), len(entries), overdue, first)


def _say_when(open_entry: OpenEntry, context: ReleaseContext) -> str:
    if open_entry.due:
        return f"due {say_due(open_entry.due, context.release, beside_plan=True)}"
    if not open_entry.at:
        return ""
    return f"at {say_due(open_entry.at, context.release, beside_plan=True, moment=open_entry.moment)}"
