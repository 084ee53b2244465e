"""What the commands that edit share: writing the files, committing them, and saying what to type next."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from gonogo.cli.printing import say
from gonogo.core.diagnostics import GonogoError, Severity, shorten
from gonogo.source.files.replaced_files import replace_files
from gonogo.source.git.committed_files import read_committed
from gonogo.source.git.new_commit import Committer, NewCommitMessage
from gonogo.source.git.store import GitStore, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.references import Ref
    from gonogo.pipelines.editing import Editor
    from gonogo.source.files.worktree import ProjectFiles

_MOST = 72
_SHOWN = 10

commit_option: Callable[[Callable[..., None]], Callable[..., None]] = click.option(
    "--commit", "commits", is_flag=True, help="Commit what changed, and nothing else."
)


def say_subject(verb: str, refs: Sequence[Ref], rest: str = "") -> str:
    """`Mark unit-tests done (shop/v1)`, or with the number of entries; at most 72 characters."""
    things = str(refs[0].entry) if len(refs) == 1 else f"{len(refs)} entries"
    wholes = list(dict.fromkeys(str(ref.whole) for ref in refs))
    subject = f"{verb} {things} {rest}".rstrip()
    whole = f"{subject} ({wholes[0]})"
    return shorten(whole if len(wholes) == 1 and len(whole) <= _MOST else subject, _MOST)


def write_edits(editor: Editor, message: NewCommitMessage, *, root: Path, as_of: datetime, commits: bool) -> None:
    """Checks and writes what the editor has changed, commits it if that is wanted, and says the next command.

    Raises GonogoError, before anything is written, if the files would have an error that they do not have now.
    """
    edited = editor.edited()
    if not edited:
        say("Nothing to change.")
        return
    paths = [file.path for file in edited]
    committer = Committer(root, paths) if commits else None
    findings = editor.find_new(as_of, _read_head(root) if commits else None)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            raise GonogoError(f"nothing is written: {finding.message}", finding.help)
    replace_files(root, [(file.path, file.before, file.after) for file in edited])
    say_warnings(findings)
    if committer is None:
        is_new = any(file.before is None for file in edited)
        command = message.command_for_new(paths) if is_new else message.command(paths)
        say(f"{'Made' if is_new else 'Changed'} {', '.join(paths)}.", f"Next: {command}")
        return
    made = committer.commit(message)
    say(f"Committed {made.oid[:12]}: {message.subject}")
    if made.branch:
        say(f"Next: git push origin {shlex.quote(made.branch)}, then open a pull request")
    else:
        say("HEAD is detached. Next: git switch -c NAME, which makes a branch of the commit")


def say_warnings(findings: Sequence[Diagnostic]) -> None:
    """Prints the findings that are new with the edit; not all of very many."""
    for finding in findings[:_SHOWN]:
        say(f"warning: {finding.message}")
    if len(findings) > _SHOWN:
        say(f"warning: {len(findings) - _SHOWN} more; see gonogo check")


def _read_head(root: Path) -> ProjectFiles | None:
    """The files of the commit that is checked out, None before the first commit."""
    with open_store(root) as store:
        return read_committed(store, store.head) if isinstance(store, GitStore) else None
