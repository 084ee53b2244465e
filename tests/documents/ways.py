"""The possible statements in a document for each place of a system's YAML files.

A place is identified by its list and ids (`entries documentation/runbooks`). Most places have a single possible
statement. A place that a line cannot express, such as a blocked item, has none.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

from documents.said import Statement
from documents.system_files import Mapping, SystemFiles

Ways = set[Statement]
Place = tuple[str, Ways]

# All keys that a place may have. Keys without text (`gate`, `when`, `covers`) refer to other places.
KEYS = {
    "phases": {"title", "gate"},
    "sections": {"declared", "title", "phase", "kind", "decides", "at", "due", "window", "about", "items"},
    "checklist": {"status", "title"},
    "criteria": {"status", "declared", "title", "when"},
    "triggers": {"status", "title"},
    "procedure": {"status", "title", "span"},
    "notices": {"status", "title", "at"},
    "metrics": {"observed", "declared", "title", "target"},
    "signoffs": {"decision", "by", "title", "meaning", "covers"},
    "contacts": {"title", "group", "person", "name", "phone", "email", "pager", "case", "about"},
    "channels": {"title", "audience", "address", "about"},
    "resources": {"title", "group", "url"},
}

# The headings of the documents for the content of `system.yml`.
GROUP_HEADINGS = {
    "contacts": ("Emergency Contacts", "Contact Information"),
    "resources": ("Tools and Resources",),
}
CHANNEL_HEADINGS = {
    "internal": ("Internal Communications", "Communication Channels"),
    "external": ("External Communications",),
}

# The placeholders in brackets for missing values.
PLACEHOLDERS = {
    "name": ("[Name]", "[Contact]"),
    "phone": ("[Phone]",),
    "email": ("[Email]",),
    "pager": ("[Pager]",),
    "case": ("[Case Number]",),
}


def list_places(files: SystemFiles) -> Iterator[Place]:
    """Every place that has content about the deployment, in the order of the files."""
    for key, value in files.release.items():
        if key not in {"phases", "sections"}:
            yield f"release {key}", _release_ways(key, value, under=files.system["summary"])
    yield from _phase_places(files)
    for section_id, section, entries in files.sections():
        phase_title = files.phase_title(section)
        yield f"sections {section_id}", _known("sections", section, {_heading(phase_title, section)})
        if "about" in section:
            yield f"abouts {section_id}", {Statement(phase_title, text=section["about"])}
        kind = section.get("kind", "checklist")
        for entry_id, entry in entries.items():
            yield f"entries {section_id}/{entry_id}", _known(kind, entry, ENTRY_WAYS[kind](section, entry))
    yield from _system_places(files)


def in_words(offset: str) -> str:
    """'T-24 hours' for T-24h, 'T+1 hour' for T+1h, 'T-0' unchanged."""
    units = {"m": "minute", "h": "hour"}

    def spell(duration: re.Match[str]) -> str:
        return f"{duration[1]} {units[duration[2]]}{'' if duration[1] == '1' else 's'}"

    return re.sub(r"(\d+)([mh])$", spell, offset)


def _known(kind: str, place: Mapping, ways: Ways) -> Ways:
    """The statements of a place that has only the keys of its kind; none if a key expresses more than a line can."""
    return ways if place.keys() <= KEYS[kind] else set()


def _release_ways(key: str, value: str, *, under: str) -> Ways:
    builders: dict[str, Callable[[], Statement]] = {
        "declared": lambda: Statement(under, f"#{value[-1]}", text=f"Status: {value.removesuffix(' ✅')}"),
        "declared_on": lambda: Statement(under, "#", text=f"Last Updated: {_written_out(value)}"),
        "title": lambda: Statement("", "#", text=value),
        "about": lambda: Statement("", text=value),
        "deploy_at": lambda: Statement("", label="Deployment Date", text=value),
        "lead": lambda: Statement("", label="Deployment Lead", text=value),
    }
    return {builders[key]()} if key in builders else set()


def _written_out(day: str) -> str:
    """'June 6, 2025' for 2025-06-06."""
    parsed = date.fromisoformat(day)
    return f"{parsed:%B} {parsed.day}, {parsed.year}"


def _heading(under: str, place: Mapping) -> Statement:
    return Statement(under, f"#{place.get('declared', '')}", in_words(place.get("at", "")), place["title"])


def _phase_places(files: SystemFiles) -> Iterator[Place]:
    above = ("", files.release["title"], files.system["summary"])
    for phase_id, phase in files.release["phases"].items():
        yield f"phases {phase_id}", _known("phases", phase, {_heading(under, phase) for under in above})


def _checklist_ways(section: Mapping, entry: Mapping) -> Ways:
    box = {"done": "[x]", "open": "[ ]"}.get(entry["status"], "no box")
    return {Statement(section["title"], box, text=entry["title"])}


def _criteria_ways(section: Mapping, entry: Mapping) -> Ways:
    mark = entry.get("declared", "") if "when" in entry else {"met": "✅"}.get(entry["status"], "no mark")
    return {Statement(section["title"], mark, text=entry["title"])}


def _triggers_ways(section: Mapping, entry: Mapping) -> Ways:
    """A no-go trigger has the mark ❌, a rollback trigger a box or nothing, and each is open."""
    marks = {"no-go": ("❌",), "rollback": ("", "[ ]")}[section["decides"]]
    return {Statement(section["title"], mark, text=entry["title"]) for mark in marks if entry["status"] == "open"}


def _procedure_ways(section: Mapping, entry: Mapping) -> Ways:
    return _open_only(entry, Statement(section["title"], label=f"Minute {entry['span']}", text=entry["title"]))


def _notices_ways(section: Mapping, entry: Mapping) -> Ways:
    return _open_only(entry, Statement(section["title"], label=in_words(entry["at"]), text=entry["title"]))


def _open_only(entry: Mapping, statement: Statement) -> Ways:
    """A line without a box is only an open step or notice."""
    return {statement} if entry["status"] == "open" else set()


def _metrics_ways(section: Mapping, entry: Mapping) -> Ways:
    """'Error rate <0.1%' or '**Error Rate**: < 0.1%', without an observed value."""
    under, mark, title = section["title"], entry.get("declared", ""), entry["title"]
    if entry["observed"]:
        return set()
    if "target" not in entry:
        return {Statement(under, mark, text=title)}
    return {Statement(under, mark, text=f"{title} {entry['target']}"), Statement(under, mark, title, entry["target"])}


def _signoffs_ways(section: Mapping, entry: Mapping) -> Ways:
    """An empty box with an optional statement, or a blank after the statement, never a decision."""
    under, title = section["title"], entry["title"]
    if entry["decision"] or entry["by"]:
        return set()
    if "meaning" not in entry:
        return {Statement(under, "[ ]", text=title)}
    return {Statement(under, "[ ]", title, entry["meaning"]), Statement(under, label=entry["meaning"])}


ENTRY_WAYS: dict[str, Callable[[Mapping, Mapping], Ways]] = {
    "checklist": _checklist_ways,
    "criteria": _criteria_ways,
    "triggers": _triggers_ways,
    "procedure": _procedure_ways,
    "notices": _notices_ways,
    "metrics": _metrics_ways,
    "signoffs": _signoffs_ways,
}


def _system_places(files: SystemFiles) -> Iterator[Place]:
    lists = {"contacts": _contact_ways, "channels": _channel_ways, "resources": _resource_ways}
    for key, value in files.system.items():
        if key not in lists:
            ways = {Statement(files.release["title"], "#", text=value)} if key in {"name", "summary"} else set()
            yield f"system {key}", ways
            continue
        for group in dict.fromkeys(entry.get("group") for entry in value.values()):
            if group:
                yield f"groups {key}/{group}", {Statement(part, "#", text=group) for part in GROUP_HEADINGS[key]}
        for entry_id, entry in value.items():
            yield f"{key} {entry_id}", _known(key, entry, lists[key](files, entry))


def _contact_ways(files: SystemFiles, contact: Mapping) -> Ways:
    """'John Smith (+1-555-0100)', '[Name] - [Phone]' for empty keys in this order, or the text of `about`."""
    values = {key: value for key, value in contact.items() if key not in {"title", "group"}}
    if values.keys() == {"person", "phone"}:
        texts = {f"{files.person_name(contact)} ({contact['phone']})"}
    elif any(values[key] for key in values.keys() - {"about"}):
        texts = set()  # no line has a part of a contact, or an unknown name
    elif "about" in contact:
        texts = {contact["about"]}
    else:
        texts = {" - ".join(words) for words in product(*(PLACEHOLDERS[key] for key in values))}
    return {Statement(contact["group"], label=contact["title"], text=text) for text in texts}


def _channel_ways(_: SystemFiles, channel: Mapping) -> Ways:
    text = channel.get("address", channel.get("about")) or "[Service ID]"
    return {Statement(under, label=channel["title"], text=text) for under in CHANNEL_HEADINGS[channel["audience"]]}


def _resource_ways(_: SystemFiles, resource: Mapping) -> Ways:
    return {Statement(resource["group"], label=resource["title"], text=resource["url"] or "[URL]")}
