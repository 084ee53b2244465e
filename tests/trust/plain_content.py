"""An independent reader of covered content, written only from the specification and intentionally simple.

It shares no code with `gonogo`: the keys of the format are listed here, JSON is written here, and PyYAML reads YAML. A
new key of the format must be added here too if it has a default or takes a list.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import yaml

Tree = dict[str, Any]
HashOf = Callable[[str], str | None]

KINDS = ("checklist", "criteria", "triggers", "procedure", "notices", "metrics", "signoffs")
NEVER = ("owner", "at", "due", "minutes", "declared", "see")
DECISION = ("decision", "by", "on", "reason", "conditions", "evidence", "seen", "signed")
LISTS = {"criteria": ("evidence", "when"), "notices": ("evidence", "channels"), "signoffs": ("evidence", "covers")}
TIME = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})")
SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class Entry(NamedTuple):
    """An entry with the ids of its section and of its parent, "" if it has no parent."""

    section: str
    above: str
    id: str
    body: Tree


def read(data: bytes) -> Tree:
    """The file with every scalar as text."""
    tree = yaml.load(data.decode(), Loader=yaml.CBaseLoader)  # noqa: S506 - it makes texts, lists and mappings only
    assert isinstance(tree, dict)
    return tree


def digest(canonical: str) -> str:
    """`rf1:` and the SHA-256 of the version line and the canonical form."""
    return "rf1:" + hashlib.sha256(b"gonogo/v1\n" + canonical.encode()).hexdigest()


class PlainRelease:
    """A release file; `canonical_form` returns the content that a slot covers."""

    def __init__(self, tree: Tree, hash_of: HashOf) -> None:
        self.tree = tree
        self.hash_of = hash_of
        self.phases = {key: subject(value) for key, value in mapping(tree, "phases").items()}
        self.sections = {key: subject(value) for key, value in mapping(tree, "sections").items()}
        self.entries = [entry for key in self.sections for entry in self.find_entries(key)]

    def find_entries(self, section: str) -> Iterator[Entry]:
        """The entries of a section; each item is followed by its nested items."""
        if self.kind(section) not in KINDS:
            return
        for key, value in mapping(self.sections[section], "items").items():
            entry = Entry(section, "", key, subject(value))
            yield entry
            if self.kind(section) == "checklist":
                for inner, child in mapping(entry.body, "items").items():
                    yield Entry(section, key, inner, subject(child))

    def kind(self, section: str) -> str:
        """The kind of a section, or "?" if it is not a text."""
        written = self.sections[section].get("kind")
        if written and not isinstance(written, str):
            return "?"
        return text(written or "") or "checklist"

    def phase(self, section: str) -> str:
        """The id of the phase of a section."""
        written = self.sections[section].get("phase")
        return text(written) if isinstance(written, str) else ""

    def counts(self, section: str) -> bool:
        """Whether the phase of a section has the gate `go`."""
        gate = self.phases.get(self.phase(section), {}).get("gate")
        return isinstance(gate, str) and text(gate) == "go"

    def slots(self) -> list[str]:
        """The ids of all sign-offs."""
        return [entry.id for entry in self.entries if self.kind(entry.section) == "signoffs"]

    def canonical_form(self, slot: str, ids: tuple[str, str, str]) -> str | None:
        """The content that a slot covers as canonical JSON; `ids` are those of project, system and release."""
        own = next((one for one in self.entries if self.kind(one.section) == "signoffs" and one.id == slot), None)
        if own is None:
            return None
        covers = self.fill(own).get("covers")
        references = [one for one in covers if one and isinstance(one, str)] if isinstance(covers, list) else []
        whole = {key for one in references for key in self.name_sections(one)}
        single = {pair for one in references for pair in self.name_entries(one)}
        touched = [key for key in self.sections if key in whole or key in {section for section, _ in single}]
        phases = {one.rstrip("/") for one in references if one != "all" and one.find("/") in (-1, len(one) - 1)}
        phases |= {self.phase(key) for key in touched}
        form: Tree = {"project": ids[0], "system": ids[1], "release": ids[2], "slot": f"{own.section}/{own.id}"}
        for key, phase in self.phases.items():
            if key in phases:
                form.setdefault("phases", {})[key] = without(clean_keys(phase), (*NEVER, "about"))
        form["sections"] = {key: self.section_keys(key) for key in touched}
        for entry in self.entries:
            if entry == own or entry.section in whole or self.is_single(entry, single):
                place = form["sections"].setdefault(entry.section, {}).setdefault("items", {})
                if entry.above:
                    place = place.setdefault(entry.above, {}).setdefault("items", {})
                place[entry.id] = self.own_keys(entry) if entry == own else self.entry_keys(entry)
        if any(self.kind(key) == "signoffs" for key in touched):
            form |= self.final()
        return write_json(form)

    def name_sections(self, reference: str) -> Iterator[str]:
        """The sections that a reference names as a whole."""
        for key in self.sections:
            if reference == "all":
                if self.counts(key) and self.kind(key) != "signoffs":
                    yield key
            elif reference.partition("/")[0] in (key, self.phase(key)) and not reference.partition("/")[2]:
                yield key

    def name_entries(self, reference: str) -> Iterator[tuple[str, str]]:
        """The entries that a reference names, each with its section."""
        for entry in self.entries:
            group, _, name = reference.partition("/")
            if name and name == entry.id and group in (entry.section, self.phase(entry.section)):
                yield entry.section, entry.id

    def is_single(self, entry: Entry, single: set[tuple[str, str]]) -> bool:
        """Whether a reference names the entry itself or its parent."""
        return (entry.section, entry.id) in single or (entry.section, entry.above) in single

    def final(self) -> Tree:
        """The content of the release that a final authorization covers."""
        required = [one for one in self.entries if self.kind(one.section) == "signoffs" and self.counts(one.section)]
        found: Tree = {"required": sorted(f"{one.section}/{one.id}" for one in required)}
        for key in ("deploy_at", "window_ends"):
            found[key] = clean(self.tree.get(key, ""))
            if isinstance(found[key], str) and TIME.fullmatch(found[key]):
                found[key] = in_utc(found[key])
        return {key: value for key, value in found.items() if value}

    def section_keys(self, section: str) -> Tree:
        """All keys of a section except its entries."""
        body = self.sections[section]
        holds = self.kind(section) in KINDS and isinstance(body.get("items"), dict)
        return without({"kind": "checklist", **clean_keys(body)}, (*NEVER, *(["items"] if holds else [])))

    def own_keys(self, entry: Entry) -> Tree:
        """All keys of the slot except its decision."""
        return without(self.fill(entry), (*NEVER, *DECISION, "countersigned"))

    def entry_keys(self, entry: Entry) -> Tree:
        """All keys of an entry except live answers and nested items."""
        kind, filled, hidden = self.kind(entry.section), self.fill(entry), list(NEVER)
        if kind == "triggers" or (kind == "criteria" and not filled.get("when")):
            hidden += ["status", "note", "evidence"]
        if kind == "signoffs":
            hidden += ["countersigned"]
        if kind == "checklist" and not entry.above and isinstance(entry.body.get("items"), dict):
            hidden += ["items"]
        filled = without(filled, hidden)
        if isinstance(filled.get("evidence"), list):
            written = entry.body["evidence"]
            pieces = written if isinstance(written, list) else [written]
            filled["evidence"] = [self.with_hash(*pair) for pair in zip(filled["evidence"], pieces, strict=True)]
        return filled

    def fill(self, entry: Entry) -> Tree:
        """The keys of an entry, with lists and defaults."""
        kind, filled = self.kind(entry.section), clean_keys(entry.body)
        filled.setdefault("requires", clean(self.sections[entry.section].get("requires", "")))
        for key in LISTS.get(kind, ("evidence",)):
            if isinstance(filled.get(key), str):
                filled[key] = [filled[key]]
        if kind == "metrics":
            filled.setdefault("window", clean(self.sections[entry.section].get("window", "")))
        if kind == "signoffs":
            filled = {"role": entry.id, "covers": ["all"], "meaning": filled.get("title", ""), **filled}
        return {key: value for key, value in filled.items() if value}

    def with_hash(self, shown: Any, written: Any) -> Any:
        """A file of the repository as its path and hash; any other value unchanged."""
        if not isinstance(written, str) or not is_path(shown):
            return shown
        known = self.hash_of(written.rstrip("\r\n"))
        return {"path": shown, "sha256": known} if known else {"path": shown}


def is_path(value: str) -> bool:
    """Whether a text can be the path of a file in the project: not a link, not outside the project, not a sentence."""
    if not value or value[0] in " /" or any(part in (".", "..") for part in value.split("/")):
        return False
    if not all(sign.isalnum() or sign in "_.()+-/ " for sign in value):
        return False
    return " " not in value or "." in value or "/" in value


def in_utc(time: str) -> str:
    """A time with an offset in UTC, to the second; unchanged if the calendar does not have this time."""
    try:
        return datetime.fromisoformat(time).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return time


def subject(value: Any) -> Tree:
    """The keys of a subject; a value that is not a mapping becomes the value of the key ""."""
    if isinstance(value, dict):
        return value
    return {"": value} if value else {}


def mapping(parent: Tree, key: str) -> Tree:
    """The mapping of a key; an empty mapping for any other value."""
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def without(keys: Tree, hidden: Any) -> Tree:
    """The keys that are not hidden."""
    return {key: value for key, value in keys.items() if key not in hidden}


def clean_keys(body: Tree) -> Tree:
    """The keys that have a value."""
    return {key: clean(value) for key, value in body.items() if clean(value)}


def clean(value: Any) -> Any:
    """A value without irrelevant differences: Unicode normalization, line ends, empty keys."""
    if isinstance(value, dict):
        return clean_keys(value)
    return [clean(one) for one in value] if isinstance(value, list) else text(value)


def text(value: str) -> str:
    """The text in NFC, with line feeds, without line feeds at the end."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    while value.endswith("\n"):
        value = value[:-1]
    return value


def write_json(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, only ASCII."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{write_json(key)}:{write_json(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(write_json(one) for one in value) + "]"
    return '"' + "".join(write_sign(sign) for sign in value) + '"'


def write_sign(sign: str) -> str:
    """A character in a JSON text."""
    if sign in SHORT:
        return SHORT[sign]
    if " " <= sign <= "\x7f":
        return sign
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(*[iter(sign.encode("utf-16-be"))] * 2, strict=True))
