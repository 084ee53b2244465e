"""The data of one release for its pages: the file, the judgement, and links from the current page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.model.ids import ALL, ChannelId
from gonogo.model.registry import name_of
from gonogo.site.layout import OVERVIEW, Layout
from gonogo.site.page import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.core.nodes import Location
    from gonogo.model.ids import EntryId
    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref, Reference
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.schedule import Moment
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.model.system import Channel
    from gonogo.site.plan import SitePlan


class ReleaseContext(Frozen):
    """A release with its system, its judgement and its layout; `page` is the name of the page that links start from."""

    site: SitePlan
    system: System
    release: Release
    judgement: Judgement
    layout: Layout
    page: str = OVERVIEW

    @property
    def name(self) -> str:
        """The name of the system with the id of the release."""
        return self.system.name_release(self.release.id)

    @property
    def snapshot(self) -> Snapshot:
        """The decoded contents of all files of the project."""
        return self.site.snapshot

    @property
    def overdue(self) -> Mapping[EntryId, Moment]:
        """The deadlines of the overdue entries, keyed by entry."""
        return self.site.overdue[self.release.ref]

    @property
    def path(self) -> str:
        """The path of the current page's Markdown source."""
        return self.site.release_page(self.release.ref, self.page)

    def on(self, page: str) -> ReleaseContext:
        """The same context with another current page."""
        return replace(self, page=page)

    def link_page(self, page: str, anchor: str = "") -> str:
        return self.site.urls.link(self.path, self.site.release_page(self.release.ref, page), anchor)

    def link_section(self, section: Section) -> str:
        return self.link_page(self.layout.home_of(section), self.layout.anchor_of(section))

    def link_entry(self, section: Section, entry: Entry) -> str:
        return self.link_page(self.layout.home_of(section), entry.id)

    def link_ref(self, ref: Ref, source: str | None = None) -> str:
        """A link to a phase, section or entry of this release, from the current page or the page at `source`."""
        section = self.release.sections.get(ref.section) if ref.section else None
        if section is None:
            page, anchor = self.layout.page_of_phase(str(ref.section)), ""
        else:
            page, anchor = self.layout.home_of(section), str(ref.entry or self.layout.anchor_of(section))
        target = self.site.release_page(self.release.ref, page)
        return self.site.urls.link(self.path if source is None else source, target, anchor)

    def link_reference(self, reference: Reference) -> Link:
        """A link to the target of a reference in `when` or `covers`, with the target's title as its text."""
        if reference.group == ALL:
            return Link("Every section that GO requires, except sign-offs", self.link_page(OVERVIEW))
        named = self.release.named_by(reference)
        if reference.entry and named:
            section, entry = named[0]
            return Link(entry.title, self.link_entry(section, entry))
        for phase in self.release.phases.values():
            if phase.id == reference.group:
                return Link(phase.title, self.link_page(self.layout.page_of_phase(phase.id)))
        section = next(known for known in self.release.sections.values() if known.id == reference.group)
        return Link(section.title, self.link_section(section))

    def link_line(self, location: Location) -> str:
        """The address of a line of a file on the forge; "" without a forge, or if the files are not committed."""
        site = self.site
        if not (site.past and site.stamp.head and site.stamp.is_committed and location.path):
            return ""
        return site.forge.line(site.stamp.head, f"{site.past.folder}{location.path}", location.span.line)

    def person_name(self, person: str) -> str:
        """The name of a person, or the id if it is not in people.yml."""
        return name_of(person, self.snapshot.people)

    def channel(self, channel: str) -> Channel | None:
        return self.system.facts.channels.get(ChannelId(channel)) if self.system.facts else None

    def channel_name(self, channel: str) -> str:
        """The title of a channel, or its id if system.yml does not have this channel."""
        known = self.channel(channel)
        return known.title if known else channel


def context_of(release: Release, site: SitePlan) -> ReleaseContext:
    """The context of a release, with its overview as the current page."""
    system, ref = site.snapshot.systems[release.system], release.ref
    return ReleaseContext(site, system, release, site.judgements[ref], site.layouts[ref])
