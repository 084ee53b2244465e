"""All pages of a site, in the order of the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import replace
from gonogo.site.people import plan_people
from gonogo.site.reach import redact
from gonogo.site.release_pages import plan_release
from gonogo.site.site_pages import plan_contacts, plan_findings, plan_home, plan_system, plan_unreadable

if TYPE_CHECKING:
    from gonogo.diagnostics import Diagnostic
    from gonogo.site.page import Page
    from gonogo.site.plan import SitePlan

# Messages quote values, and any value may hold a number or an address.
_UNSAID = "not told to a public audience; gonogo check says it"


def plan_site(site: SitePlan, diagnostics: tuple[Diagnostic, ...], title: str) -> tuple[Page, ...]:
    """Every page. With `audience: public` nothing that reaches a person privately is on any of them."""
    if site.snapshot.is_public:
        site = replace(site, snapshot=redact(site.snapshot))
        diagnostics = tuple(replace(one, message=_UNSAID, help="") for one in diagnostics)
    pages = [plan_home(site, title)]
    for system in site.snapshot.systems.values():
        pages.append(plan_system(site, system))
        for name, release in system.releases.items():
            if release is None:
                pages.append(plan_unreadable(site, system, name, diagnostics))
            else:
                pages.extend(plan_release(site.shelf(system, release)))
        pages.append(plan_contacts(site, system))
    pages.extend(plan_people(site))
    pages.append(plan_findings(site, diagnostics))
    return tuple(pages)
