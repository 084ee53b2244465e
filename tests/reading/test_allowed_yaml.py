"""Allowed YAML: the strict reader accepts it and returns its text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gonogo.core.nodes import MapNode, Node, Scalar
from gonogo.source.yaml.strict_reader import parse_document
from support.cases import RELEASE, Printed, check, lay_out

CLEAN = Printed("0 errors, 0 warnings, 0 notes\n", 0)

# The notation after `note:`, and its text.
TEXTS = {
    "words": ("All green", "All green"),
    "empty": ("", ""),
    "only-spaces": ("   ", ""),
    "empty-quotes": ('""', ""),
    "double-quotes": ('"All green"', "All green"),
    "single-quotes": ("'All green'", "All green"),
    "apostrophe-in-single-quotes": ("'Ann''s run'", "Ann's run"),
    "apostrophe-in-plain-text": ("Ann's run", "Ann's run"),
    "quote-in-double-quotes": (r'"the \"green\" run"', 'the "green" run'),
    "backslash-in-single-quotes": (r"'C:\runs'", r"C:\runs"),
    "backslash-in-plain-text": (r"C:\runs", r"C:\runs"),
    "escape-for-a-letter": (r'"caf\u00e9"', "café"),
    "hash-in-double-quotes": ('"run #12 # now"', "run #12 # now"),
    "hash-in-single-quotes": ("'# now'", "# now"),
    "hash-inside-a-word": ("run a#b", "run a#b"),
    "hash-in-a-link": ("https://ci.example.com/runs#12", "https://ci.example.com/runs#12"),
    "hash-in-block": ("|\n  # first\n  second # third", "# first\nsecond # third"),
    "hash-in-folded-block": (">-\n  run #12\n  # now", "run #12 # now"),
    "block": ("|\n  first\n\n    second\n", "first\n\n  second"),
    "block-without-line-end": ("|-\n  first\n  second", "first\nsecond"),
    "block-with-line-ends": ("|+\n  first\n\n", "first"),
    "block-that-starts-indented": ("|2\n    first\n  second", "  first\nsecond"),
    "empty-block": ("|\n\n", ""),
    "folded": (">-\n  first\n  second\n\n  third", "first second\nthird"),
    "folded-with-line-end": (">\n  first\n  second", "first second"),
    "colon-inside-a-word": ("at 12:30", "at 12:30"),
    "colon-in-quotes": ('"tests: green"', "tests: green"),
    "number": ("012", "012"),
    "float": ("1.10", "1.10"),
    "yes-and-no": ("no", "no"),
    "word-that-begins-with-null": ("nullable", "nullable"),
    "quoted-null": ('"null"', "null"),
    "quoted-tilde": ("'~'", "~"),
    "time": ("2026-03-01T09:00+01:00", "2026-03-01T09:00+01:00"),
    "emoji": ("✅ shipped 🚀", "✅ shipped 🚀"),
    "emoji-with-variation-selector": ("⚠️ look", "⚠️ look"),
    "letters-of-many-scripts": ("Größe, 首次, שלום, سلام", "Größe, 首次, שלום, سلام"),
    "combining-accents": ("cafe\u0301", "cafe\u0301"),
    "no-break-space": ("100\u00a0%", "100\u00a0%"),
    "long-line": ("a" * 20_000, "a" * 20_000),
    "brackets-inside": ("all [green] {now}", "all [green] {now}"),
    "signs-inside": ("a & b * c ! d | e > f % g @ h ` i", "a & b * c ! d | e > f % g @ h ` i"),
    "leading-dash": ("-v is set", "-v is set"),
    "question-mark-inside": ("ready? yes", "ready? yes"),
    "dots": ("...", "..."),
    "html": ("<b>bold</b>", "<b>bold</b>"),
}

LISTS = {
    "one-line": ("[ann, bob]", ["ann", "bob"]),
    "one-line-with-spaces": ("[ ann , bob ]", ["ann", "bob"]),
    "one-line-with-comma-at-end": ("[ann, bob,]", ["ann", "bob"]),
    "one-line-of-quotes": ("['ann', \"bob\"]", ["ann", "bob"]),
    "one-line-of-links": ("[https://a.example/b?c=d, https://e.example]", ["https://a.example/b?c=d", "https://e.example"]),
    "empty": ("[]", []),
    "block": ("\n  - ann\n  - bob", ["ann", "bob"]),
    "block-without-indent": ("\n- ann\n- bob", ["ann", "bob"]),
    "block-of-lists": ("\n  - [ann]\n  - [bob, cleo]", [["ann"], ["bob", "cleo"]]),
}  # fmt: skip


def with_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def with_comments(text: str) -> str:
    return "# first\n\n" + "".join(f"{line}\n" for line in commented(text.split("\n"))) + "# last"


def commented(lines: list[str]) -> list[str]:
    """The lines with a comment above each line that is not part of a block text."""
    out: list[str] = []
    block = -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if block >= 0 and line and indent <= block:
            block = -1
        if block < 0:
            out.append(f"{' ' * indent}# here")
        out.append(line)
        if line.endswith(("|", ">-")):
            block = indent
    return out


WHOLE_FILES: dict[str, Callable[[str], str]] = {
    "crlf": with_crlf,
    "no-line-end-at-the-end": lambda text: text.rstrip("\n"),
    "blank-lines": lambda text: text.replace("\n\n", "\n \n\n") + "\n\n\n",
    "comments-on-their-own-lines": with_comments,
    "document-marker": lambda text: f"---\n{text}...\n",
    "four-spaces": lambda text: "\n".join(" " * (len(line) - len(line.lstrip())) + line for line in text.split("\n")),
}

OTHER_ORDER = """
sections:
  code:
    items:
      tests:
        title: All tests pass
        due: T-1d
        note: All green
        status: done
    phase: ready
    title: Code
  signoffs:
    items:
      lead-developer:
        title: Lead developer
        by:
        decision:
    kind: signoffs
    phase: ready
    title: Sign-offs
