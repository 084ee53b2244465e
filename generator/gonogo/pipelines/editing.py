"""The pipeline of the editing commands: from changed values to new file contents, which are read again and checked.

A new content is written only if it can be read, and if exactly the intended values have changed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError, Severity
from gonogo.core.frozen import Frozen, replace
from gonogo.core.nodes import MapNode, plain_of
from gonogo.format.sections import BY_ID
from gonogo.format.splice import splice, spliced_tree
from gonogo.pipelines.assessment import assess
from gonogo.pipelines.checking import check
from gonogo.pipelines.project_reader import read_project
from gonogo.source.yaml.strict_reader import parse_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.core.nodes import Plain
    from gonogo.format.splice import Change, Place
    from gonogo.model.references import Ref
    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot
    from gonogo.source.files.worktree import ProjectFiles


class EditedFile(Frozen):
    """A file before and after the edit. `before` is None for a new file."""

    path: str
    before: bytes | None
    after: bytes


class Editor:
    """The contents of a project's files while values change. It does not write to disk."""

    def __init__(self, files: ProjectFiles) -> None:
        self.files = files
        self.contents = dict(files.contents)

    def change(self, path: str, *changes: Change) -> bool:
        """Applies changes to a file, and returns whether its content is different afterwards.

        Raises GonogoError if the new content could not be read, or if other values would change too.
        """
        data = self.contents[path] or b""
        text = change_text(path, data, changes)
        self.contents[path] = text
        return text != data

    def add(self, path: str, content: bytes) -> None:
        self.contents[path] = content

    def text_of(self, path: str) -> str:
        """The present content of a file, with the line ends of the file."""
        return (self.contents[path] or b"").decode()

    def find_unproven(self, refs: Sequence[Ref], as_of: datetime) -> tuple[Ref, ...]:
        """The entries in `refs` that have an answer but lack the evidence that the answer requires."""
        judgements = assess(read_project(replace(self.files, contents=self.contents)), as_of)
        return tuple(ref for ref in refs if ref.entry in judgements[ref.whole].unproven)

    def edited(self) -> tuple[EditedFile, ...]:
        """The files whose content has changed."""
        return tuple(
            EditedFile(path, self.files.contents.get(path), content)
            for path, content in self.contents.items()
            if content is not None and content != self.files.contents.get(path)
        )

    def find_new(self, as_of: datetime, beside: ProjectFiles | None = None) -> tuple[Diagnostic, ...]:
        """The errors and warnings in the edited files that were not there before; a finding on another line is not new.

        `beside` are the files among which the edited files will be, if these are not the files that were read.
        """
        edited = {file.path: file.after for file in self.edited()}
        if not edited:
            return ()
        base = beside or self.files
        known = Counter(map(_identify, _check(base, as_of)))
        new = []
        for finding in _check(replace(base, contents={**base.contents, **edited}), as_of):
            if known[_identify(finding)]:
                known[_identify(finding)] -= 1
            elif finding.location.path in edited and finding.severity is not Severity.NOTE:
                new.append(finding)
        return tuple(new)


def change_text(path: str, data: bytes, changes: Sequence[Change]) -> bytes:
    """The content of a file with other values and no other changes. Raises GonogoError as `Editor.change` does."""
    root = _require_tree(path, data)
    text = _encode(splice(data.decode(), root, changes))
    tree = plain_of(root)
    assert isinstance(tree, dict)  # noqa: S101 - it is a mapping
    if plain_of(_require_tree(path, text)) != spliced_tree(tree, changes):
        raise GonogoError(f"{path}: the changed file would not contain the requested values", "edit the file by hand")
    return text


def place_of(ref: Ref, release: Release) -> tuple[Place, tuple[str, ...]]:
    """The place of an entry in the release's file, and the order in which the format writes the entry's keys."""
    assert ref.section is not None  # noqa: S101 - the reference names an entry
    section = release.sections[ref.section]
    order = BY_ID[section.kind].table.keys
    for entry in section.entries:
        place = ("sections", str(section.id), "items", str(entry.id))
        if entry.id == ref.entry:
            return place, order
        if any(child.id == ref.entry for child in entry.children):
            return (*place, "items", str(ref.entry)), order
    raise KeyError(ref)


def is_same_entry(ref: Ref, release: Release, *contents: bytes | None) -> bool:
    """Whether an entry has the same values in all these contents of its release's file; None is a missing file."""
    place, _ = place_of(ref, release)
    first, *others = (_value_at(place, data or b"") for data in contents)
    return all(value == first for value in others)


def _value_at(place: Place, data: bytes) -> Plain | None:
    document, _ = parse_document(data, "")
    value = plain_of(document.root) if document else None
    for key in place:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def require_release(ref: Ref, snapshot: Snapshot) -> Release:
    """The release that a reference names.

    Raises GonogoError if its file cannot be decoded: such a file is never edited.
    """
    release = snapshot.systems[ref.system].releases[ref.release]
    if release is None:
        raise GonogoError(f"{ref.whole} cannot be read, so it is not edited", "see gonogo check")
    return release


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:  # Python reads arguments that are not UTF-8 as lone surrogates
        raise GonogoError("nothing is written: the new text is not UTF-8", "use a terminal with UTF-8") from error


def _require_tree(path: str, data: bytes) -> MapNode:
    document, problems = parse_document(data, path)
    if document is None:
        raise GonogoError(f"nothing is written: {problems[0].message}", problems[0].help)
    assert isinstance(document.root, MapNode)  # noqa: S101 - a file that decodes is a mapping
    return document.root


def _check(files: ProjectFiles, as_of: datetime) -> tuple[Diagnostic, ...]:
    """The findings without history, because history only shows after a merge whether a decision counts."""
    snapshot = read_project(files)
    return check(snapshot, assess(snapshot, as_of), as_of).diagnostics


def _identify(finding: Diagnostic) -> tuple[str, str, str]:
    return finding.location.path, finding.rule, finding.message
