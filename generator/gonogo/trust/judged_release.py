"""A release to judge: its file, its history on the line, and the content that its sign-offs cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen, field
from gonogo.format.sections.signoffs import SignOff, slots_of
from gonogo.model.registry import name_of
from gonogo.trust.content import digest_content, find_content
from gonogo.trust.evidence import evidence_of
from gonogo.trust.release_tree import NodeReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.core.nodes import PlainTree
    from gonogo.model.ids import EntryId, PersonId, RoleId
    from gonogo.model.references import Ref
    from gonogo.model.registry import Person, Registry, Role
    from gonogo.model.release import Release
    from gonogo.trust.content import Content
    from gonogo.trust.effective_registry import RegistryState
    from gonogo.trust.evidence_files import EvidenceFiles
    from gonogo.trust.release_history import ReleaseHistory
    from gonogo.trust.release_values import ReleaseValues


class _KnownContent(NamedTuple):
    """The content of a slot in the version `tree`, without hashes, and the paths of the evidence files in it."""

    tree: PlainTree
    content: Content | None
    evidence: tuple[str, ...]


class JudgedRelease(Frozen):
    """A release to judge: decoded (`release`) and plain (`tree`), with its history on the line.

    `commit` is the commit whose evidence files count. `latest` is the newest effective registry, even if the release is
    judged as of an earlier landing. `main` is the name of the main branch, `project` the id of the project. `people`
    and `roles` come from the judged files: they are used for names in messages, and do not prove anything.
    """

    release: Release
    tree: PlainTree
    history: ReleaseHistory
    files: EvidenceFiles
    commit: str
    latest: RegistryState
    main: str
    project: str
    people: Mapping[PersonId, Person]
    roles: Mapping[RoleId, Role]
    nodes: NodeReader = field(factory=NodeReader, compare=False)
    contents: dict[tuple[int, str], _KnownContent] = field(factory=dict, compare=False)

    @property
    def values(self) -> ReleaseValues:
        """The values of the judged file that only count if an authorized person wrote or merged them."""
        return self.history.finder.find(self.tree)

    @property
    def demands(self) -> Registry:
        """The effective registry at the end of the history, whose requirements apply to every decision, old or new."""
        return self.history.registry.after(self.history.end).registry

    def name_of(self, person: str) -> str:
        """The person's name for display; the id if nobody has this id."""
        return name_of(person, self.demands.people if person in self.demands.people else self.people)

    def ref_of(self, slot: SignOff) -> Ref:
        section = next(section for section, other in slots_of(self.release) if other.id == slot.id)
        return self.release.ref_of(section, slot)

    def is_final(self, slot: SignOff) -> bool:
        """Whether a slot is a final authorization, which means that its `covers` names other sign-offs."""
        named = (entry for reference in slot.depends_on for _, entry in self.release.named_by(reference))
        return any(isinstance(entry, SignOff) for entry in named)

    def content(self, slot: EntryId) -> Content | None:
        """The content that a slot covers in the judged files."""
        return self._content(self.tree, self.commit, slot)

    def digest(self, slot: EntryId) -> str:
        """The digest of the content that a slot covers in the judged files.

        Returns "" if the release does not have the slot.
        """
        content = self.content(slot)
        return digest_content(content, self.project) if content else ""

    def content_in(self, oid: str, slot: EntryId) -> Content | None:
        """The content that a slot covered in a commit inside a landing, or in a parent of such a commit."""
        return self._content(self.history.reader.tree_in(oid, self.history.path), oid, slot)

    def content_after(self, place: int, slot: EntryId) -> Content | None:
        """The content that a slot covered after a landing."""
        tree = self.history.reader.tree_after(place, self.history.path)
        return self._content(tree, self.history.reader.landings[place].oid, slot)

    def contents_on_line(self, slot: EntryId) -> Iterator[tuple[int, Content | None]]:
        """The content of a slot after each landing that changed the file, with the landing's place, oldest first."""
        landings = self.history.reader.landings
        for step in self.history.steps:
            yield step.place, self._content(step.tree, landings[step.place].oid, slot)

    def _content(self, tree: PlainTree | None, oid: str, slot: EntryId) -> Content | None:
        if tree is None:
            return None
        if (id(tree), slot) not in self.contents:
            paths: dict[str, None] = {}
            content = find_content(tree, self.release.ref, slot, paths.setdefault, self.nodes)
            self.contents[id(tree), slot] = _KnownContent(tree, content, tuple(paths))
        _, content, evidence = self.contents[id(tree), slot]
        if not evidence:
            return content
        # The hashes depend on the commit: another commit can have the same release file but different evidence files.
        self.files.load((oid, path) for path in evidence)
        return find_content(tree, self.release.ref, slot, self.files.hash_in(oid), self.nodes)

    def has_evidence(self, oid: str, slot: SignOff) -> bool:
        """Whether a decision names a link as evidence, or a file that exists in the commit."""
        files = evidence_of({"evidence": list(slot.evidence)})
        return len(slot.evidence) > len(files) or any(self.own_evidence(oid, slot))

    def own_evidence(self, oid: str, slot: SignOff) -> tuple[str | None, ...]:
        """The hashes of a decision's evidence files in a commit; None for a file that does not exist there."""
        paths = evidence_of({"evidence": list(slot.evidence)})
        self.files.load((oid, path) for path in paths)
        return tuple(map(self.files.hash_in(oid), paths))
