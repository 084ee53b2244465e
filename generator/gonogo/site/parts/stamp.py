"""The badge of a release on pages: the verdict of an open release, the outcome of a closed release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.judgement import Verdict
from gonogo.verdict.reasons import outcome_word

if TYPE_CHECKING:
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Release


class Stamp(Frozen):
    """A word in large letters. `look` names its colors in the style sheet, `shape` is the symbol beside the word."""

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
    """The badge of a release: its outcome if it has one, else its verdict.

    Outcomes have colors of their own, so nobody mistakes them for a verdict.
    """
    if release is None or not release.outcome:
        return stamp_verdict(judgement.verdict)
    return Stamp(outcome_word(release.outcome).upper(), release.outcome, _SHAPES[release.outcome])
