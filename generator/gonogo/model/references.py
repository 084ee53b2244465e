"""References: `Reference` is used inside one release, and `Ref` is the full reference with system and release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId


class Reference(Frozen):
    """A reference inside a release: the id of a phase or section, `section/entry`, or, only in `covers`, `all`."""

    group: str
    entry: str = ""

    def __str__(self) -> str:
        return f"{self.group}/{self.entry}" if self.entry else self.group


class Ref(Frozen):
    """The full reference of a release, a phase, a section or an entry, such as `system/release#section/entry`.

    For a phase, `section` is the id of the phase.
    """

    system: SystemId
    release: ReleaseId
    section: SectionId | None = None
    entry: EntryId | None = None

    @property
    def whole(self) -> Ref:
        return Ref(self.system, self.release)

    def __str__(self) -> str:
        release = f"{self.system}/{self.release}"
        if self.section is None:
            return release
        return f"{release}#{self.section}/{self.entry}" if self.entry else f"{release}#{self.section}"
