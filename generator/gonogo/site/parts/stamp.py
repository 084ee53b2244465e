"""The badge of a release on pages: its verdict while it is open, its outcome afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.judgement import Verdict
from gonogo.verdict.reasons import outcome_word

if TYPE_CHECKING:
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Release


class Stamp(Frozen):
    """A word in large letters; `look` names its colors in the style sheet, `shape` the symbol beside it."""

    word: str
    look: str
    shape: str


_VERDICTS = {
    Verdict.GO: Stamp("GO", "go", "go"),
    Verdict.NO_GO: Stamp("NO-GO", "nogo", "nogo"),
    Verdict.CONDITIONAL: Stamp("CONDITIONAL", "cond", "cond"),
}
_SHAPES = {"deployed": "go", "rolled-back": "back", "cancelled": "na"}


def stamp_verdict(verdict: Verdict) -> Stamp:
    return _VERDICTS[verdict]


def stamp_release(release: Release | None, judgement: Judgement) -> Stamp:
    """The badge of a release: its outcome cannot be mistaken for a current verdict."""
    if release is None or not release.outcome:
        return stamp_verdict(judgement.verdict)
    return Stamp(outcome_word(release.outcome).upper(), release.outcome, _SHAPES[release.outcome])
