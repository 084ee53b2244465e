"""The Python-Markdown extension `gonogo.markdown`: keeps the HTML between two marks as it is.

Markdown would spend most of a build on a hundred list items, and every character in them could be markup for some
extension. The HTML comes from autoescaping templates, so the extension takes it out before any other extension runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from gonogo.core.diagnostics import GonogoError
from gonogo.outputs.fragment_marks import BEGIN, END

if TYPE_CHECKING:
    from markdown import Markdown

# After `normalize_whitespace` (30), which would drop the placeholders, and before `fenced_code_block` (25) and
# `html_block` (20). An extension that runs earlier, such as pymdownx.snippets (32), does not find its markup: that
# contains `<` (`--8<--`), and braces and angle brackets of user text are entities.
_PRIORITY = 28
WITH_PLUGIN = "with_plugin"
FRAGMENT = re.compile(rf"^{re.escape(BEGIN)}\n(.*?)\n{re.escape(END)}$", re.DOTALL | re.MULTILINE)


class _StashFragments(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if BEGIN not in text:
            return lines
        return FRAGMENT.sub(self._stash, text).split("\n")

    def _stash(self, match: re.Match[str]) -> str:
        return f"\n{self.md.htmlStash.store(match[1])}\n"


class _RefusePages(Preprocessor):
    """Stops a build without the pages of the checklists, since its builder ignores plugins."""

    def run(self, lines: list[str]) -> list[str]:
        del lines
        raise GonogoError(
            "mkdocs.yml lists gonogo, but this builder does not run the plugin, so the checklist pages are missing",
            "run gonogo render tree, then build the site from tree/mkdocs.yml",
        )


class GonogoExtension(Extension):
    """Keeps fragments, and turns on `{ #id }` after headings. Without the plugin it does not convert any page."""

    def __init__(self, **options: object) -> None:
        self.config = {WITH_PLUGIN: [False, "Whether the plugin makes the pages of this site; set by the plugin."]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        md.registerExtensions(["attr_list"], {})
        if not self.getConfig(WITH_PLUGIN):
            # A builder also loads the extension to check its settings; the error must wait for the first page.
            md.preprocessors.register(_RefusePages(md), "gonogo_plugin", _PRIORITY)
        md.preprocessors.register(_StashFragments(md), "gonogo_fragments", _PRIORITY)


def makeExtension(**options: object) -> GonogoExtension:  # noqa: N802 - the name is Python-Markdown's
    """The entry point for `markdown_extensions: [gonogo.markdown]`."""
    return GonogoExtension(**options)
