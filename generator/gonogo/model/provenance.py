"""How a value reached the main branch, and how content has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from datetime import datetime

    from gonogo.model.references import Ref


_MOST_CHANGES = 3


class Author(NamedTuple):
    """The writer or merger of a commit: the display name, and the id of the person with the commit's address.

    `person` is "" for an address that is not in people.yml; `name` is then the name in the commit, which can be forged.
    """

    name: str
    person: str = ""


class Provenance(Frozen):
    """The commit that introduced a value, and the landing that merged it.

    `merged_by` is None unless the merger is a person other than the signer and other than the author of the value.
    `landed_at` is the time of the landing, never before that of the previous landing.
    """

    commit: str
    landing: str
    written_by: Author
    merged_by: Author | None = None
    pull_request: int | None = None
    landed_at: datetime | None = None


class ContentChange(Frozen):
    """A part of a release that differs from the version that a signer saw, and the last landing that changed it.

    `ref` is the release, a phase, a section or an entry, `title` its title. `how` is "changed", "added" or "removed";
    `keys` are the changed keys. `by` is None if the change is not committed or not on main yet.
    """

    ref: Ref
    title: str
    how: str
    keys: tuple[str, ...] = ()
    by: Author | None = None
    landing: str = ""
    pull_request: int | None = None
    landed_at: datetime | None = None


def say_changes(changes: tuple[ContentChange, ...]) -> str:
    """The changes since a decision, and their authors, as a clause; for many changes, only the first ones."""
    parts = [f"{_say_by(change)}{change.how} “{change.title}”" for change in changes[:_MOST_CHANGES]]
    more = f" and {len(changes) - _MOST_CHANGES} more" if len(changes) > _MOST_CHANGES else ""
    return f"since the decision {', '.join(parts)}{more}"


def _say_by(change: ContentChange) -> str:
    return f"{change.by.name} " if change.by else "somebody, not merged yet, "
