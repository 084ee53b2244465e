"""All pages of a site, in the order of the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.references import Ref
from gonogo.site.pages.audit_page import plan_audit
from gonogo.site.pages.contacts_page import plan_contacts
from gonogo.site.pages.home_page import plan_findings, plan_home, plan_system, plan_unreadable
from gonogo.site.pages.people_page import plan_people
from gonogo.site.pages.phase_page import plan_release

if TYPE_CHECKING:
    from gonogo.core.diagnostics import Diagnostic
    from gonogo.site.page import Page
    from gonogo.site.plan import SitePlan


def plan_site(site: SitePlan, diagnostics: tuple[Diagnostic, ...]) -> tuple[Page, ...]:
    """Every page of the site; all that is given here is as its audience may see it."""
    pages = [plan_home(site)]
    for system in site.snapshot.systems.values():
        pages.append(plan_system(site, system))
        for name, release in system.releases.items():
            if release is None:
                pages.append(plan_unreadable(site, system, name, diagnostics))
                pages.extend(plan_audit(site, Ref(system.id, name)))
            else:
                context = site.context(system, release)
                pages += (*plan_release(context), *plan_audit(site, release.ref, context))
        pages.append(plan_contacts(site, system))
    pages += (*plan_people(site), *plan_audit(site), plan_findings(site, diagnostics))
    return tuple(pages)
