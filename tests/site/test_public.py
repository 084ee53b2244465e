"""With `audience: public`, no byte of the site contains private contact details."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest

from building import tidy
from built_site import build, copy_project
from past import FILES, Trail, begin, build_past, write_items
from repository import Made

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.pipelines import site_build

_PRIVATE = (
    "+1-555-0777",
    "+15550777",
    "oncall@private.example",
    "pager-4711",
    "ann@private.example",
    "room-4711@private.example",
)


def _project(folder: Path, audience: str) -> Path:
    project = copy_project(folder)
    lists = project / "checklists"
    with (lists / "policy.yml").open("a", encoding="utf-8") as policy:
        policy.write(f"audience: {audience}\n")
    people = lists / "people.yml"
    text = people.read_text(encoding="utf-8")
    people.write_text(
        text.replace("people:\n", "people:\n  ann:\n    name: Ann\n    emails: [ann@private.example]\n"),
        encoding="utf-8",
    )
    system = lists / "health-scheduler" / "system.yml"
    text = system.read_text(encoding="utf-8")
    extra = "    phone: +1-555-0777\n    email: oncall@private.example\n    pager: pager-4711\n"
    text = text.replace("    phone: +1-555-0100\n", extra, 1)
    channel = "channels:\n  room:\n    title: Room\n    audience: internal\n    address: room-4711@private.example\n"
    system.write_text(text.replace("channels:\n", channel, 1), encoding="utf-8")
    # in unexpected places: a title, a note and the summary of a system
    release = lists / "health-scheduler" / "v1.0.0.yml"
    note = "        status: done\n        note: +1-555-0777, oncall@private.example, room-4711@private.example\n"
    text = release.read_text(encoding="utf-8").replace("        status: done\n", note, 1)
    text = text.replace("title: Code and Version Control", "title: Code and +1-555-0777", 1)
    release.write_text(text, encoding="utf-8")
    text = system.read_text(encoding="utf-8").replace("summary: ", "summary: ann@private.example ", 1)
    system.write_text(text, encoding="utf-8")
    return project


def _bytes(site: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in site.rglob("*") if file.is_file())


@pytest.mark.parametrize(("audience", "shown"), [("internal", 6), ("public", 0)])
def test_audience_determines_whether_contact_details_are_shown(tmp_path: Path, audience: str, shown: int) -> None:
    """An internal site shows private contact details; a public site shows no private phone, e-mail or pager."""
    (tmp_path / "project").mkdir()
    result = build(_project(tmp_path / "project", audience), tmp_path / "site")
    assert result.returncode == 0, result.stderr
    everything = _bytes(tmp_path / "site")
    assert sum(value in everything for value in _PRIVATE) == shown
    assert "John Smith" in everything


# contact details that only past versions contain
_ONCE = (
    "+1-555-0888",
    "old@private.example",
    "pager-0815",
    "zoe@private.example",
    "mail@private.example",
    "nobody@private.example",
    "ada@private.example",
    "AAAAC3Nza",
    "after six call",
    "secret-room",
    "case 99",
    "+1-555-0999",
    "+1-555-0666",
    "o'neil@private.example",
    "war-room@private.example",
)
_PEOPLE = """
people:
  ann:
    name: Ann Archer
    emails: [old@private.example, ann@example.com, "o'neil@private.example"]
    phone: +1-555-0999
    keys:
      laptop:
        ssh: ssh-ed25519 AAAAC3Nza
"""
_SYSTEM = """
name: Shop
contacts:
  call:
    title: On call
    phone: +1-555-0888
    pager: pager-0815
    case: case 99
    hours: after six call home
channels:
  ops:
    title: Ops room
    address: "#secret-room"
  war:
    title: War room
    address: war-room@private.example
"""


def _past(root: Path, audience: str) -> site_build.Site:
    """The site of a project whose past files and commits contain contact details."""
    items = write_items(["done"] * 3)
    path, system = "checklists/shop/v1.yml", "checklists/shop/system.yml"
    asked = items.replace(
        "title: Item 1", "title: Ask old@private.example, ada@private.example or +1-555-0888, o'neil@private.example"
    )
    note = "+1-555-0888, OLD@private.example, war-room@private.example, mail@private.example"
    noted = asked.replace("title: Item 2", f"title: Item 2\n        note: {note}")
    policy = f"{FILES['checklists/policy.yml']}audience: {audience}\n"
    trailers = "Said\n\nCo-authored-by: Ada <ada@private.example>\nSigned-off-by: Ann <ann@example.com>"
    made = (
        Made("before", {"checklists/people.yml": tidy(_PEOPLE), system: tidy(_SYSTEM), path: noted}, trailers),
        Made(
            "broken",
            {path: "release: ["},
            author=b"Zoe <zoe@private.example>",
        ),
        Made(
            "other",
            {"checklists/old.yml": "phone: +1-555-0666\n"},
            author=b"mail@private.example <nobody@private.example>",
        ),
        Made("gone", {"checklists/old.yml": None, "checklists/people.yml": FILES["checklists/people.yml"]}),
        Made("after", {system: FILES[system], path: asked, "checklists/policy.yml": policy}),
    )
    return build_past(begin(root, *made))


@pytest.mark.parametrize(("audience", "shown"), [("internal", _ONCE), ("public", ())])
def test_public_site_hides_contact_details_from_history(tmp_path: Path, audience: str, shown: tuple[str, ...]) -> None:
    """Pages, index, tables, documents and feed have no address of a commit and no value from a past file."""
    site = _past(tmp_path, audience)
    digests = [text for pairs in site.digests.values() for pair in pairs for text in pair]
    files = [data.decode() for data in site.files.values()]
    everything = unescape("\n".join([*site.sources.values(), *digests, *files, str(site.menu)])).lower()
    assert tuple(value for value in _ONCE if value.lower() in everything) == shown
    assert "unreadable" in everything
    assert "Ada" in site.files["audit.json"].decode()
    assert "Zoe" in site.sources["audit/index.md"]


def test_public_audit_files_have_every_event_without_addresses(tmp_path: Path) -> None:
    """Rows and names stay, hidden values are marked, and e-mails are null."""
    site = _past(tmp_path, "public")
    trail = Trail(site)
    events = trail.document["events"]
    assert sorted(trail.rows) == [event["number"] for event in events]
    for event in events:
        for who in ("author", "committer"):
            ident = event[who]
            assert isinstance(ident, dict)
            assert ident["email"] is None
            assert "@" not in ident["name"]
    changes = [(event["ref"], event["field"], event["after"]) for event in events]
    assert ("checklists/people.yml", "people.ann.emails", "(not public)") in changes
    assert ("checklists/shop/system.yml", "contacts.call", "On call") in changes
    assert "(not in people.yml)" in site.sources["audit/index.md"]
    assert "people/ann" not in site.sources["audit/index.md"]
