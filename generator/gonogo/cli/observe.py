"""`gonogo observe`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gonogo.cli.edits import (
    commit_option,
    find_uncommitted,
    offer_commit,
    require_paths,
    say_subject,
    text_option,
    write_edits,
)
from gonogo.cli.options import NamedPath, as_of_option, completes
from gonogo.cli.printing import say
from gonogo.core.diagnostics import GonogoError
from gonogo.format.sections.metrics import Metric
from gonogo.format.splice import Change
from gonogo.model.reference_lookup import resolve
from gonogo.pipelines.answering import find_entry
from gonogo.pipelines.editing import Editor, place_of, require_release
from gonogo.pipelines.project_reader import read_project
from gonogo.source.files.measurements import read_measurements
from gonogo.source.files.worktree import find_root, read_files
from gonogo.source.git.new_commit import NewCommitMessage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot


@click.command("observe")
@click.argument("reference", metavar="[REF]", required=False, shell_complete=completes("references"))
@click.argument("value", metavar="[VALUE]", required=False)
@click.option(
    "--from",
    "source",
    type=NamedPath(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Read the values from a .json, .csv or JUnit .xml file.",
)
@text_option("--evidence", metavar="LINK_OR_PATH", help="Evidence for the value.")
@commit_option
@as_of_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    reference: str | None,
    value: str | None,
    source: Path | None,
    evidence: str,
    commits: bool,  # noqa: FBT001
    as_of: datetime,
) -> None:
    """Writes measured values into metrics.

    VALUE is a number, with the target's unit or without a unit; if the target is in words, VALUE is met or missed. A
    .json file contains an object of values, keyed by metric id; a .csv file has the columns metric and value. With REF,
    the command reads only the value of this metric. A JUnit .xml file gives one value, the share of tests that passed,
    and requires REF.

    Example: gonogo observe error-rate 0.2% --evidence https://ci.example.com/runs/1234 --commit
    """
    root = find_root(directory)
    require_paths(root, [evidence] if evidence else [])
    files = read_files(root)
    snapshot = read_project(files)
    editor = Editor(files)
    changed, kept = [], []
    for text, observed in _read_values(reference, value, source).items():
        ref = resolve(text, snapshot)
        if _write(ref, observed, evidence, editor=editor, snapshot=snapshot):
            changed.append(ref)
        else:
            kept.append(ref)
            say(f"{ref.entry} is {observed} already.")
    if (commits or not changed) and (waiting := find_uncommitted(editor, snapshot, kept, root)):
        message = NewCommitMessage(say_subject("Observe", list(waiting)), tuple(map(str, waiting)))
        offer_commit(message, list(dict.fromkeys(waiting.values())), root, commits=commits)
    if changed:
        message = NewCommitMessage(say_subject("Observe", changed), tuple(map(str, changed)))
        write_edits(
            editor,
            message,
            root=root,
            as_of=as_of,
            commits=commits,
            main=snapshot.main_branch,
            evidence=[evidence] if evidence else [],
        )


def _read_values(reference: str | None, value: str | None, source: Path | None) -> Mapping[str, str]:
    """The values, keyed by reference.

    Raises UsageError if the arguments do not fit together, and GonogoError if the file has no value for the reference,
    or cannot be read.
    """
    if (value is None) == (source is None):
        raise click.UsageError("give either REF and VALUE, or --from FILE")
    if source is None:
        return {str(reference): str(value)}
    values = read_measurements(source)
    if isinstance(values, str):
        if reference is None:
            raise GonogoError("a JUnit file has one value, the share of tests that passed", "name the metric: REF")
        return {reference: values}
    if reference is None:
        return values
    name = reference.rpartition("#")[2].rpartition("/")[2]
    if name not in values:
        raise GonogoError(f'{source} has no value for "{name}"', f"it has: {', '.join(values)}")
    return {reference: values[name]}


def _write(ref: Ref, observed: str, evidence: str, *, editor: Editor, snapshot: Snapshot) -> bool:
    """Writes a value into a metric, and returns whether it changes the file.

    Raises GonogoError if `ref` is not a metric.
    """
    release = require_release(ref, snapshot)
    entry = find_entry(ref, release)
    if not isinstance(entry, Metric):
        raise GonogoError(f"{ref} is not a metric", f"gonogo mark STATE {entry.id}")
    place, order = place_of(ref, release)
    values = {"observed": observed, **({"evidence": evidence} if evidence else {})}
    return editor.change(snapshot.systems[ref.system].path_of(release.id), Change(place, values, order))
