"""An answer to an entry, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.core.nodes import Plain

ALWAYS = ("evidence", "note")
"""The parts of an answer that every state accepts."""
_PARTS = (*ALWAYS, "reason", "approved_by", "until", "instead", "conditions", "by")


class Answer(Frozen):
    """The state in a word of the entry's kind, and the parts of the answer; "" and () for parts that are not given."""

    state: str
    evidence: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""
    approved_by: str = ""
    until: str = ""
    instead: str = ""
    conditions: str = ""
    by: str = ""
    on: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(name for name in _PARTS if getattr(self, name))

    def given(self, *names: str) -> dict[str, str]:
        """The given strings among these parts, keyed by name."""
        return {name: text for name in names if (text := getattr(self, name))}

    def common(self) -> Mapping[str, Plain]:
        """Evidence and note in written form: one piece of evidence as a string, several as a list."""
        evidence: dict[str, Plain] = {}
        if self.evidence:
            evidence["evidence"] = write_evidence(self.evidence)
        return {**evidence, **self.given("note")}


def write_evidence(evidence: tuple[str, ...]) -> Plain:
    """Evidence in written form: one piece as a string, several as a list."""
    return evidence[0] if len(evidence) == 1 else list(evidence)
