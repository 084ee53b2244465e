"""Which pages a site has, and where each lies."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field, replace
from gonogo.model.ids import ALL, ChannelId, PhaseId
from gonogo.model.references import Ref
from gonogo.model.registry import name_of
from gonogo.model.schedule import shift
from gonogo.site.addresses import Urls, free_name
from gonogo.site.forge import Forge, find_forge
from gonogo.site.layout import AUDIT, Layout, lay_out, phase_page
from gonogo.site.page import Link
from gonogo.site.trail_months import TrailMonth, anchor_of, divide

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.core.nodes import Location
    from gonogo.history.index import EventIndex, IndexedEvent
    from gonogo.model.commits import Ident
    from gonogo.model.ids import EntryId, PersonId, SystemId
    from gonogo.model.judgement import Judgement, Point
    from gonogo.model.references import Reference
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.model.system import Channel

WEEK = 7 * 1440


class BuildStamp(Frozen):
    """What every page says of itself: as of when, from which commit, by which version, and how much history was read.

    `events` of `commits` were; both are None where there is no history. `is_committed` where the files are those of the
    commit, and nothing else lies in the folder.
    """

    as_of: datetime
    head: str | None
    version: str
    events: int | None = None
    commits: int | None = None
    is_committed: bool = False


class SiteHistory(Frozen):
    """What history says: every event, how each release grew, and where the project lies in its repository.

    `place` is "" at the top of the repository, else a path that ends in a slash. `head_at` is when the last commit was
    made, by the clock of its committer; None where its date is none.
    """

    event_index: EventIndex
    burn_up: Mapping[Ref, tuple[Point, ...]]
    place: str
    head_at: datetime | None = None

    @cached_property
    def until(self) -> datetime | None:
        """When the head commit was made; where that has no date, the latest of a landing."""
        dates = (landing.committer.moment for landing in self.event_index.trail.landings.values())
        return self.head_at or max((moment for moment in dates if moment), default=None)

    @cached_property
    def recent(self) -> frozenset[str]:
        """The landings of the seven days before the head commit, and those by a clock that was ahead of its."""
        since = shift(self.until, -WEEK) if self.until else None
        landed = self.event_index.trail.landings.items()
        return frozenset(oid for oid, one in landed if since and one.committer.moment and one.committer.moment > since)


class SitePlan(Frozen):
    """The addresses of all pages. `folder` is where the site lies below the docs folder, "" or ending in a slash.

    `past` is None where there is no history. `writers` are people by the keys of those who wrote
    commits; None for one of several people. `title` heads the home page, `url` is the address of the published site, ""
    if it is not known. All of it is as the site's audience may see it.

    Every page is the index of a folder of its own. Its address is the same with either form of URL, so that a link that
    somebody has kept goes on working; and its source lies where its URL does, so that a relative link in it is the same
    link for builders that leave HTML alone and for those that resolve it from the source (Zensical).
    """

    snapshot: Snapshot
    judgements: Mapping[Ref, Judgement]
    stamp: BuildStamp
    urls: Urls = field(factory=Urls)
    folder: str = ""
    past: SiteHistory | None = None
    writers: Mapping[str, PersonId | None] = field(factory=dict)
    title: str = "Readiness"
    url: str = ""

    @property
    def home(self) -> str:
        """The page that everything starts from."""
        return f"{self.folder}index.md"

    @property
    def findings(self) -> str:
        """The page of what `check` says."""
        return f"{self.folder}{free_name('findings', self.snapshot.systems)}/index.md"

    def system_page(self, system: SystemId) -> str:
        """The page of a system."""
        return f"{self.folder}{system}/index.md"

    def contacts_page(self, system: System) -> str:
        """The directory of a system's contacts."""
        return f"{self.folder}{system.id}/{free_name('contacts', system.releases)}/index.md"

    def release_page(self, ref: Ref, page: str = "index") -> str:
        """A page of a release; without `page`, its overview."""
        below = "" if page == "index" else f"{page}/"
        return f"{self.folder}{ref.system}/{ref.release}/{below}index.md"

    def context(self, system: System, release: Release) -> ReleaseContext:
        """The plan of one release."""
        return ReleaseContext(self, system, release, self.judgements[release.ref], layout=self.layouts[release.ref])

    @property
    def event_index(self) -> EventIndex | None:
        """What happened, None where there is no history."""
        return self.past.event_index if self.past else None

    @cached_property
    def forge(self) -> Forge:
        """Where commits, pull requests and lines of files can be looked at."""
        return find_forge(self.snapshot)

    def person_page(self, person: PersonId) -> str:
        """The page of a person, "" where it has none: what people do is nothing for a public site."""
        if not self.people_page or person not in self.snapshot.people:
            return ""
        return f"{self.people_page.removesuffix('index.md')}{person}/index.md"

    @property
    def people_page(self) -> str:
        """The page that names everybody, "" where nobody has a page."""
        if self.snapshot.is_public or not self.past:
            return ""
        return f"{self.folder}{free_name('people', self.snapshot.systems)}/index.md"

    def person_of(self, writer: Ident) -> PersonId | None:
        """Whom the e-mail of a commit names; None for one that nobody has, or several people."""
        return self.writers.get(writer.key)

    def link_person(self, source: str, person: PersonId) -> str:
        """A link from a page to that of a person, "" where there is none."""
        page = self.person_page(person)
        return self.urls.link(source, page) if page else ""

    def audit_page(self, ref: Ref | None = None, part: str = "") -> str:
        """The audit trail of everything, or of a release; `part` is a month of it."""
        folder = self.release_page(ref, AUDIT) if ref else f"{self.folder}{free_name('audit', self.snapshot.systems)}/"
        return f"{folder.removesuffix('index.md')}{f'{part}/' if part else ''}index.md"

    def audit_file(self, form: str, ref: Ref | None = None) -> str:
        """The file with the same rows as the audit trail of everything, or of a release; `form` is `csv` or `json`."""
        return self.file_path(f"audit.{form}", ref)

    @property
    def feed(self) -> str:
        """The file of what happened last, for feed readers. It lies beside the home page."""
        return self.file_path("feed.xml")

    def file_path(self, name: str, ref: Ref | None = None) -> str:
        """The path of a file that is no page: in the folder of a release, or of the home page without `ref`."""
        if ref is None:
            return f"{self.folder}{free_name(name, self.snapshot.systems)}"
        return f"{self.release_page(ref).removesuffix('index.md')}{name}"

    def told_of(self, ref: Ref | None = None) -> tuple[IndexedEvent, ...]:
        """Every event in the audit trail of everything, or of a release, in landing order, oldest first."""
        if self.event_index is None:
            return ()
        return self.event_index.events if ref is None else self.event_index.by_file.get(ref, ())

    def audit_parts(self, ref: Ref | None = None) -> tuple[TrailMonth, ...]:
        """The pages of an audit trail behind its first one, newest first; none where that has everything."""
        return self._parts[ref]

    def link_event(self, source: str, told: IndexedEvent) -> str:
        """A link to the row of an event: in the audit trail of its release where that is there, else in that of all."""
        ref = told.file if isinstance(told.file, Ref) and told.file in self.judgements else None
        part = self._part_of_events[ref].get(told.number, "")
        return self.urls.link(source, self.audit_page(ref, part), anchor_of(told))

    @cached_property
    def _parts(self) -> dict[Ref | None, tuple[TrailMonth, ...]]:
        """Of everything, and of each release."""
        if self.event_index is None:
            return {}
        landed_at = self.event_index.landed_at
        return {ref: divide(self.told_of(ref), landed_at) for ref in (None, *self.judgements)}

    @cached_property
    def _part_of_events(self) -> dict[Ref | None, dict[int, str]]:
        """The name of the part in which an event stands, by its number."""
        return {
            ref: {told.number: part.name for part in parts for told in part.events}
            for ref, parts in self._parts.items()
        }

    def find(self, release: Ref, ref: Ref) -> tuple[str, str, str] | None:
        """The title, page and anchor of a thing that is in a release now; None where it is not, or not any more.

        An entry is found by its id, wherever it stands.
        """
        system = self.snapshot.systems.get(release.system)
        known = system.releases.get(release.release) if system else None
        if system is None or known is None:
            return None
        if ref.section is None:
            return known.title, self.release_page(release), ""
        context = self.context(system, known)
        if ref.entry is not None:
            place = self._entries[release].get(ref.entry)
            return (place[1].title, self.release_page(release, context.home_of(place[0])), ref.entry) if place else None
        if section := known.sections.get(ref.section):
            return section.title, self.release_page(release, context.home_of(section)), context.anchor_of(section)
        if phase := known.phases.get(PhaseId(ref.section)):
            return phase.title, self.release_page(release, context.page_of_phase(phase.id)), ""
        return None

    @cached_property
    def _entries(self) -> dict[Ref, dict[EntryId, tuple[Section, Entry]]]:
        """Every entry with its section, by release and id."""
        return {
            release.ref: {entry.id: (section, entry) for section, entry in release.walk()}
            for _, release in self.snapshot.releases()
        }

    @cached_property
    def layouts(self) -> dict[Ref, Layout]:
        """Where everything of each release stands, worked out once."""
        return {release.ref: lay_out(release) for _, release in self.snapshot.releases()}


