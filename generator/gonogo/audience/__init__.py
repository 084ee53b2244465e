"""What a public site leaves out: how to reach people, wherever a text says it.

`for_audience` is the one call: it takes everything that pages, files and feeds are made from, and returns the same with
every private value replaced. It works on texts, before any of them is escaped, cut or joined, so that nothing after it
has to look for private values again.

Private is what the registry (people.yml, system.yml) names as a way to reach somebody, now or at any time in history:
phones, pagers, case numbers, e-mail and channel addresses. Every other e-mail address is found by its form. No word
that somebody else chose, such as the author field of a commit, decides what is left out.
"""

from gonogo.audience.content import Content, as_public, for_audience

__all__ = ["Content", "as_public", "for_audience"]
