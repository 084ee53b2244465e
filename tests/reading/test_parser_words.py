"""Messages and limits about invalid YAML do not depend on the version of the parser."""

from __future__ import annotations

import pytest

from gonogo.core.nodes import Unreadable
from gonogo.source.yaml.strict_reader import MAX_DEPTH, parse_document
from support.plain import parse_plain

# The text, the place in the diagnostic of the strict reader, and the message of both readers.
WORDS = {
    "colon": ("a: b: c\n", (1, 5), "a colon is not allowed here"),
    "no-colon": ("a: b\nc\nd: e\n", (2, 1), "no colon follows this key"),
    "no-colon-at-the-end": ("a: b\nc\n", (2, 1), "no colon follows this key"),
    "key-longer-than-1024": ("a: b\n" + "c" * 1025 + ": d\n", (2, 1), "no colon follows this key"),
    "no-key": ("a: b\n- c\n", (2, 1), "expected a key"),
    "at-sign": ("a: @b\n", (1, 4), "no value starts with this character"),
    "bar-with-text": ("a: | b\n", (1, 6), "expected the end of the line after | or >"),
    "bar-with-zero": ("a: |0\n  b\n", (1, 5), "expected the end of the line after | or >"),
    "open-quote": ('a: "b\nc: d\n', (1, 4), "this quote is not closed"),
    "open-quote-before-a-mark": ("a: 'b\n---\nc: d\n", (1, 4), "this quote is not closed"),
    "backslash": ('a: "b\\qc"\n', (1, 6), "this backslash does not start an escape"),
    "backslash-x": ('a: "b\\xyz"\n', (1, 8), "the code of this character is not complete"),
    "backslash-u": ('a: "b\\ud800"\n', (1, 8), "no character has this code"),
    "list": ("a: - b\n", (1, 4), "a list is not allowed here"),
    "question-mark": ("a: ? b\n", (1, 4), "a ? is not allowed here"),
    "no-dash": ("- a\nb: c\n", (2, 1), "expected a dash"),
    "bracket": ("a: [b c: d\ne: f\n", (2, 2), "expected a comma or ]"),
    "brace": ("a: {b: c\ne: f\n", (2, 2), "expected a comma or }"),
    "no-value": ("a: [b, , c]\n", (1, 8), "expected a value"),
    "star": ("a: **b**\n", (1, 5), "expected a name after *"),
    "ampersand": ("a: && b\n", (1, 5), "expected a name after &"),
    "tag": ("a: !<b c\n", (1, 7), "expected a tag after !"),
    "tag-of-a-handle": ("a: !b!c d\n", (1, 4), "expected a tag after !"),
    "tag-with-percent": ("a: !%zz b\n", (1, 5), "expected a tag after !"),
    "directive": ("%b\n---\na: b\n", (1, 3), "not a directive, although it starts with %"),
    "directive-of-another-version": ("%YAML 3.0\n---\na: b\n", (1, 1), "not a directive, although it starts with %"),
    "directive-twice": ("%YAML 1.1\n%YAML 1.1\n---\na: b\n", (2, 1), "not a directive, although it starts with %"),
    "text-after-the-end": ("[a]\nb: c\n", (2, 1), "expected the end of the file"),
}

# The text that opens a level, and the text before all levels.
LEVELS = {
    "brackets": ("", "["),
    "brackets-with-spaces": ("", "[ "),
    "brackets-on-lines": ("", "[\n"),
    "brackets-as-value": ("a: ", "["),
    "brackets-without-colon": ("a: b\n", "["),
    "brackets-too-little-indented": ("a:\n  b: c\n ", "["),
    "brackets-in-a-list-of-words": ("a: [b 'c'", "["),
    "braces": ("", "{"),
    "braces-and-question-marks": ("a: ", "{? "),
    "brackets-and-braces": ("a:\n- ", "[{"),
    "dashes": ("a:\n", "- "),
    "question-marks": ("", "? "),
    "dashes-and-brackets": ("- - - - ", "["),
}
ENDS = {"end-of-text": "", "at-sign": "@", "star": "*", "line": "\na: b\n"}
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
# Texts with many brackets that are not deeply nested.
FLAT = {
    "double-quotes": 'a: "' + "[" * 2000 + '"\n',
    "single-quotes": "a: 'it''s " + "{" * 2000 + "'\n",
    "comment": "a: b\n# " + "[" * 2000 + "\n",
    "block-text": "a: |\n  " + "[{" * 1000 + "\n",
    "plain-text": "a: b" + "[" * 2000 + "\n",
    "many-lists": "a:\n" + "  - [b, c]\n" * 2000,
}


