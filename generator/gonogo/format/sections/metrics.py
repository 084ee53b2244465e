"""The kind `metrics`: numbers with a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gonogo.format.named_types import DURATION, LINE, TARGET
from gonogo.format.sections.kind import MET, OF_SECTION, Area, Kind, entry_table
from gonogo.format.tables import Empty, Field
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.own_fact import OwnFact
from gonogo.model.release import Entry
from gonogo.model.state_words import StateWord
from gonogo.model.target import reaches

if TYPE_CHECKING:
    from gonogo.format.decode_context import DecodeContext
    from gonogo.model.judgement import EvaluationContext
    from gonogo.model.schedule import Duration
    from gonogo.model.target import Target

UNKNOWN = StateWord("unknown", "Not measured", "mute", "open")
MISSED = StateWord("missed", "Missed", "bad", "blocked", trouble="missed")


class Metric(Entry):
    """A metric. `observed` is the measured value, "" until then. `window` is the measurement period after T-0."""

    states = (UNKNOWN, MET, MISSED)
    answer_keys: ClassVar[tuple[str, ...]] = ("observed",)

    observed: str = ""
    target: Target | None = None
    window: Duration | None = None

    @property
    def answer_words(self) -> tuple[str, ...]:
        return ()

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        written = (
            ("Target", self.target.text if self.target else ""),
            ("Observed", self.observed),
            ("Window", f"{self.window.text} after T-0" if self.window else ""),
        )
        return tuple(OwnFact(label, text) for label, text in written if text)

    def state(self, context: EvaluationContext) -> str:
        del context
        return self._find_state().word

    def is_settled(self, context: EvaluationContext) -> bool:
        del context
        return self._find_state().is_settled

    def _find_state(self) -> StateWord:
        if not self.observed:
            return UNKNOWN
        return MET if meets(self.target, self.observed) else MISSED

    def shortfall(self, context: EvaluationContext) -> str:
        del context
        return f"{self.observed} was observed" if self.observed else "nothing was observed"

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        if not context.is_counted or self.is_settled(context):
            return None
        wanted = f", target {self.target.text}" if self.target else ""
        seen = f"missed: {self.observed}" if self.observed else "not measured"
        return Blocked(BlockerRule.METRIC_MISSED, f"{seen}{wanted}")


def meets(target: Target | None, observed: str) -> bool:
    """Whether the observed value meets the target.

    A target with a comparison is compared; for a target in words, or without a target, the value must be `met` or
    `missed`. Raises ValueError with the expected form as its message.
    """
    if target is not None and target.sign:
        return reaches(target, observed)
    if observed in (MET.word, MISSED.word):
        return observed == MET.word
    raise ValueError(f"a target in words is answered with {MET.word} or {MISSED.word}")


def _check_metric(metric: Metric, reading: DecodeContext) -> None:
    if not metric.observed:
        return
    try:
        meets(metric.target, metric.observed)
    except ValueError as error:
        message = f'"observed" is "{metric.observed}"'
        reading.error("wrong-value", metric.where.at("observed").span, message, str(error))


KIND = Kind(
    "metrics",
    "Numbers with a target. A metric is settled when the observed value meets the target. The answer to a target in "
    "words is `met` or `missed`.",
    entry_table(
        "metric",
        Metric,
        answers=(
            Field(
                "observed",
                LINE,
                "The measured value, in the target's unit or without a unit. For a target in words: `met` or `missed`.",
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
            Field("window", DURATION, "The period after T-0 in which the value is measured.", default=OF_SECTION),
        ),
        check=_check_metric,
    ),
    areas=(Area("Metrics", gate="", order=1),),
    page="metrics",
)
