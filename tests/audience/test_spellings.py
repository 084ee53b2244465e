"""Gonogo finds private values in the spellings that people use, and leaves similar texts unchanged."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.audience.concealer import Concealer
from gonogo.audience.phone_numbers import Numbers, read_marked_numbers, read_numbers
from gonogo.audience.private_values import Private
from gonogo.audience.private_words import read_words


def _concealer(*, phones: tuple[str, ...] = (), emails: tuple[str, ...] = (), words: tuple[str, ...] = ()) -> Concealer:
    cores = frozenset(core for phone in phones for core in read_numbers(phone))
    return Concealer(Private(Numbers(cores), frozenset(emails), read_words((*phones, *words))))


_CONCEAL = _concealer(
    phones=("+1-555-0777", "+49 (0)30 1234567-89", "081-555-0155", "55501", "100", "ext 4711", "+1 800 FLOWERS"),
    emails=("ann@private.example",),
    words=("pager-4711", "#war-room", "https://chat.example/r/k9x", "root@localhost"),
)

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_FOUND = {
    "as-written": ("+1-555-0777", "(not public)"),
    "with-blanks": ("call +1 555 0777 now", "call (not public) now"),
    "without-separators": ("call +15550777 now", "call (not public) now"),
    "without-the-country": ("call 555-0777 now", "call (not public) now"),
    "dots": ("at 1.555.0777.", "at (not public)."),
    "slashes-and-brackets": ("at (555) / 0777", "at (not public)"),
    "double-zero": ("001 555 0777", "(not public)"),
    "american-exit-code": ("011 1 555 0777", "(not public)"),
    "no-break-spaces": ("+1\u00a0555\u202f0777", "(not public)"),
    "unicode-hyphens": ("+1\u2010555\u20110777, 1\u2013555\u22120777", "(not public), (not public)"),
    "zero-width": ("555\u200b-\u20600777", "(not public)"),
    "markdown": ("**555**-0777", "**(not public)"),
    "keycaps": ("5\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e30\ufe0f\u20e37\ufe0f\u20e37\ufe0f\u20e37", "(not public)"),
    "fullwidth": ("\uff0b\uff11\uff0d\uff15\uff15\uff15\uff0d\uff10\uff17\uff17\uff17", "(not public)"),
    "arabic-digits": ("\u0665\u0665\u0665\u0660\u0667\u0667\u0667", "(not public)"),
    "over-two-lines": ("+1 555\n  0777", "(not public)"),
    "japanese": ("０８１ー５５５ー０１５５へ", "(not public)へ"),
    "middle-dots": ("555・0777, 555･0777", "(not public), (not public)"),
    "box-drawing-line": ("555─0777", "(not public)"),
    "soft-hyphens": ("5\u00ad55-07\u00ad77", "(not public)"),
    "joiners": ("555\u034f0777 555\ufe0e-0777 555\u180e0777", "(not public) (not public) (not public)"),
    "code": ("`555`-`0777`", "`(not public)`"),
    "footnote": ("call 555-0777² now", "call (not public)² now"),
    "letters-for-digits": ("call 1-800-Flowers", "call (not public)"),
    "beside-a-date": ("2026-03-01 555-0777", "2026-03-01 (not public)"),
    "extension": ("+1-555-0777x12, +1-555-0777 ext. 12", "(not public)x12, (not public) ext. 12"),
    "extension-with-a-hyphen": ("+1-555-0777-12", "(not public)-12"),
    "chinese": ("请致电+1-555-0777联系", "请致电(not public)联系"),
    "thai": ("โทร5550777ครับ", "โทร(not public)ครับ"),
    "letters-and-a-dot-before": ("Tel.+1-555-0777", "Tel.(not public)"),
    "underscores": ("_+1-555-0777_", "_(not public)_"),
    "at-and-minus-before": ("@555-0777 -555-0777", "@(not public) -(not public)"),
    "tel-link": ("tel:+15550777", "tel:(not public)"),
    "percent-encoded": ("tel:%2B1%20555%2D0777", "tel:%2B(not public)"),
    "in-a-url": ("see https://x.example/?t=5550777&y=1 there", "see (not public) there"),
    "german-international": ("+49 30 1234567-89", "(not public)"),
    "german-national": ("030 / 12 34 567-89", "(not public)"),
    "german-without-extension": ("call 0049301234567", "call (not public)"),
    "national-digits-only": ("1234567", "not-public-"),
    "japanese-international": ("+81 81 555 0155", "(not public)"),
    "short-number-of-five": ("dial 55501 first", "dial (not public) first"),
    "extension-by-its-name": ("then Ext. 4711", "then (not public)"),
    "e-mail": ("to ann@private.example.", "to (not public)."),
    "e-mail-in-capitals": ("ANN@Private.Example", "(not public)"),
    "e-mail-underscores": ("*ann@private.example*", "*(not public)*"),
    "e-mail-percent": ("ann%40private.example", "(not public)"),
    "e-mail-brackets": ("ann [at] private [dot] example, ann(at)private.example", "(not public), (not public)"),
    "e-mail-in-words": ("ann at private dot example or Ann AT private.example.", "(not public) or (not public)."),
    "e-mail-fullwidth": ("ann\uff20private\uff0eexample", "(not public)"),
    "e-mail-entity": ("ann&#64;private.example ann&#x40;private.example", "(not public) (not public)"),
    "e-mail-spaced": ("ann @ private.example, ann@ private.example", "(not public), (not public)"),
    "e-mail-bracketed-sign": ("ann(@)private.example", "(not public)"),
    "e-mail-half-in-words": ("ann [at] private dot example, ann@private dot example", "(not public), (not public)"),
    "e-mail-over-two-lines": ("ann@private.\n  example", "(not public)"),
    "e-mail-soft-hyphens": ("a\u00adnn@pri\u00advate.example, zoe@\u200bother.example", "(not public), (not public)"),
    "e-mail-wide-letters": ("ann@private.example".translate(_WIDE), "(not public)"),
    "e-mail-in-quotes": ('"zoe lee"@other.example', "(not public)"),
    "e-mail-decomposed": ("jo\u0308rg@mu\u0308ller.example", "(not public)"),
    "e-mail-of-other-scripts": ("zoe@例子.公司 zoe@회사.한국 zoe@מייל.קום", "(not public) (not public) (not public)"),
    "e-mail-mailto": ("mailto:ann@private.example", "mailto:(not public)"),
    "e-mail-chinese": ("请写信给ann@private.example谢谢", "请写信给(not public)谢谢"),
    "e-mail-of-an-unknown-person": ("ask zoe.o'neil+x@sub.other.example", "ask (not public)"),
    "e-mail-of-letters": ("jörg@müller.example, ann@xn--mller-kva.xn--p1ai", "(not public), (not public)"),
    "e-mail-without-a-dot": ("as root@localhost", "as (not public)"),
    "pager": ("Pager 4711, PAGER4711, pager\u20134711", "(not public), (not public), (not public)"),
    "pager-chinese": ("请pager-4711联系", "请(not public)联系"),
    "room": ("in #war-room", "in (not public)"),
    "invitation": ("join https://chat.example/r/k9x now", "join (not public) now"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), _FOUND.values(), ids=_FOUND)
def test_concealer_replaces_private_values_in_every_spelling(text: str, shown: str) -> None:
    """Separators, prefixes, other digits and adjacent letters do not hide a value; only the value is replaced."""
    assert _CONCEAL.text(text).startswith(shown) if shown.endswith("-") else _CONCEAL.text(text) == shown


_STAYS = {
    "extension-of-three-digits": "100 % of 100 users, status 100",
    "four-digits": "build 4711 of 2026",
    "part-of-a-longer-number": "order 55507771, run 123455550777",
    "thousands-separators": "5,550,777 rows",
    "other-number": "+1-555-0778",
    "dates": "2026-03-01T09:00+01:00",
    "hash": "1a2b3c4d5e",
    "superscript": "5550² of 777",
    "chinese-user-mention": "请@张三。今天完成",
    "spaced-handle": "assigned @ann . example",
    "look-at": "look at status.example.com, meet at noon",
    "handle": "@ann and user@host",
    "package": "react@18.2.0, image@sha256:aabb, pkg@latest",
    "remote": "git clone git@github.com:owner/name.git",
    "room-name-as-ordinary-words": "the war room is open",
    "digest": "sha256:0f1e2d3c",
    "sentence": "3 critical findings are open",
}


@pytest.mark.parametrize("text", _STAYS.values(), ids=_STAYS)
def test_concealer_keeps_similar_texts(text: str) -> None:
    """A text that only looks like a private value stays unchanged."""
    assert _CONCEAL.text(text) == text


_READ = {
    "two-numbers": ("555-0100 / 555-0101", ("5550100", "5550101")),
    "two-international": ("+1-555-0100 +1-555-0101", ("5550100", "5550101")),
    "words-between": ("0170 5550100 or 0170 5550101", ("1705550100", "1705550101")),
    "country-without-separator": ("+4915550100", ("15550100",)),
    "trunk-zero": ("+44 (0)20 7946 0000", ("2079460000",)),
    "comma": ("5550100, 5550101", ("5550100", "5550101")),
}


@pytest.mark.parametrize(("value", "cores"), _READ.values(), ids=_READ)
def test_read_numbers_finds_each_telephone_number(value: str, cores: tuple[str, ...]) -> None:
    """A value can contain several numbers; each is stored without its country code and trunk zero."""
    assert read_numbers(value).issuperset(cores)


@pytest.mark.parametrize("value", ["", "100", "24/7", "to be done", "2026-03-01", "ext. 12"])
def test_read_numbers_ignores_values_without_a_telephone_number(value: str) -> None:
    """Short numbers, dates and opening hours are not telephone numbers."""
    assert not read_numbers(value)


def test_read_marked_numbers_requires_the_beginning_of_a_telephone_number() -> None:
    """In free text, a year, a date or a version is not a telephone number."""
    text = "since 2019-2020, build 20260301, 08.00-17.00 from 01.03.2026 (2026-03-01 too)"
    text += "; then +1-555-0123, (030) 123456 or 0170 5550100"
    numbers = read_marked_numbers(text)
    assert numbers > {"15550123", "5550123", "30123456", "1705550100"}
    assert not numbers & {"20192020", "20260301", "8001700", "1032026"}


def test_concealer_keeps_dates_with_the_digits_of_a_number() -> None:
    """A date on a page stays unchanged even if a private number has the same digits."""
    conceal = _concealer(phones=("20260301", "202603", "2026-0301"))
    assert conceal.text("2026-03-01T09:00+01:00, 20260301") == "2026-03-01T09:00+01:00, (not public)"


@pytest.mark.parametrize("value", ["3 critical findings are open", "to be done", "#ops", "0", "the one in room 12", ""])
def test_read_words_ignores_sentences_and_common_values(value: str) -> None:
    """A value that is a sentence or a short word does not become a private word, so it stays visible."""
    assert not read_words([value]).words


def test_concealer_replaces_each_private_id_with_its_own_id() -> None:
    """Gonogo always replaces an id that contains a private value with the same new id."""
    conceal = _concealer(phones=("555-0777",))
    ids = ("call-5550777", "not-public-1", "5550777", "tests", "v1.0+5550777")
    shown = [conceal.id(private) for private in ids]
    assert shown == ["not-public-1", "not-public-2", "not-public-3", "tests", "not-public-4"]
    assert [conceal.text(private) for private in ids] == shown
    assert conceal.path("checklists/call-5550777/v1.0+5550777.yml") == "checklists/not-public-1/not-public-4.yml"
    assert conceal.field("contacts.call-5550777.title") == "contacts.not-public-1.title"


def test_concealer_removes_every_address_from_names() -> None:
    """In the names of commit authors, everything with an at sign is an e-mail address; in other text it can be code."""
    conceal = _concealer()
    assert conceal.name("Ann <ann@corp> (张三@公司)") == "Ann <(not public)> ((not public))"
    assert conceal.text("Ann <ann@corp>") == "Ann <ann@corp>"


@given(st.text(st.sampled_from("5017+-. (/)x联@at#_\u00a0ann%40\n"), max_size=60))
def test_concealer_leaves_no_private_value(text: str) -> None:
    """Replacing the private values again does not change the text."""
    conceal = _concealer(phones=("+1-555-0777", "55501"), emails=("ann@a.an",), words=("ann-50",))
    once = conceal.text(text)
    assert _concealer(phones=("+1-555-0777", "55501"), words=("ann-50",)).text(once).replace("not-public-1", "") == (
        once.replace("not-public-1", "")
    )


@pytest.mark.parametrize(
    "piece", ["5", "5 ", "@", "a@", " ", "(at)", "555-0777 ", "https://a/5550777 ", "pager ", "ann at "], ids=repr
)
def test_concealer_time_grows_linearly_with_the_text(piece: str) -> None:
    """A hostile text takes no more time per character than other texts."""
    short, long = (_measure(piece * (length // len(piece))) for length in (25_000, 100_000))
    assert long < 10 * short + 0.5


def _measure(text: str) -> float:
    """The processor time in seconds."""
    conceal = _concealer(phones=("+1-555-0777",), emails=("ann@a.example",), words=("pager-4711",))
    begin = time.process_time()
    conceal.text(text)
    return time.process_time() - begin
