"""Reads the YAML files of a system as texts, without gonogo's decoder."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NewType

import yaml

DOCUMENTS = Path(__file__).parent
CHECKLISTS = DOCUMENTS.parents[1] / "checklists"
SYSTEMS = ("health-scheduler", "vitracka")

Mapping = dict[str, Any]
SectionId = NewType("SectionId", str)


@dataclass(frozen=True)
class SystemFiles:
    """The files that concern a system; every scalar is a text, an empty scalar is ''."""

    release: Mapping
    system: Mapping
    roles: Mapping
    people: Mapping

    def sections(self) -> Iterator[tuple[SectionId, Mapping, Mapping]]:
        """Each section with its id and its entries by id (none for prose), in the order of the file."""
        for section_id, section in self.release["sections"].items():
            yield SectionId(section_id), section, section.get("items", {})

    def phase_title(self, section: Mapping) -> str:
        return str(self.release["phases"][section["phase"]]["title"])

    def person_name(self, contact: Mapping) -> str | None:
        person = contact.get("person")
        return str(self.people[person]["name"]) if person else None


@cache
def read_system(name: str) -> SystemFiles:
    return SystemFiles(
        release=_read_yaml(CHECKLISTS / name / "v1.0.0.yml"),
        system=_read_yaml(CHECKLISTS / name / "system.yml"),
        roles=_read_yaml(CHECKLISTS / name / "roles.yml")["roles"],
        people=_read_yaml(CHECKLISTS / "people.yml")["people"],
    )


def _read_yaml(path: Path) -> Mapping:
    # the base loader reads every scalar as a text, as the format requires: `no` is "no", `0-5` is "0-5"
    loaded: Mapping = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only
    return loaded
