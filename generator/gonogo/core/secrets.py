"""The search for secrets: parts of a text that look like a password, a token or a private key, and how to hide them.

This is the only definition of a secret. The rule `secret-like-value` reports secrets in the files, and
`history.masking` hides secrets in history, so that no output repeats them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.safe_text import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HIDDEN = "(hidden: looks like a password or token)"

_WORDS = ("password", "passwd", "passphrase", "secret", "api_key", "api-key", "apikey", "token")
# A text of eight characters or more with a digit and a letter, after a sign that gives a value to a name. East Asian
# keyboards type the wide forms of the signs.
_SIGN = "[\"']?[^\\S\n]*[:=\uff1a\uff1d]{1,2}>?[^\\S\n]*[\"']?"
_MIXED = r"(?=\S{0,99}[0-9])(?=\S{0,99}[A-Za-z])\S{8,}"
# The kind, a literal that is in every secret of the kind (in lower case, to search for quickly), and the pattern. The
# formats are documented by their issuers. A private key ends with its last line, or with the text.
_KINDS = (
    (
        "a private key",
        "private key-----",
        r"(?s:-----BEGIN[ A-Z]{0,40}PRIVATE KEY-----(?:.*?-----END[ A-Z]{0,40}PRIVATE KEY-----|.*))",
    ),
    ("an AWS access key", "akia", r"\bAKIA[0-9A-Z]{16}\b"),
    ("an AWS access key", "asia", r"\bASIA[0-9A-Z]{16}\b"),
    ("a GitHub token", "gh", r"\bgh[pousr]_[A-Za-z0-9]{36,}"),
    ("a GitHub token", "github_pat_", r"\bgithub_pat_\w{40,}"),
    ("a GitLab token", "glpat-", r"\bglpat-[\w-]{20,}"),
    ("a Slack token", "xox", r"\bxox[abposr]-[A-Za-z0-9-]{10,}"),
    ("a Google API key", "aiza", r"\bAIza[\w-]{35}\b"),
    ("a Stripe live key", "k_live_", r"\b[rs]k_live_[A-Za-z0-9]{20,}"),
    ("a JSON Web Token", "eyj", r"(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+"),
    ("a link with a password in it", "://", r"://[^\s/:@]{1,100}:[^\s/@]{1,200}@"),
    *(("a password or token", word, rf"(?i:{word}){_SIGN}{_MIXED}") for word in _WORDS),
)
_INVISIBLE_IN_LINE = re.compile(f"(?!\n)[{INVISIBLE}]")


class Secret(NamedTuple):
    """A part of a text that looks like a secret; `kind` is its kind in words, with the article."""

    start: int
    end: int
    kind: str


def find_secrets(text: str) -> Iterator[Secret]:
    """The secrets in a text, kind by kind; secrets of different kinds may overlap."""
    folded = text.lower()
    for kind, literal, pattern in _KINDS:
        if literal in folded:
            yield from (Secret(*match.span(), kind) for match in re.finditer(pattern, text))


def has_secret(text: str) -> bool:
    """Whether anything in the text looks like a secret."""
    return hide_secrets(text) is not text


def names_secret(text: str) -> bool:
    """Whether the text gives a value to a word such as "password", on the same line or on a later one."""
    folded = text.lower()
    return any(re.search(rf"{word}[\"']?\s*[:=\uff1a\uff1d]", folded) for word in _WORDS if word in folded)


def hide_secrets(text: str) -> str:
    """The text with `HIDDEN` in place of each secret.

    If something is a secret only without the invisible characters in it, the whole text is hidden.
    """
    return hide_value("", text)


def hide_value(name: str, value: str) -> str:
    """The value of a key with `HIDDEN` in place of each secret, also of a secret by the name of the key alone."""
    start = f"{name}: " if name else ""
    text = start + value
    secrets = list(find_secrets(text))
    if has_invisible(text) and len(secrets) < sum(1 for _ in find_secrets(without_invisible(text))):
        return HIDDEN
    spans = [(max(secret.start - len(start), 0), secret.end - len(start)) for secret in secrets]
    in_value = [(first, end) for first, end in spans if end > 0]
    return _cut(value, in_value) if in_value else value


def has_invisible(text: str) -> bool:
    """Whether the text has invisible characters other than line ends."""
    # `isprintable` is fast, and false for more than these.
    return not text.replace("\n", "").isprintable() and bool(_INVISIBLE_IN_LINE.search(text))


def without_invisible(text: str) -> str:
    """The text without invisible characters except line ends: a secret stays one with them in it."""
    return _INVISIBLE_IN_LINE.sub("", text)


def _cut(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """The text with `HIDDEN` in place of these parts; parts that overlap or touch are hidden as one."""
    shown, end = [], -1
    for start, stop in sorted(parts):
        if start > end:
            shown += [text[max(end, 0) : start], HIDDEN]
        end = max(end, stop)
    return "".join((*shown, text[max(end, 0) :]))
