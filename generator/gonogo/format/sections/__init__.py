"""The kinds of section: each kind has its own module, and `KINDS` lists the kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.sections import checklist, criteria, metrics, notices, procedure, signoffs, triggers

if TYPE_CHECKING:
    from gonogo.format.sections.kind import Kind
    from gonogo.model.state_words import StateWord

KINDS: tuple[Kind, ...] = (
    checklist.KIND,
    criteria.KIND,
    triggers.KIND,
    procedure.KIND,
    notices.KIND,
    metrics.KIND,
    signoffs.KIND,
)
BY_ID = {kind.id: kind for kind in KINDS}
DEFAULT = KINDS[0]
"""The kind of a section without the key `kind`."""


_SETTLED = tuple({state.word: state.is_settled for state in kind.entry.states} for kind in KINDS)
_SETTLING = frozenset(word for words in _SETTLED for word, is_settled in words.items() if is_settled)


def find_state(word: str) -> StateWord | None:
    """The state with this word; None if no kind has such a state.

    If several kinds have the word, this is the state of the first of them. Use this only for events, because an event
    does not record the kind of its section.
    """
    return next((state for kind in KINDS for state in kind.entry.states if state.word == word), None)


def unsettles(before: str, after: str) -> bool:
    """Whether a change of a state word reverts an answer: the old word settles an entry, and the new word does not.

    Only the kinds that have both words are compared; a reverted answer in one of these kinds is enough. If no kind has
    both words, for example because the new word is misspelled, all kinds are compared: then the old word must settle
    entries of a kind, and the new word must not settle entries of any kind.
    """
    if before not in _SETTLING:
        return False
    known = [words for words in _SETTLED if before in words and after in words]
    if not known:
        return after not in _SETTLING
    return any(words[before] and not words[after] for words in known)
