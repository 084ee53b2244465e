"""The report: the content shared by all forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.core.diagnostics import AcceptedFinding, Diagnostic, Severity


class Report(Frozen):
    """Diagnostics in their order, file contents keyed by path (`sources`), and the checked commit and time.

    `folder` is the path of the project in its repository, "" or with a slash at its end. `history` is `full` if
    decisions were verified against git history, else `none`. `left_out` are milder diagnostics that no form lists.
    `accepted` are the findings that the project accepts, which are not among the diagnostics.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str] = field(factory=dict)
    head: str | None = None
    as_of: str = ""
    history: str = "none"
    color: bool = False
    folder: str = ""
    left_out: tuple[Diagnostic, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()

    def count(self, severity: Severity) -> int:
        """The number of diagnostics with this severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)
