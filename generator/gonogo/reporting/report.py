"""The content of a report, from which every output format is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.core.diagnostics import AcceptedFinding, Diagnostic, Severity


class Report(Frozen):
    """The result of `gonogo check`, with all values that the output formats need.

    `sources` has the contents of files, keyed by path. `head` and `as_of` are the checked commit and the evaluation
    time. `folder` is the path of the project in its repository: "", or a path that ends with a slash. `history` is
    `full` if decisions were verified against git history, else `none`. `left_out` are diagnostics of a lower severity
    than the user asked for; they are counted but not listed. `accepted` are the findings that the project accepts;
    `diagnostics` does not contain them. `color` says that the text format may use terminal colors.
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
        """The number of listed diagnostics with this severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)
