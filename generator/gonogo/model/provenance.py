"""The commit and the landing by which a value came to main, and the changes of covered content after a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from datetime import datetime

    from gonogo.model.references import Ref


_MOST_CHANGES = 3


class Author(NamedTuple):
    """The author or merger of a commit: the display name, and the id of the person with the commit's address.

    `person` is "" if the address is not in people.yml. Then `name` is the name in the commit, which anyone can forge.
    """

    name: str
    person: str = ""


class Provenance(Frozen):
    """The commit that introduced a value, and the landing that merged this commit.

    `merged_by` is the person who merged the commit. It is None if history does not show this person, or if this person
    is also the author of the commit or the signer. `landed_at` is the time of the landing, but at least the time of the
    previous landing.
    """

    commit: str
    landing: str
    written_by: Author
    merged_by: Author | None = None
    pull_request: int | None = None
    landed_at: datetime | None = None


class ContentChange(Frozen):
    """A part of a release that has changed since a signer saw it, and the last landing that changed this part.

    `ref` and `title` are those of the release, phase, section or entry. `how` is "changed", "added" or "removed", and
    `keys` are the changed keys. `by` is the author; None if the change is not on main yet.
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
    """The first three changes since a decision, with their authors, and the number of the others, as a clause."""
    parts = [f"{_say_by(change)}{change.how} “{change.title}”" for change in changes[:_MOST_CHANGES]]
    more = f" and {len(changes) - _MOST_CHANGES} more" if len(changes) > _MOST_CHANGES else ""
    return f"since the decision {', '.join(parts)}{more}"


def _say_by(change: ContentChange) -> str:
    return f"{change.by.name} " if change.by else "somebody (not merged yet) "
