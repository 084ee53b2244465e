"""Small projects for tests: a few texts, written as files and then read and judged as gonogo does.

A text can contain marks: `»` before a place with an expected finding. The files do not contain the marks.
`Project.expect` places the expected findings at the marks, in the order of paths and lines.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from textwrap import dedent, indent
from typing import NamedTuple

from gonogo.core.diagnostics import READING_RULES, Diagnostic
from gonogo.format.decode.release_file import decode_release
from gonogo.format.decode_context import DecodeContext
from gonogo.model.ids import ReleaseId, SystemId
from gonogo.model.judgement import Judgement
from gonogo.model.references import Ref
from gonogo.model.release import Release
from gonogo.model.snapshot import Snapshot
from gonogo.pipelines.assessment import assess, load
from gonogo.pipelines.checking import check
from gonogo.source.yaml.strict_reader import parse_document

MARK = "»"
AS_OF = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SYSTEM_ID, RELEASE_ID = SystemId("shop"), ReleaseId("v1")
RELEASE_PATH = f"checklists/{SYSTEM_ID}/{RELEASE_ID}.yml"
SHOP = Ref(SYSTEM_ID, RELEASE_ID)

PEOPLE = """
people:
  ann:
    name: Ann Archer
    emails: [ann@example.com]
  bob:
    name: Bob Baker
    emails: [bob@example.com]
"""
POLICY = """
format: 1
project: shop-0001
maintainers: [ann]
"""
ROLES = """
roles:
  qa-lead:
    title: QA Lead
    people: [ann]
  cto:
    title: CTO
    people: [bob]
"""
SYSTEM = """
name: Shop
channels:
  ops:
    title: Ops room
    address: "#ops"
"""
PHASES = """
before:
  title: Before
  gate: go
after:
  title: After
  gate: close
fallback:
  title: Fallback
  gate: none
"""
# A slot that covers everything, so that a release is complete except for the content that the test adds.
SIGNOFF = """
sign-offs:
  title: Sign-offs
  phase: before
  kind: signoffs
  items:
    cto:
      decision:
      by:
      title: CTO approval
"""


def tidy(text: str) -> str:
    """The text without its indentation and without the empty first line of a triple-quoted string."""
    return dedent(text).strip("\n") + "\n"


def write_release(
    sections: str,
    *,
    head: str = "",
    phases: str = PHASES,
    outcome: str = "",
    deploy_at: str = "2026-03-01T09:00Z",
) -> str:
    """The text of release v1; `head` contains additional keys of the release."""
    lines = [
        "release: v1",
        f"outcome: {outcome}".rstrip(),
        "title: Checklist",
        f"deploy_at: {deploy_at}".rstrip(),
        *tidy(head).splitlines(),
        "phases:",
        indent(tidy(phases), "  "),
        "sections:",
        indent(tidy(sections), "  "),
    ]
    return "\n".join(lines)


def signed(sections: str) -> str:
    """The sections with a sign-off by the CTO that covers all of them."""
    return tidy(sections) + tidy(SIGNOFF)


RELEASE = write_release(SIGNOFF)


def read_release(text: str) -> Release:
    """The release in a text. The text must not have any error."""
    document, found = parse_document(text.encode(), RELEASE_PATH)
    assert document is not None, found
    reading = DecodeContext(RELEASE_PATH)
    release = decode_release(document, SYSTEM_ID, RELEASE_ID, reading)
    assert release is not None, reading.diagnostics
    return release


@dataclass(frozen=True, kw_only=True)
class Files:
    """The five files of a project with one release, and additional files by path."""

    release: str = RELEASE
    people: str = PEOPLE
    policy: str = POLICY
    roles: str = ROLES
    system: str = SYSTEM
    others: Mapping[str, str] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """The text of each file by its path in the project."""
        return {
            "checklists/people.yml": self.people,
            "checklists/policy.yml": self.policy,
            f"checklists/{SYSTEM_ID}/roles.yml": self.roles,
            f"checklists/{SYSTEM_ID}/system.yml": self.system,
            RELEASE_PATH: self.release,
            **self.others,
        }


class Place(NamedTuple):
    """A place in a file, 1-based."""

    path: str
    line: int
    column: int


class Found(NamedTuple):
    """A finding as tests compare it: place, message and hint."""

    place: Place
    message: str
    help: str = ""


def found_by(diagnostic: Diagnostic) -> Found:
    """The diagnostic as a `Found`."""
    path, span = diagnostic.location
    return Found(Place(path, span.line, span.column), diagnostic.message, diagnostic.help)


@dataclass(frozen=True)
class Project:
    """A project in a folder. Each property reads the files once."""

    root: Path
    marks: tuple[Place, ...]
    as_of: datetime = AS_OF

    @cached_property
    def snapshot(self) -> Snapshot:
        return load(self.root)

    @cached_property
    def judgements(self) -> dict[Ref, Judgement]:
        return assess(self.snapshot, self.as_of)

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return check(self.snapshot, self.judgements, self.as_of).diagnostics

    def find(self, rule: str) -> list[Found]:
        """The findings of a rule, by path and line."""
        return [found_by(one) for one in self.diagnostics if one.rule == rule]

    def expect(self, *findings: tuple[str, str]) -> list[Found]:
        """The expected findings: each message with its hint, at its mark."""
        return [Found(place, *one) for place, one in zip(self.marks, findings, strict=True)]

    @property
    def unread(self) -> list[Found]:
        """The findings that prevent gonogo from reading a file; must be empty in tests that a rule stays silent."""
        return [found_by(one) for one in self.diagnostics if one.rule in READING_RULES]


def lay_out(root: Path, files: Files | None = None, *, as_of: datetime = AS_OF) -> Project:
    """Writes the files below `root` and returns the project."""
    marks: list[Place] = []
    for path, text in sorted((files or Files()).texts().items()):
        marks.extend(_places(path, tidy(text)))
        write(root / path, tidy(text).replace(MARK, ""))
    return Project(root, tuple(marks), as_of)


def write(file: Path, text: str) -> None:
    """Writes a file and creates its folders, with the same bytes on every operating system."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Writes each text to its path below `root`."""
    for path, text in texts.items():
        write(root / path, text)


def _places(path: str, text: str) -> Iterator[Place]:
    for number, line in enumerate(text.split("\n"), start=1):
        parts = line.split(MARK)
        columns = [len("".join(parts[:count])) + 1 for count in range(1, len(parts))]
        yield from (Place(path, number, column) for column in columns)
