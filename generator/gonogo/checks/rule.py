"""The interface of a rule, which is a module: its input (`Assessment`) and its output (`Finding`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from gonogo.core.diagnostics import Diagnostic
from gonogo.core.frozen import Frozen
from gonogo.core.nodes import START, Location
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.verification import Verification
from gonogo.trust.unverified import NO_HISTORY, Unverified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from gonogo.core.diagnostics import Severity
    from gonogo.core.nodes import Document
    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.judgement import Judgement, Standing
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.model.trust_codes import TrustCode


class Finding(NamedTuple):
    """A finding of a rule; `diagnose` adds the id and the severity of the rule. `many` is as in `Diagnostic`."""

    location: Location
    message: str
    help: str = ""
    secret: bool = False
    many: str = ""


class Assessment(Frozen):
    """Everything that can be decoded, the judgement of each release, and the findings of history about the project.

    `found` are the findings of the rules about this, for the rules about findings; until then it is empty.
    """

    snapshot: Snapshot
    judgements: Mapping[Ref, Judgement]
    as_of: datetime
    verification: Verification | Unverified = NO_HISTORY
    found: tuple[Diagnostic, ...] = ()

    def is_known(self, *names: str, system: System | None = None) -> bool:
        """Whether the named registry files can be decoded; if not, no name can be reported as unknown."""
        unread = (*self.snapshot.unreadable, *(system.unreadable if system else ()))
        return not any(path.rpartition("/")[2] in names for path in unread)

    def releases(self) -> Iterator[tuple[System, Release, Judgement]]:
        """Every release that can be decoded, with its system and judgement."""
        for system, release in self.snapshot.releases():
            yield system, release, self.judgements[release.ref]

    def open_slots(self) -> Iterator[tuple[Release, Judgement, SignOff, Standing]]:
        """Every sign-off of every release that is not closed, with its status."""
        for _, release, judgement in self.releases():
            if not release.outcome:
                for _, slot in slots_of(release):
                    yield release, judgement, slot, judgement.standings[slot.id]

    def trust_findings(self, code: TrustCode) -> Iterator[Finding]:
        """The findings of history with this code, each at the line in its file that has to be changed."""
        if isinstance(self.verification, Verification):
            for found in self.verification.findings:
                if found.code == code:
                    commit = f" (commit {found.commit[:12]})" if found.commit else ""
                    yield Finding(self._place_of(found.path), f"{found.message}{commit}", found.hint)

    def _place_of(self, path: str) -> Location:
        """The line of a registry file that a finding is about: `maintainers` in policy.yml, else the first."""
        policy = self.snapshot.policy
        if policy is not None and policy.where.path == path:
            return policy.where.at("maintainers")
        return Location(path, START)

    def entries(self) -> Iterator[tuple[System, Release, Section, Entry]]:
        """Every entry of every release that can be decoded."""
        for system, release in self.snapshot.releases():
            for section, entry in release.walk():
                yield system, release, section, entry


class Rule(Protocol):
    """A module whose name is the rule's id and whose docstring is its page in the handbook."""

    SEVERITY: Severity

    @property
    def __name__(self) -> str: ...

    def find(self, assessment: Assessment) -> Iterator[Finding]:
        """The findings in everything that can be decoded."""
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
        """The findings in the text; `path` is the path of the file in the project."""
        ...


AnyRule: TypeAlias = Rule | DocumentRule | TextRule


def rule_id(rule: AnyRule) -> str:
    """`unknown-owner` for the module `gonogo.checks.unknown_owner`."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")


def diagnose(rule: AnyRule, finding: Finding) -> Diagnostic:
    """The finding with the id and the severity of its rule."""
    location, message, hint, secret, many = finding
    return Diagnostic(rule_id(rule), rule.SEVERITY, message, location, hint, secret=secret, many=many)
