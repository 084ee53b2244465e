"""A value looks like a password, a token or a private key.

The repository and the site are read by many; a secret in them has to be treated as known to all of them, for ever,
because history keeps it. The file is not read, and the line is not repeated in any output.

Example:
    note: "login: deploy, password: Tr0ub4dor&3"

Do instead: revoke the secret, take it out, and say where it is kept ("in the vault, under deploy").
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from gonogo.checks.facts import Finding
from gonogo.diagnostics import Severity
from gonogo.tree import Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.tree import Document

SEVERITY = Severity.ERROR

# What it looks like, a literal that every such text holds (lower case), and the pattern. The formats are documented
# by those who issue them.
_MIXED = r"(?=\S{0,99}[0-9])(?=\S{0,99}[A-Za-z])\S{8,}"
_SECRETS = (
    ("a private key", "private key-----", r"-----BEGIN[ A-Z]{0,40}PRIVATE KEY-----"),
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
    *(
        ("a password or token", word, rf"(?i:{word})[\"']?[ ]*[:=][ ]*[\"']?{_MIXED}")
        for word in ("password", "passwd", "passphrase", "secret", "api_key", "api-key", "apikey", "token")
    ),
)
_REPORTED = 20


def find_in(document: Document) -> Iterator[Finding]:
    folded = document.text.lower()
    for name, literal, pattern in _SECRETS:
        if literal not in folded:
            continue
        for match in islice(re.finditer(pattern, document.text), _REPORTED):
            line_start = document.text.rfind("\n", 0, match.start()) + 1
            number = document.text.count("\n", 0, match.start()) + 1
            column = match.start() - line_start + 1
            span = Span(number, column, column + len(match.group()))
            cure = "revoke it, take it out, and write where it is kept; the line is not shown"
            yield Finding(Location(document.path, span), f"looks like {name}", cure, secret=True)
