"""A team on a forge: a project with a history, to which tests add the commits of people and forges.

A team starts with valid commits: Ann pushes the registry to main, Dora's pull request adds release v1
with empty slots, and Carol's pull request answers every entry. The commits of a test have the same authors,
committers, addresses and messages as on a forge. Git creates them when a test first needs the repository::

    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    landing = team.merge(branch, by=ANN)
    assert team.slot("qa") == valid("alice", at=(sign, landing), merged_by="ann")

A pull request of one commit is shorter: `at = team.pull(ALICE, decide("qa", by="alice"), by=ANN)`.

Each commit has a name. The results of `gonogo status` and `gonogo check` contain names in place of commit ids.
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

BEFORE, AFTER = "2026-03-01T08:00Z", "2026-03-20T08:00Z"  # the day before T-0, and long after T-0
ANSWERS = (
    *(put(item, status="done") for item in ("tests", "lint", "backup", "export")),
    put("latency", observed="150 ms"),
    put("staffed", status="met"),
    put("outage", status="clear"),
)


class Team(Forge):
    """A repository, the commits of its people, and the results of gonogo commands."""

    def __init__(self, root: Path, *edits: Edit, key: SigningKey | None = None) -> None:
        """`edits` change the registry and the release before their first commits; with a key, Ann signs it."""
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
        """Pushes a commit to main without a pull request and returns its name."""
        return self.main.commit(author, *edits, key=key, date=date)

    def pull(self, author: Person, *edits: Edit, by: Person, key: SigningKey | None = None) -> tuple[str, str]:
        """Merges a pull request with one commit and deletes its branch.

        Returns the names of the commit and of the merge commit.
        """
        branch = Branch(self, f"change-{len(self._made)}", self.main.head)
        commit = branch.commit(author, *edits, key=key)
        return commit, self.merge(branch, by)

    def sign_all(self) -> None:
        """Alice, Bob and Dora sign in this order. Afterwards, the release is GO."""
        self.pull(ALICE, decide("qa", "alice"), by=ANN)
        self.sign_rest()

    def sign_rest(self) -> None:
        """Bob and Dora sign."""
        self.pull(BOB, decide("cto", "bob"), by=ANN)
        self.pull(DORA, decide("final", "dora"), by=ANN)

    def wait_until(self, time: str) -> None:
        """Sets the time of the next commit: ISO 8601, in UTC."""
        self.now = datetime.fromisoformat(time).replace(tzinfo=UTC)

    def seen(self, slot: str, branch: Branch | None = None) -> str:
        """The `seen` digest that a signer gets for a slot of v1 on the branch or on main."""
        tree = PlainReader().read(text_of(self.trees[(branch or self.main).head], V1).encode())
        assert isinstance(tree, dict)
        content = find_content(tree, SHOP, EntryId(slot), lambda _: "")
        assert content is not None
        return digest_content(content, "shop-0001").removeprefix(PREFIX)[:16]

    def write(self, *edits: Edit) -> None:
        """Applies edits of main to the working tree, without a commit."""
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
        """Runs a gonogo command in the repository or in another folder; returns its exit code and output."""
        self.make()
        return run(*arguments, "--as-of", as_of, at=folder or self.root)

    def status(
        self, *options: str, release: str = "shop/v1", as_of: str = BEFORE, folder: Path | None = None
    ) -> Status:
        """The result of `gonogo status` for a release."""
        ran = self.run("status", release, *options, "--format", "json", as_of=as_of, folder=folder)
        names = {oid: name for name, oid in self.make().items()}
        return read_status(ran.document, names)

    def changes(self, slot: str) -> list[tuple[str, str, str | None, str | None]]:
        """The changes that make a sign-off of v1 stale: name, type of change, author and landing."""
        names = {oid: name for name, oid in self.make().items()}
        [release] = self.run("status", "shop/v1", "--format", "json").document["releases"]
        [found] = [one for one in release["signoffs"] if short(one["ref"]) == slot]
        return [
            (short(one["ref"]), one["how"], one["by"], names.get(one["landing"], one["landing"]))
            for one in found["stale_by"]
        ]

    def slot(self, name: str, *options: str) -> Slot:
        """The result of `gonogo status` for a sign-off of v1."""
        return self.status(*options).slots[name]

    def check(self, as_of: str = BEFORE, *options: str) -> list[tuple[str, str]]:
        """Severity and rule of every finding of `gonogo check`, in output order."""
        found = self.run("check", *options, "--format", "json", as_of=as_of).document["diagnostics"]
        return [(one["severity"], one["rule"]) for one in found]

    def accepted(self, *options: str) -> list[tuple[str, str]]:
        """The rule of every accepted finding, and the id of its acceptance in policy.yml."""
        found = self.run("check", *options, "--format", "json").document["accepted"]
        return [(one["rule"], one["id"]) for one in found]
