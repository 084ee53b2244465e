"""The text format of reports, for people at a terminal."""

import re

import pytest

from building import tidy
from gonogo.core.frozen import replace
from gonogo.core.nodes import Span
from gonogo.core.safe_text import visible
from gonogo.reporting import render_report
from reporting.reports import ACCEPTED, EVERYTHING, NOTHING, SECRET, report_of

WHOLE = """
checklists/shop/v1.yml:2:9: error[unknown-word]: "status" cannot be "opne"
  2 | status: opne
    |         ^^^^
  help: did you mean "open"?
checklists/shop/v1.yml:4:1: error[secret-like-value]: looks like a password or token
  help: revoke it, take it out
checklists/shop/v1.yml:3:11: warning[false-claim]: declared is not so
  3 | declared: READY
    |           ^^^^^
checklists/shop/v1.yml:5:1: note[gap]: "phone" of "dba" is empty
2 errors, 1 warning, 1 note; first error in checklists/shop/v1.yml:2:9
"""
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def text_of(**parts: object) -> list[str]:
    """The lines of a report with one finding, without the last line with the counts."""
    return render_report(report_of(**parts), "text").splitlines()[:-1]  # type: ignore[arg-type]


def test_text_shows_every_finding_and_the_counts() -> None:
    """A finding has its location, severity, rule, message, underlined line and hint; a note has one line."""
    assert render_report(EVERYTHING, "text") == tidy(WHOLE)


def test_text_without_findings_has_only_the_counts() -> None:
    """Without findings, the report has only the line with the counts."""
    assert render_report(NOTHING, "text") == "0 errors, 0 warnings, 0 notes\n"


def test_text_colors_only_the_severity() -> None:
    """On a terminal, only the word for the severity has a color."""
    colored = render_report(replace(EVERYTHING, color=True), "text")
    assert re.findall("\x1b\\[(\\d+)m\x1b\\[1m(\\w+)\x1b\\[0m", colored) == [
        ("31", "error"),
        ("31", "error"),
        ("33", "warning"),
        ("36", "note"),
    ]
    assert re.sub("\x1b\\[\\d+m", "", colored) == render_report(EVERYTHING, "text")


HOSTILE = [
    pytest.param("\x1b[31mred", "\\u001b[31mred", id="an escape sequence"),
    pytest.param("\x9b31m", "\\u009b31m", id="the one-byte form of an escape sequence"),
    pytest.param("a\u202eb", "a\\u202eb", id="right to left override"),
    pytest.param("a\u2066b", "a\\u2066b", id="isolate"),
    pytest.param("a\u200bb", "a\\u200bb", id="zero width"),
    pytest.param("a\nb", "a\\u000ab", id="a line end"),
    pytest.param("a\rb", "a\\u000db", id="a carriage return"),
    pytest.param("a\u2028b", "a\\u2028b", id="a line separator"),
    pytest.param("a\tb", "a\\u0009b", id="a tab"),
    pytest.param("a\x00b", "a\\u0000b", id="NUL"),
    pytest.param("a\x07b", "a\\u0007b", id="the bell"),
    pytest.param("a\x7fb", "a\\u007fb", id="delete"),
    pytest.param("a\ufeffb", "a\\ufeffb", id="byte order mark"),
    pytest.param("a\udcffb", "a\\udcffb", id="a byte that is not UTF-8 in a name"),
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_text_escapes_invisible_characters(text: str, shown: str) -> None:
    """Control and invisible characters in paths, messages, lines and hints become visible."""
    path, source = f"checklists/{text}.yml", f"{text.replace(chr(10), ' ')}: v1\n"
    lines = text_of(message=text, hint=text, path=path, source=source)
    assert (lines[0], lines[-1]) == (f"checklists/{shown}.yml:1:1: error[bad-id]: {shown}", f"  help: {shown}")
    assert CONTROL.findall("".join(lines)) == []


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_visible_escapes_invisible_characters(text: str, shown: str) -> None:
    """The function that every format uses replaces invisible characters by their codes."""
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["", "plain", "Grüße", "日本語", "✅ ❌ →", "a\u00a0b", "e\u0301"])
def test_visible_keeps_visible_characters(text: str) -> None:
    """Letters, marks and signs of every script stay unchanged."""
    assert visible(text) == text


