"""The page about reports shows the output of gonogo, and describes every topic of a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cli.running import run
from gonogo.model.comparison import Topic
from handbook.page import Command, read_steps
from handbook.shop import read_page, read_section

if TYPE_CHECKING:
    from pathlib import Path

ROW = re.compile(r"^\| `([a-z-]+)` \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
SHOWN = re.compile(
    r"^<!-- the output of (gonogo [^\n]+) -->\n\n(.*?)\n<!-- end of the output -->$", re.MULTILINE | re.DOTALL
)
PAGE = read_page("review.md")


def test_review_page_shows_the_reports_of_gonogo(demo: Path) -> None:
    """The text report and the Markdown comment on the page are the exact output for the demo."""
    steps = [step for step in read_steps(read_section("review.md", "## A report")) if isinstance(step, Command)]
    shown = [Command(*SHOWN.search(PAGE).groups())]  # type: ignore[union-attr] # the page has an output
    for step in (*steps, *shown):
        ran = run(*step.line.split()[1:], at=demo)
        assert (ran.code, ran.out) == (0, step.output)


def test_review_page_lists_every_topic() -> None:
    """The topics are in the order of a report, with their headings."""
    words = [(topic.name.lower().replace("_", "-"), topic.value) for topic in Topic]
    assert ROW.findall(read_section("review.md", "## What the report says")) == words
