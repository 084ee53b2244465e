"""The person to whom the address in a commit belongs, according to a registry.

An address identifies a person if it is in the person's `emails`, or if it is a private address of the forge that
contains the person's handle. Display names and mailmaps do not identify anybody. An address, handle or key that several
people share does not identify anybody either.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gonogo.model.ids import PersonId
from gonogo.model.provenance import Author
from gonogo.model.registry import fold_email, name_of, people_by_email

if TYPE_CHECKING:
    from gonogo.model.commits import Ident
    from gonogo.model.ids import RoleId, SystemId
    from gonogo.model.registry import Key, Person, Policy, Registry

_GITHUB = "github.com"
# https://docs.github.com/en/account-and-profile/reference/email-addresses-reference#your-noreply-email-address
GITHUB_PRIVATE = r"(?:[0-9]+\+)?(?P<handle>[^@+]+)@users\.noreply\.github\.com"
# https://docs.gitlab.com/user/profile/#use-an-automatically-generated-private-commit-email
_GITLAB_PRIVATE = r"[0-9]+-(?P<handle>[^@]+)@users\.noreply\.(?P<host>[^@]+)"


def _without_padding(public: str) -> str:
    """A public key without the `=` padding at its end, which some programs write and others omit."""
    return public.rstrip("=")


def address_of(person: Person, policy: Policy | None) -> str:
    """An address that identifies a person: the first of `emails`, or else a private address of the forge.

    Returns "" if there is neither.
    """
    host = urlsplit(policy.forge).hostname if policy and policy.forge else None
    if person.emails or not person.forge or not host:
        return person.emails[0] if person.emails else ""
    number = "" if host == _GITHUB else "0-"
    return f"{number}{person.forge}@users.noreply.{host}"


class Identities:
    """The people of a registry, indexed by addresses, handles and keys."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._by_email = people_by_email(registry.people)
        self._host = urlsplit(registry.policy.forge).hostname if registry.policy and registry.policy.forge else None
        self._by_handle: dict[str, PersonId | None] = {}
        self._by_key: dict[str, list[tuple[PersonId, Key]]] = {}
        for key, person in registry.people.items():
            if person.forge:
                handle = fold_email(person.forge)
                self._by_handle[handle] = None if handle in self._by_handle else key
            for public in person.keys.values():
                self._by_key.setdefault(_without_padding(public.ssh), []).append((key, public))

    def find_person(self, ident: Ident) -> PersonId | None:
        """The person to whom the address of an author or committer belongs.

        Returns None if the address belongs to nobody, or to several people.
        """
        return self.find_address(ident.email)

    def is_forge(self, ident: Ident) -> bool:
        """Whether an author or committer is the forge itself.

        The address of a forge is `noreply@` and its host: github.com, or the host of the policy's `forge`.
        """
        return ident.key in (f"noreply@{_GITHUB}", f"noreply@{self._host}")

    def is_shared(self, ident: Ident) -> bool:
        return None in (found := self._find_all(ident.email)) or len(found) > 1

    def find_address(self, address: str) -> PersonId | None:
        """The person to whom an address belongs, as in `find_person`."""
        found = self._find_all(address)
        return next(iter(found)) if len(found) == 1 else None

    def _find_all(self, address: str) -> set[PersonId | None]:
        """The people to whom an address, or the handle in it, belongs.

        None among them means that several people share the address or the handle.
        """
        folded = fold_email(address)
        handle = self.private_handle(folded)
        found = {self._by_email[folded]} if folded in self._by_email else set()
        return found | ({self._by_handle[handle]} if handle in self._by_handle else set())

    def private_handle(self, address: str) -> str:
        """The handle in a private address of the forge; "" for any other address.

        `address` is in the form of `fold_email`.
        """
        if self._host == _GITHUB:
            match = re.fullmatch(GITHUB_PRIVATE, address)
            return match["handle"] if match else ""
        match = re.fullmatch(_GITLAB_PRIVATE, address)
        return match["handle"] if match and match["host"] == self._host else ""

    def find_keys(self, public: str) -> tuple[tuple[PersonId, Key], ...]:
        """The people who registered a public key, each with the record of the key."""
        return tuple(self._by_key.get(_without_padding(public), ()))

    def person(self, key: str) -> Person | None:
        return self.registry.people.get(PersonId(key))

    def author(self, key: PersonId) -> Author:
        return Author(name_of(key, self.registry.people), key)

    def is_active_human(self, key: str | None) -> bool:
        """Whether an id belongs to a person with `state: active` who is not a bot."""
        person = self.person(key) if key else None
        return person is not None and person.state == "active" and person.kind == "human"

    def is_active(self, key: str | None) -> bool:
        """Whether an id belongs to a person or bot with `state: active`."""
        person = self.person(key) if key else None
        return person is not None and person.state == "active"

    def holds(self, person: str, roles: tuple[RoleId, ...], system: SystemId) -> bool:
        """Whether a person holds one of these roles in a system."""
        of_system = self.registry.roles.get(system, {})
        return any(PersonId(person) in of_system[role].people for role in roles if role in of_system)

    def is_maintainer(self, person: str | None) -> bool:
        """Whether an id belongs to an active human whom the policy lists under `maintainers`."""
        policy = self.registry.policy
        return policy is not None and person in policy.maintainers and self.is_active_human(person)
