"""The pipeline on one screen: files -> documents -> snapshot -> judgements -> findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gonogo.checks import find_in_document, find_in_facts, find_in_text, find_secret_values
from gonogo.checks.rule import Assessment
from gonogo.core.diagnostics import Diagnostic, Severity
from gonogo.core.nodes import START, Document, Location, Scalar
from gonogo.format.decode.registry_files import PEOPLE, POLICY, ROLES
from gonogo.format.decode.release_file import decode_release
from gonogo.format.decode.system_file import SYSTEM
from gonogo.format.decode_context import DecodeContext
from gonogo.model.ids import RESERVED_RELEASES, PersonId, ReleaseId, SystemId, is_id, is_release_id
from gonogo.model.record import Record
from gonogo.model.references import Ref
from gonogo.model.snapshot import Snapshot, System
from gonogo.source.files.worktree import FOLDER, read_files
from gonogo.source.yaml.strict_reader import parse_document
from gonogo.verdict.evaluation import judge, judge_unreadable
from gonogo.verdict.evidence import Evidence
from gonogo.verdict.unverified import unverified_approvals, unverified_standings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from gonogo.format.tables import Table
    from gonogo.model.judgement import Judgement, Tally
    from gonogo.model.release import Release
    from gonogo.source.files.worktree import ProjectFiles

R = TypeVar("R", bound=Record)
D = TypeVar("D")


class _ProjectReader:
    """Decodes file after file; a file that anything was found in gives None."""

    def __init__(self, contents: Mapping[str, bytes | None], diagnostics: tuple[Diagnostic, ...]) -> None:
        self.contents = contents
        self.diagnostics = list(diagnostics)
        self.sources: dict[str, str] = {}

    def read(self, path: str, decode: Callable[[Document, DecodeContext], D | None]) -> D | None:
        """What `decode` makes of the file, None when it is missing or does not decode."""
        if path not in self.contents:
            hint = "every project has people.yml and policy.yml, every system roles.yml and system.yml"
            message = "this file is missing"
            location = Location(path, START)
            self.diagnostics.append(Diagnostic("missing-file", Severity.ERROR, message, location, hint))
            return None
        data = self.contents[path]
        if data is None:
            return None
        self.sources[path] = data.decode("utf-8", errors="replace").replace("\r\n", "\n")
        # First of all, so that no other message repeats what must not be repeated.
        if secrets := tuple(find_in_text(Document(path, self.sources[path], Scalar("", START)))):
            self.diagnostics.extend(secrets)
            return None
        document, found = parse_document(data, path)
        if document is not None and (secrets := tuple(find_secret_values(document))):
            self.diagnostics.extend(secrets)
            return None
        if document is not None:
            reading = DecodeContext(path)
            decoded = decode(document, reading)
            found = (*reading.diagnostics, *find_in_document(document))
        self.diagnostics.extend(found)
        return None if found or document is None else decoded

    def read_record(self, path: str, table: Table[R]) -> R | None:
        """The record of a whole file: of the registry or of a system."""
        return self.read(path, lambda document, reading: table.decode(document.root, Scalar("", START), reading))


def load(root: Path) -> Snapshot:
    """Everything that the files below `root` say, and what is wrong with them. Never raises on their content."""
    return load_files(read_files(root))


def load_files(files: ProjectFiles) -> Snapshot:
    """Everything that these files say, and what is wrong with them. Never raises on their content."""
    loader = _ProjectReader(files.contents, files.diagnostics)
    people = loader.read_record(f"{FOLDER}/people.yml", PEOPLE)
    policy = loader.read_record(f"{FOLDER}/policy.yml", POLICY)
    unreadable = [path for path, record in (("people.yml", people), ("policy.yml", policy)) if record is None]
    names = dict.fromkeys(path.split("/")[1] for path in files.contents if path.count("/") == 2)
    return Snapshot(
        people={PersonId(key): person for key, person in people.people.items()} if people else {},
        policy=policy,
        systems={SystemId(name): _load_system(SystemId(name), loader) for name in sorted(names)},
        unreadable=tuple(f"{FOLDER}/{name}" for name in unreadable),
        diagnostics=tuple(loader.diagnostics),
        sources=loader.sources,
    )


def _load_system(system: SystemId, loader: _ProjectReader) -> System:
    folder = f"{FOLDER}/{system}"
    unreadable: list[str] = []
    if not is_id(system):
        message, hint = f'"{system}" is not an id', "a system is named with 1 to 64 of a-z, 0-9 and -"
        loader.diagnostics.append(Diagnostic("bad-id", Severity.ERROR, message, Location(folder, START), hint))
        unreadable.append(folder)
    roles = loader.read_record(f"{folder}/roles.yml", ROLES)
    facts = loader.read_record(f"{folder}/system.yml", SYSTEM)
    releases: dict[ReleaseId, Release | None] = {}
    for path in loader.contents:
        stem = path.removeprefix(f"{folder}/").removesuffix(".yml")
        if path.startswith(f"{folder}/") and stem not in RESERVED_RELEASES:
            release = ReleaseId(stem)
            releases[release] = loader.read(path, _release_decoder(system, release))
    return System(
        id=system,
        facts=facts,
        roles=roles.roles if roles else {},
        releases=releases,
        unreadable=(
            *unreadable,
            *(f"{folder}/{name}.yml" for name, record in (("roles", roles), ("system", facts)) if record is None),
        ),
    )


def _release_decoder(system: SystemId, release: ReleaseId) -> Callable[[Document, DecodeContext], Release | None]:
    def decode(document: Document, reading: DecodeContext) -> Release | None:
        if not is_release_id(release):
            hint = "1 to 64 of a-z, 0-9 and . _ + -, beginning with a letter or digit, not ending in .md or .html"
            reading.error("bad-id", START, f'"{release}" is not the id of a release', hint)
        return decode_release(document, system, release, reading)

    return decode


def assess(snapshot: Snapshot, as_of: datetime) -> dict[Ref, Judgement]:
    """The judgement of every release at a time, in the order of systems and releases."""
    judgements = {}
    for system in snapshot.systems.values():
        for name, release in system.releases.items():
            ref = Ref(system.id, name)
            if release is None:
                judgements[ref] = judge_unreadable(ref, Location(system.path_of(name), START), as_of)
            else:
                judgements[ref] = judge(release, _gather(release, system, snapshot), as_of)
    return judgements


def _gather(release: Release, system: System, snapshot: Snapshot) -> Evidence:
    return Evidence(
        standings=unverified_standings(release, system, snapshot.people),
        approvals=unverified_approvals(release, snapshot.people),
        names={key: person.name for key, person in snapshot.people.items()},
        required_roles=snapshot.policy.required_roles if snapshot.policy else (),
        unreadable=(*snapshot.unreadable, *system.unreadable),
    )


def count_settled(path: str, data: bytes, snapshot: Snapshot, as_of: datetime) -> Tally | None:
    """How far a version of a release was at a time, None where it does not decode."""
    system, name = path.split("/")[1:]
    document, _ = parse_document(data, path)
    reading = DecodeContext(path)
    decode = _release_decoder(SystemId(system), ReleaseId(name.removesuffix(".yml")))
    release = decode(document, reading) if document else None
    known = snapshot.systems.get(SystemId(system))
    if release is None or known is None or reading.diagnostics:
        return None
    return judge(release, _gather(release, known, snapshot), as_of).progress


def digest_registry(snapshot: Snapshot) -> str:
    """A digest of all files but releases: the counts of a version of a release depend on them, too."""
    from hashlib import sha256  # noqa: PLC0415 - 2 ms that only the site needs

    releases = {system.path_of(name) for system in snapshot.systems.values() for name in system.releases}
    others = sorted((path, text) for path, text in snapshot.sources.items() if path not in releases)
    return sha256(repr(others).encode("utf-8", "surrogatepass")).hexdigest()


def check(snapshot: Snapshot, judgements: Mapping[Ref, Judgement], as_of: datetime) -> tuple[Diagnostic, ...]:
    """Everything that can be said against the files, by path and line."""
    found = [*snapshot.diagnostics, *find_in_facts(Assessment(snapshot, judgements, as_of))]
    return tuple(sorted(found, key=lambda one: (one.location, one.rule, one.message)))
