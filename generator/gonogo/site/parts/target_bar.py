"""The bar of a metric: the observed number and the target, on a scale that begins at zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.target import compare

if TYPE_CHECKING:
    from gonogo.format.sections.metrics import Metric

_ROOM = 1.15  # The scale ends at this multiple of the larger number.
_PERCENT = 100


class TargetBar(Frozen):
    """The bar of a metric, in per cent of the scale. The values from `met_from` to `met_to` meet the target."""

    label: str
    observed: float
    target: float
    met_from: float
    met_to: float


def draw_target(metric: Metric) -> TargetBar | None:
    """The bar of a metric.

    None if the target or the observed value is not a number, the target is not positive, or the observed value is
    negative.
    """
    target = metric.target
    if target is None or not target.sign or not metric.observed:
        return None
    observed, wanted = map(float, compare(target, metric.observed))
    if observed < 0 or wanted <= 0:
        return None
    largest = max(observed, wanted)
    end = _PERCENT if target.unit == "%" and largest <= _PERCENT else largest * _ROOM
    place = round(wanted / end * 100, 1)
    return TargetBar(
        label=f"{metric.observed}, target {target.text}",
        observed=round(observed / end * 100, 1),
        target=place,
        met_from=0 if target.is_most else place,
        met_to=100 if target.is_least else place,
    )
