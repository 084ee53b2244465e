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
from gonogo.site.parts.contact_details import Reach, reach_person
from gonogo.site.parts.prose import Part, parse_prose
from gonogo.verdict.open_work import Left, find_left_in
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from gonogo.site.plan import Shelf

_SHOWN = 3


class Step(Frozen):
    """Something to do, with what to type where that can be said."""

    title: str
    text: tuple[Part, ...]
    example: str = ""


class Due(Frozen):
    """An entry that somebody has left."""

    title: tuple[Part, ...]
    href: str
    due: str


class NextRow(Frozen):
    """Who has how much left, and what comes first; `gap` instead of `who` where nobody is named."""

    who: Reach | None
    gap: str
    about: tuple[Part, ...]
    count: int
    first: tuple[Due, ...]


def plan_steps(shelf: Shelf) -> tuple[Step, ...]:
    """The first three steps of a release on which nothing has happened yet; none later on."""
    release, judgement = shelf.release, shelf.judgement
    if release.outcome or judgement.settled:
        return ()
    steps = []
    path = shelf.system.path_of(release.id)
    vacant = [role for role in shelf.system.roles.values() if not role.people]
    if vacant or not shelf.system.roles:
        folder = f"checklists/{shelf.system.id}"
        role = vacant[0].id if vacant else "qa-lead"
        text = (
            "Put names and e-mail addresses into `checklists/people.yml`, and who holds which role into "
            f"`{folder}/roles.yml`. Without them nobody can own an item or sign."
        )
        example = (
            "# people.yml\npeople:\n  ann:\n    name: Ann Example\n    emails: [ann@example.com]\n"
            f"# roles.yml: find the role, and name who holds it\n  {role}:\n    people: [ann]"
        )
        steps.append(Step("Say who is who", parse_prose(text), example))
    if first := next(filter(_is_fresh_item, _left(shelf)), None):
        line = first.entry.where.location.span.line
        text = f"It stands at `{path}:{line}`. When it is true, change one line of it:"
        said = (*parse_prose(first.entry.title), Part("text", ". "), *parse_prose(text))
        steps.append(Step("Complete one item", said, f"status: {DONE.word}"))
    if release.deploy_at is None:
        text = f"Fill the line `deploy_at:` of `{path}`, and every page gets times on the clock."
        day = (judgement.as_of + timedelta(days=28)).date()
        steps.append(Step("Plan the day", parse_prose(text), f"deploy_at: {day}T09:00+00:00"))
    return tuple(steps)


def plan_next(shelf: Shelf) -> tuple[NextRow, ...]:
    """Who has something left, who is due first at the top; what has no owner at the end."""
    groups: dict[str, list[Left]] = {}
    vacant: list[Left] = []
    roles: dict[str, str] = {}
    for one in _left(shelf):
        people = list(dict.fromkeys(person for owner in one.owner for person in _people(owner, shelf)))
        for owner in one.owner:
            role = shelf.system.roles.get(RoleId(owner))
            if role is not None and not role.people:
                roles[role.id] = role.title
        if not people:
            (vacant if one.owner else groups.setdefault("", [])).append(one)
        for person in people:
            groups.setdefault(person, []).append(one)
    unowned = groups.pop("", [])
    rows = [_row(shelf, left, who=_reach(PersonId(person), shelf)) for person, left in groups.items()]
    if vacant:
        about = f"{', '.join(roles.values())}: name people in `checklists/{shelf.system.id}/roles.yml`"
        count = len(roles)
        gap = f"nobody holds {count} {plural(count, 'role')}"
        rows.append(_row(shelf, vacant, gap=gap, about=about))
    if unowned:
        about = "give an entry, or its section, a line `owner:` with a role or a person"
        rows.append(_row(shelf, unowned, gap="no owner", about=about))
    return tuple(rows)


def _is_fresh_item(left: Left) -> bool:
    return isinstance(left.entry, Item) and left.state == left.entry.states[0].word


def _left(shelf: Shelf) -> tuple[Left, ...]:
    """What is left of an open release, what blocks it first."""
    if shelf.release.outcome:
        return ()
    blocking = {blocker.ref.entry for blocker in shelf.judgement.blockers}
    return tuple(sorted(find_left_in(shelf.release, shelf.judgement), key=lambda one: one.ref.entry not in blocking))


def _people(owner: str, shelf: Shelf) -> tuple[str, ...]:
    role = shelf.system.roles.get(RoleId(owner))
    return (owner,) if role is None else role.people


def _reach(person: PersonId, shelf: Shelf) -> Reach:
    reach = reach_person(person, shelf.system, shelf.snapshot)
    return replace(reach, href=shelf.site.link_person(shelf.path, person))


def _row(shelf: Shelf, left: list[Left], *, who: Reach | None = None, gap: str = "", about: str = "") -> NextRow:
    first = tuple(
        Due(parse_prose(one.entry.title), shelf.link_to(shelf.path, one.ref), _say_due(one)) for one in left[:_SHOWN]
    )
    return NextRow(who, gap, parse_prose(about), len(left), first)


def _say_due(one: Left) -> str:
    if one.due is None:
        return ""
    return one.due.text if isinstance(one.due, Offset) else say_day(one.due)
