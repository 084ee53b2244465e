"""A team on a forge: a project with a history, and the commits by which people and forges go on with it.

A team starts with honest landings: Ann pushes the registry, alone; Dora's pull request brings release v1
with empty slots; Carol's answers everything in it. What a test adds is written as the forge writes it: authors,
committers, addresses and messages. Git makes the commits when something is first asked of them. ::

    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    landing = team.merge(branch, by=ANN)
    assert team.slot("qa") == valid("alice", at=(sign, landing), merged_by="ann")

A pull request of one commit is shorter: `at = team.pull(ALICE, decide("qa", by="alice"), by=ANN)`.

Commits go by names, and so do they in what is read of `gonogo status` and `gonogo check`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from building import SHOP
from cli.running import Ran, run
from edits import PEOPLE, POLICY, ROLES, SYSTEM, V1, decide, put, text_of, write
from forge import Branch, Forge
from gonogo.model.ids import EntryId
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.trust.content import digest_content, find_content
from gonogo.trust.digest import PREFIX
from shop import ALICE, ANN, BOB, CAROL, DORA, PEOPLE_TEXT, POLICY_TEXT, RELEASE_TEXT, ROLES_TEXT, SYSTEM_TEXT
from standings import Slot, Status, read_status, short

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from edits import Edit
    from gonogo.source.git.signing_keys import SigningKey
    from shop import Person

BEFORE, AFTER = "2026-03-01T08:00Z", "2026-03-20T08:00Z"  # the day before T-0, and long after it
ANSWERS = (
    *(put(item, status="done") for item in ("tests", "lint", "backup", "export")),
    put("latency", observed="150 ms"),
    put("staffed", status="met"),
    put("outage", status="clear"),
)


class Team(Forge):
    """A repository and what its people do, and what gonogo says of it."""

    def __init__(self, root: Path, *edits: Edit, key: SigningKey | None = None) -> None:
        """`edits` change the registry and the release before they land; with a key Ann signs the registry."""
        super().__init__(root)
        self._found(edits, key)

    def _found(self, edits: Sequence[Edit], key: SigningKey | None) -> None:
        texts = {PEOPLE: PEOPLE_TEXT, POLICY: POLICY_TEXT, ROLES: ROLES_TEXT, SYSTEM: SYSTEM_TEXT, V1: RELEASE_TEXT}
        files = self.edit({**texts}, edits)
        registry = [write(path, text) for path, text in files.items() if path != V1]
        self.main.commit(ANN, write("README.md", "# Shop\n"), message="Begin")
        self.main.commit(ANN, *registry, message="Name the people, their roles and the policy", key=key)
        plan = Branch(self, "plan-v1", self.main.head)
        plan.commit(DORA, write(V1, files[V1]), message="Plan v1")
        self.merge(plan, by=ANN)
        answers = Branch(self, "answer-v1", self.main.head)
        answers.commit(CAROL, *ANSWERS, message="Answer everything")
        self.merge(answers, by=ANN)

    def push(self, author: Person, *edits: Edit, key: SigningKey | None = None, date: str = "") -> str:
        """A commit on main without a pull request; its name."""
        return self.main.commit(author, *edits, key=key, date=date)

    def pull(self, author: Person, *edits: Edit, by: Person, key: SigningKey | None = None) -> tuple[str, str]:
        """A pull request of one commit, merged, its branch deleted: the names of the commit and of the merge commit."""
        branch = Branch(self, f"change-{len(self._made)}", self.main.head)
        commit = branch.commit(author, *edits, key=key)
        return commit, self.merge(branch, by)

    def sign_all(self) -> None:
        """Alice, Bob and Dora sign, in this order: after that the release is GO."""
        self.pull(ALICE, decide("qa", "alice"), by=ANN)
        self.sign_rest()

    def sign_rest(self) -> None:
        """Bob and Dora sign."""
        self.pull(BOB, decide("cto", "bob"), by=ANN)
        self.pull(DORA, decide("final", "dora"), by=ANN)

    def wait_until(self, time: str) -> None:
        """The next commit is made at this time: ISO 8601, in UTC."""
        self.now = datetime.fromisoformat(time).replace(tzinfo=UTC)

    def seen(self, slot: str, branch: Branch | None = None) -> str:
        """What `seen:` says after the signer of a slot of v1 was shown the branch, or main."""
        tree = PlainReader().read(text_of(self.trees[(branch or self.main).head], V1).encode())
        assert isinstance(tree, dict)
        content = find_content(tree, SHOP, EntryId(slot), lambda _: "")
        assert content is not None
        return digest_content(content, "shop-0001").removeprefix(PREFIX)[:16]

    def write(self, *edits: Edit) -> None:
        """Edits of main in the working tree, which nobody commits."""
        self.make()
        for path, content in self.edit(self.trees[self.main.head], edits).items():
            if isinstance(content, str) and content != self.trees[self.main.head].get(path):
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(content, encoding="utf-8")

    def checkout(self, branch: Branch) -> None:
        """Checks a branch out."""
        self.make()
        self.git("checkout", "--quiet", branch.name)

    def run(self, *arguments: str, as_of: str = BEFORE, folder: Path | None = None) -> Ran:
        """How a command of gonogo ends in the repository, or in another folder, and what it prints."""
        self.make()
        return run(*arguments, "--as-of", as_of, at=folder or self.root)

    def status(
        self, *options: str, release: str = "shop/v1", as_of: str = BEFORE, folder: Path | None = None
    ) -> Status:
        """What `gonogo status` says of a release."""
        ran = self.run("status", release, *options, "--format", "json", as_of=as_of, folder=folder)
        names = {oid: name for name, oid in self.make().items()}
        return read_status(ran.document, names)

    def changes(self, slot: str) -> list[tuple[str, str, str | None, str | None]]:
        """What makes a sign-off of v1 stale: name, how it changed, by whom, and in which landing."""
        names = {oid: name for name, oid in self.make().items()}
        [release] = self.run("status", "shop/v1", "--format", "json").document["releases"]
        [found] = [one for one in release["signoffs"] if short(one["ref"]) == slot]
        return [
            (short(one["ref"]), one["how"], one["by"], names.get(one["landing"], one["landing"]))
            for one in found["stale_by"]
        ]

    def slot(self, name: str, *options: str) -> Slot:
        """What `gonogo status` says of a sign-off of v1."""
        return self.status(*options).slots[name]

    def check(self, as_of: str = BEFORE, *options: str) -> list[tuple[str, str]]:
        """Severity and rule of every finding of `gonogo check`, in the order in which they are printed."""
        found = self.run("check", *options, "--format", "json", as_of=as_of).document["diagnostics"]
        return [(one["severity"], one["rule"]) for one in found]

    def accepted(self, *options: str) -> list[tuple[str, str]]:
        """The rule of every accepted finding, and the id under which policy.yml accepts it."""
        found = self.run("check", *options, "--format", "json").document["accepted"]
        return [(one["rule"], one["id"]) for one in found]
