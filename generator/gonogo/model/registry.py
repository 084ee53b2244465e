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
    """A public key of a person. `ssh` is its type and the key; `state` is active, retired or compromised."""

    ssh: str = ""
    state: str = "active"


class Person(Record):
    """A person in people.yml. `kind` is human or bot, `state` is active or left, `forge` is the handle on the forge."""

    id: PersonId
    name: str
    emails: tuple[str, ...] = ()
    forge: str = ""
    kind: str = "human"
    state: str = "active"
    keys: Mapping[str, Key] = field(factory=dict)


class Role(Record):
    """A role of a system. `people` are the holders of the role; there may be none."""

    id: RoleId
    title: str
    people: tuple[PersonId, ...] = ()


class Acceptance(Record):
    """An entry below `accepted` in policy.yml: the project accepts the findings of one rule at one place.

    `at` is the place: the full reference of a system, release, phase, section or entry.
    """

    id: AcceptanceId
    rule: str
    at: str
    reason: str


class Policy(Record):
    """The file `policy.yml`. `gonogo.format.decode.registry_files` describes each key."""

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
    """The people, the policy and the roles of each system at one time. `policy` is None if nobody can read the file."""

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
    """The e-mail address in the form for comparisons: its ASCII letters are in lower case.

    Other characters are unchanged.

    So the KELVIN SIGN does not become a `k`, as it would with `str.lower`.
    """
    return email.translate(_FOLDED)


def people_by_email(people: Mapping[PersonId, Person]) -> dict[str, PersonId | None]:
    """The person with each e-mail address, keyed by the folded address; None if several people have the address."""
    by_email: dict[str, PersonId | None] = {}
    for key, person in people.items():
        for email in map(fold_email, person.emails):
            by_email[email] = key if by_email.get(email, key) == key else None
    return by_email


def name_of(person: str, people: Mapping[PersonId, Person]) -> str:
    """The name of the person with this id; the id itself if `people` does not have the person."""
    known = people.get(PersonId(person))
    return known.name if known else person
