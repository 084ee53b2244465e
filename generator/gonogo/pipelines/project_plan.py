"""The pipeline from a project to the plan of its site: reads files and history, and judges the releases."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gonogo import __version__
from gonogo.audience import as_public
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen, replace
from gonogo.core.kept_results import COMPUTED
from gonogo.history.event_index import EventIndex
from gonogo.model.registry import people_by_email
from gonogo.model.verification import Verification
from gonogo.pipelines.assessment import apply_outcomes, assess
from gonogo.pipelines.burn_up_counts import count_burn_up
from gonogo.pipelines.cached_trail import trail_up_to
from gonogo.pipelines.checking import check
from gonogo.pipelines.project_reader import read_project
from gonogo.pipelines.verification import Verifier
from gonogo.site.addresses import Urls
from gonogo.site.plan import BuildStamp, SiteHistory, SitePlan
from gonogo.source.files.worktree import read_files
from gonogo.source.git.committed_files import is_committed, read_committed
from gonogo.source.git.store import Absence, GitStore, open_store, require_store
from gonogo.trust.unverified import IGNORED, NO_HISTORY
from gonogo.verdict.lapse import find_lapse
from gonogo.verdict.reasons import find_notice, say_history

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from gonogo.core.kept_results import Results
    from gonogo.model.judgement import Judgement, Point
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.source.files.cache import Cache
    from gonogo.trust.unverified import Unverified


class SiteOptions(Frozen):
    """The options of a site.

    `folder` is the folder of the pages below the docs folder, "" or ending in a slash. `title` is the title of the home
    page. `directories` is the MkDocs setting `use_directory_urls`. `url` is the address of the published site, "" if it
    is not known. `is_time_given` means that the user chose the time of the build instead of the present. `trust_root`
    is the id of the landing that the user trusts as trust root; with None, it is found in history. With
    `ignores_history`, history is not read and no sign-off counts.
    """

    folder: str = ""
    title: str = "Readiness"
    directories: bool = True
    url: str = ""
    is_time_given: bool = False
    trust_root: str | None = None
    ignores_history: bool = False


def plan_project(  # noqa: PLR0913 - the inputs of the plan, and two parameters that save time
    root: Path,
    as_of: datetime,
    options: SiteOptions,
    *,
    revision: str | None = None,
    cache: Cache | None = None,
    results: Results = COMPUTED,
) -> SitePlan:
    """The plan of the site, still with all private data. If there is no repository, the plan has no history.

    `revision` names a commit whose files and history are used instead of the working tree. Raises GonogoError for a
    clone without its complete history, and if the revision does not name a commit. Also raises GonogoError if a
    revision is given but history is ignored: values that became private after that commit would then not be known.
    """
    if options.ignores_history:
        if revision is not None:
            raise GonogoError("the site of an earlier commit needs the history", "leave out --at, or --no-history")
        return _plan_without_history(root, as_of, options, results)
    with open_store(root) as store:
        if isinstance(store, Absence) and revision is None:
            snapshot = read_project(read_files(root), results)
            stamp = BuildStamp(as_of, __version__, say_history(NO_HISTORY), is_time_given=options.is_time_given)
            plan = _plan(snapshot, assess(snapshot, as_of), stamp, options, past=None)
            return _add_trust(plan, NO_HISTORY)
        opened = require_store(store)
        head = opened.head if revision is None else opened.resolve(revision)
        committed = read_committed(opened, head)
        here = read_files(root)
        files = here if revision is None else committed
        snapshot = read_project(files, results)
        verifier = Verifier(opened, opened.repository, head, snapshot, options.trust_root)
        verification = verifier.verify(as_of)
        if revision is not None and read_project(here).is_public:
            snapshot = as_public(snapshot)  # the site of an old commit must not show more than the site of today
        snapshot = apply_outcomes(snapshot, verification)
        judgements = assess(snapshot, as_of, verification)
        burn_up = count_burn_up(opened, verifier.read_mainline(head), snapshot, judgements, cache)
        past = _read_history(opened, head, burn_up, cache)
        trail = past.event_index.trail
        stamp = BuildStamp(
            as_of,
            __version__,
            say_history(verification),
            head,
            len(trail.events),
            trail.commits,
            is_committed=revision is not None or is_committed(opened, head, here, committed),
            is_time_given=options.is_time_given,
            is_verified=isinstance(verification, Verification),
        )
        return _add_trust(_plan(snapshot, judgements, stamp, options, past), verification)


def _plan_without_history(root: Path, as_of: datetime, options: SiteOptions, results: Results) -> SitePlan:
    """The plan of a project without its history, for example in a shallow clone."""
    files = read_files(root)
    head, unchanged = None, False
    with suppress(GonogoError), open_store(root, needs_history=False) as store:
        if isinstance(store, GitStore):
            head = store.head
            unchanged = is_committed(store, head, files, read_committed(store, head))
    snapshot = read_project(files, results)
    stamp = BuildStamp(
        as_of,
        __version__,
        say_history(IGNORED),
        head,
        is_committed=unchanged,
        is_time_given=options.is_time_given,
    )
    return _add_trust(_plan(snapshot, assess(snapshot, as_of, IGNORED), stamp, options, past=None), IGNORED)


def _add_trust(plan: SitePlan, verification: Verification | Unverified) -> SitePlan:
    """The plan with the findings, and with the notice about the verification of the whole project."""
    found = check(plan.snapshot, plan.judgements, plan.stamp.as_of, verification)
    notice = find_notice(verification, plan.snapshot.policy)
    return replace(plan, notice=notice, diagnostics=found.diagnostics, accepted=found.accepted)


def _read_history(
    store: GitStore, head: str, burn_up: Mapping[Ref, tuple[Point, ...]], cache: Cache | None
) -> SiteHistory:
    head_at = next(store.read_messages([head])).committer.moment
    event_index = EventIndex(trail_up_to(store, head, cache))
    return SiteHistory(event_index, burn_up, store.folder_of_project, head_at)


def _plan(
    snapshot: Snapshot,
    judgements: Mapping[Ref, Judgement],
    stamp: BuildStamp,
    options: SiteOptions,
    past: SiteHistory | None,
) -> SitePlan:
    return SitePlan(
        snapshot=snapshot,
        judgements=judgements,
        stamp=replace(stamp, lapses_at=find_lapse(judgements.values())),
        urls=Urls(options.directories),
        folder=options.folder,
        past=past,
        writers=people_by_email(snapshot.people),
        title=options.title,
        url=options.url,
    )
