"""A line has a comment after a value, or in place of a value.

In YAML, `#` after a space starts a comment: `address: #ops` is an empty address, and `title: Tell #ops` ends after
"Tell". Readers of the page cannot see that text is missing. So a comment must be on a separate line, and gonogo does
not use a file with a comment after a value.

Example:
    address: #deployment-prod

Do instead: quote the text, or move the comment to the line above.

    address: "#deployment-prod"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.core.nodes import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Document

SEVERITY = Severity.ERROR


def find_in_document(document: Document) -> Iterator[Finding]:
    for span in document.lost:
        hint = "quote the whole value if this text belongs to it; put a comment on its own line"
        yield Finding(Location(document.path, span), "YAML drops this text as a comment", hint)
