"""The page about common mistakes shows the output of `gonogo check` for each mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from cli.running import run
from handbook.afternoon import write
from handbook.page import File, read_steps
from handbook.shop import RELEASE, read_page

if TYPE_CHECKING:
    from pathlib import Path

LINES = """\
release: v1.0.0
outcome:
title: Production deployment
deploy_at:

phases:
  pre-deployment:
    title: Before the deployment
    gate: go

sections:
  testing:
    title: Testing
    phase: pre-deployment
    items:
      unit-tests:
        status: open
        title: All unit tests passing
        owner: qa-lead

  reviews:
    title: Reviews
    phase: pre-deployment
    owner: qa-lead
    items:
      code-review:
        status: open
        title: Code reviewed
""".splitlines()
BLOCK = re.compile(r"^```text\n(checklists/shop/v1\.0\.0\.yml:(\d+):.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^ +\d+ \| (.*)$", re.MULTILINE)


class Mistake(NamedTuple):
    """An output on the page, and the number of the reported line."""

    output: str
    line: int


MISTAKES = [Mistake(output, int(line)) for output, line in BLOCK.findall(read_page("mistakes.md"))]
# Mistakes that need more than replacing the reported line with the shown line: the line number, the number of removed
# lines, and the added lines.
OTHERS = {
    "has no line": (17, 1, []),
    "appears twice": (18, 0, ["        status: done"]),
    "continues on the next line": (19, 0, ["          on every machine"]),
    "a tab is not allowed": (18, 1, ["\ttitle: x"]),
    'is "www.': (18, 0, ["        evidence: www.example.com/x?y=1"]),
    'is "see the wiki"': (18, 0, ["        evidence: see the wiki"]),
    "a merge conflict": (18, 0, ["<<<<<<< HEAD"]),
    "looks like a password": (18, 0, ['        note: "login: deploy, password: Tr0ub4dor&3"']),
}


def make_mistake(mistake: Mistake) -> list[str]:
    """The lines of the release with the mistake."""
    [(place, gone, new)] = [edit for words, edit in OTHERS.items() if words in mistake.output] or [
        (mistake.line, 1, SHOWN.findall(mistake.output)[:1])
    ]
    return [*LINES[: place - 1], *new, *LINES[place - 1 + gone :]]


@pytest.mark.parametrize(
    "mistake", MISTAKES, ids=lambda mistake: str(mistake.output.partition("error")[2][:40].strip())
)
def test_check_reports_the_mistake_as_on_the_page(tmp_path: Path, mistake: Mistake) -> None:
    """In the tutorial project with only this mistake, `gonogo check` prints the output on the page."""
    for step in read_steps(read_page("start.md")):
        if isinstance(step, File) and step.path.startswith("checklists/"):
            write(tmp_path / step.path, step.text)
    write(tmp_path / RELEASE, "\n".join(make_mistake(mistake)) + "\n")
    ran = run("check", at=tmp_path)
    assert mistake.output in ran.out


def test_mistakes_page_shows_an_output_for_every_heading() -> None:
    """Each mistake on the page has its output, because readers search for the message."""
    page = read_page("mistakes.md")
    assert len(MISTAKES) == page.count("```text\n") >= page.count("\n## ") > 0
