"""`directory`: who exists, who holds which role, what the policy says, or a fact of a system is another one.

Every change of people.yml, policy.yml, roles.yml and system.yml is of this kind. `ref` is the file and `field` says
what: `people.ann` for a person who came or went (by name, with all that was said of her in `also`),
`people.ann.emails`, `people.ann.keys.laptop.state`, `roles.cto.people`, `level`; nothing for the file as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.DIRECTORY
KEYS = ()


def detect(thing: Thing) -> Iterator[Change]:
    """A thing of the directory that came or went; else each of its keys."""
    if not thing.level.is_directory:
        return
    if thing.is_added or thing.is_removed:
        yield thing.tell_whole(KIND)
        thing.take_rest()
    for told in thing.take_rest():
        yield thing.tell(KIND, told)
