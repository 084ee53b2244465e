"""What to do next on a release: the first steps of a fresh one, and who has what left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.format.sections.checklist import Item
from gonogo.format.sections.kind import DONE
from gonogo.model.clock import say_day
from gonogo.model.ids import PersonId, RoleId
from gonogo.model.schedule import Offset
from gonogo.site.parts.contact_details import ContactDetails, contact_person
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.verdict.open_work import OpenEntry, find_open_work_of
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from gonogo.site.plan import ReleaseContext

_SHOWN = 3


class FirstStep(Frozen):
    """Something to do, with what to type where that can be said."""

    title: str
    text: tuple[TextPart, ...]
    example: str = ""


class Due(Frozen):
    """An entry that somebody has left."""

    title: tuple[TextPart, ...]
    href: str
    due: str


class NextRow(Frozen):
    """Who has how much left, and what comes first; `gap` instead of `who` where nobody is named."""

    who: ContactDetails | None
    gap: str
    about: tuple[TextPart, ...]
    count: int
    first: tuple[Due, ...]


def plan_steps(context: ReleaseContext) -> tuple[FirstStep, ...]:
    """The first three steps of a release on which nothing has happened yet; none later on."""
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
            "Put names and e-mail addresses into `checklists/people.yml`, and who holds which role into "
            f"`{folder}/roles.yml`. Without them nobody can own an item or sign."
        )
        example = (
            "# people.yml\npeople:\n  ann:\n    name: Ann Example\n    emails: [ann@example.com]\n"
            f"# roles.yml: find the role, and name who holds it\n  {role}:\n    people: [ann]"
        )
        steps.append(FirstStep("Say who is who", parse_prose(text), example))
    if first := next(filter(_is_fresh_item, _left(context)), None):
        line = first.entry.where.location.span.line
        text = f"It stands at `{path}:{line}`. When it is true, change one line of it:"
        said = (*parse_prose(first.entry.title), TextPart("text", ". "), *parse_prose(text))
        steps.append(FirstStep("Complete one item", said, f"status: {DONE.word}"))
    if release.deploy_at is None:
        text = f"Fill the line `deploy_at:` of `{path}`, and every page gets times on the clock."
        day = (judgement.as_of + timedelta(days=28)).date()
        steps.append(FirstStep("Plan the day", parse_prose(text), f"deploy_at: {day}T09:00+00:00"))
    return tuple(steps)


def plan_next(context: ReleaseContext) -> tuple[NextRow, ...]:
    """Who has something left, who is due first at the top; what has no owner at the end."""
    groups: dict[str, list[OpenEntry]] = {}
    vacant: list[OpenEntry] = []
    roles: dict[str, str] = {}
    for one in _left(context):
        people = list(dict.fromkeys(person for owner in one.owner for person in _people(owner, context)))
        for owner in one.owner:
            role = context.system.roles.get(RoleId(owner))
            if role is not None and not role.people:
                roles[role.id] = role.title
        if not people:
            (vacant if one.owner else groups.setdefault("", [])).append(one)
        for person in people:
            groups.setdefault(person, []).append(one)
    unowned = groups.pop("", [])
    rows = [_row(context, left, who=_reach(PersonId(person), context)) for person, left in groups.items()]
    if vacant:
        about = f"{', '.join(roles.values())}: name people in `checklists/{context.system.id}/roles.yml`"
        count = len(roles)
        gap = f"nobody holds {count} {plural(count, 'role')}"
        rows.append(_row(context, vacant, gap=gap, about=about))
    if unowned:
        about = "give an entry, or its section, a line `owner:` with a role or a person"
        rows.append(_row(context, unowned, gap="no owner", about=about))
    return tuple(rows)


def _is_fresh_item(left: OpenEntry) -> bool:
    return isinstance(left.entry, Item) and left.state == left.entry.states[0].word


def _left(context: ReleaseContext) -> tuple[OpenEntry, ...]:
    """What is left of an open release, what blocks it first."""
    if context.release.outcome:
        return ()
    blocking = {blocker.ref.entry for blocker in context.judgement.blockers}
    return tuple(
        sorted(find_open_work_of(context.release, context.judgement), key=lambda one: one.ref.entry not in blocking)
    )


def _people(owner: str, context: ReleaseContext) -> tuple[str, ...]:
    role = context.system.roles.get(RoleId(owner))
    return (owner,) if role is None else role.people


def _reach(person: PersonId, context: ReleaseContext) -> ContactDetails:
    contact = contact_person(person, context.system, context.snapshot)
    return replace(contact, href=context.site.link_person(context.path, person))


def _row(
    context: ReleaseContext, left: list[OpenEntry], *, who: ContactDetails | None = None, gap: str = "", about: str = ""
) -> NextRow:
    first = tuple(
        Due(parse_prose(one.entry.title), context.link_to(context.path, one.ref), _say_due(one))
        for one in left[:_SHOWN]
    )
    return NextRow(who, gap, parse_prose(about), len(left), first)


def _say_due(one: OpenEntry) -> str:
    if one.due is None:
        return ""
    return one.due.text if isinstance(one.due, Offset) else say_day(one.due)