phases:
  ready:
    gate: go
    title: Ready
deploy_at: 2026-03-01
title: First release
outcome:
release: v1
"""


def plain(node: Node) -> object:
    """The node as texts, lists and mappings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MapNode):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return [plain(item) for item in node.items]


def read(text: str) -> object:
    """The values of a text that the reader accepts without an error and without a lost comment."""
    document, found = parse_document(text.encode(), RELEASE)
    assert found == ()
    assert document is not None
    assert document.lost == ()
    return plain(document.root)


@pytest.mark.parametrize(("written", "text"), TEXTS.values(), ids=TEXTS)
def test_allowed_text_is_read(written: str, text: str) -> None:
    """Every allowed notation of a text is read as this text, and the next key is read too."""
    assert read(f"note: {written}\ntitle: T\n") == {"note": text, "title": "T"}


@pytest.mark.parametrize(("written", "values"), LISTS.values(), ids=LISTS)
def test_allowed_list_is_read(written: str, values: list[object]) -> None:
    """Every allowed notation of a list is read as its elements."""
    assert read(f"owner: {written}\ntitle: T\n") == {"owner": values, "title": "T"}


@pytest.mark.parametrize("change", WHOLE_FILES.values(), ids=WHOLE_FILES)
def test_layout_has_no_meaning(change: Callable[[str], str], tmp_path: Path) -> None:
    """Line ends, blank lines, comments on separate lines, and the depth of indentation have no meaning."""
    for file in lay_out(tmp_path).glob("checklists/**/*.yml"):
        file.write_bytes(change(file.read_text(encoding="utf-8")).encode())
    assert check(tmp_path) == CLEAN


def test_order_of_keys_has_no_meaning(tmp_path: Path) -> None:
    """Keys are accepted in any order."""
    (lay_out(tmp_path) / RELEASE).write_text(OTHER_ORDER, encoding="utf-8")
    assert check(tmp_path) == CLEAN


def test_fresh_project_is_accepted(tmp_path: Path) -> None:
    """A project without people, and with a system without roles, has only a note."""
    lay_out(tmp_path)
    (tmp_path / RELEASE).unlink()
    (tmp_path / "checklists/people.yml").write_text("people:\n")
    (tmp_path / "checklists/policy.yml").write_text("format: 1\nproject: shop-2f9c1e\nmaintainers:\n")
    (tmp_path / "checklists/shop/roles.yml").write_text("roles:\n")
    (tmp_path / "checklists/shop/system.yml").write_text("name: Shop\n")
    assert check(tmp_path) == Printed(
        'checklists/policy.yml:3:1: note[gap]: "maintainers" is empty\n0 errors, 0 warnings, 1 note\n', 0
    )
