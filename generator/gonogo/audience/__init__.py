"""Removing private values, the contact details of people, from everything that a public site shows.

`for_audience` takes the content from which pages, files and feeds are made, and returns the content with every private
value replaced. Call it before strings are escaped, shortened or joined; then later steps do not have to search for
private values. No other function replaces private values.

Private values are the contact details in people.yml and system.yml, in the present files and in all past versions:
phone numbers, pagers, case numbers, and the addresses of people and channels (`private_values`). Every other e-mail
address is recognized by its form and also replaced. An outsider can choose some strings, such as the author of a
commit; such strings do not determine which values are private.
"""

from gonogo.audience.concealer import has_stand_in
from gonogo.audience.site_content import Content, as_public, for_audience

__all__ = ["Content", "as_public", "for_audience", "has_stand_in"]
