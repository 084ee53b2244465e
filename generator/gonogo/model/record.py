"""The base of all records of the format."""

from __future__ import annotations

from typing import dataclass_transform

from gonogo.core.frozen import Frozen, field
from gonogo.core.nodes import NOWHERE, Where


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record(Frozen):
    """A decoded mapping of a file. `gaps` are the keys without a value that should have one, `where` is its place."""

    gaps: tuple[str, ...] = ()
    where: Where = field(default=NOWHERE, compare=False)
