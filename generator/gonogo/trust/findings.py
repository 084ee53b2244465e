"""Findings about the registry and the policy that follow from git history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible
from gonogo.model.trust_codes import TrustCode
from gonogo.model.verification import TrustFinding
from gonogo.trust.effective_registry import locks_out, requires_signature
from gonogo.trust.merger import find_merger
from gonogo.trust.registry_values import PEOPLE_PATH, POLICY_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.model.references import Ref
    from gonogo.model.verification import ReleaseTrust, VerifiedRelease
    from gonogo.trust.project_trust import Line
    from gonogo.trust.registry_values import Values

_LAST = 10
"""The number of recent landings that show how the forge merges."""


def find_trust_findings(
    line: Line, written: Values | None, releases: Mapping[Ref, VerifiedRelease]
) -> Iterator[TrustFinding]:
    """The findings about the line and about the registry in the judged files.

    `written` is that registry, None if it cannot be decoded.
    """
    if line.registry.root is None:
        hint = "ask a maintainer with an address in people.yml to commit people.yml and policy.yml, with `maintainers:`"
        yield TrustFinding(
            TrustCode.BEFORE_TRUST_ROOT,
            "no registry commit names its author as a maintainer",
            POLICY_PATH,
            hint=hint,
        )
    yield from _find_refused(line)
    yield from _find_compromised(line)
    if (
        written is not None
        and line.registry.root is not None
        and written != line.registry.written
        and locks_out(written)
    ):
        why = "with these files, no maintainer could change the registry again"
        hint = "keep an active maintainer with an address, and with a key if the policy requires signatures"
        yield TrustFinding(TrustCode.WOULD_LOCK_OUT, why, POLICY_PATH, hint=hint)
    yield from _find_unmet_policies(line)
    yield from _find_unknown_authors(line, releases)


def _find_refused(line: Line) -> Iterator[TrustFinding]:
    """A finding for each registry change that does not count."""
    for change in line.registry.refused:
        landing = line.reader.landings[change.place]
        names = ", ".join(".".join(key) for key in change.values)
        why = "after that change, no maintainer could change the registry"
        if change.code is TrustCode.REGISTRY_NOT_AUTHORISED:
            why = "no maintainer wrote or merged the change"
        yield TrustFinding(
            change.code,
            f"{change.author.name} changed {names}; {why}, so it does not count",
            POLICY_PATH,
            landing.oid,
            f"ask a maintainer to revert it, or to add {landing.oid} under `confirmed:`",
        )


def _find_compromised(line: Line) -> Iterator[TrustFinding]:
    """A finding for each registry change that was authorized with a key that is now compromised."""
    newest = line.registry.after(line.end)
    confirmed = newest.registry.policy.confirmed if newest.registry.policy else ()
    for change in line.registry.signed:
        landing = line.reader.landings[change.place]
        signatures = [line.reader.signature(oid) for oid in change.commits]
        keys = [key for made in signatures if made for _, key in newest.identities.find_keys(made.key)]
        is_kept = any(newest.values.get(key) == value for key, value in change.values.items())
        if is_kept and landing.oid not in confirmed and any(key.state == "compromised" for key in keys):
            names = ", ".join(".".join(key) for key in change.values)
            yield TrustFinding(
                TrustCode.REGISTRY_NOT_AUTHORISED,
                f"a key that is now compromised changed {names}; the change counts until a maintainer reverts it",
                POLICY_PATH,
                landing.oid,
                f"ask a maintainer to revert it, or to add {landing.oid} under `confirmed:`",
            )


def _find_unmet_policies(line: Line) -> Iterator[TrustFinding]:
    """A finding for each requirement of the policy that no recent landing meets, so that no sign-off can meet it."""
    state = line.registry.after(line.end)
    policy, last = state.registry.policy, line.reader.landings[-_LAST:]
    if policy is None or len(last) < _LAST:
        return
    needs_merger = policy.second_person == "required"
    if needs_merger and not any(find_merger(landing.commit, state.identities) for landing in last):
        why = f"the policy requires a second person, but the last {_LAST} merges do not name the person who merged"
        hint = "let the forge make merge commits, or leave out `second_person: required`"
        yield TrustFinding(TrustCode.POLICY_CANNOT_BE_MET, why, POLICY_PATH, hint=hint)
    if requires_signature(state.registry):
        places = range(line.end + 1 - len(last), line.end + 1)
        line.reader.find_inside((place, POLICY_PATH) for place in places)
        commits = [oid for place in places for oid in line.reader.inside(place)]
        line.reader.load_signatures(commits)
        signatures = [line.reader.signature(oid) for oid in commits]
        if not any(made and made.is_good and state.identities.find_keys(made.key) for made in signatures):
            why = f"the policy requires signed commits, but the last {_LAST} merges did not keep a signature"
            hint = "let the forge make merge commits, which keep signatures, or set `level: attributed`"
            yield TrustFinding(TrustCode.POLICY_CANNOT_BE_MET, why, POLICY_PATH, hint=hint)


def _find_unknown_authors(line: Line, releases: Mapping[Ref, VerifiedRelease]) -> Iterator[TrustFinding]:
    """A finding for each author of a decision, waiver or `na` whose address does not identify a registered person."""
    found: dict[str, TrustFinding] = {}
    identities = line.registry.after(line.end).identities
    for oid in dict.fromkeys(_list_unknown(release.now for release in releases.values())):
        author = line.reader.commit(oid).author
        if author.key not in found and not identities.is_shared(author):
            name, email = visible(author.name), visible(author.email)
            if identities.find_person(author):
                message = f"{name} <{email}> was not in people.yml when a decision or an approval of theirs was merged"
                hint = "the same person decides or approves again, in a new commit"
            else:
                message = f"{name} <{email}> is not in people.yml, but made a decision or an approval"
                hint = f"if this is a person in people.yml, ask a maintainer to add `emails: [{email}]` there"
                if handle := identities.private_handle(author.key):
                    hint += f", or `forge: {visible(handle)}`: the address is a private forge address"
            found[author.key] = TrustFinding(TrustCode.UNKNOWN_AUTHOR, message, PEOPLE_PATH, oid, hint)
    yield from found.values()


def _list_unknown(trusts: Iterable[ReleaseTrust]) -> Iterator[str]:
    for trust in trusts:
        standings = (standing.provenance for standing in trust.standings.values())
        approvals = (approval.provenance for approval in trust.approvals.values())
        for made in (*standings, *approvals):
            if made is not None and not made.written_by.person:
                yield made.commit
