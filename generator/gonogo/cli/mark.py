"""`gonogo mark`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

import click

from gonogo.cli.edits import (
    commit_option,
    find_uncommitted,
    offer_commit,
    require_paths,
    require_text,
    say_subject,
    text_option,
    write_edits,
)
from gonogo.cli.options import as_of_option, completes, trust_options
from gonogo.cli.printing import print_lines, say
from gonogo.cli.project import open_project
from gonogo.core.diagnostics import GonogoError
from gonogo.format.sections.signoffs import SignOff
from gonogo.format.splice import Change
from gonogo.model.answer import Answer
from gonogo.model.reference_lookup import is_reference, resolve
from gonogo.model.registry import name_of
from gonogo.pipelines.answering import Decision, digest_seen, find_entry, prepare_decision, require_fit
from gonogo.pipelines.editing import Editor, place_of, require_release
from gonogo.pipelines.project_reader import read_project
from gonogo.source.files.worktree import find_root, read_files
from gonogo.source.git.new_commit import NewCommitMessage, read_author
from gonogo.verdict.slots import find_awaited, view_slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.options import TrustOptions
    from gonogo.cli.project import Project
    from gonogo.core.nodes import Plain
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry
    from gonogo.model.snapshot import Snapshot


_PARTS = (
    click.option(
        "--evidence",
        multiple=True,
        callback=require_text,
        metavar="LINK_OR_PATH",
        help="Evidence for the state; the option can be repeated.",
    ),
    text_option("--note", help="The reason, or an observation."),
)
_OF_STATES = (
    text_option("--reason", help="The reason for waived, no-go or withdrawn."),
    text_option("--until", metavar="DATE", help="The last day of a waiver."),
    text_option(
        "--approved-by", metavar="PERSON", help="The approver of a waiver.", shell_complete=completes("people")
    ),
    text_option("--instead", help="Safeguards in effect while the waiver is active."),
    text_option("--conditions", help="The conditions of a go."),
    text_option(
        "--by",
        metavar="PERSON",
        help="The person who decided. Default: you, found in people.yml by your e-mail address in git.",
        shell_complete=completes("people"),
    ),
)


def answer_options(*, is_whole: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that adds the options for the parts of an answer.

    Some options fit only some states; `is_whole` adds these too.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed((*_PARTS, *(_OF_STATES if is_whole else ()))):
            command = option(command)
        return command

    return decorate


@click.command("mark")
@click.argument("state", shell_complete=completes("states"))
@click.argument("references", metavar="REF…", nargs=-1, required=True, shell_complete=completes("references"))
@answer_options(is_whole=True)
@commit_option
@as_of_option
@trust_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    /,
    state: str,
    references: tuple[str, ...],
    commits: bool,  # noqa: FBT001
    as_of: datetime,
    trust: TrustOptions,
    **parts: str | tuple[str, ...],
) -> None:
    """Writes the state of entries or the decision of sign-offs, and changes no other lines.

    STATE is a state of the entry's kind, such as done, waived or met; for a sign-off, it is go, no-go or withdrawn.
    Before it writes a decision, the command shows the covered content. It refuses a go while a covered entry is not
    settled, unless you give --conditions. With several REFs, it writes all answers or none.

    Example: gonogo mark done unit-tests --evidence https://ci.example.com/runs/1234 --commit
    """
    answer = Answer(state, **parts)  # type: ignore[arg-type] # click gives each option the type of its default
    mark(directory, answer, references, commits=commits, as_of=as_of, trust=trust)


def mark(  # noqa: PLR0913 - the command line has each of them
    directory: Path,
    answer: Answer,
    references: tuple[str, ...],
    *,
    commits: bool,
    as_of: datetime,
    trust: TrustOptions,
) -> None:
    """Writes one answer into several entries. If an entry cannot have the answer, it raises GonogoError.

    If a go comes too early, it exits with 1. Nothing is written in either case.
    """
    root = find_root(directory)
    require_paths(root, answer.evidence)
    files = read_files(root)
    snapshot = read_project(files)
    _require_order(answer.state, references, snapshot)
    refs = tuple(dict.fromkeys(resolve(reference, snapshot) for reference in references))
    marked = [(ref, find_entry(ref, require_release(ref, snapshot))) for ref in refs]
    for _, entry in marked:
        require_fit(answer, entry)
    decisions = {}
    if any(isinstance(entry, SignOff) for _, entry in marked):
        project = open_project(directory, as_of, trust=trust)
        decisions = {ref: _decide(ref, entry, answer, project) for ref, entry in marked if isinstance(entry, SignOff)}
        _show([decision for decision in decisions.values() if decision.is_new], project)
    writer = _Writer(Editor(files), snapshot, root)
    changed, kept = [], []
    for ref, entry in marked:
        if writer.write(ref, entry, answer, decisions.get(ref)):
            changed.append(ref)
        else:
            kept.append(ref)
            say(f"{entry.id} is {answer.state} already.")
    if (commits or not changed) and (waiting := find_uncommitted(writer.editor, snapshot, kept, root)):
        offer_commit(_say_marked(waiting, answer), list(dict.fromkeys(waiting.values())), root, commits=commits)
    writer.write_digests([decisions[ref] for ref in changed if ref in decisions])
    if changed:
        write_edits(
            writer.editor,
            _say_marked(changed, answer),
            root=root,
            as_of=as_of,
            commits=commits,
            main=snapshot.main_branch,
            evidence=answer.evidence,
        )
        for ref in writer.editor.find_unproven(changed, as_of):
            again = f"gonogo mark {answer.state} '{ref}' --evidence …"
            say(f"warning: {ref.entry} is not settled without evidence: {again}")


def _require_order(state: str, references: Sequence[str], snapshot: Snapshot) -> None:
    """Raises GonogoError for a state after its entries, as in `gonogo mark unit-tests done`."""
    *others, last = references
    states = {word for _, release in snapshot.releases() for _, entry in release.walk() for word in entry.answer_words}
    if state in states or last not in states or is_reference(last, snapshot):
        return
    command = shlex.join(["gonogo", "mark", last, state, *others])
    raise GonogoError(f'"{last}" is a state, which comes before the entries', command)


def _say_marked(refs: Iterable[Ref], answer: Answer) -> NewCommitMessage:
    listed = list(refs)
    return NewCommitMessage(say_subject("Mark", listed, answer.state), tuple(map(str, listed)))


def _decide(ref: Ref, slot: SignOff, answer: Answer, project: Project) -> Decision:
    return prepare_decision(
        ref,
        slot,
        answer,
        author=read_author(project.root),
        snapshot=project.snapshot,
        verification=project.verification,
        judgement=project.judgements[ref.whole],
        as_of=project.as_of,
    )


class _Writer(NamedTuple):
    """Writes answers into the files of an editor, in memory."""

    editor: Editor
    snapshot: Snapshot
    root: Path

    def write(self, ref: Ref, entry: Entry, answer: Answer, decision: Decision | None) -> bool:
        """Writes an answer, and returns whether it changes the file. A decision that is not new changes nothing."""
        if decision is None:
            return self._change(ref, entry.write_answer(answer))
        if decision.is_new:
            values = entry.write_answer(decision.answer)
            self._change(ref, {**values, "seen": decision.slot.seen or None} if decision.is_seen else values)
        return decision.is_new

    def write_digests(self, decisions: Sequence[Decision]) -> None:
        """Writes the digests `seen` of decisions. Everything else must have been written before.

        A digest also covers the values of other slots, including their `seen`. So all digests are written as many times
        as there are decisions: after that, none of them changes any more.
        """
        for decision in [decision for _ in decisions for decision in decisions if decision.is_seen]:
            text = self.editor.text_of(self._path_of(decision.ref))
            self._change(decision.ref, {"seen": digest_seen(text, decision, self.snapshot, self.root)})

    def _change(self, ref: Ref, values: Mapping[str, Plain | None]) -> bool:
        place, order = place_of(ref, require_release(ref, self.snapshot))
        return self.editor.change(self._path_of(ref), Change(place, values, order))

    def _path_of(self, ref: Ref) -> str:
        return self.snapshot.systems[ref.system].path_of(ref.release)


def _show(decisions: Sequence[Decision], project: Project) -> None:
    """Prints the content that decisions cover. Exits with 1 if a go comes too early; nothing is written before."""
    is_early = False
    for decision in decisions:
        release = require_release(decision.ref, project.snapshot)
        awaited = find_awaited(decision.slot, release, project.judgements[decision.ref.whole])
        print_lines(_render(decision, project))
        if decision.answer.state == "go" and awaited.unsettled and not decision.answer.conditions:
            is_early = True
            print_lines(
                f"  not settled: {section.id}/{entry.id}: {entry.title}" for section, entry in awaited.unsettled
            )
    if is_early:
        say("Nothing is written: for a go, settle every covered entry first, or give --conditions.")
        raise click.exceptions.Exit(1)


def _render(decision: Decision, project: Project) -> Iterator[str]:
    """A decision with its statement, its coverage and its current status, as lines."""
    ref, slot, answer = decision.ref, decision.slot, decision.answer
    release = require_release(ref, project.snapshot)
    judgement = project.judgements[ref.whole]
    section = release.sections[ref.section]  # type: ignore[index] # the reference of an entry has a section
    awaited = find_awaited(slot, release, judgement)
    view = view_slot(section, slot, release, judgement)
    yield f"{slot.title}  ({ref})"
    yield f"  statement: {slot.shown_meaning}"
    covers = ", ".join(map(str, slot.covers))
    yield f"  covers: {covers}; {awaited.settled} of {awaited.total} settled"
    yield f"  current status: {view.look.label.lower()}"
    yield f"  decision: {answer.state} by {name_of(answer.by, project.snapshot.people)}, on {answer.on}"
