"""The Python-Markdown extension `gonogo.markdown`: Markdown does not change the HTML between two marks.

Without the extension, Markdown would parse this HTML, which takes most of the time of a build, and other extensions
could treat any character in it as markup. All values in the HTML are already escaped. So the extension replaces the
HTML by placeholders before most other extensions run, and Markdown inserts it again at the end.
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

# The extension runs after `normalize_whitespace` (30), which would remove the placeholders, and before
# `fenced_code_block` (25) and `html_block` (20). An extension that runs earlier, such as pymdownx.snippets (32), does
# not find its markup in strings from users: the markup needs `<` (`--8<--`) or braces, and in these strings both are
# entities.
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
    """Stops the build of a builder that ignores plugins, because its site would lack the pages of the checklists."""

    def run(self, lines: list[str]) -> list[str]:
        del lines
        raise GonogoError(
            "mkdocs.yml lists gonogo, but this builder does not run the plugin, so the checklist pages are missing",
            "run gonogo render tree, then build the site from tree/mkdocs.yml",
        )


class GonogoExtension(Extension):
    """Keeps fragments unchanged, and enables `{ #id }` after headings.

    Without the plugin, it raises an error for every page.
    """

    def __init__(self, **options: object) -> None:
        self.config = {WITH_PLUGIN: [False, "Whether the plugin makes the pages of this site; set by the plugin."]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        md.registerExtensions(["attr_list"], {})
        if not self.getConfig(WITH_PLUGIN):
            # Builders also load the extension only to check the settings, so the error is raised by the first page.
            md.preprocessors.register(_RefusePages(md), "gonogo_plugin", _PRIORITY)
        md.preprocessors.register(_StashFragments(md), "gonogo_fragments", _PRIORITY)


def makeExtension(**options: object) -> GonogoExtension:  # noqa: N802 - the name is Python-Markdown's
    """The extension, for `markdown_extensions: [gonogo.markdown]`. Python-Markdown calls this function."""
    return GonogoExtension(**options)
