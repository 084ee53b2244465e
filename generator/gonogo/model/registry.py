"""The registry: people, policy and roles. Only maintainers may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field
from gonogo.model.ids import AcceptanceId, PersonId
from gonogo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.ids import RoleId, SystemId


_FOLDED = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}


class Key(Record):
    """A public key of a person; `state` is active, retired or compromised."""

    ssh: str = ""
    state: str = "active"


class Person(Record):
    """A person who may own entries, sign and approve. `kind` is human or bot, `state` is active or left."""

    id: PersonId
    name: str
    emails: tuple[str, ...] = ()
    forge: str = ""
    kind: str = "human"
    state: str = "active"
    keys: Mapping[str, Key] = field(factory=dict)


class Role(Record):
    """A role of a system; `people` are its holders, possibly none."""

    id: RoleId
    title: str
    people: tuple[PersonId, ...] = ()


class Acceptance(Record):
    """Findings that the project accepts: those of one rule at one place, and the reason.

    `at` is a full reference: of a system, or of a release, a phase, a section or an entry.
    """

    id: AcceptanceId
    rule: str
    at: str
    reason: str


class Policy(Record):
    """The rules of the project: who may change the registry, and the level that a sign-off needs."""

    format: str
    project: str
    maintainers: tuple[PersonId, ...] = ()
    main: str = "main"
    forge: str = ""
    approvals: int = 0
    confirmed: tuple[str, ...] = ()
    second_person: str = "none"
    requires: str = "none"
    level: str = "attributed"
    final_level: str = ""
    required_roles: tuple[RoleId, ...] = ()
    may_waive: tuple[RoleId, ...] = ()
    may_mark_na: tuple[RoleId, ...] = ()
    may_close: tuple[RoleId, ...] = ()
    recorded_roles: tuple[RoleId, ...] = ()
    distinct: tuple[tuple[RoleId, ...], ...] = ()
    audience: str = "internal"
    timezone: str = ""
    accepted: Mapping[AcceptanceId, Acceptance] = field(factory=dict)


class Registry(Frozen):
    """People, policy and the roles of each system at one time; `policy` is None if it is not set."""

    people: Mapping[PersonId, Person] = field(factory=dict)
    policy: Policy | None = None
    roles: Mapping[SystemId, Mapping[RoleId, Role]] = field(factory=dict)


class People(Record):
    """The file `people.yml`."""

    people: Mapping[PersonId, Person] = field(factory=dict)


class Roles(Record):
    """The file `roles.yml` of one system."""

    roles: Mapping[RoleId, Role] = field(factory=dict)


def fold_email(email: str) -> str:
    """An e-mail in its form for comparison: with its ASCII letters in lower case.

    Other letters stay as they are, even letters that Unicode folds to ASCII, such as the KELVIN SIGN.
    """
    return email.translate(_FOLDED)


def people_by_email(people: Mapping[PersonId, Person]) -> dict[str, PersonId | None]:
    """The person of each e-mail, keyed by `fold_email`; None for an e-mail of several people."""
    by_email: dict[str, PersonId | None] = {}
    for key, person in people.items():
        for email in map(fold_email, person.emails):
            by_email[email] = key if by_email.get(email, key) == key else None
    return by_email


def name_of(person: str, people: Mapping[PersonId, Person]) -> str:
    """The name of a person; the id if people.yml does not have it."""
    known = people.get(PersonId(person))
    return known.name if known else person
