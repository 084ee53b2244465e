r"""A value looks like a password, a token or a private key.

Many people read the repository and the site. Assume that all of them know the secret, because history keeps it. Gonogo
does not read the file, and its output never repeats the line, not even from history: `gonogo log` and the audit trail
show "(hidden: looks like a password or token)" instead, with the line's location.

The rule searches the file's text, including comments, and its decoded values: with the key in front, with escapes in
double quotes resolved (`\x77`), and without invisible characters.

Example:
    note: "login: deploy, password: Tr0ub4dor&3"

Do instead: revoke the secret, remove it from the file, and say where it is kept ("in the vault, under deploy").
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.core.nodes import ListNode, Location, MapNode, Scalar, Span
from gonogo.core.safe_text import INVISIBLE_IN_LINES, has_invisible
from gonogo.core.secrets import Secret, find_secrets, names_secret, without_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Document, Node

SEVERITY = Severity.ERROR

_REPORTED = 20
_HINT = "revoke the secret, remove it, and write where it is kept; the line is not shown"
_WRITTEN_OTHERWISE = rf"(?m)^.*(?:\\|{INVISIBLE_IN_LINES}).*$"
# https://yaml.org/spec/1.2.2/#57-escaped-characters: those that can be in a secret or next to it.
_ESCAPE = r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))"


def find_in_text(path: str, text: str) -> Iterator[Finding]:
    """The secrets in the text of the file, whether or not the text is YAML."""
    secrets = list(islice(find_secrets(text), _REPORTED))
    is_plain = "\\" not in text and not has_invisible(text)
    for line in () if is_plain else re.finditer(_WRITTEN_OTHERWISE, text):
        if len(secrets) < _REPORTED and not any(find_secrets(line[0])):
            plain = find_secrets(without_invisible(re.sub(_ESCAPE, _resolve, line[0])))
            secrets += [Secret(*line.span(), secret.kind) for secret in islice(plain, 1)]
    for start, end, kind in secrets:
        number = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        first = text[start:end].partition("\n")[0]
        yield _report(path, Span(number, column, column + len(first)), kind)


def find_in_values(document: Document) -> Iterator[Finding]:
    """The secrets that only the values show, because the file splits them over several lines."""
    if names_secret(document.text):
        findings = (
            _report(document.path, span, secret.kind)
            for name, text, span in _walk(document.root)
            for secret in islice(find_secrets(f"{name}: {text}" if name else text), 1)
        )
        yield from islice(findings, _REPORTED)


def _report(path: str, span: Span, kind: str) -> Finding:
    return Finding(Location(path, span), f"looks like {kind}", _HINT, secret=True)


def _resolve(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if not code:
        return " " if escape[4] == "t" else escape[4]
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else ""


def _walk(root: Node) -> Iterator[tuple[str, str, Span]]:
    """Every string in the file with its key, "" without one, in no particular order."""
    waiting: list[tuple[str, Node]] = [("", root)]
    while waiting:
        name, node = waiting.pop()
        match node:
            case Scalar(text, span):
                yield name, text, span
            case ListNode(items):
                waiting.extend((name, item) for item in items)
            case MapNode(entries):
                waiting.extend((key, value) for key, (_, value) in entries.items())
