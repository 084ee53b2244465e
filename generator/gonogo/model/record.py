"""`Record`, the base class of all records that are decoded from a mapping in a YAML file."""

from __future__ import annotations

from typing import dataclass_transform

from gonogo.core.frozen import Frozen, field
from gonogo.core.nodes import NOWHERE, Where


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record(Frozen):
    """A decoded mapping of a file. `gaps` are its keys without a value (see `Empty.GAP`), `where` is its place."""

    gaps: tuple[str, ...] = ()
    where: Where = field(default=NOWHERE, compare=False)
