"""Pages as Markdown: headings as Markdown, everything else as HTML fragments from autoescaping templates.

Text of users is escaped in exactly two places: by the templates in fragments, and by `escape_heading` in headings.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from gonogo.model.schedule import write_utc
from gonogo.outputs.digest import digest_fragment
from gonogo.outputs.marks import BEGIN, END
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.prose import parse_prose


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("gonogo", "outputs/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["utc"] = write_utc
    environment.filters["prose"] = parse_prose
    return environment


class Rendered(NamedTuple):
    """A page: its Markdown source, and of some of the fragments in it what the search index gets in their place."""

    source: str
    digests: tuple[tuple[str, str], ...]


def render_page(page: Page) -> Rendered:
    """The same page always gives the same text."""
    meta = json.dumps(escape_title(page.title), ensure_ascii=False)
    blocks: list[str] = []
    digests: list[tuple[str, str]] = []
    for block in page.blocks:
        match block:
            case Heading(level, text, anchor):
                mark = f" {{ #{anchor} }}" if anchor else ""
                blocks.append(f"{'#' * level} {escape_heading(text)}{mark}")
            case Fragment():
                fragment = render_fragment(block)
                blocks.append(f"{BEGIN}\n{fragment}\n{END}")
                if (digest := digest_fragment(block)) is not None:
                    digests.append((fragment, digest))
    body = "\n\n".join(blocks)
    return Rendered(f"---\ntitle: {meta}\n---\n\n{body}\n", tuple(digests))


def render_fragment(fragment: Fragment) -> str:
    """The HTML of a fragment.

    Braces become entities, since what else runs on a page's Markdown (macro plugins, attribute lists) looks for
    them; no template of ours needs one.
    """
    template = _environment().get_template(f"{fragment.template}.html")
    text = template.render(view=fragment.view)
    text = text.replace("{", "&#123;").replace("}", "&#125;")
    return "\n".join(line for line in text.split("\n") if line.strip())


def stylesheet() -> str:
    """The CSS of all pages."""
    return resources.files("gonogo.outputs").joinpath("assets/gonogo.css").read_text(encoding="utf-8")


def escape_title(text: str) -> str:
    """Text for the places that themes print as they get them: `<title>`, navigation, search results."""
    return html.escape(text)


def escape_heading(text: str) -> str:
    """Text as Markdown that means nothing: every ASCII character that could is written as an entity."""
    return re.sub(r"[^\w\s]|_", _entity, " ".join(text.split()), flags=re.ASCII)


def _entity(match: re.Match[str]) -> str:
    character = match.group()
    return f"&#{ord(character)};" if character.isascii() else character
