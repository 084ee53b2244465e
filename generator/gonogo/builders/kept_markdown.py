"""The HTML that Python-Markdown makes from gonogo's pages, kept between the builds of `mkdocs serve`.

Only the headings of a page are Markdown. Every other block is a fragment of finished HTML, which the extension
`gonogo.markdown` removes before the conversion and inserts again after it. So the HTML between the fragments depends
only on the text between them, on the extensions and their settings, and on the first tag of each fragment:
Python-Markdown puts a fragment that begins with text or with an inline element into a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown.util import STX
from mkdocs.structure.toc import TableOfContents

from gonogo.builders.kept_frames import has_only_known_plugins
from gonogo.builders.markdown_extension import FRAGMENT

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

    from gonogo.core.kept_results import KeptResults

# Extensions that read no files, run no programs, and do not change the HTML after the conversion.
_KNOWN_EXTENSIONS = frozenset(
    (
        *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "gonogo.markdown", "md_in_html"),
        *("meta", "sane_lists", "tables", "toc"),
        *("pymdownx.caret", "pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys"),
        *("pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
    )
)
_FIRST_TAG = re.compile(r"\A</?[^ >]+")


class ConvertedPage(NamedTuple):
    """A page after the conversion to HTML. `between` is the HTML before, between and after the fragments.

    `headings` are the table of contents, `anchors` the ids outside the fragments, `links` the links of the page to its
    own anchors. `markdown` and `fragments` are from the current build.
    """

    between: tuple[str, ...]
    headings: tuple[AnchorLink, ...]
    anchors: frozenset[str]
    links: tuple[tuple[str, str], ...]
    markdown: str = ""
    fragments: tuple[str, ...] = ()

    def fill(self, page: Page) -> str:
        """The HTML of the page. Also sets the attributes of the page that MkDocs sets during the conversion."""
        page.markdown = self.markdown
        page.toc = TableOfContents(list(self.headings))
        page.present_anchor_ids = set(self.anchors)
        page.links_to_anchors = {page.file: dict(self.links)}
        html = "".join(text for pair in zip(self.between, (*self.fragments, ""), strict=True) for text in pair)
        return html.strip()  # as Python-Markdown does at the end


def convert(page: Page, config: MkDocsConfig, files: Files, kept: KeptResults) -> ConvertedPage | None:
    """The page after the conversion; None if the result can depend on anything except the page and the settings."""
    markdown = page.markdown or ""
    if not has_only_known_plugins(config) or not _KNOWN_EXTENSIONS.issuperset(config.markdown_extensions):
        return None
    parts = FRAGMENT.split(markdown)
    texts, fragments = parts[::2], parts[1::2]
    if "" in fragments or STX in markdown:  # Python-Markdown replaces strings that begin with STX in finished HTML too
        return None
    first_tags = [_FIRST_TAG.findall(fragment) for fragment in fragments]
    key = (page.file.src_uri, texts, first_tags, config.markdown_extensions, config.mdx_configs)
    converted = kept.get(key, lambda: _convert(page, config, files, fragments))
    return converted._replace(markdown=markdown, fragments=tuple(fragments)) if converted else None


def _convert(page: Page, config: MkDocsConfig, files: Files, fragments: list[str]) -> ConvertedPage | None:
    page.render(config, files)
    between, rest = [], page.content or ""
    for fragment in fragments:
        before, found, rest = rest.partition(fragment)
        if not found:
            return None
        between.append(before)
    links = page.links_to_anchors or {}
    if links.keys() - {page.file}:
        return None
    own_links = tuple(links.get(page.file, {}).items())
    return ConvertedPage((*between, rest), tuple(page.toc), frozenset(page.present_anchor_ids or ()), own_links)
