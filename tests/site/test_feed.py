"""The Atom feed is valid for every history and every address of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import feedparser
import pytest

from gonogo.core.safe_text import INVISIBLE
from hostile import write_hostile_past
from past import WRITER, begin, build_past, toggle, write_items
from repository import Made

if TYPE_CHECKING:
    from pathlib import Path

_ATOM = "{http://www.w3.org/2005/Atom}"
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def _read(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - our own file


def _texts(element: ET.Element, path: str) -> list[str | None]:
    return [found.text for found in element.findall(path.replace("/", f"/{_ATOM}").replace("=", _ATOM))]


@pytest.fixture
def feed(tmp_path: Path) -> bytes:
    """The feed of 80 landings with two events each, one of them without a valid date."""
    made = toggle(80, each=2, dates=["1780000000 +0000"] * 79 + ["99999999999999 +0000"])
    return build_past(begin(tmp_path, *made)).files["feed.xml"]


def test_feed_has_the_elements_that_atom_requires(feed: bytes) -> None:
    """Feed and entries have a unique id, a title and a time; entries have an author and a link (RFC 4287, 4.1)."""
    root = _read(feed)
    entries = root.findall(f"{_ATOM}entry")
    ids = [found for element in (root, *entries) for found in _texts(element, "=id")]
    assert len(entries) == 50
    assert len(set(ids)) == len(ids) == 51
    for element in (root, *entries):
        assert str(element.findtext(f"{_ATOM}id")).startswith("urn:uuid:")
        assert element.findtext(f"{_ATOM}title")
        assert _TIME.fullmatch(str(element.findtext(f"{_ATOM}updated")))
        assert all(_texts(element, "=author/name"))
        assert [link.get("href") for link in element.findall(f"{_ATOM}link") if link.get("rel") == "alternate"]


def test_feed_is_read_by_feedparser(feed: bytes) -> None:
    """The independent library `feedparser` reads the feed as Atom 1.0 without errors."""
    read = feedparser.parse(feed)
    assert (read.bozo, read.version) == (False, "atom10")
    assert read.feed.title == "Audit trail · Readiness"
    root = _read(feed)
    entries = root.findall(f"{_ATOM}entry")
    assert [(entry.id, entry.title, entry.updated) for entry in read.entries] == [
        tuple(entry.findtext(f"{_ATOM}{name}") for name in ("id", "title", "updated")) for entry in entries
    ]
    newest = read.entries[0]
    assert (newest.author, newest.updated_parsed[:5]) == ("Zoe Zimmer", (2026, 6, 1, 8, 0))
    assert newest.link.startswith("shop/v1/audit/")
    assert "shop/v1#s/item-39 (Item 39): Open: done → open" in newest.content[0].value


def test_feed_begins_with_the_newest_landing(feed: bytes) -> None:
    """Each landing is an entry with its events; a landing without a valid date has the time of the build."""
    first, second = _read(feed).findall(f"{_ATOM}entry")[:2]
    assert _texts(first, "=updated") == ["2026-06-01T08:00:00Z"]
    assert _texts(second, "=updated") == ["2026-05-28T20:26:40Z"]
    assert _texts(first, "=author/name") == ["Zoe Zimmer"]
    title = str(first.findtext(f"{_ATOM}title"))
    assert title == "2 events: shop/v1#s/item-38 (Item 38): Open: done → open; it reverses an earlier answer, …"
    lines = first.findall(f"{_ATOM}content//{{http://www.w3.org/1999/xhtml}}li")
    assert [line.text for line in lines] == [
        "shop/v1#s/item-38 (Item 38): Open: done → open; it reverses an earlier answer",
        "shop/v1#s/item-39 (Item 39): Open: done → open; it reverses an earlier answer",
    ]


def test_feed_ids_do_not_depend_on_the_address_of_the_site(tmp_path: Path) -> None:
    """With and without `site_url`, the ids are the same; only the links become absolute."""
    root = begin(tmp_path, *toggle(2, each=2, dates=["1780000000 +0000"]))
    here, there = (_read(build_past(root, url=url).files["feed.xml"]) for url in ("", "https://docs.example/ready"))
    assert _texts(here, "=entry/id") == _texts(there, "=entry/id")
    links = [[link.get("href", "") for link in feed.iter(f"{_ATOM}link")] for feed in (here, there)]
    assert links[0][:3] == ["feed.xml", "audit/", "shop/v1/audit/#event55_"]
    assert links[1] == [f"https://docs.example/ready/{link}" for link in links[0]]


def test_feed_entry_of_a_large_landing_is_shortened(tmp_path: Path) -> None:
    """A new release is one entry that lists twenty events."""
    release = {"checklists/shop/v2.yml": write_items(["open"] * 40).replace("v1", "v2")}
    feed = _read(build_past(begin(tmp_path, Made("new", release, author=WRITER))).files["feed.xml"])
    xhtml = "{http://www.w3.org/1999/xhtml}"
    entry = feed.findall(f"{_ATOM}entry")[0]
    assert (len(list(entry.iter(f"{xhtml}li"))), [paragraph.text for paragraph in entry.iter(f"{xhtml}p")]) == (
        20,
        ["And 23 more."],
    )


def test_feed_escapes_hostile_texts(tmp_path: Path) -> None:
    """The feed parses as XML, a text creates no element, and all characters are allowed in XML."""
    data = build_past(write_hostile_past(tmp_path)).files["feed.xml"]
    assert not feedparser.parse(data).bozo
    names = {element.tag.rpartition("}")[2] for element in _read(data).iter()}
    assert names == {
        *[
            "feed",
            "id",
            "title",
            "updated",
            "link",
            "generator",
            "author",
            "name",
            "entry",
            "content",
            "div",
            "ul",
            "li",
            "p",
        ]
    }
    assert not re.search(f"[{INVISIBLE}]", data.decode().replace("\n", ""))
    text = "".join(_read(data).itertext())
    for shown in ("<script>alert(1)</script>", "\\u202edesrever", "\\u001b[31m", "=cmd()", "]]>", "{{ 7*7 }}"):
        assert shown in text, shown
