"""All pages of a site, in the order of the navigation.

A new page needs a new module in this package, and a line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import replace
from gonogo.model.references import Ref
from gonogo.site.layout import COMMUNICATION, METRICS, OVERVIEW, ROLLBACK, RUN_SHEET, SIGN_OFFS, phase_page
from gonogo.site.pages.audit_page import plan_audit
from gonogo.site.pages.communication_page import plan_communication
from gonogo.site.pages.contacts_page import plan_contacts
from gonogo.site.pages.findings_page import plan_findings
from gonogo.site.pages.home_page import plan_home
from gonogo.site.pages.metrics_page import plan_metrics
from gonogo.site.pages.overview_page import plan_overview
from gonogo.site.pages.people_page import plan_people
from gonogo.site.pages.person_page import plan_person
from gonogo.site.pages.phase_page import plan_phase
from gonogo.site.pages.rollback_page import plan_rollback
from gonogo.site.pages.run_sheet_page import plan_run_sheet
from gonogo.site.pages.sign_offs_page import plan_sign_offs
from gonogo.site.pages.system_page import plan_system
from gonogo.site.pages.unreadable_page import plan_unreadable
from gonogo.site.parts.person_summary import summarize_people
from gonogo.site.release_context import context_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.site.page import Page
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext


# The factors by which the search weights the words of pages: open releases come first, and audit trails last.
_OPEN, _CLOSED, _TRAIL, _TRAIL_OF_RELEASE = 2, 0.5, 0.2, 0.1


def plan_pages(site: SitePlan, diagnostics: tuple[Diagnostic, ...]) -> tuple[Page, ...]:
    """All pages of the site. The caller has already limited the arguments to the audience of the site."""
    pages = [plan_home(site)]
    for system in site.snapshot.systems.values():
        pages.append(plan_system(site, system))
        for name, release in system.releases.items():
            if release is None:
                pages.append(plan_unreadable(site, system, name, diagnostics))
                pages += _weigh(plan_audit(site, Ref(system.id, name)), _TRAIL_OF_RELEASE)
            else:
                context = context_of(release, site)
                pages += _weigh(_plan_release(context), _CLOSED if release.outcome else _OPEN)
                pages += _weigh(plan_audit(site, release.ref, context), _TRAIL_OF_RELEASE)
        pages.append(plan_contacts(site, system))
    pages += (*_plan_people(site), *_weigh(plan_audit(site), _TRAIL), plan_findings(site, diagnostics))
    return tuple(pages)


def _weigh(pages: Iterable[Page], boost: float) -> Iterator[Page]:
    """The pages with this search weight."""
    return (replace(page, boost=boost) for page in pages)


def _plan_release(context: ReleaseContext) -> Iterator[Page]:
    """All pages of a release, except its audit trail."""
    yield plan_overview(context.on(OVERVIEW))
    for phase in context.layout.phases:
        yield plan_phase(context.on(phase_page(phase)), phase)
    yield plan_run_sheet(context.on(RUN_SHEET))
    yield plan_rollback(context.on(ROLLBACK))
    yield plan_sign_offs(context.on(SIGN_OFFS))
    yield plan_metrics(context.on(METRICS))
    yield plan_communication(context.on(COMMUNICATION))


def _plan_people(site: SitePlan) -> Iterator[Page]:
    """The page that lists all people, then a page for each person.

    A public site and a site without history have neither.
    """
    if site.people_page:
        summaries = summarize_people(site)
        yield plan_people(site, summaries)
        for person, summary in summaries.items():
            yield plan_person(site, site.snapshot.people[person], summary)