def find(text: str) -> list[tuple[str, str, str, tuple[int, ...]]]:
    """The diagnostics of the strict reader."""
    return [(one.rule, one.message, one.help, one.location.span) for one in parse_document(text.encode(), "v1.yml")[1]]


@pytest.mark.parametrize(("text", "place", "words"), WORDS.values(), ids=WORDS)
def test_invalid_yaml_has_the_message_of_gonogo(text: str, place: tuple[int, int], words: str) -> None:
    """Both readers have the same message for invalid YAML; the strict reader adds the place and a hint."""
    (message, hint, span), *more = [rest for rule, *rest in find(text) if rule == "yaml-syntax"]
    assert (message, span[:2], more) == (f"not YAML: {words}", place, [])
    assert hint
    tree = parse_plain(text.encode())
    assert isinstance(tree, Unreadable)
    assert tree.reason.partition(": ")[2] == words


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize(("start", "level"), LEVELS.values(), ids=LEVELS)
def test_deep_nesting_is_refused_by_the_limit_of_gonogo(start: str, level: str, end: str) -> None:
    """A thousand levels, which newer parsers refuse, have the same diagnostics as twenty levels."""
    text = start + level * 20 + end
    for depth in (999, 1001, 1024, 3000):
        deep = start + level * depth + end
        assert find(deep) == find(text)
        if not end:
            assert parse_plain(deep.encode()) == parse_plain(text.encode())


@pytest.mark.parametrize("name", ["brackets", "brackets-as-value", "dashes", "dashes-and-brackets"])
def test_deep_past_version_is_refused_by_the_limit_of_gonogo(name: str) -> None:
    """The lenient reader refuses a deep past version with the limit of gonogo."""
    start, level = LEVELS[name]
    assert parse_plain((start + level * 5000).encode()) == Unreadable(TOO_DEEP)


@pytest.mark.parametrize("text", FLAT.values(), ids=FLAT)
def test_brackets_without_nesting_are_accepted(text: str) -> None:
    """Brackets in texts and comments, and consecutive lists, do not count as levels."""
    assert find(text) == []
    assert isinstance(parse_plain(text.encode()), dict)


ITEM = "items:\n  tests:\n    status: open\n    note: half\n    title: Tests\n"
LAYOUT = {
    "two-spaces-short": ("    status", "  status", "`status` is indented by 2 spaces, the line below by 4"),
    "two-spaces-more": ("    status", "      status", "`note` is indented by 4 spaces, the line above by 6"),
    "a-space-short-later": ("    note", "   note", "`note` is indented by 3 spaces, the line above by 4"),
    "no-blank": ("status: open", "status:done", "put a space after the colon: `status: done`"),
    "no-blank-later": ("note: half", "note:half", "put a space after the colon: `note: half`"),
    "a-dash": ("  tests:", "  a:\n    title: A\n  - tests:", "no dash here"),
    "a-tab": ("    status", "\tstatus", "indent with spaces, two per level"),
    "a-tab-inside": ("status: ", "status:\t", "use spaces"),
    "a-text-of-two-lines": ("half", "half\n      of it", "start it with |"),
    "a-link": ("note: half", "https://a.example/b", "every line is `key: value`"),
}


@pytest.mark.parametrize(("right", "wrong", "hint"), LAYOUT.values(), ids=LAYOUT)
def test_wrong_layout_has_a_single_error(right: str, wrong: str, hint: str) -> None:
    """A wrong indentation, colon or dash has a single error at its place."""
    assert right in ITEM
    ((_, _, help_text, _),) = find(ITEM.replace(right, wrong, 1))
    assert help_text.startswith(hint)
