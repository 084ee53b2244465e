"""The content that a sign-off covers: parts of a release file, in canonical form.

**Everything that is not excluded.** A sign-off covers every key of the sections that it names in `covers`. The
exceptions are its own decision, planning, links for further reading, and answers to triggers and criteria: the verdict
always uses the newest of these answers. So if the format gets a new key, sign-offs cover it without a change to this
module. Only values in the file are covered, never computed values: the result of a decision would otherwise belong to
the content that the decision covers.

**The release file without uncovered keys.** A part is a phase, a section or an entry, at its place in the file, so that
moving an entry to another section changes the content. The slot itself is a part, without its decision; of its own
section, only the id is covered. A slot whose `covers` names other sign-offs is a final authorization: it also covers
their decisions, T-0, the end of the maintenance window, and the list of required slots.

Past versions are not checked by the strict decoder and can contain values of any shape. The functions in this module
accept all of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field
from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId
from gonogo.model.provenance import ContentChange
from gonogo.model.references import Ref
from gonogo.model.schedule import parse_moment, write_utc
from gonogo.trust.canonical import canonical_value
from gonogo.trust.digest import digest_json, write_json
from gonogo.trust.evidence import add_hashes
from gonogo.trust.release_tree import NodeReader, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.trust.canonical import Canonical, Part
    from gonogo.trust.evidence import HashOf
    from gonogo.trust.release_tree import EntryNode, Named, Place, ReleaseTree, SectionNode

_MOMENTS = ("deploy_at", "window_ends")
_ANY_RELEASE = Ref(SystemId(""), ReleaseId(""))


class Content(Frozen):
    """The content that one sign-off covers in one version of a release. Equal contents have the same meaning.

    `slot` is the place of the sign-off. `parts` are in document order: first the release, if it is covered, then the
    phases, then each section followed by its entries. `title` is the title of the release.
    """

    release: Ref
    slot: Place
    parts: Mapping[Place, Part]
    title: str = field(default="", compare=False)

    def ref_of(self, place: Place) -> Ref:
        """The reference of a part."""
        if not place:
            return self.release
        entry = EntryId(place[-1]) if len(place) > 2 else None
        return Ref(self.release.system, self.release.release, SectionId(place[1]), entry)

    def title_of(self, place: Place) -> str:
        """The title of a part, or its id if it has none."""
        if not place:
            return self.title or str(self.release)
        title = self.parts[place].get("title")
        return title if isinstance(title, str) else place[-1]


def find_content(
    tree: PlainTree, release: Ref, slot: EntryId, hash_of: HashOf, reader: NodeReader | None = None
) -> Content | None:
    """The content that the sign-off `slot` covers in a version of a release; None if the version has no such sign-off.

    If `reader` has already read a similar version, this function only reads the differences.
    """
    file = (reader or NodeReader()).read(tree)
    own = file.find_slot(slot)
    if own is None:
        return None
    return Content(release, own.place, dict(_collect(file, own, hash_of)), text_at(tree, "title"))


def digest_content(content: Content, project: str) -> str:
    """The digest of the content: `rf1:` and 64 hex digits. `project` is the id of the project."""
    return digest_json(write_content(content, project))


def write_content(content: Content, project: str) -> str:
    """The content as canonical JSON: the ids of project, system, release and slot, and the nested parts."""
    ids = {"project": project, "system": content.release.system, "release": content.release.release}
    top: dict[str, Canonical] = {**ids, "slot": "/".join(content.slot[1::2])}
    for place, part in content.parts.items():
        node = top
        for key in place:
            below = node.setdefault(key, {})
            assert isinstance(below, dict)  # noqa: S101 - a part with parts below it has no other value under `items`
            node = below
        node.update(part)
    return write_json(top)


def compare_contents(before: Content, after: Content) -> tuple[ContentChange, ...]:
    """The parts that differ: added and changed parts in document order of `after`, then the parts missing from `after`.

    An entry that moved to another section is one changed part, with "section" as the first of its keys. The changes do
    not have authors yet.
    """
    moved = _match_moved(before, after)
    changes = []
    for place, part in after.parts.items():
        old_place = place if place in before.parts else moved.get(place)
        if old_place is None:
            changes.append(ContentChange(after.ref_of(place), after.title_of(place), "added"))
        elif keys := (*(() if old_place == place else ("section",)), *_changed_keys(before.parts[old_place], part)):
            changes.append(ContentChange(after.ref_of(place), after.title_of(place), "changed", keys))
    kept = {*after.parts, *moved.values()}
    gone = [place for place in before.parts if place not in kept]
    return (*changes, *(ContentChange(before.ref_of(place), before.title_of(place), "removed") for place in gone))


def evidence_paths(tree: PlainTree, slot: EntryId) -> tuple[str, ...]:
    """The paths of the files whose hashes belong to the content of a slot, each once, in document order."""
    paths: dict[str, None] = {}
    find_content(tree, _ANY_RELEASE, slot, paths.setdefault)
    return tuple(paths)


def _collect(file: ReleaseTree, own: EntryNode, hash_of: HashOf) -> Iterator[tuple[Place, Part]]:
    """The covered parts with their places, in document order."""
    covers = own.own_part.get("covers")
    names = [name for name in covers if name and isinstance(name, str)] if isinstance(covers, list) else []
    named = file.resolve(names)
    if any(section.has_slots and named.has_section(section) for section in file.sections):
        yield (), _write_release(file)
    for key, phase in file.phases.items():
        if key in named.phases:
            yield phase.place, phase.part
    for section in file.sections:
        if section.id in named.sections and not section.paths and section.id != own.place[1]:
            yield from section.parts  # a shortcut for most sections: nothing in them needs a hash or is the slot
        elif named.has_section(section) or section.id == own.place[1]:
            yield from _collect_section(section, named, own, hash_of)


def _collect_section(
    section: SectionNode, named: Named, own: EntryNode, hash_of: HashOf
) -> Iterator[tuple[Place, Part]]:
    if named.has_section(section):
        yield section.place, section.part
    for entry in section.entries:
        if entry is own:
            yield entry.place, entry.own_part
        elif named.has_entry(section, entry):
            yield entry.place, add_hashes(entry.part, entry.body, hash_of) if entry.paths else entry.part


def _write_release(file: ReleaseTree) -> Part:
    """The covered keys of the release itself, for a final authorization."""
    moments = {key: _canonical_moment(file.tree[key]) for key in _MOMENTS if file.tree.get(key)}
    required: list[Canonical] = [*file.required_slots()]
    return {key: value for key, value in {**moments, "required": required}.items() if value}


def _canonical_moment(written: Plain) -> Canonical:
    """A time in UTC, to the second; any other value in canonical form."""
    value = canonical_value(written)
    try:
        moment = parse_moment(value) if isinstance(value, str) else None
    except ValueError:
        return value
    return write_utc(moment) if isinstance(moment, datetime) else value


def _match_moved(before: Content, after: Content) -> dict[Place, Place]:
    """The old place of each moved entry, keyed by its new place.

    If several entries have the same id, the first removed place belongs to the first added place, and so on.
    """
    gone: dict[str, list[Place]] = {}
    for place in before.parts:
        if len(place) > 2 and place not in after.parts:
            gone.setdefault(place[-1], []).append(place)
    moved = {}
    for place in after.parts:
        if len(place) > 2 and place not in before.parts and gone.get(place[-1]):
            moved[place] = gone[place[-1]].pop(0)
    return moved


def _changed_keys(before: Part, after: Part) -> tuple[str, ...]:
    """The keys that differ, in the order of `after`, then the keys missing from `after`."""
    if before is after:
        return ()
    return tuple(key for key in {**after, **before} if before.get(key) != after.get(key))
