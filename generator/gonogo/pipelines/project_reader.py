"""From the files of a project to its snapshot: each file is searched for secrets, parsed and decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from gonogo.checks.file_rules import find_in_document, find_in_text, find_secret_values
from gonogo.core.diagnostics import Diagnostic, Severity
from gonogo.core.frozen import replace
from gonogo.core.kept_results import COMPUTED
from gonogo.core.nodes import START, Document, Location, PlacelessNodes, Scalar, Unreadable
from gonogo.format.decode.registry_files import PEOPLE, POLICY, ROLES
from gonogo.format.decode.release_file import decode_release
from gonogo.format.decode.system_file import SYSTEM
from gonogo.format.decode_context import DecodeContext
from gonogo.format.named_types import is_project_path
from gonogo.model.ids import RESERVED_RELEASES, PersonId, ReleaseId, SystemId, is_id, is_release_id
from gonogo.model.record import Record
from gonogo.model.snapshot import Snapshot, System
from gonogo.source.files.time_zones import find_zone, suggest_zone
from gonogo.source.files.worktree import FOLDER
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.source.yaml.strict_reader import parse_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import tzinfo

    from gonogo.core.kept_results import Results
    from gonogo.format.decode_context import RecordKey
    from gonogo.format.tables import Table
    from gonogo.model.registry import Policy
    from gonogo.model.release import Release
    from gonogo.source.files.worktree import ProjectFiles

R = TypeVar("R", bound=Record)
D = TypeVar("D")


def read_project(files: ProjectFiles, results: Results = COMPUTED) -> Snapshot:
    """Everything that can be decoded, and diagnostics about the rest. Never raises because of a file's content.

    Raises GonogoError if the policy names a time zone and this computer has no time zone data.
    """
    reader = _ProjectReader(files.contents, files.diagnostics, results)
    people = reader.read_record(f"{FOLDER}/people.yml", PEOPLE)
    policy = reader.read_record(f"{FOLDER}/policy.yml", POLICY)
    timezone, problems = _find_timezone(policy)
    reader.diagnostics += problems
    unreadable = [path for path, record in (("people.yml", people), ("policy.yml", policy)) if record is None]
    names = dict.fromkeys(path.split("/")[1] for path in files.contents if path.count("/") == 2)
    systems = {SystemId(name): _read_system(SystemId(name), reader, timezone) for name in sorted(names)}
    return Snapshot(
        people={PersonId(key): person for key, person in people.people.items()} if people else {},
        policy=policy,
        systems=systems,
        unreadable=tuple(f"{FOLDER}/{name}" for name in unreadable),
        diagnostics=tuple(reader.diagnostics),
        sources=reader.sources,
        absent_evidence=files.find_absent(_list_evidence(systems.values())),
    )


def _list_evidence(systems: Iterable[System]) -> tuple[str, ...]:
    """The paths of all evidence files that entries name, each once."""
    releases = (release for system in systems for release in system.releases.values() if release)
    evidence = (path for release in releases for _, entry in release.walk() for path in entry.evidence)
    return tuple(dict.fromkeys(path for path in evidence if is_project_path(path)))


def parse_release(path: str, data: bytes) -> Release | None:
    """The release in a version of the file at `path`; None if it cannot be decoded."""
    document, _ = parse_document(data, path)
    return _decode_version(document, DecodeContext(path)) if document else None


class VersionReader:
    """Reads past versions of a release file one after another; the result does not depend on earlier versions.

    The time for a version depends on its differences from the previous version, and on the number of sections and
    entries. The records of the release have no places in the file.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._reader = PlainReader()
        self._nodes = PlacelessNodes()
        self._records: dict[RecordKey, Any] = {}

    def read(self, data: bytes) -> Release | None:
        """The release in a version, read like a version of the audit trail; None if it cannot be read or decoded."""
        tree = self._reader.read(data)
        if isinstance(tree, Unreadable):
            return None
        document = Document(self._path, "", self._nodes.make(tree))
        return _decode_version(document, DecodeContext(self._path, self._records))


def _decode_version(document: Document, context: DecodeContext) -> Release | None:
    system, name = document.path.split("/")[1:]
    release = _release_decoder(SystemId(system), ReleaseId(name.removesuffix(".yml")))(document, context)
    return None if context.diagnostics else release


def parse_record(path: str, data: bytes, table: Table[R]) -> R | None:
    """The record in one version of a registry file; None if the version cannot be decoded."""
    document, _ = parse_document(data, path)
    context = DecodeContext(path)
    record = table.decode(document.root, Scalar("", START), context) if document else None
    return None if context.diagnostics else record


