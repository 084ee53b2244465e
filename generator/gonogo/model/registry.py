"""The directory: people, policy and roles. Only maintainers change it."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from gonogo.core.frozen import field
from gonogo.model.ids import PersonId
from gonogo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.ids import RoleId


_FOLDED = {ord(letter): letter.lower() for letter in string.ascii_uppercase}


class Key(Record):
    """A public key of a person; `state` is active, retired or compromised."""

    ssh: str = ""
    state: str = "active"


class Person(Record):
    """Somebody who may own, sign and approve; `state` is active or left."""

    id: PersonId
    name: str
    emails: tuple[str, ...] = ()
    forge: str = ""
    state: str = "active"
    keys: Mapping[str, Key] = field(factory=dict)


class Role(Record):
    """What somebody is for a system. `people` are its holders; the role may be vacant."""

    id: RoleId
    title: str
    people: tuple[PersonId, ...] = ()


class Policy(Record):
    """The rules of the project: who may change the directory, and how strong a sign-off has to be."""

    format: str
    project: str
    maintainers: tuple[PersonId, ...] = ()
    main: str = "main"
    forge: str = ""
    approvals: int = 0
    level: str = "attributed"
    final_level: str = ""
    required_roles: tuple[RoleId, ...] = ()
    may_waive: tuple[RoleId, ...] = ()
    may_mark_na: tuple[RoleId, ...] = ()
    distinct: tuple[tuple[RoleId, ...], ...] = ()
    audience: str = "internal"


class People(Record):
    """The file `people.yml`."""

    people: Mapping[PersonId, Person] = field(factory=dict)


class Roles(Record):
    """The file `roles.yml` of one system."""

    roles: Mapping[RoleId, Role] = field(factory=dict)


def fold_email(email: str) -> str:
    """An e-mail as it is compared: ASCII letters in lower case, all else as it is.

    Other letters that some rules of case take for ASCII ones, such as the KELVIN SIGN, stay what they are.
    """
    return email.translate(_FOLDED)


def people_by_email(people: Mapping[PersonId, Person]) -> dict[str, PersonId | None]:
    """Who is meant by an e-mail, folded; None for one that several people have."""
    found: dict[str, PersonId | None] = {}
    for key, person in people.items():
        for email in map(fold_email, person.emails):
            found[email] = key if found.get(email, key) == key else None
    return found


def name_of(person: str, people: Mapping[PersonId, Person]) -> str:
    """The name of a person; the id where people.yml does not know it."""
    known = people.get(PersonId(person))
    return known.name if known else person
