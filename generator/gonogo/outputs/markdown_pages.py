"""Pages as Markdown: headings as Markdown, everything else as HTML fragments from autoescaping templates.

Strings of users are escaped in exactly two places: by the templates in fragments, and by `escape_heading` in headings.
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

# files that pages load, keyed by path below the docs folder; only Material's plugin `offline` needs the worker
STYLESHEET, SCRIPT, WORKER = "assets/gonogo.css", "assets/gonogo.js", "assets/iframe-worker.js"
# templates for which the search index has an entry for each subject that they show, not their HTML
_SEARCHED = frozenset(
    ("audit_rows", "contacts", "holds", "metrics", "notices", "person", "procedure", "section", "signs")
)
# Material's search plugin leaves out elements with this attribute
UNSEARCHED = ' data-search-exclude="1"'
# templates whose elements all have `data-search-exclude`
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
        auto_reload=False,  # no template changes while pages are made, and a look at each costs as much as a short one
    )
    environment.filters["utc"] = write_utc
    environment.filters["prose"] = parse_prose
    return environment


def _keep_spacing(value: object) -> object:
    """The string with an entity for every line break and tab, so that a user's string never begins a line."""
    if type(value) is not str or value.isprintable():  # line breaks and tabs are not printable
        return value
    return escape(value).translate(_SPACING)


class Rendered(NamedTuple):
    """The Markdown source of a page, and the content that the search index gets instead of its fragments.

    `digests` are pairs of a fragment and its HTML for the index. `found` are the anchors and titles of the headings in
    that HTML.
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
    """The Markdown source of a page, with front matter; the same page always gives the same text."""
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
    """The search entries of a fragment besides its HTML; `heading` is the text of the heading before it."""
    folded = fold_accents(heading)
    entries = list_search_entries(fragment.view) if fragment.template in _SEARCHED else ()
    return [*([SearchEntry(texts=(folded,))] if folded else []), *entries]


def _digest_fragment(fragment: Fragment, html: str, entries: list[SearchEntry]) -> str:
    """The HTML for the search index.

    The parsers of search plugins leave out elements with `data-search-exclude`, but parsing a page of a hundred entries
    takes them longer than all other work on the page. So they get only the elements that they would keep.
    """
    own = "" if fragment.template in _SEARCHED | _UNSEARCHED else html
    return render_fragment(Fragment("search_entries", entries)) + own


def render_fragment(fragment: Fragment) -> str:
    """The HTML of a fragment.

    Braces, brackets and backticks become entities, since other extensions of a page's Markdown (macro plugins,
    attribute lists, wiki links, fences) look for them; our templates do not need these characters.
    """
    return _without_marks(render_template(f"{fragment.template}.html", fragment.view))


def render_template(name: str, view: object) -> str:
    """The rendered template, with every value escaped and without empty lines."""
    text = _environment().get_template(name).render(view=view)
    return "\n".join(line for line in text.split("\n") if line.strip())


def _without_marks(text: str) -> str:
    for mark, entity in _MARKS:
        text = text.replace(mark, entity)
    return text


def read_assets() -> dict[str, bytes]:
    """The contents of the files that pages load, keyed by path below the docs folder: all of `assets/`, by name."""
    files = sorted(resources.files("gonogo.outputs").joinpath("assets").iterdir(), key=lambda file: file.name)
    return {f"assets/{file.name}": file.read_bytes() for file in files}


def escape_title(text: str) -> str:
    """The string escaped for places that themes print without escaping: `<title>`, navigation, search results.

    Macro plugins process a title like a page, so the result has no characters that are special to a macro plugin.
    """
    return _without_marks(html.escape(text))


def escape_heading(text: str) -> str:
    """The string as Markdown: an entity for every ASCII character that could be markup."""
    return re.sub(r"[^\w\s]|_", _entity, " ".join(text.split()), flags=re.ASCII)


def _entity(match: re.Match[str]) -> str:
    character = match.group()
    return f"&#{ord(character)};" if character.isascii() else character
