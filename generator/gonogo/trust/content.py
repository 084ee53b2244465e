"""The content that a sign-off covers: the parts of a release file, in canonical form.

**By exclusion.** A sign-off covers everything that is written about the sections that its `covers` names, except its
own decision, planning, links to further reading, and answers whose current value the verdict reads. So a key that is
added to the format later is covered without a change to this module. Only written values count, never computed ones:
otherwise a decision would change the content that it covers.

**A pruned file.** The content is the release file without everything that is not covered. A part is a phase, a section
or an entry, at its place in the file, so that moving an entry to another section changes the content. The slot itself
is a part, without its decision; of its section only the id counts. A slot that names sign-offs is a final
authorization: it covers their decisions, T-0, the end of the maintenance window and the list of required slots.

Past versions are read without the strict decoder, and may hold values of any shape: nothing here raises.
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

    `parts` are in document order: the release if it is covered, phases, then each section before its entries. `slot` is
    the place of the sign-off; `title` is the title of the release.
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
    """The content that the sign-off `slot` covers in this version; None if the version has no such sign-off.

    With a reader that has read other versions, the cost is little more than that of the differences.
    """
    file = (reader or NodeReader()).read(tree)
    own = file.find_slot(slot)
    if own is None:
        return None
    return Content(release, own.place, dict(_collect(file, own, hash_of)), text_at(tree, "title"))


def digest_content(content: Content, project: str) -> str:
    """The digest of the content of a project's release: `rf1:` and 64 hex digits."""
    return digest_json(write_content(content, project))


def write_content(content: Content, project: str) -> str:
    """The canonical JSON: the ids, and the parts nested as in the file."""
    ids = {"project": project, "system": content.release.system, "release": content.release.release}
    top: dict[str, Canonical] = {**ids, "slot": "/".join(content.slot[1::2])}
    for place, part in content.parts.items():
        node = top
        for key in place:
            below = node.setdefault(key, {})
            assert isinstance(below, dict)  # noqa: S101 - a part that holds others has no value under `items`
            node = below
        node.update(part)
    return write_json(top)


def compare_contents(before: Content, after: Content) -> tuple[ContentChange, ...]:
    """The parts that differ, in document order of `after`, then the parts missing from `after`.

    An entry that has moved is one change, and the first of its keys is "section". The author of each change is left
    open.
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
    """The paths whose hashes `find_content` asks for in this version, each once, in document order."""
    paths: dict[str, None] = {}
    find_content(tree, _ANY_RELEASE, slot, paths.setdefault)
    return tuple(paths)


def _collect(file: ReleaseTree, own: EntryNode, hash_of: HashOf) -> Iterator[tuple[Place, Part]]:
    """The parts with their places, in document order."""
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
            yield from section.parts  # true for most sections, and most of the time
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
    """The part of the release itself that a final authorization covers."""
    moments = {key: _canonical_moment(file.tree[key]) for key in _MOMENTS if file.tree.get(key)}
    required: list[Canonical] = [*file.required_slots()]
    return {key: value for key, value in {**moments, "required": required}.items() if value}


def _canonical_moment(written: Plain) -> Canonical:
    """A date unchanged; a time in UTC, to the second."""
    value = canonical_value(written)
    try:
        moment = parse_moment(value) if isinstance(value, str) else None
    except ValueError:
        return value
    return write_utc(moment) if isinstance(moment, datetime) else value


def _match_moved(before: Content, after: Content) -> dict[Place, Place]:
    """The old place of each moved entry, keyed by its new place. Duplicate ids are matched in order."""
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
