"""Bytes that try to crash, hang or mislead the reader, or result from an accident, with the complete output.

The tests create the bytes, because most editors and forges would change them. The expected output is in
`tests/cases/bytes.md`.
"""

from pathlib import Path

import pytest

from gonogo.source.yaml.strict_reader import MAX_BYTES, MAX_DEPTH, MAX_NODES, parse_document
from support.cases import RELEASE, Printed, check, check_as_process, lay_out
from support.golden import CASES, read_cases
from support.plain import parse_plain

HEAD = b"release: v1\noutcome:\ntitle: "

HOSTILE = {
    "nul": HEAD + b"First\0release\n",
    "escape-sequence": HEAD + b"First \x1b[2Jrelease\n",
    "delete-character": HEAD + b"First\x7f\n",
    "lone-carriage-return": HEAD + b"First\rrelease: v2\n",
    "byte-order-mark": b"\xef\xbb\xbf" + HEAD + b"First release\n",
    "bidi-override": HEAD + "go \u202ene\u202c".encode() + b"\n",
    "zero-width-space": HEAD + "First\u200b release".encode() + b"\n",
    "zero-width-in-key": "release: v1\nout\u200bcome:\n".encode(),
    "line-separator": HEAD + "First\u2028outcome: deployed".encode() + b"\n",
    "next-line": HEAD + "First\u0085outcome: deployed".encode() + b"\n",
    "thirty-tabs": b"\t\n" * 30,
    "latin-1": HEAD + "Café\n".encode("latin-1"),
    "utf-16": b"\xff\xfe" + "release: v1\n".encode("utf-16-le"),
    "half-a-character": HEAD + "Café".encode()[:-1],
    "overlong-slash": HEAD + b"\xc0\xaf\n",
    "surrogate": HEAD + b"\xed\xa0\x80\n",
    "binary": bytes(range(256)),
    "more-than-a-mebibyte": b"# " + b"x" * (2 * MAX_BYTES - 2),
    "too-many-values": b"title:\n" + b"- a\n" * (MAX_NODES + 1),
    "too-deep-list": b"title: " + b"- " * 3 + b"\n",
    "too-deep-block-list": b"title:\n" + b"- " * MAX_DEPTH + b"a\n",
    "brackets": b"[" * 100_000,
    "brackets-as-value": b"title: " + b"[" * 100_000 + b"]" * 100_000 + b"\n",
    "braces": b"{" * 100_000,
    "braces-as-keys": b"title: " + b"{? " * 50_000,
    "dashes": b"- " * 100_000,
    "question-marks": b"? " * 100_000,
    "colons": b": " * 100_000,
    "endless-indent": b"".join(b" " * depth + b"a:\n" for depth in range(1400)),
    "endless-key": b"a" * 500_000 + b": b\n",
    "alias-as-key": b"? *a",
    "alias-before-colon": b"release: v1\n*a : b\noutcome: deployed\n",
    "alias-bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\n",
    "merge-bomb": b"a: &a\n  x: y\nb: &b\n  <<: [*a, *a]\nc:\n  <<: [*b, *b]\n",
    "tag-that-constructs": b"title: !!python/object/apply:os.system [id]\n",
    "tag-directive": b"%TAG ! tag:example.com,2002:\n---\ntitle: !x y\n",
    "merge-conflict": b"<<<<<<< HEAD\ntitle: First\n=======\ntitle: Second\n>>>>>>> other\n",
    "merge-conflict-inside": (
        b"sections:\n  code:\n<<<<<<< HEAD\n    title: Code\n=======\n    title: The code\n>>>>>>> other\n"
    ),
    "html": b"<!DOCTYPE html>\n<html><body>Not found</body></html>\n",
    "git-lfs-pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "long-line": HEAD + b"a" * 400 + b" \x1b " + b"b" * 400 + b"\n",
    "wide-characters": HEAD + "首次发布 🚀 \u202e\n".encode(),
}

# Escapes in double quotes for characters that are refused in plain text.
ESCAPES = {
    "bidi": r"\u202e",
    "zero-width": r"\u200b",
    "nul": r"\0",
    "escape": r"\x1b[2J",
    "bell": r"\a",
    "tab": r"\t",
    "carriage-return": r"\r",
    "next-line": r"\N",
    "line-separator": r"\L",
    "byte-order-mark": r"\uFEFF",
}

# Default-ignorable or blank characters of Unicode, which readers do not see.
INVISIBLE = {
    "soft-hyphen": "\u00ad",
    "combining-grapheme-joiner": "\u034f",
    "hangul-filler": "\u3164",
    "mongolian-vowel-separator": "\u180e",
    "tag-letter": "\U000e0041",
}

