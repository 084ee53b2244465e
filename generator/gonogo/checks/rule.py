"""The interface of a rule, which is a module: what it gets (`Assessment`) and what it yields (`Finding`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from gonogo.core.diagnostics import Severity
    from gonogo.core.nodes import Document, Location
    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.snapshot import Snapshot, System


class Finding(NamedTuple):
    """A finding of a rule; `gonogo.checks` adds the id and the severity of the rule."""

    location: Location
    message: str
    help: str = ""
    secret: bool = False


class Assessment(Frozen):
    """Everything that decodes, and the judgement of each release."""

    snapshot: Snapshot
    judgements: Mapping[Ref, Judgement]
    as_of: datetime

    def is_known(self, *names: str, system: System | None = None) -> bool:
        """Whether the named files of the registry decode; if not, no name can be reported as unknown."""
        unread = (*self.snapshot.unreadable, *(system.unreadable if system else ()))
        return not any(path.rpartition("/")[2] in names for path in unread)

    def releases(self) -> Iterator[tuple[System, Release, Judgement]]:
        """Every release that decodes, with its system and judgement."""
        for system, release in self.snapshot.releases():
            yield system, release, self.judgements[release.ref]

    def entries(self) -> Iterator[tuple[System, Release, Section, Entry]]:
        """Every entry of every release that decodes."""
        for system, release in self.snapshot.releases():
            for section, entry in release.walk():
                yield system, release, section, entry


class Rule(Protocol):
    """A module whose name is the rule's id and whose docstring is its page in the handbook."""

    SEVERITY: Severity

    @property
    def __name__(self) -> str: ...

    def find(self, assessment: Assessment) -> Iterator[Finding]:
        """The findings in everything that decodes."""
        ...


class DocumentRule(Protocol):
    """A rule about one file that is YAML. A file with findings is not decoded."""

    SEVERITY: Severity

    @property
    def __name__(self) -> str: ...

    def find_in_document(self, document: Document) -> Iterator[Finding]:
        """The findings in the file, in the order of its lines."""
        ...


class TextRule(Protocol):
    """A rule about the text of one file, which need not be YAML. A file with findings is not parsed."""

    SEVERITY: Severity

    @property
    def __name__(self) -> str: ...

    def find_in_text(self, path: str, text: str) -> Iterator[Finding]:
        """The findings in the text; `path` is that of the file in the project."""
        ...


AnyRule: TypeAlias = Rule | DocumentRule | TextRule


def rule_id(rule: AnyRule) -> str:
    """`unknown-owner` for the module `gonogo.checks.unknown_owner`."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")
