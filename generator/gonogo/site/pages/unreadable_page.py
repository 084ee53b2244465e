"""The page of a release whose file cannot be decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.references import Ref
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.findings import FindingList, list_findings
from gonogo.site.parts.page_head import SPRITE, show_tabs
from gonogo.site.parts.stamp import Stamp, stamp_release

if TYPE_CHECKING:
    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.ids import ReleaseId
    from gonogo.model.snapshot import System
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan


class UnreadableView(Frozen):
    """The data about a release whose file cannot be decoded: its badge, and the errors in the file."""

    stamp: Stamp
    findings: tuple[FindingList, ...]


def plan_unreadable(site: SitePlan, system: System, name: ReleaseId, diagnostics: tuple[Diagnostic, ...]) -> Page:
    """The page with the errors in a file that cannot be decoded. It has the address of the overview of its release."""
    ref = Ref(system.id, name)
    path, title = site.release_page(ref), f"{system.name} {name}"
    of_file = [diagnostic for diagnostic in diagnostics if diagnostic.location.path == system.path_of(name)]
    view = UnreadableView(stamp_release(None, site.judgements[ref]), list_findings(of_file, path, site))
    tabs = Fragment("system_bar", show_tabs(site, system, path))
    blocks: list[Block] = [Heading(1, title, "top_"), SPRITE, tabs, Fragment("unreadable", view)]
    if site.past:
        blocks.append(Fragment("onward", Link("Audit trail", site.urls.link(path, site.audit_page(ref)))))
    blocks.append(Fragment("stamp", site.stamp))
    return Page(path, title, (system.name, name, "Overview"), tuple(blocks))
