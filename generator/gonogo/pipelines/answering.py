"""The pipeline of `mark`: from an answer to the new values of entries.

For a sign-off, the values include the signer, and a digest of the covered content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError, did_you_mean
from gonogo.core.frozen import Frozen, replace
from gonogo.format.sections import KINDS
from gonogo.format.sections.signoffs import SignOff, propose_on
from gonogo.format.value_type import Choice
from gonogo.model.answer import ALWAYS
from gonogo.model.ids import PersonId
from gonogo.model.judgement import SignOffState
from gonogo.model.reference_lookup import find_named
from gonogo.model.registry import name_of
from gonogo.model.verification import Verification
from gonogo.source.git.new_commit import require_committed
from gonogo.source.git.store import GitStore, open_store
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.trust.content import digest_content, find_content
from gonogo.trust.digest import PREFIX
from gonogo.trust.evidence_files import EvidenceFiles
from gonogo.trust.identities import Identities

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from gonogo.model.answer import Answer
    from gonogo.model.commits import Ident
    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry, Release
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.trust.unverified import Unverified

_SEEN_DIGITS = 16
_LASTING = (
    SignOffState.VALID,
    SignOffState.REFUSED,
    SignOffState.WITHDRAWN,
    SignOffState.PENDING,
    SignOffState.UNJUDGED,
    SignOffState.NO_SECOND_PERSON,
)
"""The states in which a decision need not be repeated."""


def find_entry(ref: Ref, release: Release) -> Entry:
    """The entry that a reference names, if the entry has an answer of its own.

    Raises GonogoError if the reference names a section, phase or release, or an entry whose answer follows from other
    entries.
    """
    if ref.entry is None:
        of_group = [entry.id for section, entry in release.walk() if ref.section in (None, section.id, section.phase)]
        raise GonogoError(f"{ref} is not an entry, so it has no state of its own", _name_some(of_group))
    entry = next(entry for _, entry in release.walk() if entry.id == ref.entry)
    if not entry.has_answer:
        others = [str(reference) for reference in entry.depends_on] or [child.id for child in entry.children]
        raise GonogoError(f"{ref} has no answer of its own: it follows from other entries", _name_some(others))
    return entry


def _name_some(ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:8]) + (", …" if len(ids) > 8 else "")
    return f"mark instead: {shown}" if ids else "it has no entries"


def require_fit(answer: Answer, entry: Entry) -> None:
    """Raises GonogoError if the entry does not have this state, or the state does not accept a part of the answer."""
    words = entry.answer_words
    if not words:
        raise GonogoError(
            f"{entry.id} is a metric, which has a value instead of a state", f"gonogo observe {entry.id} VALUE"
        )
    if answer.state not in words:
        hint = _explain(answer.state, entry) or did_you_mean(answer.state, words)
        raise GonogoError(f'"{answer.state}" is not a state of {entry.id}', hint)
    allowed = (*ALWAYS, *entry.answer_options(answer.state))
    if unfit := [f"--{name.replace('_', '-')}" for name in answer.parts if name not in allowed]:
        taken = ", ".join(f"--{name.replace('_', '-')}" for name in allowed)
        raise GonogoError(f'"{answer.state}" takes no {", ".join(unfit)}', f"it takes {taken}")


def _explain(state: str, entry: Entry) -> str:
    """The hint for a common synonym of a state or decision of this entry; "" for any other word."""
    rows = next(kind.table.rows for kind in KINDS if isinstance(entry, kind.entry))
    answers = (row.type for row in rows if row.name in ("status", "decision"))
    return next((answer.explain(state) for answer in answers if isinstance(answer, Choice)), "")


class Decision(Frozen):
    """A decision before it is written: the slot, and the answer with its signer and day.

    `is_new` is False if the slot already contains this decision and the decision is still in force.
    """

    ref: Ref
    slot: SignOff
    answer: Answer
    is_new: bool

    @property
    def is_seen(self) -> bool:
        """Whether the digest of the content shown to the signer is recorded.

        A withdrawal does not have such a digest.
        """
        return self.answer.state != "withdrawn"


def prepare_decision(  # noqa: PLR0913 - the decision, its author, and the project with its judgement
    ref: Ref,
    slot: SignOff,
    answer: Answer,
    *,
    author: Ident,
    snapshot: Snapshot,
    verification: Verification | Unverified,
    judgement: Judgement,
    as_of: datetime,
) -> Decision:
    """The decision, with the signer and the day that `mark` adds.

    Raises GonogoError if the decision would not count.
    """
    if judgement.closing is not None:
        raise GonogoError(f"{ref.whole} is closed, so a decision changes nothing", f"gonogo show '{ref}'")
    system = snapshot.systems[ref.system]
    registry_files = (path for path in (*snapshot.unreadable, *system.unreadable) if not path.endswith("/system.yml"))
    if broken := list(registry_files):
        message = f"{broken[0]} is missing or cannot be read, so a decision would not count"
        raise GonogoError(message, "see gonogo check")
    if isinstance(verification, Verification) and verification.root is None:
        message = "no maintainer has committed people.yml and policy.yml yet, so a decision would not count"
        raise GonogoError(message, "git add checklists && git commit, with yourself under `maintainers:` in policy.yml")
    me = Identities(snapshot.registry_of(system.id)).find_person(author)
    signer = _find_signer(slot, answer, me, author, snapshot)
    same = (slot.decision, slot.by) == (answer.state, signer)
    kept = all(value == getattr(slot, name) for name, value in answer.given("reason", "conditions", "note").items())
    lasts = judgement.standings[slot.id].state in _LASTING and answer.evidence in ((), slot.evidence)
    made = Decision(
        ref, slot, replace(answer, by=signer, on=propose_on(slot, as_of)), is_new=not (same and kept and lasts)
    )
    if made.is_new:
        _require_role(signer, slot, system, snapshot)
        _require_able(signer, snapshot)
        if signer != me:
            _require_recorded(signer, slot, answer, author, snapshot)
            _require_able(me, snapshot)
    return made


def _find_signer(slot: SignOff, answer: Answer, me: PersonId | None, author: Ident, snapshot: Snapshot) -> PersonId:
    if answer.state == "withdrawn":
        if not slot.signer:
            raise GonogoError(f"{slot.id} has no decision that could be withdrawn")
        return slot.signer
    if answer.by:
        if PersonId(answer.by) not in snapshot.people:
            meant = find_named(answer.by, snapshot)
            hint = f'did you mean "{meant}"?' if meant in snapshot.people else did_you_mean(answer.by, snapshot.people)
            raise GonogoError(f'"{answer.by}" is not in people.yml', hint)
        return PersonId(answer.by)
    if me is None:
        hint = "ask a maintainer to add the address, or set another: git config user.email you@example.com"
        raise GonogoError(f"git would commit as {author.email}, an address that is not in people.yml", hint)
    return me


def _require_role(signer: PersonId, slot: SignOff, system: System, snapshot: Snapshot) -> None:
    role = system.roles.get(slot.signing_role)
    holders = role.people if role else ()
    if signer not in holders:
        names = ", ".join(name_of(holder, snapshot.people) for holder in holders)
        hint = (
            f"the role is held by {names}" if names else f"the role has no holder: see checklists/{system.id}/roles.yml"
        )
        raise GonogoError(f"{name_of(signer, snapshot.people)} does not hold the role {slot.signing_role}", hint)


def _require_able(person: PersonId | None, snapshot: Snapshot) -> None:
    """Raises GonogoError for bots and for people who have left: they can neither decide nor record a decision."""
    who = snapshot.people.get(person) if person else None
    if who is not None and (who.kind, who.state) != ("human", "active"):
        why = "has left" if who.state == "left" else "is a bot"
        raise GonogoError(f"{who.name} {why}, so the decision would not count", "another person has to decide")


def _require_recorded(signer: PersonId, slot: SignOff, answer: Answer, author: Ident, snapshot: Snapshot) -> None:
    """Raises GonogoError if another person cannot record this decision for the signer.

    The policy must permit recorded decisions for the role, and the decision must have evidence. Nobody can record a
    withdrawal.
    """
    name = name_of(signer, snapshot.people)
    recorded = snapshot.policy.recorded_roles if snapshot.policy else ()
    if slot.signing_role not in recorded:
        hint = f"ask {name} to write it; the role {slot.signing_role} is not in `recorded_roles` in policy.yml"
        raise GonogoError(f"a decision by {name} does not count in a commit by {author.email}", hint)
    if answer.state == "withdrawn":
        raise GonogoError(f"only {name} can withdraw this decision", "to record a refusal: mark no-go, with --evidence")
    if not answer.evidence:
        raise GonogoError(f"a recorded decision by {name} needs evidence", "add --evidence with the signed document")


def digest_seen(text: str, decision: Decision, snapshot: Snapshot, root: Path) -> str:
    """The first digits of the digest of a decision's covered content. `text` is the content of the release file.

    Raises GonogoError if evidence in the repository has uncommitted changes, because the digest is of the committed
    files.
    """
    ref = decision.ref
    tree = PlainReader().read(text.encode())
    assert isinstance(tree, dict) and ref.entry is not None  # noqa: S101, PT018 - the strict reader has accepted the text
    files = [path for path in decision.answer.evidence if "://" not in path]
    with open_store(root) as store:
        hash_in_head = EvidenceFiles(store).hash_in(store.head) if isinstance(store, GitStore) else lambda _: None

        def hash_of(path: str) -> str | None:
            files.append(path)
            return hash_in_head(path)

        content = find_content(tree, ref.whole, ref.entry, hash_of)
    assert content is not None  # noqa: S101 - the slot is in the file
    require_committed(root, files)  # a decision covers the committed evidence files
    digest = digest_content(content, snapshot.policy.project if snapshot.policy else "")
    return digest.removeprefix(PREFIX)[:_SEEN_DIGITS]
