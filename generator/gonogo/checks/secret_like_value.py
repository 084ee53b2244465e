r"""A value looks like a password, a token or a private key.

Many people can read the repository and the site, and the history keeps the secret even if you remove it. So assume that
other people know the secret. Gonogo does not read the file any further, and no output shows the line. `gonogo log` and
the audit trail show "(hidden: looks like a password or token)" in place of a secret in the history.

The rule searches the text of the file, including comments, and the decoded values together with their keys. Escapes in
double quotes, such as `\x77`, and invisible characters do not disguise a secret.

Example:
    note: "login: deploy, password: Tr0ub4dor&3"

Do instead: revoke the secret and remove it from the file. Write where the new secret is kept, such as "in the vault,
under deploy".
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

_MOST_REPORTED = 20
_HINT = "revoke the secret, remove it, and write where the new secret is kept; the line is not shown"
_DISGUISED_LINE = rf"(?m)^.*(?:\\|{INVISIBLE_IN_LINES}).*$"
# The escapes of YAML (https://yaml.org/spec/1.2.2/#57-escaped-characters) that can be in a secret or next to it.
_ESCAPE = r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))"


def find_in_text(path: str, text: str) -> Iterator[Finding]:
    """The secrets in the text of a file, which may not be YAML; at most `_MOST_REPORTED`."""
    secrets = list(islice(find_secrets(text), _MOST_REPORTED))
    is_plain = "\\" not in text and not has_invisible(text)
    for line in () if is_plain else re.finditer(_DISGUISED_LINE, text):
        if len(secrets) < _MOST_REPORTED and not any(find_secrets(line[0])):
            plain = find_secrets(without_invisible(re.sub(_ESCAPE, _resolve, line[0])))
            secrets += [Secret(*line.span(), secret.kind) for secret in islice(plain, 1)]
    for start, end, kind in secrets:
        number = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        first = text[start:end].partition("\n")[0]
        yield _report(path, Span(number, column, column + len(first)), kind)


def find_in_values(document: Document) -> Iterator[Finding]:
    """The secrets that `find_in_text` cannot find, because the key and the value are on several lines."""
    if names_secret(document.text):
        findings = (
            _report(document.path, span, secret.kind)
            for name, text, span in _walk(document.root)
            for secret in islice(find_secrets(f"{name}: {text}" if name else text), 1)
        )
        yield from islice(findings, _MOST_REPORTED)


def _report(path: str, span: Span, kind: str) -> Finding:
    return Finding(Location(path, span), f"looks like {kind}", _HINT, secret=True)


def _resolve(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if not code:
        return " " if escape[4] == "t" else escape[4]
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else ""


def _walk(root: Node) -> Iterator[tuple[str, str, Span]]:
    """Every string in the file, with its key and its place, in no particular order.

    The key of a string in a list is the key of the list.
    """
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
