"""The facts that pages show only for entries of one kind, in addition to the keys of all entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from datetime import date

    from gonogo.model.ids import ChannelId, PersonId
    from gonogo.model.references import Reference


class OwnFact(Frozen):
    """A label with a value: text, a person, a day, references or channels. Pages turn ids into names and links.

    Pages show the name of `person` after `text`. `gap` is the key of a missing value, and replaces the value.
    """

    label: str
    text: str = ""
    person: PersonId | None = None
    day: date | None = None
    references: tuple[Reference, ...] = ()
    channels: tuple[ChannelId, ...] = ()
    gap: str = ""
