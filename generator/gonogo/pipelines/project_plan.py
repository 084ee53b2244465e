"""The pipeline from a project to the plan of its site: files and history -> snapshot, judgements, event index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo import __version__
from gonogo.audience import as_public
from gonogo.core.frozen import Frozen
from gonogo.history.event_index import EventIndex
from gonogo.model.registry import people_by_email
from gonogo.pipelines.assessment import assess, load
from gonogo.pipelines.burn_up_counts import count_burn_up
from gonogo.pipelines.cached_trail import trail_up_to
from gonogo.pipelines.project_reader import read_project
from gonogo.site.addresses import Urls
from gonogo.site.plan import BuildStamp, SiteHistory, SitePlan
from gonogo.source.files.worktree import read_files
from gonogo.source.git.committed_files import read_committed
from gonogo.source.git.store import Absence, open_store, require_store

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from gonogo.model.snapshot import Snapshot
    from gonogo.source.files.cache import Cache
    from gonogo.source.git.store import GitStore


class SiteOptions(Frozen):
    """`folder` is where the pages are below the docs folder, "" or ending in a slash; `title` heads the home page.

    `directories` is MkDocs' `use_directory_urls`, `url` the address of the published site, "" if it is not known.
    `is_time_given` says that the user chose the time of the build, which otherwise is the present.
    """

    folder: str = ""
    title: str = "Readiness"
    directories: bool = True
    url: str = ""
    is_time_given: bool = False


def plan_project(
    root: Path, as_of: datetime, options: SiteOptions, *, revision: str | None = None, cache: Cache | None = None
) -> SitePlan:
    """The plan of the site with everything private in it; without history if there is no repository.

    `revision` names a commit to take files and history from. Raises GonogoError for a clone that lacks a part of its
    history, and for a revision that names no commit.
    """
    with open_store(root) as store:
        if isinstance(store, Absence) and revision is None:
            return _plan(load(root), as_of, options, past=None)
        opened = require_store(store)
        head = opened.head if revision is None else opened.resolve(revision)
        committed = read_committed(opened, head)
        here = read_files(root)
        files = here if revision is None else committed
        snapshot = read_project(files)
        if revision is not None and read_project(here).is_public:
            snapshot = as_public(snapshot)  # the site of an old commit shows no more than the site of today
        past = _read_history(opened, head, snapshot, cache)
        return _plan(snapshot, as_of, options, past, is_committed=files == committed)


def _read_history(store: GitStore, head: str, snapshot: Snapshot, cache: Cache | None) -> SiteHistory:
    head_at = next(store.read_messages([head])).committer.moment
    event_index = EventIndex(trail_up_to(store, head, cache))
    return SiteHistory(event_index, count_burn_up(store, head, snapshot, cache), store.folder_of_project, head_at)


def _plan(
    snapshot: Snapshot, as_of: datetime, options: SiteOptions, past: SiteHistory | None, *, is_committed: bool = False
) -> SitePlan:
    trail = past.event_index.trail if past else None
    head, events, commits = (trail.head, len(trail.events), trail.commits) if trail else (None, None, None)
    return SitePlan(
        snapshot=snapshot,
        judgements=assess(snapshot, as_of),
        stamp=BuildStamp(as_of, head, __version__, events, commits, is_committed, options.is_time_given),
        urls=Urls(options.directories),
        folder=options.folder,
        past=past,
        writers=people_by_email(snapshot.people),
        title=options.title,
        url=options.url,
    )
