"""The common parts of the commands that edit files: they write the files, commit them, and suggest the next command."""

from __future__ import annotations

import os
import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from gonogo.cli.options import shell_folder
from gonogo.cli.printing import say
from gonogo.core.diagnostics import GonogoError, Severity, shorten
from gonogo.core.frozen import replace
from gonogo.pipelines.editing import is_same_entry, require_release
from gonogo.source.files.replaced_files import replace_files
from gonogo.source.git.committed_files import read_committed
from gonogo.source.git.new_commit import (
    Committer,
    NewCommitMessage,
    find_operation,
    list_changed,
    list_ignored,
    list_unlisted,
    require_committed,
)
from gonogo.source.git.repository import find_repository
from gonogo.source.git.store import GitStore, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.pipelines.editing import Editor
    from gonogo.source.git.new_commit import MadeCommit

_MOST = 72
_SHOWN = 10

commit_option: Callable[[Callable[..., None]], Callable[..., None]] = click.option(
    "--commit", "commits", is_flag=True, help="Also commit the changes that this command makes, and no other changes."
)


def require_text(
    context: click.Context, option: click.Parameter, value: str | tuple[str, ...]
) -> str | tuple[str, ...]:
    """The string or strings, with line ends as in the files, and without line ends at the beginning and the end.

    Shells can add such line ends, or use line ends of their system. Raises GonogoError for an option with an empty
    value, for example because a shell variable is not set.
    """
    texts = (value,) if isinstance(value, str) else value
    unified = tuple(text.replace("\r\n", "\n").strip("\n") for text in texts)
    is_typed = context.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE
    if is_typed and not all(unified):
        raise GonogoError(f"{option.opts[0]} is empty, and nothing is written", f"leave {option.opts[0]} out")
    return unified[0] if isinstance(value, str) else unified


text_option = partial(click.option, default="", callback=require_text)
"""An option whose value is written into a file."""


def require_paths(root: Path, evidence: Sequence[str]) -> None:
    """Raises GonogoError for a file of evidence that the user has named from the current folder, as shells complete it.

    The path in a checklist starts at the project's folder.
    """
    for text in evidence:
        place = Path(os.path.abspath(text.replace("\\", "/")))  # noqa: PTH100 - the link itself, not its target
        wanted = place.relative_to(root).as_posix() if place.is_relative_to(root) else text
        is_written_so = os.path.normpath(text) == text and not Path(text).is_absolute() and (root / text).is_file()
        if wanted != text and not is_written_so and place.is_file():
            raise GonogoError(
                f'evidence "{text}": its path starts at the folder that contains checklists/', f"write {wanted}"
            )


def say_subject(verb: str, refs: Sequence[Ref], rest: str = "") -> str:
    """The subject of a commit message, at most 72 characters.

    Examples: `Mark unit-tests done (shop/v1)`, `Mark 3 entries done`.
    """
    entries = str(refs[0].entry) if len(refs) == 1 else f"{len(refs)} entries"
    wholes = list(dict.fromkeys(str(ref.whole) for ref in refs))
    subject = f"{verb} {entries} {rest}".rstrip()
    whole = f"{subject} ({wholes[0]})"
    return shorten(whole if len(wholes) == 1 and len(whole) <= _MOST else subject, _MOST)