UNDERLINED = [
    pytest.param("release: v1", Span(1, 10, 12), ["  1 | release: v1", "    |          ^^"], id="a value"),
    pytest.param("release: v1", Span(1, 1, 1), ["  1 | release: v1", "    | ^"], id="a place without width"),
    pytest.param("release:", Span(1, 9, 9), ["  1 | release:", "    |         ^"], id="after the end of a line"),
    pytest.param(
        "a\x1b: v1", Span(1, 5, 7), ["  1 | a\\u001b: v1", "    |          ^^"], id="after an escaped character"
    ),
    pytest.param("a: \u202ev1", Span(1, 4, 7), ["  1 | a: \\u202ev1", "    |    ^^^^^^^^"], id="an escaped character"),
    pytest.param(
        "\n" * 9 + "release: v1", Span(10, 10, 12), ["  10 | release: v1", "     |          ^^"], id="line 10"
    ),
    pytest.param("a: b", Span(7, 1, 2), [], id="a line that the file does not have"),
    pytest.param("\n\na: b", Span(1, 1, 1), [], id="an empty line"),
]


@pytest.mark.parametrize(("source", "span", "lines"), UNDERLINED)
def test_text_underlines_the_location(source: str, span: Span, lines: list[str]) -> None:
    """The underline is below the correct characters, even after escaped characters, which are wider."""
    assert text_of(source=source, span=span)[1:] == lines


def test_text_shows_a_part_of_a_long_line() -> None:
    """A very long line is shortened, and the underline stays below its location."""
    source = "a: " + "x" * 500 + "HERE" + "y" * 500
    _, line, mark = text_of(source=source, span=Span(1, 504, 508))
    assert len(line) < 180
    assert line[mark.index("^") : mark.rindex("^") + 1] == "HERE"


def test_text_never_shows_a_line_with_a_secret() -> None:
    """A line with a secret stays hidden, even if another finding is on the same line."""
    other = replace(SECRET, rule="unknown-key", secret=False)
    both = replace(EVERYTHING, diagnostics=(other, SECRET))
    assert "hunter2" not in render_report(both, "text")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        pytest.param(0, "0 errors, 0 warnings, 0 notes", id="none"),
        pytest.param(1, "1 error, 0 warnings, 0 notes", id="one"),
        pytest.param(2, "2 errors, 0 warnings, 0 notes", id="two"),
    ],
)
def test_text_ends_with_the_counts(count: int, words: str) -> None:
    """Findings are counted by severity, with the singular for one finding."""
    report = replace(EVERYTHING, diagnostics=EVERYTHING.diagnostics[:1] * count)
    assert render_report(report, "text").splitlines()[-1] == words


def test_text_counts_unlisted_findings() -> None:
    """The counts include the findings that are not listed."""
    listed, others = EVERYTHING.diagnostics[:1], EVERYTHING.diagnostics[1:]
    report = replace(EVERYTHING, diagnostics=listed, left_out=others)
    sum_line = render_report(report, "text").splitlines()[-1]
    assert sum_line == "2 errors, 1 warning, 1 note; error in checklists/shop/v1.yml:2:9; 3 not shown"


def test_text_counts_accepted_findings_separately() -> None:
    """The last line has the number of accepted findings, which are in no other count."""
    assert render_report(replace(NOTHING, accepted=(ACCEPTED, ACCEPTED)), "text") == (
        "0 errors, 0 warnings, 0 notes; 2 accepted\n"
    )
    report = replace(EVERYTHING, accepted=(ACCEPTED,), left_out=(SECRET,))
    assert render_report(report, "text").splitlines()[-1] == (
        "3 errors, 1 warning, 1 note; 1 accepted; first error in checklists/shop/v1.yml:2:9; 1 not shown"
    )
