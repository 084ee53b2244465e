"""The data that a site is made from, and the source path of every page and file.

All paths are relative to the docs folder. `site.addresses` converts a path to a link or a URL; `site.forge` makes the
addresses outside the site.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin
from uuid import NAMESPACE_URL, uuid5

from gonogo.audience import has_stand_in
from gonogo.core.frozen import Frozen, field
from gonogo.model.ids import PhaseId
from gonogo.model.references import Ref
from gonogo.model.schedule import shift
from gonogo.site.addresses import Urls, free_name
from gonogo.site.forge import Forge, find_forge
from gonogo.site.layout import AUDIT, OVERVIEW, Layout, lay_out
from gonogo.site.trail_months import TrailMonth, anchor_of, divide
from gonogo.verdict.open_work import find_overdue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from gonogo.core.diagnostics import AcceptedFinding, Diagnostic
    from gonogo.core.nodes import Location
    from gonogo.history.event_index import EventIndex, IndexedEvent
    from gonogo.model.commits import Ident
    from gonogo.model.ids import EntryId, PersonId, SystemId
    from gonogo.model.judgement import Judgement, Point
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.schedule import Moment
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.verdict.reasons import Notice

WEEK = 7 * 1440  # minutes


class BuildStamp(Frozen):
    """The facts at the foot of every page: the build time, the commit, the version, and the history that was read.

    `events` and `commits` are the numbers of events and of commits read; both are None without history. `head` is the
    commit that is checked out; `is_committed` says that the files do not differ from that commit. `is_time_given` says
    that the user chose `as_of`: pages then count "in 3 days" from `as_of`, and not from the reader's clock. `history`
    is a clause that says against which history the sign-offs were verified; `is_verified` says that this was git
    history. `lapses_at` is the first moment after `as_of` at which a verdict changes without a new commit, because a
    waiver ends; None if there is no such moment.
    """

    as_of: datetime
    version: str
    history: str
    head: str | None = None
    events: int | None = None
    commits: int | None = None
    is_committed: bool = False
    is_time_given: bool = False
    is_verified: bool = False
    lapses_at: datetime | None = None


class SiteHistory(Frozen):
    """The history of the project: every event, the burn-up of each release, and the project's folder in the repository.

    `folder` is "" for the top folder of the repository, else a path that ends in a slash. `head_at` is the committer
    date of the head commit; None if that commit has no valid date.
    """

    event_index: EventIndex
    burn_up: Mapping[Ref, tuple[Point, ...]]
    folder: str
    head_at: datetime | None = None

    @cached_property
    def until(self) -> datetime | None:
        """The time of the head commit; if that commit has no valid date, the latest date of any landing."""
        dates = (landing.committer.moment for landing in self.event_index.trail.landings.values())
        return self.head_at or max((moment for moment in dates if moment), default=None)

    @cached_property
    def recent(self) -> frozenset[str]:
        """The landings whose date is less than seven days before the time of the head commit, or after that time."""
        since = shift(self.until, -WEEK) if self.until else None
        dates = ((oid, landing.committer.moment) for oid, landing in self.event_index.trail.landings.items())
        return frozenset(oid for oid, moment in dates if since and moment and moment > since)


class Place(NamedTuple):
    """A subject of a release: its title, the path of its page, and its anchor there, which is "" for the whole page."""

    title: str
    page: str
    anchor: str


class SitePlan(Frozen):
    """All data that pages are made from, and the paths of all pages. The data is limited to the audience of the site.

    `folder` is the folder of the site below the docs folder: "", or a path that ends in a slash. `past` is None without
    history. `writers` maps each e-mail address in people.yml to its person, or to None if several people have the
    address. `title` is the heading of the home page. `url` is the address of the published site, "" if it is not known.
    `notice` gives the reason if no sign-off of the project can count; else it is None. `diagnostics` are the findings
    that `gonogo check` lists, `accepted` are the findings that the project accepts.

    The source of every page is a file `index.md` in a folder of its own. So the URL of a page has the same folder with
    and without MkDocs' `use_directory_urls`, and bookmarks keep working. Also, a relative link is correct both in
    builders that do not change links in HTML and in builders that resolve such links from the path of the source file
    (Zensical).
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
    notice: Notice | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()

    @property
    def home(self) -> str:
        return f"{self.folder}index.md"

    @property
    def findings(self) -> str:
        """The path of the page with all findings of `gonogo check`."""
        return f"{self.folder}{free_name('findings', self.snapshot.systems)}/index.md"

    def system_page(self, system: SystemId) -> str:
        return f"{self.folder}{system}/index.md"

    def contacts_page(self, system: System) -> str:
        return f"{self.folder}{system.id}/{free_name('contacts', system.releases)}/index.md"

    def release_page(self, ref: Ref, page: str = OVERVIEW) -> str:
        """The path of a page of a release; without `page`, of its overview."""
        below = "" if page == OVERVIEW else f"{page}/"
        return f"{self.folder}{ref.system}/{ref.release}/{below}index.md"

    @property
    def event_index(self) -> EventIndex | None:
        """All events, indexed by subject; None without history."""
        return self.past.event_index if self.past else None

    @property
    def leaves_history_out(self) -> bool:
        """Whether the project is in git, but the user chose to leave its history out, as for a shallow clone."""
        return self.past is None and self.stamp.head is not None

    @cached_property
    def forge(self) -> Forge:
        """The forge of the project. All its addresses are "" if policy.yml does not name a forge."""
        return find_forge(self.snapshot)

    def is_concealed(self, text: str) -> bool:
        """Whether a part of a string was replaced on a public site, so that the string differs from the files."""
        return self.snapshot.is_public and has_stand_in(text)

    def link_branch(self, location: Location) -> str:
        """The forge's page for a line of a file on main; "" without a forge, or if the path is not known."""
        path = self._path_on_forge(location)
        return self.forge.branch_line(self._main, path, location.span.line) if path else ""

    def link_edit(self, location: Location) -> str:
        """The address of the forge's editor for a line of a file on main; "" in the same cases as for `link_branch`."""
        path = self._path_on_forge(location)
        return self.forge.edit_line(self._main, path, location.span.line) if path else ""

    @property
    def _main(self) -> str:
        return self.snapshot.policy.main if self.snapshot.policy else ""

    def _path_on_forge(self, location: Location) -> str:
        """The path of a file in the repository; "" without history, or if a part of its address is concealed."""
        if not (self.past and location.path):
            return ""
        path = f"{self.past.folder}{location.path}"
        return "" if self.is_concealed(f"{self.forge.url} {self._main} {path}") else path

    def person_page(self, person: PersonId) -> str:
        """The path of a person's page; "" if the person has no page: a public site does not show people's activity."""
        if not self.people_page or person not in self.snapshot.people:
            return ""
        return f"{self.people_page.removesuffix('index.md')}{person}/index.md"

    @property
    def people_page(self) -> str:
        """The path of the page that lists all people; "" on a public site, and without history."""
        if self.snapshot.is_public or not self.past:
            return ""
        return f"{self.folder}{free_name('people', self.snapshot.systems)}/index.md"

    def person_of(self, writer: Ident) -> PersonId | None:
        """The person to whom a commit's e-mail belongs; None if it belongs to no person, or to several."""
        return self.writers.get(writer.key)

    def link_person(self, source: str, person: PersonId) -> str:
        """A link from the page at `source` to a person's page; "" if the person has no page."""
        page = self.person_page(person)
        return self.urls.link(source, page) if page else ""

    def audit_page(self, ref: Ref | None = None, part: str = "") -> str:
        """The path of a page of an audit trail, by default the project's; `part` is a month or a part of a month."""
        folder = self.release_page(ref, AUDIT) if ref else f"{self.folder}{free_name('audit', self.snapshot.systems)}/"
        return f"{folder.removesuffix('index.md')}{f'{part}/' if part else ''}index.md"

    def audit_file(self, form: str, ref: Ref | None = None) -> str:
        """The path of the file with all rows of an audit trail, by default the project's; `form` is its ending."""
        return self.file_path(f"audit.{form}", ref)

    @property
    def feed(self) -> str:
        """The path of the feed with the newest events, beside the home page."""
        return self.file_path("feed.xml")

    @property
    def readiness(self) -> str:
        """The path of the JSON file with the verdict of every release, beside the home page."""
        return self.file_path("readiness.json")

    def file_path(self, name: str, ref: Ref | None = None) -> str:
        """The path of a file that is not a page, in the folder of the release; without `ref`, beside the home page."""
        if ref is None:
            return f"{self.folder}{free_name(name, self.snapshot.systems)}"
        return f"{self.release_page(ref).removesuffix('index.md')}{name}"

    def locate(self, path: str, relative: str = "") -> str:
        """The published address of a page or file, or of a relative link on the page; "" if `url` is not known."""
        if not self.url:
            return ""
        return urljoin(f"{self.url.rstrip('/')}/{quote(self.urls.address(path))}", relative)

    def make_uuid(self, name: str) -> UUID:
        """The id of a subject of the project (RFC 9562, version 5). It does not depend on the address of the site."""
        project = self.snapshot.policy.project if self.snapshot.policy else ""
        return uuid5(NAMESPACE_URL, f"gonogo:{project}:{name}")

    def events_of(self, ref: Ref | None = None) -> tuple[IndexedEvent, ...]:
        """The events in the audit trail of the project, or of a release, in landing order, oldest first."""
        if self.event_index is None:
            return ()
        return self.event_index.events if ref is None else self.event_index.by_file.get(ref, ())

    def audit_parts(self, ref: Ref | None = None) -> tuple[TrailMonth, ...]:
        """The pages of an audit trail after its first page, newest first; empty if the first page has every event."""
        return self._parts[ref]

    def link_event(self, source: str, indexed: IndexedEvent) -> str:
        """A link to the row of an event.

        The row is in the audit trail of the event's release, or without a release in the project's trail.
        """
        ref = indexed.file if isinstance(indexed.file, Ref) and indexed.file in self.judgements else None
        part = self._part_of_events[ref].get(indexed.number, "")
        return self.urls.link(source, self.audit_page(ref, part), anchor_of(indexed))

    @cached_property
    def _parts(self) -> dict[Ref | None, tuple[TrailMonth, ...]]:
        """The parts of each audit trail, keyed by release; the key of the project's trail is None."""
        if self.event_index is None:
            return {}
        landed_at = self.event_index.landed_at
        return {ref: divide(self.events_of(ref), landed_at) for ref in (None, *self.judgements)}

    @cached_property
    def _part_of_events(self) -> dict[Ref | None, dict[int, str]]:
        """The name of the part that contains an event, keyed by trail (as in `_parts`) and by event number."""
        return {
            ref: {indexed.number: part.name for part in parts for indexed in part.events}
            for ref, parts in self._parts.items()
        }

    def find_place(self, release: Ref, ref: Ref) -> Place | None:
        """The place of the subject `ref`; None if the release no longer contains the subject.

        `ref` is a phase, a section, an entry or the release itself. An entry is looked up by its id alone, so a move to
        another section does not matter.
        """
        system = self.snapshot.systems.get(release.system)
        known = system.releases.get(release.release) if system else None
        return self._find_in(known, ref) if known else None

    def _find_in(self, release: Release, ref: Ref) -> Place | None:
        layout = self.layouts[release.ref]
        if ref.section is None:
            return Place(release.title, self.release_page(release.ref), "")
        if ref.entry is not None:
            if ref.entry not in self._entries[release.ref]:
                return None
            section, entry = self._entries[release.ref][ref.entry]
            return Place(entry.title, self.release_page(release.ref, layout.home_of(section)), entry.id)
        if named := release.sections.get(ref.section):
            return Place(named.title, self.release_page(release.ref, layout.home_of(named)), layout.anchor_of(named))
        if phase := release.phases.get(PhaseId(ref.section)):
            return Place(phase.title, self.release_page(release.ref, layout.page_of_phase(phase.id)), "")
        return None

    @cached_property
    def _entries(self) -> dict[Ref, dict[EntryId, tuple[Section, Entry]]]:
        """Every entry with its section, keyed by release and id."""
        return {
            release.ref: {entry.id: (section, entry) for section, entry in release.walk()}
            for _, release in self.snapshot.releases()
        }

    @cached_property
    def overdue(self) -> dict[Ref, dict[EntryId, Moment]]:
        """The moment by which each overdue entry had to be settled, by release; each page of a release asks for it."""
        return {
            release.ref: find_overdue(release, self.judgements[release.ref]) for _, release in self.snapshot.releases()
        }

    @cached_property
    def layouts(self) -> dict[Ref, Layout]:
        """The layouts of the releases that can be decoded, keyed by release."""
        return {release.ref: lay_out(release) for _, release in self.snapshot.releases()}
