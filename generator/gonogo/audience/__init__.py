"""The data that a public site leaves out: contact details of people, wherever a string contains them.

`for_audience` takes everything that pages, files and feeds are made from, and returns it with every private value
replaced; no other call replaces anything. It works on strings before any of them is escaped, cut or joined, so that
later steps do not have to search for private values.

Private are the values in people.yml and system.yml by which a person can be reached, now or at any time in history:
phones, pagers, case numbers, e-mail and channel addresses (`private_values`). Every other e-mail address is found by
its form. Strings that an outsider chose, such as the author of a commit, do not influence which values are left out.
"""

from gonogo.audience.concealer import has_stand_in
from gonogo.audience.site_content import Content, as_public, for_audience

__all__ = ["Content", "as_public", "for_audience", "has_stand_in"]
