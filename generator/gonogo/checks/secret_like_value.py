"""A value looks like a password, a token or a private key.

The repository and the site are read by many; a secret in them has to be treated as known to all of them, for ever,
because history keeps it. The file is not read, and the line is not repeated in any output.

Example:
    note: "login: deploy, password: Tr0ub4dor&3"

Do instead: revoke the secret, take it out, and say where it is kept ("in the vault, under deploy").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.checks.facts import Finding
from gonogo.diagnostics import Severity
from gonogo.tree import Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.tree import Document

SEVERITY = Severity.ERROR

# The formats are documented by those who issue them: AWS access keys, GitHub and GitLab tokens, Slack tokens,
# Google API keys, Stripe live keys, JSON Web Tokens, PEM private keys.
_SECRET = re.compile(
    r"""
      (?P<key>-----BEGIN[ A-Z]*PRIVATE\ KEY-----)
    | (?P<aws>\b(?:AKIA|ASIA)[0-9A-Z]{16}\b)
    | (?P<forge>\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,}|glpat-[\w-]{20,}))
    | (?P<slack>\bxox[abposr]-[A-Za-z0-9-]{10,})
    | (?P<google>\bAIza[\w-]{35}\b)
    | (?P<stripe>\b[rs]k_live_[A-Za-z0-9]{20,})
    | (?P<jwt>\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+)
    | (?P<url>\b\w+://[^\s/:@]+:[^\s/@]+@)
    | (?P<password>\b(?:password|passwd|passphrase|secret|api[_-]?key|token)\s*[:=]\s*(?=\S*[0-9])(?=\S*[A-Za-z])\S{8,})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = (
    "-----",
    "akia",
    "asia",
    "gh",
    "glpat",
    "xox",
    "aiza",
    "_live_",
    "eyj",
    "://",
    "pass",
    "secret",
    "key",
    "token",
)


def find_in(document: Document) -> Iterator[Finding]:
    folded = document.text.lower()
    if not any(sign in folded for sign in _SIGNS):
        return
    for number, line in enumerate(document.text.split("\n"), start=1):
        if match := _SECRET.search(line):
            span = Span(number, match.start() + 1, match.end() + 1)
            cure = "revoke it, take it out, and write where it is kept; the line is not shown"
            yield Finding(
                Location(document.path, span),
                f"looks like {_NAMES[match.lastgroup or '']}",
                cure,
                secret=True,
            )


_NAMES = {
    "key": "a private key",
    "aws": "an AWS access key",
    "forge": "a token of a forge",
    "slack": "a Slack token",
    "google": "a Google API key",
    "stripe": "a Stripe live key",
    "jwt": "a JSON Web Token",
    "url": "a link with a password in it",
    "password": "a password or token",
}
