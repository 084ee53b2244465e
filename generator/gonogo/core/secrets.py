"""Finding and hiding secrets: the parts of a string that look like a password, a token or a private key.

Only this module defines which strings are secrets. The rule `secret-like-value` reports secrets in the current files,
and `history.masking` hides secrets in past versions, so that no output repeats them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.safe_text import INVISIBLE_IN_LINES, has_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HIDDEN = "(hidden: looks like a password or token)"

_NAMED = "a password or token"
# The words that name a secret, each as a literal, longer literals and a pattern. Every string that matches the pattern
# contains, in lower case, the literal and at least one of the longer literals. Searching for literals is fast, so "the
# tests pass" and "the key person" cost almost nothing.
_WORDS = (
    ("pass", ("password", "passwd", "passphrase", "passcode", "passwort"), r"pass(?:word|wd|phrase|code|wort)"),
    ("_pass", ("_pass",), r"_pass"),
    ("kennwort", ("kennwort",), r"kennwort"),
    ("secret", ("secret",), r"secret"),
    ("token", ("token",), r"token"),
    (
        "key",
        ("accountkey", *(f"{word}{joint}key" for word in ("api", "access", "secret") for joint in ("", *" _-"))),
        r"(?:(?:api|access|secret)[ _-]?|account)key",
    ),
)
# The letters beyond ASCII that `(?i:...)` treats as letters of ASCII, and `lower` does not.
_ASCII_LETTERS = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"))
# A secret after such a word follows a sign such as `:` or `=`, and has at least eight characters with a digit and a
# letter. East Asian keyboards type wide forms of the signs. In Markdown, JSON and quoted text, marks surround the word
# and the secret.
_MARKS = "[\"'`*_\\\\]{1,3}"
_SIGN = f"(?:{_MARKS})?[^\\S\n]*[:=\uff1a\uff1d]{{1,2}}>?[^\\S\n]*(?:{_MARKS}[^\\S\n]*)?"
_ASSIGNED = rf"(?:{_MARKS})?\s*[:=\uff1a\uff1d]"
# A variable, a template or a link is not a secret: the secret is kept in another place.
_KEPT_ELSEWHERE = rf"(?!(?:{_MARKS})?(?:\$\{{|\$[A-Z][A-Z0-9_]*(?!\w)|\{{\{{|https?://))"
_MIXED = rf"{_KEPT_ELSEWHERE}(?=\S{{0,99}}[0-9])(?=\S{{0,99}}[A-Za-z])\S{{8,}}"
_EDGE, _KEY_EDGE = "-{4,5} ?", "PRIVATE KEY(?: BLOCK)? ?-{4,5}"
# Each row has the kind of secret, a lower-case literal as in `_WORDS`, and the pattern. The issuers of tokens document
# their formats. A private key extends to its END line or, without that line, to the end of the string.
_KINDS = (
    (
        "a private key",
        "private key",
        rf"(?s:{_EDGE}BEGIN[ A-Z0-9]{{0,40}}{_KEY_EDGE}(?:.*?{_EDGE}END[ A-Z0-9]{{0,40}}{_KEY_EDGE}|.*))",
    ),
    ("a private key", "putty-user-key-file-", r"(?s:\bPuTTY-User-Key-File-[0-9].*)"),
    ("a private key", "age-secret-key-1", r"\bAGE-SECRET-KEY-1[A-Z0-9]{20,}"),
    ("an AWS access key", "akia", r"\bAKIA[0-9A-Z]{16}\b"),
    ("an AWS access key", "asia", r"\bASIA[0-9A-Z]{16}\b"),
    *(("a GitHub token", f"gh{letter}_", rf"\bgh{letter}_[A-Za-z0-9]{{36,}}") for letter in "pousr"),
    ("a GitHub token", "github_pat_", r"\bgithub_pat_\w{40,}"),
    (
        "a GitLab token",
        "gl",
        r"\bgl(?:pat|dt|rtr?|ptt|cbt|ft|ffct|imt|agent|soat|oas)-[\w-]{20,}(?:\.[\w-]+)*",
    ),
    ("a GitLab token", "gr1348941", r"\bGR1348941[\w-]{20,}"),
    ("a Slack token", "xox", r"\bxox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10,}"),
    ("a Slack token", "xapp-", r"\bxapp-[0-9]-[A-Za-z0-9-]{10,}"),
    ("a Slack webhook", "hooks.slack.com/", r"\bhooks\.slack\.com/(?:services|workflows|triggers)/[\w/+-]{20,}"),
    ("a Discord webhook", "/api/webhooks/", r"\bdiscord(?:app)?\.com/api/webhooks/[0-9]+/[\w-]{20,}"),
    ("a Google API key", "aiza", r"\bAIza[\w-]{35}\b"),
    ("a Google token", "ya29.", r"\bya29\.[\w-]{20,}"),
    ("a Google client secret", "gocspx-", r"\bGOCSPX-[\w-]{20,}"),
    ("a Stripe live key", "k_live_", r"\b[rs]k_live_[A-Za-z0-9]{20,}"),
    ("a Stripe webhook secret", "whsec_", r"\bwhsec_[A-Za-z0-9+/=]{24,}"),
    ("an npm token", "npm_", r"\bnpm_[A-Za-z0-9]{36,}"),
    ("a PyPI token", "pypi-", r"\bpypi-AgE[\w-]{50,}"),
    ("a Docker token", "dckr_", r"\bdckr_[op]at_[\w-]{20,}"),
    ("an Azure client secret", "q~", r"(?<![\w~.-])[\w~.-]{3}[0-9]Q~[\w~.-]{31,}"),
    ("an Azure signature", "sig=", r"[?&]sig=[A-Za-z0-9%+/]{40,}"),
    ("a Twilio key", "sk", r"\bSK[0-9a-f]{32}\b"),
    ("a SendGrid key", "sg.", r"\bSG\.[\w-]{16,32}\.[\w-]{16,64}"),
    ("a Vault token", "hv", r"\bhv[bsr]\.[\w-]{24,}"),
    ("an Atlassian token", "atatt3", r"\bATATT3[\w=-]{20,}"),
    ("a language model key", "sk-", r"\bsk-(?=[\w-]{0,99}[0-9])(?=[\w-]{0,99}[A-Z])[\w-]{32,}"),
    ("a Hugging Face token", "hf_", r"\bhf_[A-Za-z]{34,}"),
    ("a DigitalOcean token", "_v1_", r"\bdo[opr]_v1_[0-9a-f]{64}"),
    ("a Shopify token", "shp", r"\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    ("a JSON Web Token", "eyj", r"(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+"),
    ("a link with a password in it", "://", r"://[^\s/:@]{0,100}:[^\s/]{1,200}@"),
    *(
        (_NAMED, scheme, rf"(?i:authorization{_SIGN}{scheme}[^\S\n]+(?!\$|\{{\{{|<)\S{{8,}})")
        for scheme in ("basic", "token")
    ),
    (_NAMED, "bearer", rf"(?i:\bbearer)[^\S\n]+(?=\S{{16}}){_MIXED}"),
    (_NAMED, "--", rf"(?i:--(?:password|passwd|passphrase|token|api-key))[^\S\n]+{_MIXED}"),
    (_NAMED, "curl", rf"\bcurl\b[^\n]{{0,100}}?\s(?:-u|--user)[ =]?[\"']?[^\s:]{{1,100}}:{_MIXED}"),
    (_NAMED, "pwd=", rf"\b(?i:pwd)=(?!/){_MIXED}"),
)


class Secret(NamedTuple):
    """A part of a string that looks like a secret; `kind` is the kind of secret, such as "a GitHub token"."""

    start: int
    end: int
    kind: str


def find_secrets(text: str) -> Iterator[Secret]:
    """The secrets in a string, in the order of their kinds and not of their places; they may overlap."""
    folded = _fold(text)
    for kind, literal, pattern in _KINDS:
        if literal in folded:
            yield from (Secret(*match.span(), kind) for match in re.finditer(pattern, text))
    for word in _find_names(folded):
        yield from (Secret(*match.span(), _NAMED) for match in re.finditer(rf"(?i:{word}){_SIGN}{_MIXED}", text))


def has_secret(text: str) -> bool:
    """Whether any part of the string looks like a secret."""
    return hide_secrets(text) is not text


def names_secret(text: str) -> bool:
    """Whether a sign such as `:` or `=` follows a word such as "password", with or without a value after it.

    The value may be on a later line, where `find_secrets` does not find it.
    """
    return any(_find_names(_fold(text)))


def _find_names(folded: str) -> Iterator[str]:
    """The patterns of the words that name a secret and have such a sign after them; the string is in lower case."""
    for literal, longer, word in _WORDS:
        if literal in folded and any(part in folded for part in longer) and re.search(word + _ASSIGNED, folded):
            yield word


def _fold(text: str) -> str:
    """The string in lower case, with an ASCII letter for each letter that `(?i:...)` treats as that ASCII letter."""
    if not text.isascii():
        for letter, plain in _ASCII_LETTERS:
            text = text.replace(letter, plain)
    return text.lower()


def hide_secrets(text: str) -> str:
    """The string with `HIDDEN` in place of each secret.

    If invisible characters disguise a secret in the string, the whole string is replaced.
    """
    return hide_value("", text)


def hide_value(name: str, value: str) -> str:
    """The value of the key `name` with `HIDDEN` in place of each secret.

    The name matters: `Tr0ub4dor` is a secret as the value of `password`, but not as the value of `title`.
    """
    start = f"{name}: " if name else ""
    text = start + value
    secrets = list(find_secrets(text))
    if has_invisible(text) and len(secrets) < sum(1 for _ in find_secrets(without_invisible(text))):
        return HIDDEN
    spans = [(max(secret.start - len(start), 0), secret.end - len(start)) for secret in secrets]
    in_value = [(first, end) for first, end in spans if end > 0]
    return _cut(value, in_value) if in_value else value


def without_invisible(text: str) -> str:
    """The string without its invisible characters, except line ends. Invisible characters can disguise a secret."""
    return re.sub(INVISIBLE_IN_LINES, "", text)


def _cut(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """The string with `HIDDEN` in place of these parts. Parts that overlap or touch are replaced as one part."""
    shown, end = [], -1
    for start, stop in sorted(parts):
        if start > end:
            shown += [text[max(end, 0) : start], HIDDEN]
        end = max(end, stop)
    return "".join((*shown, text[max(end, 0) :]))
