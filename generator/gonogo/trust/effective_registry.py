"""The effective registry: the people, policy and roles that count after each landing.

If every value in the registry files counted, anybody who can push could take any role. So a changed value counts only
if a maintainer wrote or merged the change, and only for later landings. The first effective registry is that of the
trust root: the first landing whose own registry names its author or merger as a maintainer. A change without a
maintainer starts to count when maintainers name its landing under `confirmed`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.registry import Registry
from gonogo.model.trust_codes import TrustCode
from gonogo.trust.identities import Identities
from gonogo.trust.introducers import find_introducers
from gonogo.trust.levels import rank
from gonogo.trust.merger import find_author, find_merger
from gonogo.trust.registry_values import PEOPLE_PATH, POLICY_PATH, build_registry, is_registry_path, list_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from gonogo.model.commits import Commit
    from gonogo.model.provenance import Author
    from gonogo.model.record import Record
    from gonogo.trust.line_reader import LineReader
    from gonogo.trust.registry_values import ValueKey, Values

    DecodeRegistry = Callable[[str, bytes], Record | None]


class RegistryState(Frozen):
    """The effective registry after a landing, as single values."""

    values: Values

    @cached_property
    def registry(self) -> Registry:
        """The values as records of people, policy and roles."""
        return build_registry(self.values)

    @cached_property
    def identities(self) -> Identities:
        """The people, indexed by their addresses, handles and keys."""
        return Identities(self.registry)


class RefusedChange(NamedTuple):
    """Registry values that a landing changed, but that do not count.

    `place` is the place of the landing on the line, `author` the author of the landing. `values` has None for a removed
    value.
    """

    place: int
    code: TrustCode
    author: Author
    values: Mapping[ValueKey, object]


class SignedChange(NamedTuple):
    """Registry values that a landing changed while the policy required signatures.

    `commits` are the commits whose signatures authorize the change: the commits that introduced the values, and the
    landing.
    """

    place: int
    commits: tuple[str, ...]
    values: Mapping[ValueKey, object]


NO_REGISTRY = RegistryState({})


class EffectiveRegistry:
    """The effective registry after each landing of a line.

    `root` is the place of the trust root on the line, None if there is none. `refused` are the changes that still do
    not count at the end of the line, oldest first. `signed` are the changes authorized by signatures. `written` are the
    values that the registry files contain at the end of the line.
    """

    def __init__(
        self,
        root: int | None,
        states: tuple[tuple[int, RegistryState], ...],
        refused: tuple[RefusedChange, ...],
        signed: tuple[SignedChange, ...],
        written: Values,
    ) -> None:
        self.root = root
        self.refused = refused
        self.signed = signed
        self.written = written
        self._states = states

    def after(self, index: int) -> RegistryState:
        """The registry after a landing."""
        return next((state for place, state in reversed(self._states) if place <= index), NO_REGISTRY)

    def before(self, index: int) -> RegistryState:
        """The registry by which a landing is judged: the effective registry after the previous landing.

        The trust root is judged by its own registry.
        """
        return self.after(index if index == self.root else index - 1)

    def up_to(self, index: int) -> EffectiveRegistry:
        """The effective registry with only the landings up to this landing; `signed` and `written` are not changed."""
        root = self.root if self.root is not None and self.root <= index else None
        states = tuple(pair for pair in self._states if pair[0] <= index)
        refused = tuple(change for change in self.refused if change.place <= index)
        return EffectiveRegistry(root, states, refused, self.signed, self.written)


def build_effective_registry(reader: LineReader, decode: DecodeRegistry, root: str | None = None) -> EffectiveRegistry:
    """The effective registry of the whole line.

    `root` is the id of a landing that the caller chose as trust root, if any.
    """
    return _RegistryBuilder(reader, decode, root).build()


class _RegistryBuilder:
    """Goes through the landings that changed the registry, and keeps the written and the effective values."""

    def __init__(self, reader: LineReader, decode: DecodeRegistry, root: str | None) -> None:
        self.reader = reader
        self.pinned = root
        self.written: dict[ValueKey, object] = {}
        self.state = NO_REGISTRY
        self.root: int | None = None
        self.refused: list[RefusedChange] = []
        self.signed: list[SignedChange] = []
        self.files = _RegistryFiles(reader, decode)
        self.tried: dict[ValueKey, object] = {}
        self.identities = Identities(Registry())

    def build(self) -> EffectiveRegistry:
        changing: dict[int, list[str]] = {}
        for path in self.reader.paths:
            if is_registry_path(path):
                for index, _ in self.reader.blobs_of(path):
                    changing.setdefault(index, []).append(path)
        states = []
        self.files.load(changing)
        if self.files.may_require_signatures():
            self.reader.load_signatures(oid for index in changing for oid in self.reader.inside(index))
        for landing in self.reader.landings:
            paths = changing.get(landing.index, [])
            if not paths and self.root is not None:
                continue
            after = self.files.values_after(landing.index, paths, self.written)
            if self.root is None:
                self._try_root(landing.index, after)
            elif after != self.written:
                self._apply(landing.index, after)
            self.written = after
            states.append((landing.index, self.state))
        still = [change for change in self.refused if self._is_refused(change)]
        return EffectiveRegistry(self.root, tuple(states), tuple(still), tuple(self.signed), self.written)

    def _try_root(self, index: int, values: dict[ValueKey, object]) -> None:
        """Makes a landing the trust root if its own registry names its author or merger as a maintainer."""
        landing = self.reader.landings[index].commit
        if self.pinned is not None:
            is_root = landing.oid == self.pinned
        else:
            if values is not self.tried:
                self.tried, self.identities = values, Identities(build_registry(values))
            identities = self.identities
            people = (identities.find_person(landing.author), identities.find_person(landing.committer))
            is_whole = all(self.files.is_readable(index, path) for path in (PEOPLE_PATH, POLICY_PATH))
            is_root = is_whole and any(map(identities.is_maintainer, people))
        if is_root:
            self.root, self.state = index, RegistryState(dict(values))

    def _apply(self, index: int, after: dict[ValueKey, object]) -> None:
        """Applies the changed values that count, and the values of earlier landings that this landing confirms."""
        changed = {
            key: after.get(key)
            for key in (*after, *(key for key in self.written if key not in after))
            if after.get(key) != self.written.get(key)
        }
        counting = self._find_authorised(index, changed)
        code = TrustCode.REGISTRY_NOT_AUTHORISED
        values = _set(self.state.values, {key: changed[key] for key in counting})
        if counting and locks_out(values):
            counting, code, values = set(), TrustCode.WOULD_LOCK_OUT, dict(self.state.values)
        if counting and requires_signature(self.state.registry):
            wrote = [commit.oid for key in sorted(counting) for commit in self.files.introducers(index, key)]
            commits = dict.fromkeys((*wrote, self.reader.landings[index].oid))
            self.signed.append(SignedChange(index, tuple(commits), {key: changed[key] for key in counting}))
        others = {key: value for key, value in changed.items() if key not in counting}
        if others:
            author = find_author(self.reader.commit(self.reader.landings[index].oid), self.state.identities)
            self.refused.append(RefusedChange(index, code, author, others))
        self.state = RegistryState(self._confirm(index, counting, values, after))

    def _find_authorised(self, index: int, changed: Mapping[ValueKey, object]) -> set[ValueKey]:
        """The keys of the changed values that a maintainer wrote or merged.

        The result is empty if too few maintainers took part: one is required, and one more for each of the policy's
        `approvals`.
        """
        evidence = _LandingEvidence(self.reader, index, self.state)
        wrote = {key: evidence.maintainers_of(self.files.introducers(index, key)) for key in changed}
        part = set(evidence.merger).union(*wrote.values())
        policy = self.state.registry.policy
        if len(part) < 1 + (policy.approvals if policy else 0):
            return set()
        landing = self.reader.landings[index].oid
        return {
            key for key in changed if wrote[key] or (evidence.merger and not self.files.repairs(landing, index, key))
        }

    def _confirm(
        self, index: int, counting: AbstractSet[ValueKey], values: dict[ValueKey, object], written: Values
    ) -> dict[ValueKey, object]:
        """The values, with the refused values of earlier landings that this landing confirms.

        A refused value is only applied if the files still contain it, and never if too few maintainers would then
        remain.
        """
        for key in counting:
            if key[:2] != ("policy", "confirmed") or key not in written:
                continue
            for change in self.refused:
                if change.place < index and self.reader.landings[change.place].oid == key[2]:
                    kept = {k: value for k, value in change.values.items() if written.get(k) == value}
                    confirmed = _set(values, kept)
                    values = values if locks_out(confirmed) else confirmed
        return values

    def _is_refused(self, change: RefusedChange) -> bool:
        """Whether a refused change still makes the written registry different from the effective registry."""
        return any(self.written.get(key) == value != self.state.values.get(key) for key, value in change.values.items())


def _set(values: Values, changes: Mapping[ValueKey, object]) -> dict[ValueKey, object]:
    """The values after applying the changes. A change to None removes the value."""
    kept = {key: value for key, value in values.items() if changes.get(key, value) is not None}
    return {**kept, **{key: value for key, value in changes.items() if value is not None}}


def locks_out(values: Values) -> bool:
    """Whether these values leave too few maintainers to authorize a change to the registry."""
    identities = Identities(build_registry(values))
    policy = identities.registry.policy
    if policy is None:
        return True
    needs_key = requires_signature(identities.registry)
    able = [
        key
        for key in policy.maintainers
        if identities.is_maintainer(key) and (person := identities.person(key)) and (person.emails or person.forge)
        if not needs_key or any(public.state == "active" for public in person.keys.values())
    ]
    return len(able) < 1 + policy.approvals


def requires_signature(registry: Registry) -> bool:
    """Whether a policy requires a level above attributed, for any sign-off.

    Then changes to the registry require signatures too.
    """
    policy = registry.policy
    levels = (policy.level, policy.final_level or policy.level) if policy else ()
    return any(rank(level) > rank("attributed") for level in levels)


class _LandingEvidence:
    """The maintainers who took part in a landing, according to the registry before it."""

    def __init__(self, reader: LineReader, index: int, state: RegistryState) -> None:
        self.reader = reader
        self.state = state
        self.needs_signature = requires_signature(state.registry)
        landing = reader.landings[index].commit
        merger = find_merger(landing, state.identities)
        is_merger = state.identities.is_maintainer(merger) and self._is_signed(landing, merger)
        self.merger = frozenset({merger} if merger and is_merger else ())

    def maintainers_of(self, commits: tuple[Commit, ...]) -> frozenset[str]:
        """The maintainers among the authors of these commits.

        If the policy requires signatures, only authors who signed their commit with an active key.
        """
        people = {commit.oid: self.state.identities.find_person(commit.author) for commit in commits}
        return frozenset(
            person
            for commit in commits
            if (person := people[commit.oid])
            and self.state.identities.is_maintainer(person)
            and self._is_signed(commit, person)
        )

    def _is_signed(self, commit: Commit, person: str | None) -> bool:
        if not self.needs_signature:
            return True
        signature = self.reader.signature(commit.oid)
        if signature is None or not signature.is_good or self.reader.is_copied(commit.oid):
            return False
        return any(
            owner == person and key.state == "active" for owner, key in self.state.identities.find_keys(signature.key)
        )


class _RegistryFiles:
    """The values of the registry files after landings, and in the commits inside landings.

    If a version cannot be decoded, the values of the previous version remain.
    """

    def __init__(self, reader: LineReader, decode: DecodeRegistry) -> None:
        self.reader = reader
        self.decode = decode
        self.contents: dict[str, bytes] = {}
        self.known: set[tuple[str, str]] = set()
        self.values: dict[tuple[str, str], dict[ValueKey, object] | None] = {}
        self.changing: Mapping[int, list[str]] = {}
        self.decoding: dict[tuple[str, str], str | None] = {}

    def load(self, changing: Mapping[int, list[str]]) -> None:
        """Reads the registry files after the landings that changed them, and in the commits inside these landings."""
        self.changing = changing
        places = [(index, path) for index, names in changing.items() for path in names]
        on_line = {(path, blob) for place, path in places if (blob := self.reader.blob_after(place, path))}
        self.known = on_line.union(self.reader.find_inside(places))
        if self.known:
            self.contents = dict(self.reader.store.read_blobs(dict.fromkeys(blob for _, blob in sorted(self.known))))

    def may_require_signatures(self) -> bool:
        """Whether a policy in any of the loaded versions requires signatures."""
        policies = [self._decode(path, blob) for path, blob in self.known if path == POLICY_PATH]
        return any(values and requires_signature(build_registry(values)) for values in policies)

    def is_readable(self, index: int, path: str) -> bool:
        """Whether a file exists after a landing and can be decoded."""
        blob = self.reader.blob_after(index, path)
        return blob is not None and self._decode(path, blob) is not None

    def values_after(self, index: int, paths: list[str], before: dict[ValueKey, object]) -> dict[ValueKey, object]:
        """The written values after a landing that changed the files at `paths`.

        A removed roles.yml has no values. If people.yml or policy.yml is removed, its values remain.
        """
        values = before
        for path in paths:
            blob = self.reader.blob_after(index, path)
            new = self._decode(path, blob) if blob else ({} if path not in (PEOPLE_PATH, POLICY_PATH) else None)
            if new is not None:
                prefix = _prefix_of(path)
                values = {key: value for key, value in values.items() if key[: len(prefix)] != prefix} | new
        return values

    def introducers(self, index: int, key: ValueKey) -> tuple[Commit, ...]:
        """The commits inside a landing that introduced the landing's value for a key.

        Excludes commits that restored an old value. Also excludes commits that repaired the file, because their authors
        could not see the changes made while the file could not be decoded.
        """
        path = self._path_of(index, key)

        def value_in(oid: str) -> object:
            blob = self.reader.find_readable(
                oid, path, lambda blob: self._decode(path, blob) is not None, self.decoding
            )
            values = self._decode(path, blob) if blob else None
            return values.get(key) if values else None

        found = find_introducers(self.reader, index, value_in)
        commits = (introducer.commit for introducer in found if not introducer.is_restored)
        return tuple(commit for commit in commits if not self.repairs(commit.oid, index, key))

    def repairs(self, oid: str, index: int, key: ValueKey) -> bool:
        """Whether a commit repairs the file of a key: the file cannot be decoded in a parent of the commit."""
        path = self._path_of(index, key)
        blobs = (self.reader.blob_in(parent, path) for parent in self.reader.parents(oid))
        return any(blob and self._decode(path, blob) is None for blob in blobs)

    def _path_of(self, index: int, key: ValueKey) -> str:
        return next(path for path in self.changing[index] if key[: len(prefix := _prefix_of(path))] == prefix)

    def _decode(self, path: str, blob: str) -> dict[ValueKey, object] | None:
        if (path, blob) not in self.values:
            record = self.decode(path, self.contents[blob])
            self.values[path, blob] = None if record is None else list_values(path, record)
        return self.values[path, blob]


def _prefix_of(path: str) -> tuple[str, ...]:
    """The prefix common to the keys of all values in a registry file."""
    if path == PEOPLE_PATH:
        return ("people",)
    return ("policy",) if path == POLICY_PATH else ("roles", path.split("/")[1])
