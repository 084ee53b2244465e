"""Counts the content of a system's YAML files, in the form in which its document was counted by hand."""

from documents.system_files import Mapping, SectionId, SystemFiles, read_system
from documents.ways import in_words

# The kinds with check boxes in the document: only Vitracka has triggers with boxes.
BOXED_KINDS = {
    "health-scheduler": {"checklist", "signoffs"},
    "vitracka": {"checklist", "signoffs", "triggers"},
}
# "Authorized by: ____" is a slot to sign, but a blank line and no box.
SLOTS_WITHOUT_BOX = {"deployment-authorization"}


def boxes_of(system: str, files: SystemFiles) -> dict[SectionId, list[Mapping]]:
    """The entries with boxes in the document, by section."""
    return {
        section_id: [entry for entry_id, entry in entries.items() if entry_id not in SLOTS_WITHOUT_BOX]
        if section.get("kind", "checklist") in BOXED_KINDS[system]
        else []
        for section_id, section, entries in files.sections()
    }


def boxed_sections(system: str) -> list[tuple[str, int, int]]:
    files = read_system(system)
    sections = files.release["sections"]
    return [
        (sections[section_id]["title"], len(boxes), sum(is_ticked(entry) for entry in boxes))
        for section_id, boxes in boxes_of(system, files).items()
        if boxes
    ]


def is_ticked(entry: Mapping) -> bool:
    return entry.get("status") == "done" or entry.get("decision", "") != ""


def is_marked_met(entry: Mapping) -> bool:
    return entry.get("status") == "met" or entry.get("declared") == "✅"


def of_kind(files: SystemFiles, kind: str) -> list[tuple[Mapping, Mapping]]:
    """Each entry in sections of that kind, with its section."""
    return [
        (section, entry)
        for _, section, entries in files.sections()
        if section.get("kind", "checklist") == kind
        for entry in entries.values()
    ]


def triggers(files: SystemFiles, decides: str) -> list[str]:
    return [entry["title"] for section, entry in of_kind(files, "triggers") if section["decides"] == decides]


def rollback_steps(files: SystemFiles) -> list[Mapping]:
    spans = [(*entry["span"].split("-"), entry["title"]) for _, entry in of_kind(files, "procedure")]
    return [{"from": int(start), "to": int(end), "text": title} for start, end, title in spans]


def metrics(files: SystemFiles) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (section["title"], entry["title"], entry.get("target"), entry.get("declared"))
        for section, entry in of_kind(files, "metrics")
    ]


def signoffs(files: SystemFiles) -> list[tuple[str, str, str | None, bool]]:
    return [
        (section["title"], files.roles[role]["title"], entry.get("meaning"), is_ticked(entry))
        for _, section, entries in files.sections()
        if section.get("kind") == "signoffs"
        for role, entry in entries.items()
        if role not in SLOTS_WITHOUT_BOX
    ]


def contacts(files: SystemFiles) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [
        (
            entry["group"],
            entry["title"],
            files.person_name(entry) or entry.get("name") or None,
            entry.get("phone") or None,
            entry.get("about"),
        )
        for entry in files.system["contacts"].values()
    ]


def channels(files: SystemFiles, audience: str) -> list[list[str]]:
    """The title and the address of each channel, or the text in place of the address."""
    return [
        [entry["title"], entry.get("address", entry.get("about")) or "[Service ID]"]
        for entry in files.system["channels"].values()
        if entry["audience"] == audience
    ]


def communication(files: SystemFiles) -> Mapping:
    internal, external = channels(files, "internal"), channels(files, "external")
    timeline = [[in_words(entry["at"]), entry["title"]] for _, entry in of_kind(files, "notices")]
    return {
        "internal": len(internal),
        "external": len(external),
        "timeline": len(timeline),
        "internal_list": internal,
        "external_list": external,
        "timeline_list": timeline,
    }


def role_holders(files: SystemFiles) -> dict[str, list[str]]:
    return {
        role["title"]: [files.people[person]["name"] for person in role["people"] or []]
        for role in files.roles.values()
    }
