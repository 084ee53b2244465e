"""The YAML files of a system as plain text values, read without the decoder, on which nothing here relies."""

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
    """What the files that concern one system say; every scalar is text, an empty one is ''."""

    release: Mapping
    system: Mapping
    roles: Mapping
    people: Mapping

    def sections(self) -> Iterator[tuple[SectionId, Mapping, Mapping]]:
        """Id, section and its entries by id (none for prose), in the order of the file."""
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
    # the base loader makes text of every scalar, as the format asks: `no` stays "no", `0-5` stays "0-5"
    loaded: Mapping = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only
    return loaded
