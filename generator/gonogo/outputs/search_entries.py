"""The search entries of a page: an entry of the search index for each subject with an id, with words that readers type.

Search plugins divide a page at its headings. So without these entries, a search for an item would only lead to the
section of the item. Material's search weights words in titles by a factor of 1000. Therefore the title of a search
entry contains the title, state, tickets, name and telephone number, and its texts contain everything else.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.site.pages.audit_page import RowsView
from gonogo.site.pages.communication_page import NoticesTable
from gonogo.site.pages.contacts_page import ContactCard
from gonogo.site.pages.metrics_page import MetricsTable
from gonogo.site.pages.person_page import HeldRoles, PersonView
from gonogo.site.pages.rollback_page import ProcedureView
from gonogo.site.pages.sign_offs_page import SignOffSection
from gonogo.site.parts.entry_view import EntryView, SectionView
from gonogo.site.parts.prose import join_prose
from gonogo.site.parts.sign_off_card import SignOffCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.site.parts.audit_row import AuditRow
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.parts.event_view import Proof
    from gonogo.site.parts.state_look import State

# The facts of entries and sign-offs that the search finds. Times, roles and dependencies are left out.
_FACTS = ("Note", "Evidence", "Waived because", "Reason", "Condition", "Commit")
_ADDRESS = re.compile(r"https?://[^/]*/")
_ACCENT = re.compile("[\u0300-\u036f]")
_NUMBER = re.compile(r"\+?[0-9 ().\-/]+")
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")
# Matches the places inside Japanese or Chinese text at which kanji or katakana begin. Most words begin there.
_WORD = re.compile("(?<=.)((?<![\u3400-\u9fff])(?=[\u3400-\u9fff])|(?<![\u30a0-\u30ff])(?=[\u30a0-\u30ff]))")
_TICKET = re.compile(r"\b[A-Z][A-Z0-9]+(?:-[0-9]+)+\b")


class SearchEntry(Frozen):
    """A search result. Without an `anchor`, its texts belong to the heading above it."""

    anchor: str = ""
    title: str = ""
    texts: tuple[str, ...] = ()


def list_search_entries(view: object) -> Iterator[SearchEntry]:
    """The search entries of a view, in page order; none if only the headings of the view are search results."""
    match view:
        case EntryView():
            yield _find_entry(view)
        case SignOffCard():
            yield _find_sign_off(view)
        case ContactCard():
            yield _find_contact(view)
        case HeldRoles():
            yield SearchEntry(texts=(f"{view.system.text}: {', '.join(view.roles)}",))
        case PersonView():
            numbers = (spell_number(contact.phone) for contact in view.contacts)
            yield SearchEntry(texts=_list_texts(*view.emails, view.forge, *numbers))
        case RowsView():
            yield SearchEntry(texts=_list_commits(view.rows) if view.is_everything else ())
    for part in _list_parts(view):
        yield from list_search_entries(part)


def _list_parts(view: object) -> tuple[object, ...]:
    """The views inside a view that have search entries of their own."""
    parts: tuple[object, ...] = ()
    match view:
        case tuple():
            parts = view
        case SectionView():
            parts = view.entries
        case EntryView():
            parts = view.children
        case ProcedureView():
            parts = tuple(step.entry for step in view.steps)
        case NoticesTable() | MetricsTable():
            parts = tuple(row.entry for row in view.rows)
        case SignOffSection():
            parts = view.cards
    return parts


def fold_accents(text: str) -> str:
    """The string without accents, for readers whose keyboard has none; "" if the string has no accent."""
    folded = _ACCENT.sub("", unicodedata.normalize("NFD", text))
    return "" if folded == unicodedata.normalize("NFD", text) else unicodedata.normalize("NFC", folded)


def split_japanese(text: str) -> str:
    """For each word inside a run of Japanese text, the rest of the run from this word on.

    Japanese has no spaces between words, and the search only finds the beginning of a run.
    """
    stretches = _JAPANESE.findall(text)
    return " ".join(stretch[match.start() :] for stretch in stretches for match in _WORD.finditer(stretch))


def spell_number(phone: str) -> str:
    """The telephone number in the forms that people type: in groups, in one word, and without the country code."""
    number = phone.replace("(0)", " ")
    groups = re.findall(r"[0-9]+", number) if _NUMBER.fullmatch(number) else []
    country, national = "".join(groups[:1]), "".join(groups[1:])
    is_divided = number.startswith("+") and national
    forms = (f"{country}{national}", *((national, f"0{national}") if is_divided else ()))
    return " ".join(dict.fromkeys((*groups, *forms)))


def _find_entry(entry: EntryView) -> SearchEntry:
    title = join_prose(entry.title)
    is_plain = entry.is_settled and not entry.is_tagged
    state = () if is_plain else (entry.state.text,)
    late = ("Overdue",) if entry.is_overdue else ()
    facts = tuple(_list_facts(entry.facts))
    tickets = dict.fromkeys(_TICKET.findall(" ".join(facts)))
    proof = entry.attribution.proof if entry.attribution else None
    return SearchEntry(
        anchor=entry.anchor,
        title=" · ".join((title, *state, *late, *tickets)),
        texts=_list_texts(
            fold_accents(title),
            split_japanese(title),
            _say_id(entry.anchor, title),
            _say_word(entry.state),
            *facts,
            _say_proof(proof),
        ),
    )


def _find_sign_off(card: SignOffCard) -> SearchEntry:
    title = join_prose(card.title)
    facts = (*card.facts, *card.later_facts)
    return SearchEntry(
        anchor=card.anchor,
        title=f"{title} · {card.state.text}",
        texts=_list_texts(fold_accents(title), _say_word(card.state), *_list_facts(facts)),
    )


def _find_contact(card: ContactCard) -> SearchEntry:
    contact = card.contact
    title = " · ".join(filter(None, (card.title, card.name, contact.phone, contact.email, contact.pager)))
    lines = (join_prose(text) for _, text in card.lines)
    texts = _list_texts(fold_accents(title), spell_number(contact.phone), *lines)
    return SearchEntry(card.anchor, title, texts)


def _list_commits(rows: Iterable[AuditRow]) -> tuple[str, ...]:
    """The commits and pull requests of rows, without duplicates."""
    return tuple(dict.fromkeys(_say_proof(row.event.proof) for row in rows))


def _list_facts(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        if fact.label in _FACTS:
            yield " ".join(filter(None, (join_prose(fact.parts), *(_shorten(link.text) for link in fact.links))))


def _shorten(target: str) -> str:
    """The parts of a link or path that contain a digit, such as a build number; if none does, the last part."""
    parts = [part for part in _ADDRESS.sub("", target).split("/") if part]
    return "/".join(part for part in parts if re.search("[0-9]", part)) or "".join(parts[-1:])


def _say_proof(proof: Proof | None) -> str:
    """The commit, and the pull request with and without the sign `#`."""
    if proof is None:
        return ""
    request = proof.request.text if proof.request else ""
    return " ".join(filter(None, (proof.commit.text, request, request.removeprefix("#"))))


def _say_id(entry: str, title: str) -> str:
    """The id of an entry if it has a word that the title lacks; else ""."""
    return "" if all(word in title.lower() for word in entry.split("-")) else entry


def _say_word(state: State) -> str:
    """The label and the word in files of a state, if the label does not contain the word; else ""."""
    return "" if state.word in state.text.lower() else f"{state.text} ({state.word})"


def _list_texts(*texts: str) -> tuple[str, ...]:
    return tuple(filter(None, texts))
