"""What every record of the format has in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from gonogo.tree import NOWHERE, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A mapping of the format, decoded. `gaps` are the keys that stand there empty although somebody asked."""

    gaps: tuple[str, ...] = ()
    where: Where = field(default=NOWHERE, compare=False, repr=False)
