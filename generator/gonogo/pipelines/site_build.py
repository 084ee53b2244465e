"""The pipeline of a site: from a project to its plan, without hidden values, and from there to pages and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.audience import Content, for_audience
from gonogo.core.frozen import Frozen, replace
from gonogo.core.kept_results import COMPUTED
from gonogo.outputs.markdown_pages import read_assets, render_page
from gonogo.outputs.site_files import write_site_files
from gonogo.pipelines.assessment import load
from gonogo.pipelines.cached_trail import read_trail
from gonogo.pipelines.project_plan import SiteOptions, plan_project
from gonogo.site.pages.all_pages import plan_pages
from gonogo.source.files.worktree import FOLDER, find_root
from gonogo.source.git.store import Absence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from gonogo.core.kept_results import Results
    from gonogo.model.event import Trail
    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.site.plan import SitePlan
    from gonogo.source.files.cache import Cache

__all__ = ["Site", "SiteOptions", "build_site"]


class Site(Frozen):
    """Everything that a builder needs. Paths are relative to the docs folder.

    `history` is a clause that names the history that verified the sign-offs. `sources` are the pages as Markdown, keyed
    by path. `digests` are, for each page, its fragments, each with the HTML that the search index gets instead. `found`
    are the anchors and titles of the headings in that HTML. `anchors` are, for each page, the ids in its fragments.
    `menu` has, for each page in the menu, the titles that lead to the page, and its path. `assets` are the files that
    pages load, `files` are other files. `watched` is the folder of the checklists. `folder` is the folder of the pages,
    "" or ending in a slash. `section` is the title of their section in the menu, "" without a folder.
    """

    head: str | None
    history: str
    judgements: Mapping[Ref, Judgement]
    sources: Mapping[str, str]
    digests: Mapping[str, tuple[tuple[str, str], ...]]
    found: Mapping[str, tuple[tuple[str, str], ...]]
    menu: list[tuple[tuple[str, ...], str]]
    anchors: Mapping[str, set[str]]
    assets: Mapping[str, bytes]
    files: Mapping[str, bytes]
    watched: Path
    folder: str
    section: str

    @property
    def unlisted(self) -> tuple[str, ...]:
        """The pages that are not in the menu."""
        listed = {path for _, path in self.menu}
        return tuple(path for path in self.sources if path not in listed)


def build_site(  # noqa: PLR0913 - the inputs of the site, and two parameters that save time
    root: Path,
    as_of: datetime,
    options: SiteOptions,
    *,
    revision: str | None = None,
    cache: Cache | None = None,
    results: Results = COMPUTED,
) -> Site:
    """The site of the project at `root` as of a time: of its working tree, or of a revision.

    The same files, history and time always give the same site, with or without a cache, and with or without results of
    an earlier build. Raises GonogoError for a clone that lacks a part of its history, and for a revision that does not
    name a commit.
    """
    root = find_root(root)
    plan = plan_project(root, as_of, options, revision=revision, cache=cache, results=results)
    content = _gather_content(plan)
    if revision is None or not content.snapshot.is_public:
        content = for_audience(content)
    else:  # values that are private today can occur in texts of the revision
        content = for_audience(content, [load(root)], _read_trails(root, cache))
    plan = _replace_content(plan, content)
    pages = plan_pages(plan, content.diagnostics)
    rendered = {page.path: render_page(page, results) for page in pages}
    return Site(
        head=plan.stamp.head,
        history=plan.stamp.history,
        judgements=plan.judgements,
        sources={path: page.source for path, page in rendered.items()},
        digests={path: page.digests for path, page in rendered.items()},
        found={path: page.found for path, page in rendered.items()},
        menu=[(page.menu, page.path) for page in pages if page.menu],
        anchors={page.path: set(page.anchors) for page in pages},
        assets=read_assets(),
        files=write_site_files(plan),
        watched=root / FOLDER,
        folder=plan.folder,
        section=plan.title if plan.folder else "",
    )


def _gather_content(plan: SitePlan) -> Content:
    """The parts of the plan that can contain private data, and the diagnostics."""
    past = plan.past
    return Content(
        title=plan.title,
        snapshot=plan.snapshot,
        judgements=plan.judgements,
        diagnostics=plan.diagnostics,
        accepted=plan.accepted,
        index=past.event_index if past else None,
        burn_up=past.burn_up if past else {},
        writers=plan.writers,
        place=past.folder if past else "",
        history=plan.stamp.history,
        notice=plan.notice,
    )


def _read_trails(root: Path, cache: Cache | None) -> tuple[Trail, ...]:
    """The trail up to the commit that is checked out; none without a repository."""
    trail = read_trail(root, cache=cache)
    return () if isinstance(trail, Absence) else (trail,)


def _replace_content(plan: SitePlan, content: Content) -> SitePlan:
    past = plan.past
    if past is not None and content.index is not None:
        past = replace(past, event_index=content.index, burn_up=content.burn_up, folder=content.place)
    return replace(
        plan,
        snapshot=content.snapshot,
        judgements=content.judgements,
        past=past,
        writers=content.writers,
        title=content.title,
        stamp=replace(plan.stamp, history=content.history),
        notice=content.notice,
        diagnostics=content.diagnostics,
        accepted=content.accepted,
    )
