"""What every record of the format has in common."""

from __future__ import annotations

from typing import dataclass_transform

from gonogo.core.frozen import Frozen, field
from gonogo.core.nodes import NOWHERE, Where


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record(Frozen):
    """A mapping of the format, decoded. `gaps` are the keys that stand there empty although somebody asked."""

    gaps: tuple[str, ...] = ()
    where: Where = field(default=NOWHERE, compare=False)
