"""What the lines of a document say, apart from their markup.

A line loses its markup and nothing else:

- the list markers `- ` and `1. `, the bold `**…**` of a label and the `*…*` or `_…_` around a paragraph;
- the `#` of a heading and its number `1. `; a T-offset in brackets, `(T-4 hours)`, is kept apart;
- the colon at its end;
- a box `[x]`, `[ ]` or a mark ✅ ❌ is kept apart from the words;
- a blank to fill in, `____`, is an empty text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

HEADING = re.compile(r"(?P<depth>#+) (?:\d+\. )?(?P<text>.+?)(?: \((?P<at>T[^)]*)\))?:?(?: (?P<mark>✅))?")
WORDS = re.compile(r"(?:- |\d+\. )?(?:(?P<mark>\[[ x]\]|[✅❌]) )?(?:\*\*(?P<label>.+?)\*\*: )?(?P<text>.+)")


class Said(NamedTuple):
    """One statement: the heading that it stands under, its mark or box, its label and its words."""

    under: str
    mark: str = ""
    label: str = ""
    text: str = ""


def read_document(text: str) -> Iterator[tuple[str, Said]]:
    """Every line with what it says, in order; empty lines say nothing, and a rule (`---`) ends a heading."""
    headings: list[tuple[int, str]] = []
    for line in text.splitlines():
        if line == "---":
            headings = []
        elif match := HEADING.fullmatch(line):
            depth = len(match["depth"])
            headings = [heading for heading in headings if heading[0] < depth]
            yield line, Said(_nearest(headings), f"#{match['mark'] or ''}", match["at"] or "", match["text"])
            headings.append((depth, match["text"]))
        elif match := WORDS.fullmatch(line):
            words = match["text"].strip("*_").removesuffix(":")
            yield line, Said(_nearest(headings), match["mark"] or "", match["label"] or "", words)


def _nearest(headings: list[tuple[int, str]]) -> str:
    return headings[-1][1] if headings else ""
