"""Removes the rules of trust from the program, one at a time, and prints the test that fails without each rule.

Every rule needs a test that fails without it. Run this file with the Python that has gonogo installed:

    .venv/bin/python tests/mutations/trust.py            # all rules
    .venv/bin/python tests/mutations/trust.py approvals  # rules with this word in their name

Each rule is a text in the program and its replacement. The tests run in new processes on a copy of the package. A test
that fails on the unchanged copy does not count. The exit code is 1 if no test fails without a rule.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "generator" / "gonogo"


class Mutation(NamedTuple):
    """A rule, and a change of the program that removes it: in `file`, `new` replaces `old`, which occurs once.

    The tests in `tests` are run: names of files below `tests/` without `test_` and `.py`.
    """

    rule: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTATIONS = (
    # The line, introducers
    Mutation(
        "what a branch adds is pending",
        "trust/decisions.py",
        "if value != judged.history.values().values.get(value_id):",
        "if False:",
        ("threats/branch_is_no_main",),
    ),
    Mutation(
        "a branch is judged by the line of main",
        "pipelines/verification.py",
        "self.store.find_base(main.commit, self.commit)",
        "self.commit",
        ("threats/branch_is_no_main",),
    ),
    Mutation(
        "every parent that reads the same is followed",
        "trust/introducers.py",
        "within = [parent for parent in same if parent in inside]",
        "within = [parent for parent in same if parent in inside][:1]",
        ("properties/introducers_have_two_readings",),
    ),
    Mutation(
        "a merge introduces only what no parent reads",
        "trust/introducers.py",
        "        if within:\n            waiting.extend(reversed(within))\n",
        "        if within and False:\n            waiting.extend(reversed(within))\n",
        ("threats/squash_and_rebase",),
    ),
    Mutation(
        "an old value that a merge restores is claimed",
        "trust/introducers.py",
        "is_restored=bool(same)",
        "is_restored=False",
        ("threats/old_branch_brings_a_go_back",),
    ),
    Mutation(
        "a merge that drops a refusal leaves no valid go",
        "trust/decisions.py",
        "return _separate(_refuse_dropped(standings, judged), judged)",
        "return _separate(standings, judged)",
        ("threats/merge_discards_a_refusal",),
    ),
    # The registry
    Mutation(
        "a registry counts from the landing after it",
        "trust/effective_registry.py",
        "return self.after(index if index == self.root else index - 1)",
        "return self.after(index)",
        ("threats/adds_herself_and_signs",),
    ),
    Mutation(
        "only what maintainers have authorized accepts a finding",
        "trust/project_trust.py",
        "if effective.get(name) == written[name])",
        "if name in written)",
        ("threats/finding_accepted_by_its_own_change",),
    ),
    Mutation(
        "an accepted finding is one value",
        "trust/project_trust.py",
        "if effective.get(name) == written[name])",
        "if name in effective)",
        ("threats/finding_accepted_by_its_own_change",),
    ),
    Mutation(
        "findings about what counts cannot be accepted",
        "checks/acceptance.py",
        "if acceptance.rule in ACCEPTABLE and self",
        "if self",
        ("threats/finding_accepted_by_its_own_change",),
    ),
    Mutation(
        "only maintainers change the registry",
        "trust/effective_registry.py",
        "        if len(part) < 1 + (policy.approvals if policy else 0):\n            return set()\n",
        "        if len(part) < 1 + (policy.approvals if policy else 0):\n            return set(changed)\n",
        ("threats/adds_herself_then_signs", "threats/roles_edited_by_a_stranger"),
    ),
    Mutation(
        "maintainers sign where the policy asks for signatures",
        "trust/effective_registry.py",
        "        if not self.needs_signature:\n            return True\n",
        "        return True\n",
        ("threats/person_added_in_an_earlier_landing", "properties/effective_registry_has_two_readings"),
    ),
    Mutation(
        "as many maintainers as `approvals` asks for take part",
        "trust/effective_registry.py",
        "if len(part) < 1 + (policy.approvals if policy else 0):",
        "if not part:",
        ("threats/person_added_in_an_earlier_landing",),
    ),
    Mutation(
        "a change that would lock maintainers out does not count",
        "trust/effective_registry.py",
        "if counting and locks_out(values):",
        "if False:",
        ("threats/roles_edited_by_a_stranger",),
    ),
    Mutation(
        "only maintainers confirm",
        "trust/effective_registry.py",
        'for key in counting:\n            if key[:2] != ("policy", "confirmed")',
        'for key in written:\n            if key[:2] != ("policy", "confirmed")',
        ("threats/confirmed_id_that_has_not_landed",),
    ),
    Mutation(
        "a confirmation that is taken out confirms nothing",
        "trust/effective_registry.py",
        'if key[:2] != ("policy", "confirmed") or key not in written:',
        'if key[:2] != ("policy", "confirmed"):',
        ("threats/confirmed_id_that_has_not_landed",),
    ),
    Mutation(
        "only what has landed is confirmed",
        "trust/effective_registry.py",
        "if change.place < index and self.reader.landings[change.place].oid == key[2]:",
        "if change.place < index:",
        ("threats/confirmed_id_that_has_not_landed",),
    ),
    Mutation(
        "what was decided before the trust root is claimed",
        "trust/evidence_level.py",
        "if self.place <= root:",
        "if False:",
        ("threats/decided_before_the_trust_root",),
    ),
    # Levels
    Mutation(
        "a decision is declared in advance",
        "trust/evidence_level.py",
        "if came_with_slot else",
        "if False else",
        ("threats/decision_copied_to_another_release",),
    ),
    Mutation(
        "the signer holds the role",
        "trust/evidence_level.py",
        "if not self.state.identities.holds(self.signer, (self.role,), self.history.system):",
        "if False:",
        ("threats/role_not_held",),
    ),
    Mutation(
        "a bot decides nothing",
        "trust/evidence_level.py",
        'if person.kind == "bot":',
        "if False:",
        ("trust/demands",),
    ),
    Mutation(
        "a person who has left decides nothing",
        "trust/evidence_level.py",
        'if person.state != "active":',
        "if False:",
        ("threats/role_not_held",),
    ),
    Mutation(
        "the author is the person in `by`",
        "trust/evidence_level.py",
        "if author == self.signer:",
        "if author:",
        ("threats/mallory_commits_by_alice",),
    ),
    Mutation(
        "an address of several people identifies no person",
        "trust/identities.py",
        "return next(iter(found)) if len(found) == 1 else None",
        "return next(iter(found), None)",
        ("threats/two_people_share_an_address",),
    ),
    Mutation(
        "only ASCII letters of an address are folded",
        "model/registry.py",
        "return email.translate(_FOLDED)",
        "return email.casefold()",
        ("threats/look_alike_addresses",),
    ),
    Mutation(
        "a private address counts on the forge of the policy only",
        "trust/identities.py",
        "if self._host == _GITHUB:",
        "if True:",
        ("threats/commit_with_the_address_of_alice",),
    ),
    Mutation(
        "the key is that of the person in `by`",
        "trust/evidence_level.py",
        "if owner != self.signer:",
        "if False:",
        ("threats/signature_by_the_key_of_bob",),
    ),
    Mutation(
        "a compromised key counts for nothing",
        "trust/evidence_level.py",
        'return any(record.state == "compromised" for _, record in newest.find_keys(key))',
        "return False",
        ("threats/compromised_key",),
    ),
    Mutation(
        "a retired key counts for nothing",
        "trust/evidence_level.py",
        'if key.state != "active" or self._is_compromised(public):',
        "if self._is_compromised(public):",
        ("threats/compromised_key",),
    ),
    Mutation(
        "the newest policy says which level a decision needs",
        "trust/decisions.py",
        "return required_level(self.judged.demands, ",
        "return required_level(self.history.registry_at(self.step.place).registry, ",
        ("trust/demands",),
    ),
    Mutation(
        "`final_level` is that of final authorizations",
        "trust/levels.py",
        "return (policy.final_level or policy.level) if is_final else policy.level",
        "return policy.level",
        ("trust/demands",),
    ),
    Mutation(
        "a recorded decision has evidence",
        "trust/decisions.py",
        "if not self.judged.has_evidence(introducer.commit.oid, self.slot):",
        "if False:",
        ("threats/recorded_role_without_evidence",),
    ),
    Mutation(
        "only closers and maintainers record decisions",
        "trust/decisions.py",
        '        if not may_close(people, self.history, self.step.place):\n            why = f"{author.name} recorded',
        '        if False:\n            why = f"{author.name} recorded',
        ("threats/recorded_role_without_evidence",),
    ),
    Mutation(
        "who merges her own recording is no second person",
        "trust/release_history.py",
        "others = merger if merger and merger not in (author.person, signer) else None",
        "others = merger if merger and merger != signer else None",
        ("threats/recorder_merges_her_own_recording",),
    ),
    Mutation(
        "who signs and merges is no second person",
        "trust/release_history.py",
        "others = merger if merger and merger not in (author.person, signer) else None",
        "others = merger if merger and merger != author.person else None",
        ("trust/demands",),
    ),
    Mutation(
        "`second_person: required` blocks",
        "trust/decisions.py",
        'is_required = policy is not None and policy.second_person == "required"',
        "is_required = False",
        ("threats/recorder_merges_her_own_recording",),
    ),
    Mutation(
        "`requires: evidence` of the effective policy counts",
        "trust/release_trust.py",
        'requires=policy.requires if policy else "none",',
        'requires="none",',
        ("threats/required_evidence_lifted",),
    ),
    Mutation(
        "what the policy requires of a closed release is that of T-0",
        "trust/release_trust.py",
        "now = replace(verified.now, requires=then.requires) if then else verified.now",
        "now = verified.now",
        ("threats/required_evidence_lifted",),
    ),
    Mutation(
        "a bot merges nothing",
        "trust/merger.py",
        "return person if identities.is_active_human(person) else None",
        "return person",
        ("threats/merge_queue", "threats/waiver_typed_by_mallory"),
    ),
    Mutation(
        "roles that are `distinct` have different people",
        "trust/decisions.py",
        "if len({slots[key].signing_role for key in keys}) > 1:",
        "if False:",
        ("threats/role_not_held",),
    ),
    # Content
    Mutation(
        "changed content makes a decision stale",
        "trust/staleness.py",
        "if changes := (*_compare(self.seen, self.now), *self._compare_evidence()):",
        "if changes := self._compare_evidence():",
        ("threats/item_changed_after_signing",),
    ),
    Mutation(
        "a decision covers the tree of its own commit",
        "trust/staleness.py",
        "self.seen = judged.content_in(self.commit.oid, slot.id)",
        "self.seen = judged.content_after(place, slot.id)",
        ("threats/commit_behind_the_signoff", "threats/item_reworded_while_the_signoff_waits"),
    ),
    Mutation(
        "a squash shows less",
        "trust/staleness.py",
        "if self.seen and self._is_rewritten() and self.commit.parents:",
        "if False:",
        ("threats/squash_and_rebase",),
    ),
    Mutation(
        "a decision with `seen` covers what has this digest",
        "trust/staleness.py",
        "if self.slot.seen and self.judged.digest",
        "if False and self.judged.digest",
        ("threats/seen_recomputed_by_mallory", "threats/item_reworded_while_the_signoff_waits"),
    ),
    Mutation(
        "files that are evidence are covered",
        "trust/evidence.py",
        'return {"path": value, "sha256": known} if known else {"path": value}',
        'return {"path": value}',
        ("trust/content_evidence",),
    ),
    Mutation(
        "live answers are not covered",
        "trust/release_tree.py",
        "            left_out = left_out.union(self.kind.live_keys)\n",
        "            pass\n",
        ("threats/answers_after_signing",),
    ),
    Mutation(
        "planning is not covered",
        "trust/release_tree.py",
        'NOT_COVERED = frozenset({"owner", "at", "due", "minutes", "declared", "see"})',
        'NOT_COVERED = frozenset({"at", "due", "minutes", "declared", "see"})',
        ("threats/answers_after_signing", "trust/content_keys"),
    ),
    # Waivers, na, answers, outcome, slots
    Mutation(
        "the approver of a waiver wrote or merged it",
        "trust/approvals.py",
        "if approver not in people:",
        "if False:",
        ("threats/waiver_typed_by_mallory",),
    ),
    Mutation(
        "the approver of a waiver may approve waivers",
        "trust/approvals.py",
        "if not _may_waive(approver, identities, judged):",
        "if False:",
        ("threats/waiver_typed_by_mallory",),
    ),
    Mutation(
        "a waiver does not come with its file",
        "trust/approvals.py",
        "if not has_entry(step.tree_before, str(item.id)):",
        "if False:",
        ("threats/waiver_copied_with_the_last_release",),
    ),
    Mutation(
        "an `na` needs a person who may",
        "trust/approvals.py",
        "if identities.is_active_human(person) and (not roles",
        "if True or (not roles",
        ("threats/waiver_typed_by_mallory",),
    ),
    Mutation(
        "only closers and maintainers close a release",
        "trust/closing.py",
        "if may_close(history.participants(step.place, introducers), history, step.place):",
        "if True:",
        ("threats/lead_closes",),
    ),
    Mutation(
        "an alarm is not reverted by a stranger",
        "trust/answers.py",
        "if counted.state in _ALARMS and not _may_revert(counted, people, judged, step.place):",
        "if False:",
        ("threats/trigger_cleared_by_a_stranger",),
    ),
    Mutation(
        "an answer of a stranger settles nothing",
        "trust/answers.py",
        "if state in _SETTLED and not any(map(identities.is_active, people.everybody)):",
        "if False:",
        ("threats/trigger_cleared_by_a_stranger",),
    ),
    Mutation(
        "slots keep their meaning",
        "trust/changed_slots.py",
        "return any(map(identities.is_maintainer, people.everybody))",
        "return True",
        ("threats/slot_gets_the_role_of_mallory",),
    ),
    # Time
    Mutation(
        "T-0 is not taken from the landing that closes the release",
        "trust/closing.py",
        "if step.place == closed_at or (moment and moment < history.reader.landings[step.place].at):",
        "if moment and moment < history.reader.landings[step.place].at:",
        ("threats/t_zero_moved_at_closing",),
    ),
    Mutation(
        "T-0 is not moved into the past",
        "trust/closing.py",
        "if step.place == closed_at or (moment and moment < history.reader.landings[step.place].at):",
        "if step.place == closed_at:",
        ("threats/t_zero_moved_at_closing",),
    ),
    Mutation(
        "where dates disagree the worse verdict counts",
        "trust/closing.py",
        "if any(landing.is_backwards for landing in landings) or closed > as_of:",
        "if False:",
        ("threats/landing_dates",),
    ),
    Mutation(
        "a closed release is judged as of T-0",
        "trust/closing.py",
        "moments = [min(taken or closed, closed)]",
        "moments = [closed]",
        ("threats/deployed_against_no_go",),
    ),
)


class Copy:
    """A copy of the package whose files are changed and restored, and the tests that run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failing: dict[str, frozenset[str]] = {}
        shutil.copytree(PACKAGE, folder / "gonogo", ignore=shutil.ignore_patterns("__pycache__"))
        found = self._run(sys.executable, "-c", "import gonogo; print(gonogo.__file__)").stdout.strip()
        assert Path(found).is_relative_to(folder), f"the tests would import {found}"

    def find_failing(self, mutation: Mutation) -> str | None:
        """The first test that fails only without the rule; None if there is none."""
        paths = [path for name in mutation.tests if (path := find_test(name))]
        known = [test for path in paths for test in sorted(self._fail_anyway(path))]
        file = self.folder / "gonogo" / mutation.file
        text = file.read_text(encoding="utf-8")
        assert text.count(mutation.old) == 1, f"{mutation.rule}: {text.count(mutation.old)} times in {mutation.file}"
        file.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
        try:
            return next((test for path in paths for test in self._test(path, known)), None)
        finally:
            file.write_text(text, encoding="utf-8")

    def _fail_anyway(self, path: Path) -> frozenset[str]:
        key = str(path)
        if key not in self.failing:
            self.failing[key] = frozenset(self._test(path, [], "--maxfail=1000"))
        return self.failing[key]

    def _test(self, path: Path, known: list[str], *options: str) -> list[str]:
        """The failing tests of a file without the known tests, by default only the first."""
        left_out = [f"--deselect=tests/{test}" for test in known]
        words = ("-m", "pytest", "-q", "--no-header", "-p", "no:randomly", "-p", "no:cacheprovider", "-x")
        ran = self._run(sys.executable, *words, *options, *left_out, str(path))
        return re.findall(r"^(?:FAILED|ERROR) tests/(\S+::\S.*?)(?: - .*)?$", ran.stdout, re.MULTILINE)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            command, cwd=TESTS.parent, env=environment, capture_output=True, text=True, check=False, timeout=900
        )


def find_test(name: str) -> Path | None:
    """The test file of a name such as `threats/mailmap`."""
    folder, _, subject = name.partition("/")
    path = TESTS / folder / f"test_{subject}.py"
    return path if path.is_file() else None


def main() -> int:
    """Prints a row for each rule."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    lost = 0
    print("| rule | test that fails without it |\n| --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder))
        for mutation in MUTATIONS:
            if wanted in mutation.rule:
                found = copy.find_failing(mutation)
                lost += found is None
                print(f"| {mutation.rule} | {f'`{found}`' if found else '**none**'} |", flush=True)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
