"""The registry as single values, so that gonogo can accept or refuse each changed value separately.

The key of a value is its path: `("people", "ann", "emails", "ann@example.com")`, `("policy", "level")`, `("roles",
"shop", "cto", "people", "bob")`. Maintainers add addresses, role holders, maintainers and confirmed commits one at a
time, so each member of these lists has its own key. Any other list is a single value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gonogo.core.frozen import default_of
from gonogo.model.ids import AcceptanceId, PersonId, RoleId, SystemId
from gonogo.model.registry import Acceptance, Key, People, Person, Policy, Registry, Role, Roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.model.record import Record

ValueKey: TypeAlias = tuple[str, ...]
Values: TypeAlias = "Mapping[ValueKey, object]"

_OF_PERSON = ("name", "forge", "kind", "state")
_OF_POLICY = (
    "format",
    "project",
    "main",
    "forge",
    "approvals",
    "second_person",
    "requires",
    "level",
    "final_level",
    "required_roles",
    "may_waive",
    "may_mark_na",
    "may_close",
    "recorded_roles",
    "distinct",
    "audience",
    "timezone",
)
_MEMBERS = ("maintainers", "confirmed")
PEOPLE_PATH, POLICY_PATH = "checklists/people.yml", "checklists/policy.yml"


def is_registry_path(path: str) -> bool:
    """Whether a project path is the path of people.yml, policy.yml or the roles.yml of a system."""
    parts = path.split("/")
    return path in (PEOPLE_PATH, POLICY_PATH) or (
        len(parts) == 3 and parts[2] == "roles.yml" and not parts[1].startswith(".")
    )


def list_values(path: str, record: Record) -> dict[ValueKey, object]:
    """The values of one registry file, by key; optional values that equal the default are omitted.

    Raises TypeError if the record is not from a registry file.
    """
    match record:
        case People():
            return dict(_values_of_people(record))
        case Policy():
            return dict(_values_of_policy(record))
        case Roles():
            return dict(_values_of_roles(path.split("/")[1], record))
        case _:
            raise TypeError(path)


def _values_of_people(people: People) -> Iterator[tuple[ValueKey, object]]:
    for key, person in people.people.items():
        for name in _OF_PERSON:
            if name == "name" or getattr(person, name) != default_of(Person, name):
                yield ("people", key, name), getattr(person, name)
        for email in person.emails:
            yield ("people", key, "emails", email), ""
        for name, public in person.keys.items():
            yield ("people", key, "keys", name, "ssh"), public.ssh
            yield ("people", key, "keys", name, "state"), public.state


def _values_of_policy(policy: Policy) -> Iterator[tuple[ValueKey, object]]:
    for name in _OF_POLICY:
        if name in ("format", "project") or getattr(policy, name) != default_of(Policy, name):
            yield ("policy", name), getattr(policy, name)
    for name in _MEMBERS:
        for member in getattr(policy, name):
            yield ("policy", name, member), ""
    for key, acceptance in policy.accepted.items():
        # A single value: otherwise, an acceptance could combine the place from one change with the rule from another.
        yield ("policy", "accepted", key), (acceptance.rule, acceptance.at, acceptance.reason)


def _values_of_roles(system: str, roles: Roles) -> Iterator[tuple[ValueKey, object]]:
    for key, role in roles.roles.items():
        yield ("roles", system, key, "title"), role.title
        for person in role.people:
            yield ("roles", system, key, "people", person), ""


def build_registry(values: Values) -> Registry:
    """The registry with exactly these values.

    Persons without a name, roles without a title, and a policy without a format are omitted.
    """
    groups: dict[str, dict[str, dict[ValueKey, object]]] = {"people": {}, "policy": {}, "roles": {}}
    for key, value in values.items():
        groups[key[0]].setdefault(key[1], {})[key[2:]] = value
    policy = groups["policy"]
    return Registry(
        people={PersonId(key): _build_person(key, of) for key, of in groups["people"].items() if ("name",) in of},
        policy=_build_policy(policy) if "format" in policy else None,
        roles={SystemId(key): _build_roles(of) for key, of in groups["roles"].items()},
    )


def _build_person(key: str, values: Mapping[ValueKey, object]) -> Person:
    plain = {name: values[(name,)] for name in _OF_PERSON if (name,) in values}
    names = [path[1] for path in values if path[0] == "keys" and path[-1] == "ssh"]
    keys = {
        name: Key(ssh=str(values["keys", name, "ssh"]), state=str(values.get(("keys", name, "state"), "active")))
        for name in names
    }
    emails = tuple(path[1] for path in values if path[0] == "emails")
    return Person(id=PersonId(key), emails=emails, keys=keys, **plain)  # type: ignore[arg-type] # from `list_values`


def _build_policy(values: Mapping[str, Mapping[ValueKey, object]]) -> Policy:
    plain = {name: values[name][()] for name in _OF_POLICY if () in values.get(name, {})}
    members = {name: tuple(path[0] for path in values.get(name, {})) for name in _MEMBERS}
    accepted = {
        AcceptanceId(path[0]): _build_acceptance(path[0], value) for path, value in values.get("accepted", {}).items()
    }
    return Policy(**plain, **members, accepted=accepted)  # type: ignore[arg-type] # from `list_values`


def _build_acceptance(key: str, value: object) -> Acceptance:
    assert isinstance(value, tuple)  # noqa: S101 - from `list_values`
    rule, at, reason = map(str, value)
    return Acceptance(id=AcceptanceId(key), rule=rule, at=at, reason=reason)


def _build_roles(values: Mapping[ValueKey, object]) -> dict[RoleId, Role]:
    return {
        RoleId(path[0]): Role(
            id=RoleId(path[0]),
            title=str(title),
            people=tuple(PersonId(other[2]) for other in values if other[0] == path[0] and other[1] == "people"),
        )
        for path, title in values.items()
        if path[1] == "title"
    }
