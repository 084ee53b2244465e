"""Reads the statements of a document, without its markup.

Only this markup is removed from a line:

- the list markers `- ` and `1. `, the bold `**…**` of a label and the `*…*` or `_…_` around a paragraph;
- the `#` of a heading and its number `1. `; a T-offset in brackets, `(T-4 hours)`, is a separate attribute;
- the colon at its end;
- a box `[x]`, `[ ]` or a mark ✅ ❌, which is a separate attribute;
- a blank to fill in, `____`, which is an empty text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

HEADING = re.compile(r"(?P<depth>#+) (?:\d+\. )?(?P<text>.+?)(?: \((?P<at>T[^)]*)\))?:?(?: (?P<mark>✅))?")
WORDS = re.compile(r"(?:- |\d+\. )?(?:(?P<mark>\[[ x]\]|[✅❌]) )?(?:\*\*(?P<label>.+?)\*\*: )?(?P<text>.+)")


class Statement(NamedTuple):
    """A statement: its heading, its mark or box, its label and its text."""

    under: str
    mark: str = ""
    label: str = ""
    text: str = ""


def read_document(text: str) -> Iterator[tuple[str, Statement]]:
    """Every line with its statement, in order. An empty line has no statement, and a rule (`---`) ends a heading."""
    headings: list[tuple[int, str]] = []
    for line in text.splitlines():
        if line == "---":
            headings = []
        elif match := HEADING.fullmatch(line):
            depth = len(match["depth"])
            headings = [heading for heading in headings if heading[0] < depth]
            yield line, Statement(_nearest(headings), f"#{match['mark'] or ''}", match["at"] or "", match["text"])
            headings.append((depth, match["text"]))
        elif match := WORDS.fullmatch(line):
            words = match["text"].strip("*_").removesuffix(":")
            yield line, Statement(_nearest(headings), match["mark"] or "", match["label"] or "", words)


def _nearest(headings: list[tuple[int, str]]) -> str:
    return headings[-1][1] if headings else ""
