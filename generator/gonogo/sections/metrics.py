"""`metrics`: numbers with a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.fields import Empty, Field, Reading
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.release import Entry
from gonogo.model.target import meets
from gonogo.sections.common import Kind, entry_table
from gonogo.values import DURATION, LINE, TARGET

if TYPE_CHECKING:
    from gonogo.model.judgement import Circumstances
    from gonogo.model.schedule import Duration
    from gonogo.model.target import Target


class Metric(Entry):
    """A metric. `observed` is "" until somebody has measured; `window` is the time after T-0 that it is for."""

    observed: str = ""
    target: Target | None = None
    window: Duration | None = None

    def state(self, around: Circumstances) -> str:
        """`unknown`, `met` or `missed`."""
        del around
        if not self.observed:
            return "unknown"
        return "met" if meets(self.target, self.observed) else "missed"

    def is_settled(self, around: Circumstances) -> bool:
        return self.state(around) == "met"

    def shortfall(self, around: Circumstances) -> str:
        del around
        return f"{self.observed} was observed" if self.observed else "nothing was observed"

    def find_blocker(self, around: Circumstances) -> Blocked | None:
        if not around.is_counted or self.is_settled(around):
            return None
        wanted = f", target {self.target.text}" if self.target else ""
        seen = f"missed: {self.observed}" if self.observed else "not measured"
        return Blocked(BlockerRule.METRIC_MISSED, f"{seen}{wanted}")


def _check_metric(metric: Metric, reading: Reading) -> None:
    if not metric.observed:
        return
    try:
        meets(metric.target, metric.observed)
    except ValueError as error:
        message = f'"observed" is "{metric.observed}"'
        reading.error("wrong-value", metric.where.at("observed").span, message, str(error))


KIND = Kind(
    "metrics",
    "Numbers with a target. Settled when what was observed meets the target; a target in words is answered with "
    "`met` or `missed`.",
    entry_table(
        "metric",
        Metric,
        answers=(
            Field(
                "observed",
                LINE,
                "What was measured, in the target's unit or without one; `met` or `missed` for a target in words.",
                required=True,
                empty=Empty.OPEN,
            ),
        ),
        plan=(
            Field(
                "target",
                TARGET,
                "One comparison with a number (`< 500 ms`, `99.9% or higher`, `within 30 days`), or words.",
            ),
            Field("window", DURATION, "How long after T-0 it is measured.", default="that of the section"),
        ),
        check=_check_metric,
    ),
)
