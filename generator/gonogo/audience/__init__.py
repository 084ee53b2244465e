"""What a public site leaves out: how to reach people, wherever a text says it.

`for_audience` takes everything that pages, files and feeds are made from, and returns it with every private value
replaced; no other call replaces anything. It works on texts before any of them is escaped, cut or joined, so that no
later step has to search for private values.

Private are the values in people.yml and system.yml by which somebody can be reached, now or at any time in history:
phones, pagers, case numbers, e-mail and channel addresses (`private_values`). Every other e-mail address is found by
its form. No text that an outsider chose, such as the author of a commit, decides what is left out.
"""

from gonogo.audience.concealer import has_stand_in
from gonogo.audience.site_content import Content, as_public, for_audience

__all__ = ["Content", "as_public", "for_audience", "has_stand_in"]
