"""Pages as Markdown: headings are Markdown, and everything else is HTML from templates that escape every value.

Strings from users are escaped in exactly two places: the templates escape them in fragments, and `escape_heading` in
headings.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

from gonogo.core.kept_results import COMPUTED, Results
from gonogo.model.schedule import write_utc
from gonogo.outputs.fragment_marks import BEGIN, END
from gonogo.outputs.search_entries import SearchEntry, fold_accents, list_search_entries
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.prose import parse_prose

# The paths of files that pages load, below the docs folder. Only Material's plugin `offline` needs the worker.
STYLESHEET, SCRIPT, WORKER = "assets/gonogo.css", "assets/gonogo.js", "assets/iframe-worker.js"
# For these templates, the search index gets the search entries of the view, and not the HTML.
_SEARCHED = frozenset(
    ("audit_rows", "contacts", "holds", "metrics", "notices", "person", "procedure", "section", "signs")
)
# Material's search plugin leaves out elements with this attribute.
UNSEARCHED = ' data-search-exclude="1"'
# All elements of these templates have `data-search-exclude`.
_UNSEARCHED = frozenset(
    (
        "audit_filter",
        "audit_months",
        "audit_proof",
        "badge",
        "bar",
        "brief",
        "burn_up",
        "calendar",
        "changes",
        "closed",
        "coverage",
        "day_lanes",
        "did",
        "escalation",
        "fact",
        "facts",
        "filter",
        "fired",
        "findings",
        "happened",
        "keys",
        "levels",
        "matrix",
        "next",
        "notice_line",
        "onward",
        "people",
        "person_table",
        "poll",
        "portfolio",
        "progress",
        "releases",
        "revocations",
        "rollback",
        "run_sheet",
        "source",
        "sprite",
        "stamp",
        "steps",
        "strangers",
        "strip",
        "system_bar",
        "times",
        "verdict",
        "week",
    )
)
_MARKS = tuple((mark, f"&#{ord(mark)};") for mark in "{}[]`")
_SPACING = str.maketrans({space: f"&#{ord(space)};" for space in "\n\r\t"})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("gonogo", "outputs/templates"),
        autoescape=True,
        finalize=_keep_spacing,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates do not change, and a check for changes takes as long as a short template
    )
    environment.filters["utc"] = write_utc
    environment.filters["prose"] = parse_prose
    return environment


def _keep_spacing(value: object) -> object:
    """The value with an entity for every line break and tab, so that no string from a user begins a line."""
    if type(value) is not str or value.isprintable():  # line breaks and tabs are not printable
        return value
    return escape(value).translate(_SPACING)


class Rendered(NamedTuple):
    """The Markdown source of a page, and the HTML that the search index gets in place of the page's fragments.

    `digests` are pairs: a fragment of the page, and the HTML for the index. `found` are the anchors and the titles of
    the search entries in that HTML.
    """

    source: str
    digests: tuple[tuple[str, str], ...]
    found: tuple[tuple[str, str], ...]


class _RenderedFragment(NamedTuple):
    """The HTML of a fragment, and its part of the `digests` and of the `found` of its page."""

    html: str
    digests: tuple[tuple[str, str], ...]
    found: tuple[tuple[str, str], ...]


def render_page(page: Page, results: Results = COMPUTED) -> Rendered:
    """The Markdown source of a page, with front matter."""
    meta = json.dumps(escape_title(page.title), ensure_ascii=False)
    blocks: list[str] = []
    digests: list[tuple[str, str]] = []
    found: list[tuple[str, str]] = []
    heading = ""
    for block in page.blocks:
        match block:
            case Heading(level, text, anchor, aside):
                mark = f" {{ #{anchor} }}" if anchor else ""
                of = f'<span class="gonogo-aside"> · {escape_heading(aside)}</span>' if aside else ""
                blocks.append(f"{'#' * level} {escape_heading(text)}{of}{mark}")
                heading = text
            case Fragment():
                fragment = results.of(_render_searched, block, heading)
                blocks.append(f"{BEGIN}\n{fragment.html}\n{END}")
                digests += fragment.digests
                found += fragment.found
                heading = ""
    body = "\n\n".join(blocks)
    boost = "" if page.boost == 1 else f"search:\n  boost: {page.boost:g}\n"
    return Rendered(f"---\ntitle: {meta}\nhide: [toc, footer]\n{boost}---\n\n{body}\n", tuple(digests), tuple(found))


def _render_searched(block: Fragment, heading: str) -> _RenderedFragment:
    """A fragment with what the search finds in it; `heading` is the text of the heading before it."""
    rendered = render_fragment(block)
    entries = _list_found(block, heading)
    if not entries and block.template not in _SEARCHED | _UNSEARCHED:
        return _RenderedFragment(rendered, (), ())
    found = tuple((entry.anchor, escape_title(entry.title)) for entry in entries if entry.anchor)
    return _RenderedFragment(rendered, ((rendered, _digest_fragment(block, rendered, entries)),), found)


def _list_found(fragment: Fragment, heading: str) -> list[SearchEntry]:
    """The search entries of a fragment. `heading` is the text of the heading directly before the fragment, else ""."""
    folded = fold_accents(heading)
    entries = list_search_entries(fragment.view) if fragment.template in _SEARCHED else ()
    return [*([SearchEntry(texts=(folded,))] if folded else []), *entries]


def _digest_fragment(fragment: Fragment, html: str, entries: list[SearchEntry]) -> str:
    """The HTML of a fragment for the search index.

    Search plugins parse the complete HTML of a page before they leave out elements with `data-search-exclude`. For a
    page of a hundred entries, parsing takes longer than all other work on the page. So the plugins get only the
    elements that they keep.
    """
    own = "" if fragment.template in _SEARCHED | _UNSEARCHED else html
    return render_fragment(Fragment("search_entries", entries)) + own


def render_fragment(fragment: Fragment) -> str:
    """The HTML of a fragment.

    Braces, brackets and backticks become entities, because macro plugins and Markdown extensions (attribute lists, wiki
    links, fences) look for these characters. Gonogo's templates do not need them.
    """
    return _without_marks(render_template(f"{fragment.template}.html", fragment.view))


def render_template(name: str, view: object) -> str:
    """The text of a template for a view, with every value escaped, and without empty lines."""
    text = _environment().get_template(name).render(view=view)
    return "\n".join(line for line in text.split("\n") if line.strip())


def _without_marks(text: str) -> str:
    for mark, entity in _MARKS:
        text = text.replace(mark, entity)
    return text


def read_assets() -> dict[str, bytes]:
    """The contents of the files that pages load, keyed by path below the docs folder and sorted by name."""
    files = sorted(resources.files("gonogo.outputs").joinpath("assets").iterdir(), key=lambda file: file.name)
    return {f"assets/{file.name}": file.read_bytes() for file in files}


def escape_title(text: str) -> str:
    """The string, escaped for places where themes do not escape it: `<title>`, the navigation and search results.

    Macro plugins process titles like pages, so the result also has no characters that are special to macro plugins.
    """
    return _without_marks(html.escape(text))


def escape_heading(text: str) -> str:
    """The string as Markdown on one line, with an entity for every ASCII character that could be markup."""
    return re.sub(r"[^\w\s]|_", _entity, " ".join(text.split()), flags=re.ASCII)


def _entity(match: re.Match[str]) -> str:
    character = match.group()
    return f"&#{ord(character)};" if character.isascii() else character