def write_edits(  # noqa: PLR0913 - the callers choose each of them
    editor: Editor,
    message: NewCommitMessage,
    *,
    root: Path,
    as_of: datetime,
    commits: bool,
    main: str,
    evidence: Sequence[str] = (),
) -> None:
    """Checks the editor's changes, writes them, commits them if `commits` is set, and suggests the next command.

    `main` is the name of the main branch; on this branch, the suggestion includes a push to another branch. `evidence`
    are the links and paths that the changes add. Raises GonogoError, before anything is written, if the changes would
    add an error to the files, or, with `commits`, if a file of evidence is not committed.
    """
    edited = editor.edited()
    if not edited:
        say("Nothing to change.")
        return
    files = [path for path in evidence if "://" not in path]
    if commits:
        require_committed(root, files)
    paths = [file.path for file in edited]
    message = message if root == shell_folder() else replace(message, folder=root)
    committer = Committer(root, paths) if commits else None
    findings = _find_new(editor, as_of, root) if commits else editor.find_new(as_of)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            why = "the commit would have an error, and nothing is written" if commits else "nothing is written"
            raise GonogoError(f"{why}: {finding.message}", finding.help)
    has_repository = find_repository(root) is not None
    replace_files(root, [(file.path, file.before, file.after) for file in edited])
    _say_warnings(findings)
    if committer is None:
        is_new = any(file.before is None for file in edited)
        say(f"{'Made' if is_new else 'Changed'} {', '.join(paths)}.")
        if has_repository:
            warn_of_ignored(root, paths)
            say(f"Next: {message.command(paths, list_unlisted(root, paths), find_operation(root))}")
        for path in list_changed(root, files):
            say(f"warning: {path} is not committed; commit it together with the answer: git add {shlex.quote(path)}")
        return
    made = committer.commit(message, {file.path: file.after for file in edited})
    say(f"Committed {made.oid[:12]}: {message.subject}")
    if made.is_changed:
        say("warning: the commit differs from the checked files: a hook or another command changed it; see git show")
    say(_say_next(made, main))


def find_uncommitted(editor: Editor, snapshot: Snapshot, refs: Sequence[Ref], root: Path) -> dict[Ref, str]:
    """The files of those entries whose values are in the working tree, but not in the commit that is checked out."""
    paths = {ref: snapshot.systems[ref.system].path_of(ref.release) for ref in refs}
    changed = list_changed(root, list(paths.values()))
    if not changed:
        return {}
    with open_store(root, needs_history=False) as store:
        committed = read_committed(store, store.head).contents if isinstance(store, GitStore) else {}
    return {
        ref: path
        for ref, path in paths.items()
        if path in changed
        and not is_same_entry(ref, require_release(ref, snapshot), editor.files.contents[path], committed.get(path))
    }


def offer_commit(message: NewCommitMessage, paths: Sequence[str], root: Path, *, commits: bool) -> None:
    """Suggests the commit of answers that were written before.

    Raises GonogoError if the user wants a commit, since nothing is left to write for it.
    """
    message = message if root == shell_folder() else replace(message, folder=root)
    command = message.command(paths, list_unlisted(root, paths), find_operation(root))
    if commits:
        names = ", ".join(message.refs)
        raise GonogoError(f"the answer of {names} is written already, but not committed", command)
    say(f"Next: {command}")


def warn_of_ignored(root: Path, paths: Sequence[str]) -> None:
    """Prints a warning for each rule by which git leaves files out of every commit: the next command would fail."""
    ignored = list_ignored(root, paths)
    for rule in dict.fromkeys(ignored.values()):
        first, *others = [path for path, its in ignored.items() if its == rule]
        files = f"{first} and {len(others)} more" if others else first
        say(f"warning: git ignores {files}, because of {rule}; remove that rule, so that a commit can contain them")


def _say_next(made: MadeCommit, main: str) -> str:
    if made.is_rebase:
        return "A rebase is in progress. Next: git rebase --continue"
    if not made.branch:
        return "HEAD is detached. Next: git switch -c NAME, which creates a branch at the commit"
    branch = shlex.quote(made.branch)
    if made.branch == main:
        return f"Next: git push origin {branch}; or git push origin HEAD:refs/heads/NAME, then open a pull request"
    return f"Next: git push origin {branch}, then open a pull request"


def _say_warnings(findings: Sequence[Diagnostic]) -> None:
    """Prints the findings that the edit adds: the first ten, and the number of the others."""
    for finding in findings[:_SHOWN]:
        say(f"warning: {finding.message}")
    if len(findings) > _SHOWN:
        say(f"warning: {len(findings) - _SHOWN} more; see gonogo check")


def _find_new(editor: Editor, as_of: datetime, root: Path) -> tuple[Diagnostic, ...]:
    """The findings that the commit would have, and that the checked-out commit does not have."""
    with open_store(root, needs_history=False) as store:
        beside = read_committed(store, store.head) if isinstance(store, GitStore) else None
        return editor.find_new(as_of, beside)