class _ProjectReader:
    """Reads files one after another, and collects diagnostics and, keyed by path, the text of each file."""

    def __init__(
        self, contents: Mapping[str, bytes | None], diagnostics: tuple[Diagnostic, ...], results: Results
    ) -> None:
        self.contents = contents
        self._results = results
        self.diagnostics = list(diagnostics)
        self.sources: dict[str, str] = {}

    def read(self, path: str, decode: Callable[[Document, DecodeContext], D | None]) -> D | None:
        """The result of `decode` for a file; None if the file is missing or has a diagnostic."""
        if path not in self.contents:
            hint = "every project has people.yml and policy.yml, every system roles.yml and system.yml"
            self.diagnostics.append(
                Diagnostic("missing-file", Severity.ERROR, "this file is missing", Location(path, START), hint)
            )
            return None
        data = self.contents[path]
        if data is None:
            return None
        self.sources[path] = data.decode("utf-8", errors="replace").replace("\r\n", "\n")
        key = ("decoded file", path, data)  # the path determines how a file is decoded
        decoded, found = self._results.get(key, lambda: self._decode(path, data, decode))
        self.diagnostics += found
        return None if found else decoded

    def _decode(
        self, path: str, data: bytes, decode: Callable[[Document, DecodeContext], D | None]
    ) -> tuple[D | None, tuple[Diagnostic, ...]]:
        # Secrets are searched for first. If there is one, reading stops, so that no message quotes a part of it.
        if secrets := tuple(find_in_text(path, self.sources[path])):
            return None, secrets
        document, problems = parse_document(data, path)
        if document is None:
            return None, problems
        if secrets := tuple(find_secret_values(document)):
            return None, secrets
        context = DecodeContext(path)
        decoded = decode(document, context)
        return decoded, (*context.diagnostics, *find_in_document(document))

    def read_record(self, path: str, table: Table[R]) -> R | None:
        """The record in a registry file, or in a system.yml."""
        return self.read(path, lambda document, context: table.decode(document.root, Scalar("", START), context))


def _find_timezone(policy: Policy | None) -> tuple[tzinfo | None, tuple[Diagnostic, ...]]:
    """The time zone of the policy, and a diagnostic if there is no zone of this name.

    The policy counts even then: no verdict depends on the time zone data of a computer.
    """
    if policy is None or not policy.timezone:
        return None, ()
    zone = find_zone(policy.timezone)
    if zone is not None:
        return zone, ()
    near = suggest_zone(policy.timezone)
    hint = f'did you mean "{near}"?' if near else "expected a name from the IANA list, such as Europe/Berlin"
    message = f'"{policy.timezone}" is not a time zone'
    return None, (Diagnostic("wrong-value", Severity.ERROR, message, policy.where.at("timezone"), hint),)


def _read_system(system: SystemId, reader: _ProjectReader, timezone: tzinfo | None) -> System:
    folder = f"{FOLDER}/{system}"
    unreadable: list[str] = []
    if not is_id(system):
        message, hint = f'"{system}" is not an id', "the name of a system is 1 to 64 of a-z, 0-9 and -"
        reader.diagnostics.append(Diagnostic("bad-id", Severity.ERROR, message, Location(folder, START), hint))
        unreadable.append(folder)
    roles = reader.read_record(f"{folder}/roles.yml", ROLES)
    facts = reader.read_record(f"{folder}/system.yml", SYSTEM)
    unreadable += [f"{folder}/{name}.yml" for name, record in (("roles", roles), ("system", facts)) if record is None]
    releases: dict[ReleaseId, Release | None] = {}
    for path in reader.contents:
        stem = path.removeprefix(f"{folder}/").removesuffix(".yml")
        if path.startswith(f"{folder}/") and stem not in RESERVED_RELEASES:
            release = ReleaseId(stem)
            decoded = reader.read(path, _release_decoder(system, release))
            releases[release] = replace(decoded, timezone=timezone) if decoded and timezone else decoded
    return System(
        id=system,
        facts=facts,
        roles=roles.roles if roles else {},
        releases=releases,
        unreadable=tuple(unreadable),
    )


def _release_decoder(system: SystemId, release: ReleaseId) -> Callable[[Document, DecodeContext], Release | None]:
    def decode(document: Document, context: DecodeContext) -> Release | None:
        if not is_release_id(release):
            hint = "1 to 64 of a-z, 0-9 and . _ + -, beginning with a letter or digit, not ending in .md or .html"
            context.error("bad-id", START, f'"{release}" is not the id of a release', hint)
        return decode_release(document, system, release, context)

    return decode
