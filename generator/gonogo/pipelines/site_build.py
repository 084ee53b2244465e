"""The site on one screen: files and history -> snapshot, judgements, event index -> pages -> their sources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gonogo import __version__
from gonogo.audience import Content, as_public, for_audience
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen, replace
from gonogo.history.burn_up import choose_versions, find_versions, measure_burn_up, parse_counts, write_counts
from gonogo.history.index import EventIndex
from gonogo.model.registry import people_by_email
from gonogo.model.schedule import parse_as_of
from gonogo.outputs.files import write_files
from gonogo.outputs.html_pages import read_assets, render_page
from gonogo.pipelines.assessment import assess, check, count_settled, digest_registry, load_files
from gonogo.pipelines.cached_trail import trail_up_to
from gonogo.site.addresses import Urls
from gonogo.site.pages.all_pages import plan_site
from gonogo.site.plan import BuildStamp, SiteHistory, SitePlan
from gonogo.source.files.worktree import FOLDER, find_root, read_files
from gonogo.source.git.committed_files import read_committed
from gonogo.source.git.store import Absence, open_store, require_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from gonogo.history.burn_up import LandedVersion
    from gonogo.model.judgement import Judgement, Point, Tally
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.source.files.cache import Cache
    from gonogo.source.git.store import GitStore


class SiteOptions(Frozen):
    """Where the pages lie (`folder` is "" or ends in a slash), what heads them, and how their URLs look.

    `url` is where the site will be found, "" where nobody knows.
    """

    folder: str = ""
    title: str = "Readiness"
    directories: bool = True
    url: str = ""


class Site(Frozen):
    """All pages as Markdown by path, how the navigation leads to them, the ids in their fragments, what they load.

    `menu` may lack pages. `digests` are, by path, fragments of a page with what the search index gets in their places.
    `files` are further files of the site, for programs.
    """

    head: str | None
    judgements: Mapping[Ref, Judgement]
    sources: Mapping[str, str]
    digests: Mapping[str, tuple[tuple[str, str], ...]]
    menu: list[tuple[tuple[str, ...], str]]
    anchors: Mapping[str, set[str]]
    assets: Mapping[str, bytes]
    files: Mapping[str, bytes]
    watched: Path

    @property
    def unlisted(self) -> tuple[str, ...]:
        """The pages that are not in the navigation."""
        listed = {path for _, path in self.menu}
        return tuple(path for path in self.sources if path not in listed)


def site_options(folder: str, title: str, *, directories: bool, url: str = "") -> SiteOptions:
    """The options as mkdocs.yml has them. Raises GonogoError for a folder outside the site."""
    if ".." in folder.split("/"):
        raise GonogoError(f"`folder: {folder}` leaves the site", "`folder` is a place in the site; take the .. out")
    folder = folder.strip("/")
    return SiteOptions(f"{folder}/" if folder else "", title, directories, url)


def read_as_of(value: object) -> datetime | None:
    """The time that the option `as_of` of the plugin means, None where it is empty. Raises GonogoError."""
    text = value.isoformat() if isinstance(value, date) else value
    if text is None or text == "":
        return None
    try:
        return parse_as_of(str(text))
    except ValueError as error:
        message = f"`as_of: {text}` of the plugin gonogo is no date and no time with its offset"
        raise GonogoError(message, "write it like 2026-03-01 or 2026-03-01T09:00+01:00 in mkdocs.yml") from error


def require_own_places(ours: Iterable[str], theirs: Iterable[str], *, directories: bool) -> None:
    """Raises GonogoError where a file of ours and one of theirs become one file of the site."""
    urls = Urls(directories)
    taken = {urls.file(path): path for path in theirs}
    for path in ours:
        if other := taken.get(urls.file(path)):
            message = f"{path} of the checklists and {other} in your docs are both {urls.file(path)} in the site"
            hint = "rename the file, or give the pages a place of their own: `plugins: [gonogo: {folder: readiness}]`"
            raise GonogoError(message, hint)


def build_site(
    root: Path, as_of: datetime, options: SiteOptions, *, revision: str | None = None, cache: Cache | None = None
) -> Site:
    """The pages of the project at `root` as of a time: of its files, or of those that a revision holds.

    The same files, history and time always give the same pages, with a cache and without. Raises GonogoError for a
    clone that lacks a part of its history, and for a revision that names no commit.
    """
    root = find_root(root)
    plan = plan_project(root, as_of, options, revision=revision, cache=cache)
    others = (load_files(read_files(root)),) if revision is not None else ()
    content = for_audience(_gather(plan, options.title), others)
    plan = _plan_for(content, plan)
    pages = plan_site(plan, content.diagnostics, content.title)
    rendered = {page.path: render_page(page) for page in pages}
    return Site(
        head=plan.stamp.head,
        judgements=plan.judgements,
        sources={path: page.source for path, page in rendered.items()},
        digests={path: page.digests for path, page in rendered.items()},
        menu=[(page.menu, page.path) for page in pages if page.menu],
        anchors={page.path: set(page.anchors) for page in pages},
        assets=read_assets(),
        files=write_files(plan, content.title, options.url),
        watched=root / FOLDER,
    )


def _gather(plan: SitePlan, title: str) -> Content:
    """Everything that the audience of the site will see some of."""
    past = plan.past
    return Content(
        title=title,
        snapshot=plan.snapshot,
        judgements=plan.judgements,
        diagnostics=check(plan.snapshot, plan.judgements, plan.stamp.as_of),
        index=past.event_index if past else None,
        burn_up=past.burn_up if past else {},
        writers=plan.writers,
        place=past.place if past else "",
    )


def _plan_for(content: Content, plan: SitePlan) -> SitePlan:
    """The plan of the site with this content."""
    past = plan.past
    if past is not None and content.index is not None:
        past = replace(past, event_index=content.index, burn_up=content.burn_up, place=content.place)
    return replace(plan, snapshot=content.snapshot, judgements=content.judgements, past=past, writers=content.writers)


def plan_project(
    root: Path, as_of: datetime, options: SiteOptions, *, revision: str | None = None, cache: Cache | None = None
) -> SitePlan:
    """Snapshot, judgements and, where there is one, the history, with all that is private in them."""
    with open_store(root) as store:
        if isinstance(store, Absence) and revision is None:
            return _plan(load_files(read_files(root)), as_of, options, past=None)
        opened = require_store(store)
        head = opened.head if revision is None else opened.resolve(revision)
        committed = read_committed(opened, head)
        here = read_files(root)
        files = here if revision is None else committed
        snapshot = load_files(files)
        if revision is not None and load_files(here).is_public:
            snapshot = as_public(snapshot)  # what is for everybody now shows nothing that was not, then
        past = _read_past(opened, head, snapshot, cache)
        return _plan(snapshot, as_of, options, past, is_committed=files == committed)


def _read_past(store: GitStore, head: str, snapshot: Snapshot, cache: Cache | None) -> SiteHistory:
    head_at = next(store.read_messages([head])).committer.moment
    trail = trail_up_to(store, head, cache)
    return SiteHistory(EventIndex(trail), _measure(store, head, snapshot, cache), store.folder_of_project, head_at)


def _plan(
    snapshot: Snapshot, as_of: datetime, options: SiteOptions, past: SiteHistory | None, *, is_committed: bool = False
) -> SitePlan:
    trail = past.event_index.trail if past else None
    head, events, commits = (trail.head, len(trail.events), trail.commits) if trail else (None, None, None)
    stamp = BuildStamp(as_of, head, __version__, events, commits, is_committed)
    urls = Urls(options.directories)
    writers = people_by_email(snapshot.people)
    return SitePlan(snapshot, assess(snapshot, as_of), stamp, urls, options.folder, past, writers)


def _measure(store: GitStore, head: str, snapshot: Snapshot, cache: Cache | None) -> dict[Ref, tuple[Point, ...]]:
    """How each release grew that is there now."""
    line = tuple(store.read_mainline(head))
    versions = {
        release.ref: choose_versions(find_versions(line, system.path_of(release.id)))
        for system, release in snapshot.releases()
    }
    counts = _count(store, {one.key: one for found in versions.values() for one in found}, snapshot, cache)
    return {ref: measure_burn_up(found, counts) for ref, found in versions.items()}


def _count(
    store: GitStore, versions: Mapping[str, LandedVersion], snapshot: Snapshot, cache: Cache | None
) -> dict[str, Tally | None]:
    """How far each version was, by its key. A count follows from the version, its time and the registry."""
    key = digest_registry(snapshot)
    known = parse_counts(cache.find("burn-up", key) or b"{}") if cache else {}
    missing = [one for name, one in versions.items() if name not in known]
    forged: set[str] = set()
    contents = dict(store.read_blobs(dict.fromkeys(one.blob for one in missing), forged))
    new = {one.key: count_settled(one.path, contents[one.blob], snapshot, one.at) for one in missing}
    counts = {name: new[name] if name in new else known[name] for name in versions}
    if cache and new and not forged:
        cache.keep("burn-up", key, write_counts(counts))
    return counts
