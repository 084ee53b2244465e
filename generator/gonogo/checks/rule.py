"""The interface of a rule. A rule is a module; `Assessment` is its input, and `Finding` is its output."""

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
    """A `Diagnostic` without the id and the severity of the rule, which `diagnose` adds."""

    location: Location
    message: str
    help: str = ""
    secret: bool = False
    many: str = ""


class Assessment(Frozen):
    """The input of a rule: the decoded files, the judgement of each release, and the result of the verification.

    `found` are the findings of `FACT_RULES`, for the rules in `RULES_OF_FINDINGS`; () for other rules.
    """

    snapshot: Snapshot
    judgements: Mapping[Ref, Judgement]
    as_of: datetime
    verification: Verification | Unverified = NO_HISTORY
    found: tuple[Diagnostic, ...] = ()

    def is_known(self, *names: str, system: System | None = None) -> bool:
        """Whether the registry files with these names can be decoded.

        If not, do not report a name as unknown, because the file may have it.
        """
        unread = (*self.snapshot.unreadable, *(system.unreadable if system else ()))
        return not any(path.rpartition("/")[2] in names for path in unread)

    def releases(self) -> Iterator[tuple[System, Release, Judgement]]:
        """Every release that can be decoded, with its system and judgement."""
        for system, release in self.snapshot.releases():
            yield system, release, self.judgements[release.ref]

    def open_slots(self) -> Iterator[tuple[Release, Judgement, SignOff, Standing]]:
        """Every slot of every open release, with the release, the judgement, and the status of the slot."""
        for _, release, judgement in self.releases():
            if not release.outcome:
                for _, slot in slots_of(release):
                    yield release, judgement, slot, judgement.standings[slot.id]

    def trust_findings(self, code: TrustCode) -> Iterator[Finding]:
        """The findings of the verification with this code, each at a line of its file."""
        if isinstance(self.verification, Verification):
            for found in self.verification.findings:
                if found.code == code:
                    commit = f" (commit {found.commit[:12]})" if found.commit else ""
                    yield Finding(self._place_of(found.path), f"{found.message}{commit}", found.hint)

    def _place_of(self, path: str) -> Location:
        """The location of a finding: `maintainers` in policy.yml, or the first line of another file."""
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
    """A rule about all decoded files. The module has the rule's id as its name, and the handbook text as docstring."""

    SEVERITY: Severity

    @property
    def __name__(self) -> str: ...

    def find(self, assessment: Assessment) -> Iterator[Finding]:
        """The findings in all decoded files."""
        ...


class DocumentRule(Protocol):
    """A rule about one YAML file. The decoded record of a file with findings is not used."""

    SEVERITY: Severity

    @property
    def __name__(self) -> str: ...

    def find_in_document(self, document: Document) -> Iterator[Finding]:
        """The findings in the file, in the order of its lines."""
        ...


class TextRule(Protocol):
    """A rule about the text of one file, which may not be YAML. A file with findings is not parsed."""

    SEVERITY: Severity

    @property
    def __name__(self) -> str: ...

    def find_in_text(self, path: str, text: str) -> Iterator[Finding]:
        """The findings in the text; `path` is the path of the file in the project."""
        ...


AnyRule: TypeAlias = Rule | DocumentRule | TextRule


def rule_id(rule: AnyRule) -> str:
    """The id of a rule, such as `unknown-owner` for the module `gonogo.checks.unknown_owner`."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")


def diagnose(rule: AnyRule, finding: Finding) -> Diagnostic:
    """The finding as a diagnostic, with the id and the severity of its rule."""
    location, message, hint, secret, many = finding
    return Diagnostic(rule_id(rule), rule.SEVERITY, message, location, hint, secret=secret, many=many)
