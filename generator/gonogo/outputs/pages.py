"""Pages as Markdown: headings as Markdown, everything else as HTML fragments from autoescaping templates.

Text of users is escaped in exactly two places: by the templates in fragments, and by `escape_heading` in headings.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

from gonogo.model.judgement import Verdict
from gonogo.model.schedule import write_utc
from gonogo.outputs.marks import BEGIN, END
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.prose import parse_prose

if TYPE_CHECKING:
    from gonogo.site.page import Block

# what pages load, by path below the docs folder; the worker is for Material's plugin `offline` alone
STYLESHEET, SCRIPT, WORKER = "assets/gonogo.css", "assets/gonogo.js", "assets/iframe-worker.js"
# the name of a verdict's colours, and of its shape
_LOOKS = {Verdict.GO: "go", Verdict.NO_GO: "nogo", Verdict.CONDITIONAL: "cond"}
_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "{}[]`"})
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
    )
    environment.filters["utc"] = write_utc
    environment.filters["prose"] = parse_prose
    environment.filters["look"] = _LOOKS.__getitem__
    return environment


def _keep_spacing(value: object) -> object:
    """Text in which every line break and tab is an entity, so that no text of a user ever begins a line."""
    return escape(value).translate(_SPACING) if type(value) is str else value


def render_page(page: Page) -> str:
    """The Markdown source of a page. The same page always gives the same text."""
    meta = json.dumps(escape_title(page.title), ensure_ascii=False)
    blocks = "\n\n".join(_render_block(block) for block in page.blocks)
    boost = f"search:\n  boost: {page.boost}\n" if page.boost else ""
    return f"---\ntitle: {meta}\nhide: [toc]\n{boost}---\n\n{blocks}\n"


def _render_block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            mark = f" {{ #{anchor} }}" if anchor else ""
            return f"{'#' * level} {escape_heading(text)}{mark}"
        case Fragment():
            return f"{BEGIN}\n{render_fragment(block)}\n{END}"


def render_fragment(fragment: Fragment) -> str:
    """The HTML of a fragment.

    Braces, brackets and backticks become entities, since what else runs on a page's Markdown (macro plugins, attribute
    lists, wiki links, fences) looks for them; no template of ours needs one.
    """
    template = _environment().get_template(f"{fragment.template}.html")
    text = template.render(view=fragment.view)
    return "\n".join(line for line in text.translate(_MARKS).split("\n") if line.strip())


def read_assets() -> dict[str, bytes]:
    """What pages load, by path below the docs folder: everything in `assets/`, by name."""
    files = sorted(resources.files("gonogo.outputs").joinpath("assets").iterdir(), key=lambda file: file.name)
    return {f"assets/{file.name}": file.read_bytes() for file in files}


def escape_title(text: str) -> str:
    """Text for the places that themes print as they get them: `<title>`, navigation, search results."""
    return html.escape(text)


def escape_heading(text: str) -> str:
    """Text as Markdown that means nothing: every ASCII character that could is written as an entity."""
    return re.sub(r"[^\w\s]|_", _entity, " ".join(text.split()), flags=re.ASCII)


def _entity(match: re.Match[str]) -> str:
    character = match.group()
    return f"&#{ord(character)};" if character.isascii() else character