LONG = "x" * 5_000
METRIC = "sections:\n  code:\n    kind: metrics\n    items:\n      a:\n        title: a\n"
# Places whose messages repeat a value of the file.
LONG_VALUES = {
    "tag": f"title: !{LONG} a\n",
    "anchor": f"title: &{LONG} a\n",
    "release": f"release: {LONG}\n",
    "word": f"outcome: {LONG}\n",
    "date": f"deploy_at: {LONG}\n",
    "phase": f"sections:\n  code:\n    phase: {LONG}\n",
    "kind": f"sections:\n  code:\n    kind: {LONG}\n",
    "step": f"sections:\n  code:\n    kind: procedure\n    restored_by: {LONG}\n",
    "reference": f"sections:\n  code:\n    kind: criteria\n    items:\n      a:\n        when: [{LONG}]\n",
    "observed": f"{METRIC}        target: < {'1' * 300}\n        observed: b\n",
    "unit": f"{METRIC}        target: < 1 {LONG}\n        observed: 2 b\n",
}

LOOK_ALIKES = {
    "cyrillic-e-mail": ("people.yml", "people:\n  ann:\n    name: Ann\n    emails: [\u0430nn@example.com]\n", "U+0430"),
    "cyrillic-id": ("people.yml", "people:\n  \u0430nn:\n    name: Ann\n", "U+0430"),
    "kelvin-sign-in-id": ("policy.yml", "format: 1\nproject: a\nmaintainers: [mi\u212ae]\n", "U+212A"),
}


EXPECTED = read_cases(CASES / "bytes.md")


def write(root: Path, path: str, data: bytes) -> Path:
    """Writes the base project to `root`, with these bytes in a file."""
    lay_out(root)
    (root / path).write_bytes(data)
    return root


@pytest.mark.parametrize("case", HOSTILE)
def test_bytes_are_refused(case: str, tmp_path: Path) -> None:
    """`gonogo check` reports the bytes with their place, and the exit code is 1."""
    printed = check(write(tmp_path, RELEASE, HOSTILE[case]))
    assert printed == Printed(EXPECTED[case].expect(printed.output), 1)


@pytest.mark.parametrize("case", ["brackets", "binary", "alias-bomb", "more-than-a-mebibyte"])
def test_bytes_do_not_crash_the_command(case: str, tmp_path: Path) -> None:
    """A new process ends and prints the same output; deep nesting does not overflow the stack."""
    printed = check_as_process(write(tmp_path, RELEASE, HOSTILE[case]))
    assert printed == Printed(EXPECTED[case].texts["expected"], 1)


@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES)
def test_escaped_forbidden_character_is_refused(escape: str) -> None:
    """A forbidden character is also refused as an escape in double quotes."""
    _, found = parse_document(HEAD + f'"First {escape} release"\n'.encode(), RELEASE)
    assert {(one.rule, one.location.span.line) for one in found} == {("forbidden-character", 3)}


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_invisible_characters_are_refused(character: str) -> None:
    """An invisible character is refused at its place."""
    _, found = parse_document(HEAD + f"First{character}\n".encode(), RELEASE)
    assert [(one.rule, one.location.span) for one in found] == [("forbidden-character", (3, 13, 14))]


@pytest.mark.parametrize("text", LONG_VALUES.values(), ids=LONG_VALUES)
def test_long_values_are_shortened_in_messages(text: str, tmp_path: Path) -> None:
    """No line of the output exceeds 400 characters, whatever the length of a value."""
    printed = check(write(tmp_path, RELEASE, text.encode()))
    assert [line for line in printed.output.splitlines() if len(line) > 400] == []


@pytest.mark.parametrize(("path", "text", "code_point"), LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_look_alike_letters_are_named(path: str, text: str, code_point: str, tmp_path: Path) -> None:
    """A letter that resembles an ASCII letter is refused with its code point where ASCII is required."""
    printed = check(write(tmp_path, f"checklists/{path}", text.encode()))
    assert code_point in printed.output
    assert printed.exit_code == 1


def test_largest_file_is_read() -> None:
    """A file of exactly one mebibyte is read."""
    data = b"title: a\n#" + b"x" * (MAX_BYTES - 10)
    document, found = parse_document(data, RELEASE)
    assert (document is not None, found) == (True, ())


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_past_version_gets_an_answer(data: bytes) -> None:
    """A past version is a tree or has a reason in printable ASCII."""
    tree = parse_plain(data)
    assert isinstance(tree, dict) or (tree.reason.isascii() and tree.reason.isprintable())
