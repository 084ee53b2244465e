"""The level of the evidence that a commit gives for a decision: claimed, attributed or signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.safe_text import visible
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from gonogo.model.commits import Commit
    from gonogo.model.ids import PersonId, RoleId
    from gonogo.trust.effective_registry import RegistryState
    from gonogo.trust.introducers import Introducer
    from gonogo.trust.release_history import ReleaseHistory

_SIGN = "sign the commit with an SSH key that people.yml lists for {signer}"


class Evidence(NamedTuple):
    """The level, the reason in words, and the next step to a higher level.

    `code` identifies the problem, "" if there is none.
    """

    level: str
    reason: str
    code: str = ""
    next_step: str = ""


class DecisionEvidence:
    """Judges the commits that introduced a slot's decision, according to the registry before the landing at `place`.

    `signer` is the person in `by`. `role` is the role that the slot requires.
    """

    def __init__(self, history: ReleaseHistory, place: int, signer: str, role: RoleId) -> None:
        self.history = history
        self.place = place
        self.signer = signer
        self.role = role
        self.state: RegistryState = history.registry_at(place)
        person = self.state.identities.person(signer)
        self.name = person.name if person else signer

    def find_obstacle(self, *, came_with_slot: bool) -> Evidence | None:
        """The reason why no commit can be evidence for this decision; None if there is no such reason.

        `came_with_slot` means that the landing added the decision together with its file or its slot.
        """
        root = self.history.registry.root
        if root is None:
            step = "ask a maintainer with an address in people.yml to commit the registry"
            why = "there is no trust root"
            return Evidence("claimed", why, TrustCode.BEFORE_TRUST_ROOT, step)
        if self.place <= root:
            why = "it was decided before the registry named a maintainer, or in the same merge"
            return self._again(TrustCode.BEFORE_TRUST_ROOT, why)
        return self.came_with_its_slot() if came_with_slot else self._find_personal_obstacle()

    def came_with_its_slot(self) -> Evidence:
        """The evidence for a decision that was added together with its slot.

        Its level is claimed, because the author of the commit may only have repaired the file.
        """
        why = "the decision was added together with its file or slot, so history does not show who made it"
        step = f"empty `decision:` and `by:`, merge the change, then ask {self.name} to decide"
        return Evidence("claimed", why, TrustCode.ARRIVED_FILLED, step)

    def _find_personal_obstacle(self) -> Evidence | None:
        person = self.state.identities.person(self.signer)
        if person is None:
            return self._again(TrustCode.ROLE_NOT_HELD, f"{self.signer} was not in people.yml when it was merged")
        if person.kind == "bot":
            return self._again(TrustCode.BOT, f"{self.name} is a bot, but only people decide", who="a person")
        if person.state != "active":
            why = f"{self.name} had left when it was merged"
            return self._again(TrustCode.PERSON_LEFT, why, who="a holder of the role")
        if not self.state.identities.holds(self.signer, (self.role,), self.history.system):
            why = f"{self.name} did not hold the role {self.role} when it was merged"
            step = f"ask a maintainer to add the role in roles.yml, then ask {self.name} to decide again"
            return Evidence("claimed", why, TrustCode.ROLE_NOT_HELD, step)
        return None

    def judge(self, introducer: Introducer) -> Evidence:
        """The evidence that one introducer gives."""
        commit = introducer.commit
        if introducer.is_restored:
            return self._again(TrustCode.RESTORED, "a merge restored an old decision")
        signed = self._judge_signature(commit)
        if signed.level == "signed":
            return signed
        author = self.state.identities.find_person(commit.author)
        if author == self.signer:
            why = f"{self.name} wrote the commit, and holds the role"
            if signed.code:
                return signed._replace(level="attributed", reason=f"{why}; {signed.reason}")
            return Evidence("attributed", why, next_step=_SIGN.format(signer=self.name))
        return self._judge_other_author(commit, author)

    def _judge_other_author(self, commit: Commit, author: PersonId | None) -> Evidence:
        if self.state.identities.is_forge(commit.committer) and self._names_signer_as_coauthor(commit):
            why = f"a squash names {self.name} as co-author, which does not prove anything"
            step = f"ask {self.name} to decide again, in a pull request that {self.name} opens"
            return Evidence("claimed", why, TrustCode.ATTRIBUTION_LOST_BY_SQUASH, step)
        if self.state.identities.is_shared(commit.author):
            return self._again(TrustCode.SHARED_IDENTITY, "the author's address belongs to several people")
        if author is None:
            why = f"{visible(commit.author.name)} wrote the commit, with an address that is not in people.yml"
            step = f"ask a maintainer to add the address to people.yml, then ask {self.name} to decide again"
            return Evidence("claimed", why, TrustCode.UNKNOWN_AUTHOR, step)
        writer = self.state.identities.author(author).name
        return self._again(TrustCode.AUTHOR_MISMATCH, f"{writer} wrote this decision, not {self.name}")

    def _names_signer_as_coauthor(self, commit: Commit) -> bool:
        names = [value for key, value in commit.trailers if key.lower() == "co-authored-by"]
        addresses = (name.rpartition("<")[2].rstrip("> ") for name in names)
        return any(self.state.identities.find_address(address) == self.signer for address in addresses)

    def _judge_signature(self, commit: Commit) -> Evidence:
        """Evidence of level signed if the signature counts.

        Otherwise of level claimed, with the problem of the signature.

        A missing signature is not a problem, nor is a signature by the forge, which does not prove anything about the
        author.
        """
        signature = self.history.reader.signature(commit.oid)
        is_by_forge = signature and signature.format != "ssh" and self.state.identities.is_forge(commit.committer)
        if signature is None or is_by_forge:
            return Evidence("claimed", "")
        step = _SIGN.format(signer=self.name)
        if signature.format != "ssh":
            why = f"its {signature.format} signature is not verified"
            return Evidence("claimed", why, TrustCode.UNSUPPORTED_SIGNATURE, step)
        if not signature.is_good:
            why = f"its signature cannot be verified: {signature.problem}"
            return Evidence("claimed", why, TrustCode.BAD_SIGNATURE, step)
        if self.history.reader.is_copied(commit.oid):
            why = "it is a copy of an earlier commit and has that commit's signature"
            return Evidence("claimed", why, TrustCode.RESTORED, step)
        return self._judge_key(signature.key, step)

    def _judge_key(self, public: str, step: str) -> Evidence:
        """Evidence of level signed if the verified key is an active key of the signer; otherwise of level claimed."""
        owners = self.state.identities.find_keys(public)
        if len({owner for owner, _ in owners}) > 1:
            return Evidence("claimed", "its key belongs to several people", TrustCode.SHARED_IDENTITY, step)
        if not owners:
            return Evidence("claimed", "nobody in people.yml has the key that signed it", TrustCode.UNKNOWN_KEY, step)
        owner, key = owners[0]
        if owner != self.signer:
            why = f"{self.state.identities.author(owner).name} signed it, not {self.name}"
            return Evidence("claimed", why, TrustCode.OTHERS_KEY, step)
        if key.state != "active" or self._is_compromised(public):
            state = "compromised" if self._is_compromised(public) else key.state
            return Evidence("claimed", f"the key that signed it is {state}", TrustCode.INACTIVE_KEY, step)
        return Evidence("signed", f"{self.name} signed the commit with a registered SSH key, and holds the role")

    def _is_compromised(self, key: str) -> bool:
        """Whether the newest registry marks a key as compromised.

        Then none of its signatures counts, whether new or old.
        """
        newest = self.history.registry.after(self.history.end).identities
        return any(record.state == "compromised" for _, record in newest.find_keys(key))

    def _again(self, code: TrustCode, why: str, who: str = "") -> Evidence:
        return Evidence("claimed", why, code, f"ask {who or self.name} to decide again, in a commit of their own")