class ReleaseContext(Frozen):
    """The pages of one release, seen from `page`, the one that is being made."""

    site: SitePlan
    system: System
    release: Release
    judgement: Judgement
    layout: Layout
    page: str = "index"

    @property
    def snapshot(self) -> Snapshot:
        """Everything that the files say."""
        return self.site.snapshot

    @property
    def path(self) -> str:
        """The path of the page that is being made."""
        return self.site.release_page(self.release.ref, self.page)

    def on(self, page: str) -> ReleaseContext:
        """The same release, seen from another page."""
        return replace(self, page=page)

    def home_of(self, section: Section) -> str:
        """The page on which the section is at home."""
        return self.layout.homes[section.id]

    def phase_page(self, phase: PhaseId) -> str:
        """The name of a phase's page; it exists only if a section is at home there."""
        return phase_page(phase)

    def sections_at(self, page: str) -> tuple[Section, ...]:
        """The sections that are at home on a page, in order."""
        return tuple(section for section in self.layout.ordered if self.home_of(section) == page)

    def phase_pages(self) -> tuple[PhaseId, ...]:
        """The phases that have a page of their own: those with a section at home there, or without any section."""
        return self.layout.phases

    def anchor_of(self, section: Section) -> str:
        """The id of a section's heading, different from the ids of entries."""
        return self.layout.anchors[section.id]

    def link_page(self, page: str, anchor: str = "") -> str:
        """A link to another page of the release."""
        return self.site.urls.link(self.path, self.site.release_page(self.release.ref, page), anchor)

    def link_to(self, source: str, ref: Ref) -> str:
        """A link from any page to a section, a phase or an entry of this release."""
        section = self.release.sections.get(ref.section) if ref.section else None
        if section is None:
            page, anchor = self.page_of_phase(str(ref.section)), ""
        else:
            page, anchor = self.home_of(section), str(ref.entry or self.anchor_of(section))
        return self.site.urls.link(source, self.site.release_page(self.release.ref, page), anchor)

    def page_of_phase(self, phase: str) -> str:
        """The page that shows a phase: its own, else the one where its first section is at home."""
        known = next((known for known in self.release.phases if known == phase), None)
        if known is None:
            return "index"
        if known in self.phase_pages():
            return self.phase_page(known)
        return self.home_of(self.release.sections_of(known)[0])

    def link_reference(self, reference: Reference) -> Link:
        """What a `when` or `covers` names, as a link with its title."""
        if reference.group == ALL:
            return Link("every section that counts for the go, except sign-offs", self.link_page("index"))
        named = self.release.named_by(reference)
        if reference.entry and named:
            section, entry = named[0]
            return Link(entry.title, self.link_page(self.home_of(section), entry.id))
        for phase in self.release.phases.values():
            if phase.id == reference.group:
                return Link(phase.title, self.link_page(self.page_of_phase(phase.id)))
        section = next(known for known in self.release.sections.values() if known.id == reference.group)
        return Link(section.title, self.link_page(self.home_of(section), self.anchor_of(section)))

    def line_href(self, location: Location) -> str:
        """The very line on the forge; "" without a forge, and where the files are not those of the commit."""
        site = self.site
        if not (site.past and site.stamp.head and site.stamp.is_committed and location.path):
            return ""
        return site.forge.line(site.stamp.head, f"{site.past.place}{location.path}", location.span.line)

    def person_name(self, person: str) -> str:
        """The name of a person, the id where it is not known."""
        return name_of(person, self.snapshot.people)

    def channel(self, channel: str) -> Channel | None:
        """A channel of the system."""
        return self.system.facts.channels.get(ChannelId(channel)) if self.system.facts else None

    def channel_name(self, channel: str) -> str:
        """The title of a channel, the id where it is not known."""
        known = self.channel(channel)
        return known.title if known else channel
