"""`gonogo close`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.cli.edits import commit_option, text_option, write_edits
from gonogo.cli.options import as_of_option, completes, trust_options
from gonogo.cli.printing import print_lines, say
from gonogo.cli.project import open_project
from gonogo.core.diagnostics import GonogoError, did_you_mean
from gonogo.format.decode.release_file import OUTCOME, OUTCOMES, RELEASE
from gonogo.format.splice import Change
from gonogo.model.judgement import Verdict
from gonogo.model.reference_lookup import resolve
from gonogo.pipelines.editing import Editor, require_release
from gonogo.pipelines.project_reader import read_project
from gonogo.source.files.worktree import read_files
from gonogo.source.git.new_commit import NewCommitMessage, read_author
from gonogo.trust.closers import is_closer
from gonogo.trust.identities import Identities
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.options import TrustOptions
    from gonogo.cli.project import Project
    from gonogo.model.references import Ref

_DEPLOYED, _ROLLED_BACK, _CANCELLED = OUTCOMES
_SHOWN = 5


class _Outcome(click.Choice[str]):
    """One of the outcomes, with a hint for another word."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        word = str(value)
        if word not in OUTCOMES:
            release = ctx.params.get("reference", "") if ctx else ""
            hint = OUTCOME.explain(word) or did_you_mean(word, OUTCOMES)
            if release in OUTCOMES:
                hint = f"the release comes first: gonogo close {word} {release}"
            self.fail(f'"{word}" is not an outcome; {hint}', param, ctx)
        return word


@click.command("close")
@click.argument("reference", metavar="RELEASE", shell_complete=completes("releases"))
@click.argument("outcome", type=_Outcome(OUTCOMES))
@text_option("--reason", help="The reason, for the release's note; can be required if the verdict is NO-GO.")
@commit_option
@as_of_option
@trust_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    reference: str,
    outcome: str,
    reason: str,
    commits: bool,  # noqa: FBT001
    as_of: datetime,
    trust: TrustOptions,
) -> None:
    """Closes a release with its outcome, and lists the entries that are still open.

    From then on, the release keeps its verdict as of T-0, and later changes do not affect it. If the verdict of an open
    release is NO-GO, `deployed` and `rolled-back` require --reason. A deployed release can be rolled back later; no
    other closed release can be closed again.

    Example: gonogo close vitracka/v1.0.0 deployed --commit
    """
    project = open_project(directory, as_of, trust=trust)
    files = read_files(project.root)
    snapshot = read_project(files)  # with every outcome in the files, even if it does not count
    ref = resolve(reference, snapshot)
    if ref.section is not None:
        raise GonogoError(
            f"{ref} is not a release",
            f"gonogo mark writes the state of an entry; to close its release: gonogo close {ref.whole} {outcome}",
        )
    release = require_release(ref, snapshot)
    if release.outcome and (release.outcome, outcome) != (_DEPLOYED, _ROLLED_BACK):
        raise GonogoError(f"{ref} is already closed: {release.outcome}", "nothing is written; see gonogo status")
    _require_reason(ref, outcome, reason, project, is_new=not release.outcome)
    for line in _warn_without_right(ref, project):
        say(line)
    editor = Editor(files)
    note = "\n".join(filter(None, (release.note, reason)))
    values = {"outcome": outcome, **({"note": note} if reason else {})}
    editor.change(snapshot.systems[ref.system].path_of(release.id), Change((), values, RELEASE.keys))
    message = NewCommitMessage(f"Close {ref} as {outcome}", (str(ref),))
    write_edits(editor, message, root=project.root, as_of=as_of, commits=commits, main=snapshot.main_branch)


def _require_reason(ref: Ref, outcome: str, reason: str, project: Project, *, is_new: bool) -> None:
    """Exits with 1 if an open release is NO-GO, its outcome will not be `cancelled`, and there is no reason.

    Nothing is written before this check.
    """
    judgement = project.judgements[ref]
    if not is_new or outcome == _CANCELLED or reason or judgement.verdict is not Verdict.NO_GO:
        return
    count = len(judgement.blockers)
    print_lines(f"  {blocker.title}: {blocker.why}" for blocker in judgement.blockers[:_SHOWN])
    say(f"{ref} is NO-GO, with {count} {plural(count, 'blocker')}. Nothing is written: add --reason.")
    raise click.exceptions.Exit(1)


def _warn_without_right(ref: Ref, project: Project) -> Iterator[str]:
    """A warning if the outcome does not count in a commit by this user.

    It counts if a holder of `may_close` merges the commit.
    """
    snapshot = project.snapshot
    identities = Identities(snapshot.registry_of(ref.system))
    author = read_author(project.root)
    if not is_closer(identities.find_person(author), identities, ref.system):
        yield f"warning: in a commit by {author.email}, the outcome counts only if a holder of may_close merges it"
