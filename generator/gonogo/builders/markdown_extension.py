"""The Python-Markdown extension `gonogo.markdown`: places ready HTML between two marks without touching it.

Markdown would spend most of a build on a hundred list items, and every character of them could mean something to
some extension. Fragments come from autoescaping templates, so they are put aside before anything else looks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from gonogo.outputs.marks import BEGIN, END

if TYPE_CHECKING:
    from markdown import Markdown

# After `normalize_whitespace` (30), which would drop the placeholders, and before `fenced_code_block` (25) and
# `html_block` (20). What runs earlier, such as pymdownx.snippets (32), finds nothing: its marks hold `<`, and braces
# and angle brackets of user text are entities by then.
_PRIORITY = 28
_FRAGMENT = re.compile(rf"^{re.escape(BEGIN)}\n(.*?)\n{re.escape(END)}$", re.DOTALL | re.MULTILINE)


class _StashFragments(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if BEGIN not in text:
            return lines
        return _FRAGMENT.sub(self._stash, text).split("\n")

    def _stash(self, match: re.Match[str]) -> str:
        return f"\n{self.md.htmlStash.store(match[1])}\n"


class GonogoExtension(Extension):
    """Fragments, and `{ #id }` behind headings."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        md.registerExtensions(["attr_list"], {})
        md.preprocessors.register(_StashFragments(md), "gonogo_fragments", _PRIORITY)


def makeExtension(**options: object) -> GonogoExtension:  # noqa: N802 - the name is Python-Markdown's
    """The entry point for `markdown_extensions: [gonogo.markdown]`."""
    return GonogoExtension(**options)
