"""The facts on pages about entries of one kind only, besides the keys that every entry has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from datetime import date

    from gonogo.model.ids import ChannelId, PersonId
    from gonogo.model.references import Reference


class OwnFact(Frozen):
    """A labeled fact as data; pages turn ids into names and references into links.

    `person` follows the text, as in "go, by Ann Archer". `gap` is the key of a missing value, in place of a value.
    """

    label: str
    text: str = ""
    person: PersonId | None = None
    day: date | None = None
    references: tuple[Reference, ...] = ()
    channels: tuple[ChannelId, ...] = ()
    gap: str = ""
