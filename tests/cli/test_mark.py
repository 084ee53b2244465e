"""`gonogo mark` and `gonogo done` write answers, and change only the lines of the answer."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from cli.running import run
from edits import POLICY, V1, decide, put_top
from shop import ALICE, ANN, BOB, DORA
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINT, TESTS = "shop/v1#code/lint", "shop/v1#code/tests"
TRAILER = "Readiness-Entry: "


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A project with every answer and no decision; Alice is git's author."""
    team = Team(tmp_path)
    team.make()
    log_in(team, ALICE.email)
    return team


def log_in(team: Team, email: str) -> None:
    """Configures git to commit with this address."""
    team.git("config", "user.name", "Somebody")
    team.git("config", "user.email", email)


def changed_lines(team: Team) -> list[str]:
    """The removed and added lines in the working tree compared with HEAD."""
    out = team.git("diff", "--unified=0", "HEAD", "--", "checklists")
    return [line for line in out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_mark_changes_one_line(team: Team) -> None:
    """A new state changes one word in one line."""
    ran = team.run("mark", "doing", "lint")
    assert changed_lines(team) == ["-        status: done", "+        status: doing"]
    assert ran.code == 0
    assert ran.out.splitlines() == [
        f"Changed {V1}.",
        f"Next: git -C {team.root} commit -m 'Mark lint doing (shop/v1)' -m '{TRAILER}{LINT}' -- {V1}",
    ]


def test_mark_twice_restores_the_file(team: Team) -> None:
    """Returning to the first state restores the same bytes."""
    before = (team.root / V1).read_bytes()
    team.run("mark", "blocked", "lint")
    team.run("done", "lint")
    assert (team.root / V1).read_bytes() == before


def test_printed_command_commits_the_change(team: Team) -> None:
    """The printed command commits the change with the same message as --commit."""
    ran = team.run("mark", "open", "lint", "tests")
    subprocess.run(ran.out.partition("Next: ")[2], shell=True, cwd=team.root, check=True)  # noqa: S602
    assert team.git("log", "-1", "--format=%B").split("\n")[:4] == [
        "Mark 2 entries open (shop/v1)", "", TRAILER + LINT, TRAILER + TESTS,
    ]  # fmt: skip


def test_done_writes_evidence_and_note_below_the_answer(team: Team) -> None:
    """The lines are in the order of the format, above the title."""
    team.run("mark", "open", "lint", "--commit")
    (team.root / "docs").mkdir()
    (team.root / "docs/b.md").write_text("It ran.\n", encoding="utf-8")
    team.run("done", "lint", "--evidence", "https://a.example/1", "--evidence", "docs/b.md", "--note", "Twice: it ran")
    text = (team.root / V1).read_text(encoding="utf-8")
    assert (
        "        status: done\n"
        "        evidence:\n          - https://a.example/1\n          - docs/b.md\n"
        '        note: "Twice: it ran"\n'
        "        title:"
    ) in text


def test_done_warns_if_required_evidence_is_missing(team: Team) -> None:
    """The command still writes the answer; with evidence, there is no warning."""
    team.push(ANN, put_top(POLICY, requires="evidence"))
    team.make()
    team.git("checkout", "--quiet", "main")
    team.run("mark", "open", "lint")
    warning = f"warning: lint is not settled without evidence: gonogo mark done '{LINT}' --evidence …"
    assert team.run("done", "lint").out.splitlines()[-1] == warning
    assert "warning" not in team.run("done", "lint", "--evidence", "https://a.example/1").out


def test_done_twice_writes_nothing(team: Team) -> None:
    """If the entry already has the answer, done changes no file and makes no empty commit."""
    head = team.git("rev-parse", "HEAD")
    ran = team.run("done", "lint", "--commit")
    assert (ran.code, ran.out) == (0, "lint is done already.\n")
    assert (changed_lines(team), team.git("rev-parse", "HEAD")) == ([], head)


COMMIT_LINT = f"git -C {{root}} commit -m 'Mark lint doing (shop/v1)' -m '{TRAILER}{LINT}' -- {V1}"


def _stage(team: Team) -> None:
    team.git("add", "--", V1)


def _forget(team: Team) -> None:
    team.git("rm", "--quiet", "--cached", "--", V1)
    team.git("commit", "--quiet", "-m", "Forget the release")


@pytest.mark.parametrize(
    ("happen", "command"),
    [
        pytest.param(lambda _: None, COMMIT_LINT, id="written"),
        pytest.param(_stage, COMMIT_LINT, id="staged"),
        pytest.param(_forget, f"git -C {{root}} add -- {V1} && {COMMIT_LINT}", id="in an uncommitted file"),
    ],
)
def test_mark_reports_an_uncommitted_answer(team: Team, happen: Callable[[Team], object], command: str) -> None:
    """A second mark prints the command that commits the answer; with --commit, it exits with code 2."""
    team.run("mark", "doing", "lint")
    happen(team)
    head, command = team.git("rev-parse", "HEAD"), command.format(root=team.root)
    again = team.run("mark", "doing", "lint")
    assert (again.code, again.out) == (0, f"lint is doing already.\nNext: {command}\n")
    ran = team.run("mark", "doing", "lint", "--commit")
    assert (ran.code, ran.out, ran.err.splitlines()) == (
        2,
        "lint is doing already.\n",
        [f"gonogo: the answer of {LINT} is written already, but not committed", f"help: {command}"],
    )
    assert team.git("rev-parse", "HEAD") == head


def test_mark_reports_an_uncommitted_decision(team: Team) -> None:
    """A second go with --commit exits with code 2, because the decision is not committed."""
    team.run("mark", "go", "qa")
    ran = team.run("mark", "go", "qa", "--commit")
    assert (ran.code, "shop/v1#approvals/qa is written already, but not committed" in ran.err) == (2, True)


def test_done_ignores_uncommitted_changes_of_other_entries(team: Team) -> None:
    """If the answer is committed, done reports only that, even if the file has other changes."""
    team.run("mark", "doing", "lint")
    for words in (("done", "tests"), ("done", "tests", "--commit")):
        ran = team.run(*words)
        assert (ran.code, ran.out, ran.err) == (0, "tests is done already.\n", "")


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        pytest.param(
            ("met", "lint"), '"met" is not a state of lint', 'did you mean "done"?', id="word of another kind"
        ),
        pytest.param(
            ("lint", "done"),
            '"done" is a state, which comes before the entries',
            "gonogo mark done lint",
            id="state after the entry",
        ),
        pytest.param(
            ("lint", "tests", "blocked"),
            '"blocked" is a state',
            "gonogo mark blocked lint tests",
            id="state after two entries",
        ),
        pytest.param(("qa", "go"), '"go" is a state', "gonogo mark go qa", id="decision after the slot"),
        pytest.param(
            ("go", "cto", "--by", "bob baker"), "is not in people.yml", 'did you mean "bob"?', id="name of a person"
        ),
        pytest.param(
            ("go", "cto", "--by", "bob@example.com"),
            "is not in people.yml",
            'did you mean "bob"?',
            id="address of a person",
        ),
        pytest.param(("done", "done"), '"done" does not exist', "", id="state twice"),
        pytest.param(("done", "code"), "shop/v1#code is not an entry", "mark instead: tests, lint", id="section"),
        pytest.param(("done", "shop/v1"), "shop/v1 is not an entry", "mark instead: ", id="release"),
        pytest.param(("done", "lnt"), '"lnt" does not exist', 'did you mean "lint"?', id="unknown"),
        pytest.param(
            ("done", "lint", "--until", "2026-03-01"), '"done" takes no --until', "--note", id="option of another state"
        ),
        pytest.param(
            ("waived", "lint"),
            "a waiver needs --reason, --approved-by, --until",
            "who may approve waivers",
            id="bare waiver",
        ),
        pytest.param(("na", "lint"), "needs a reason", "--note", id="na without a reason"),
        pytest.param(("no-go", "qa"), "a no-go needs a reason", "--reason", id="no-go without a reason"),
        pytest.param(("go", "cto"), "Alice Amber does not hold the role cto", "Bob Baker", id="role of another person"),
        pytest.param(
            ("go", "cto", "--by", "bob"), "does not count in a commit by alice@", "Bob", id="signer is another person"
        ),
        pytest.param(("withdrawn", "qa"), "no decision that could be withdrawn", "", id="nothing to withdraw"),
        pytest.param(("done", "lint", "--note", "a\tb"), "a tab is not allowed", "use spaces", id="tab"),
        pytest.param(
            ("done", "lint", "--evidence", "see the wiki"),
            "nothing is written",
            "",
            id="evidence that is not a link or path",
        ),
        pytest.param(
            ("done", "lint", "--evidence", "docs/none.md"),
            "nothing is written",
            "",
            id="evidence file that does not exist",
        ),
    ],
)
def test_mark_refuses_an_impossible_answer(team: Team, words: tuple[str, ...], error: str, hint: str) -> None:
    """Mark exits with code 2 and a hint, and writes nothing."""
    before = (team.root / V1).read_bytes()
    ran = team.run("mark", *words)
    assert ran.code == 2, ran
    assert error in ran.err
    assert hint in ran.err
    assert (team.root / V1).read_bytes() == before


@pytest.mark.parametrize(
    ("folder", "typed", "wanted"),
    [
        pytest.param("reports", "load.txt", "reports/load.txt", id="relative to the current folder"),
        pytest.param("", "./reports/load.txt", "reports/load.txt", id="with a leading dot"),
        pytest.param("", "reports\\load.txt", "reports/load.txt", id="on Windows"),
        pytest.param("", "{root}/reports/load.txt", "reports/load.txt", id="absolute"),
        pytest.param("checklists", "../reports/load.txt", "reports/load.txt", id="in a parent folder"),
    ],
)
def test_mark_suggests_the_project_path_of_evidence(
    team: Team, monkeypatch: pytest.MonkeyPatch, folder: str, typed: str, wanted: str
) -> None:
    """The path in a checklist starts at the project's folder; done refuses any other form, and prints this path."""
    (team.root / "reports").mkdir()
    (team.root / "reports/load.txt").write_text("fine\n", encoding="utf-8")
    monkeypatch.chdir(team.root / folder)
    ran = run("done", "lint", "--evidence", typed.format(root=team.root))
    assert (ran.code, ran.err.splitlines()[1]) == (2, f"help: write {wanted}")
    assert changed_lines(team) == []
    assert run("done", "lint", "--evidence", wanted).code == 0


def test_mark_of_several_entries_writes_all_or_none(team: Team) -> None:
    """If one of the entries does not have the state, nothing is written."""
    ran = team.run("mark", "open", "lint", "qa")
    assert (ran.code, changed_lines(team)) == (2, [])


def test_mark_writes_and_removes_a_waiver(team: Team) -> None:
    """Another state removes all keys of the waiver."""
    before = (team.root / V1).read_text(encoding="utf-8")
    words = ("--reason", "The tool is broken", "--approved-by", "ann", "--until", "2026-04-01", "--instead", "A review")
    assert team.run("mark", "waived", "lint", *words).code == 0
    text = (team.root / V1).read_text(encoding="utf-8")
    assert (
        "        status: waived\n        waiver:\n          reason: The tool is broken\n          approved_by: ann\n"
        "          until: 2026-04-01\n          instead: A review\n        title:"
    ) in text
    team.run("mark", "waived", "lint", "--until", "2026-05-01")
    assert text.replace("04-01", "05-01") == (team.root / V1).read_text(encoding="utf-8")
    team.run("done", "lint")
    assert (team.root / V1).read_text(encoding="utf-8") == before


def test_mark_go_shows_the_covered_content_and_writes_a_valid_decision(team: Team) -> None:
    """Gonogo determines the signer and the day, and `seen` agrees with the history."""
    ran = team.run("mark", "go", "qa", "--commit")
    assert ran.out.splitlines()[:5] == [
        "QA  (shop/v1#approvals/qa)",
        "  statement: QA",
        "  covers: code; 2 of 2 settled",
        "  current status: ready to sign",
        "  decision: go by Alice Amber, on 2026-03-01",
    ]
    assert (team.slot("qa").state, team.slot("qa").level) == ("valid", "attributed")


def test_mark_go_with_open_entries_is_refused(team: Team) -> None:
    """The command exits with code 1 and names the entries; with conditions, it writes the decision."""
    team.run("mark", "open", "lint", "--commit")
    ran = team.run("mark", "go", "qa")
    assert ran.code == 1
    assert "  not settled: code/lint: Lint" in ran.out
    assert changed_lines(team) == []
    assert team.run("mark", "go", "qa", "--conditions", "Lint runs tonight").code == 0
    assert "+        conditions: Lint runs tonight" in changed_lines(team)


def test_no_go_and_withdrawal_replace_a_go(team: Team) -> None:
    """Keys of the earlier decision are removed; for a second decision on one day, `on` has a time."""
    team.run("mark", "go", "qa", "--commit")
    team.run("mark", "no-go", "qa", "--reason", "It crashed", "--commit")
    text = (team.root / V1).read_text(encoding="utf-8")
    slot = text[text.index("      qa:") : text.index("        title: QA")].splitlines()
    assert [line.split(":")[0].strip() for line in slot] == ["qa", "decision", "by", "on", "seen", "reason"]
    assert slot[3].strip().startswith("on: 2026-03-01T")
    team.run("mark", "withdrawn", "qa", "--commit")
    assert team.slot("qa").state == "withdrawn"


def test_mark_withdrawn_requires_the_signer(team: Team) -> None:
    """Only the signer can withdraw, because a withdrawal by another author would not count."""
    team.run("mark", "go", "qa", "--commit")
    log_in(team, BOB.email)
    ran = team.run("mark", "withdrawn", "qa")
    assert ran.code == 2
    assert "a decision by Alice Amber does not count in a commit by bob@example.com" in ran.err


def test_mark_commits_only_its_own_change(team: Team) -> None:
    """Other staged files stay staged, and other changes stay uncommitted."""
    (team.root / "staged.txt").write_text("staged", encoding="utf-8")
    team.git("add", "staged.txt")
    (team.root / "README.md").write_text("changed", encoding="utf-8")
    team.run("mark", "open", "lint", "--commit")
    assert team.git("show", "--name-only", "--format=", "HEAD").split() == [V1]
    assert team.git("status", "--porcelain").split() == ["M", "README.md", "A", "staged.txt"]


def test_mark_refuses_to_commit_a_file_with_other_changes(team: Team) -> None:
    """The command names the changed lines before it writes anything."""
    text = (team.root / V1).read_text(encoding="utf-8").replace("title: Shop v1", "title: Shop one")
    (team.root / V1).write_text(text, encoding="utf-8")
    ran = team.run("mark", "open", "lint", "--commit")
    assert ran.code == 2
    assert f"{V1} has other changes, in line 3; nothing is written" in ran.err
    assert (team.root / V1).read_text(encoding="utf-8") == text


def test_mark_go_requires_a_committed_registry(tmp_path: Path) -> None:
    """Mark refuses a decision if no maintainer has committed the registry, because it could never count."""
    team = Team(tmp_path)
    team.make()
    log_in(team, ALICE.email)
    team.git("checkout", "--quiet", "--orphan", "fresh")
    team.git("rm", "--quiet", "-r", "--cached", ".")
    team.git("add", V1)
    team.git("commit", "--quiet", "--message=Only the release")
    for branch in team.git("for-each-ref", "--format=%(refname)").split():
        if branch != "refs/heads/fresh":
            team.git("update-ref", "-d", branch)
    team.git("branch", "--move", "main")
    before = (team.root / V1).read_bytes()
    ran = team.run("mark", "go", "cto")
    assert (ran.code, "no maintainer has committed people.yml and policy.yml yet" in ran.err) == (2, True)
    assert (team.root / V1).read_bytes() == before


def test_mark_reports_uncommitted_evidence(team: Team) -> None:
    """Uncommitted evidence gives a warning; with --commit, mark writes nothing, as the commit would lack the file."""
    (team.root / "report.md").write_text("fine\n", encoding="utf-8")
    before = (team.root / V1).read_bytes()
    ran = team.run("mark", "open", "lint", "--evidence", "report.md", "--commit")
    assert (ran.code, (team.root / V1).read_bytes()) == (2, before)
    assert "help: git add report.md && git commit" in ran.err
    ran = team.run("mark", "open", "lint", "--evidence", "report.md")
    assert (ran.code, "warning: report.md is not committed" in ran.out) == (0, True)


def test_mark_checks_only_the_committed_files(team: Team) -> None:
    """An uncommitted broken file does not prevent mark from committing."""
    (team.root / "checklists/people.yml").write_text("people:\n", encoding="utf-8")
    assert team.run("mark", "open", "lint", "--commit").code == 0


def test_mark_commit_requires_a_git_repository(team: Team, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The command exits with code 2, and writes nothing."""
    plain = tmp_path_factory.mktemp("plain")
    for file in (team.root / "checklists").rglob("*.yml"):
        copy = plain / file.relative_to(team.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    before = (plain / V1).read_bytes()
    ran = team.run("mark", "open", "lint", "--commit", folder=plain)
    assert (ran.code, (plain / V1).read_bytes()) == (2, before)
    assert "--commit needs a git repository" in ran.err


@pytest.mark.parametrize(
    "obstacle",
    [
        pytest.param("hook", id="a hook that fails"),
        pytest.param("lock", id="a locked index"),
        pytest.param("sign", id="signing without a key"),
    ],
)
def test_mark_keeps_the_edit_if_the_commit_fails(team: Team, obstacle: str) -> None:
    """The message has the git command to repeat; HEAD and index are unchanged."""
    if obstacle == "hook":
        hook = team.root / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho no such commit >&2\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
    elif obstacle == "lock":
        (team.root / ".git/index.lock").touch()
    else:
        team.git("config", "commit.gpgsign", "true")
        team.git("config", "gpg.format", "ssh")
        team.git("config", "user.signingkey", str(team.root / "no-such-key"))
    head = team.git("rev-parse", "HEAD")
    ran = team.run("mark", "open", "lint", "--commit")
    assert ran.code == 2
    assert "git did not commit: " in ran.err
    assert f"git -C {team.root} commit -m 'Mark lint open (shop/v1)'" in ran.err
    assert team.git("rev-parse", "HEAD") == head
    if obstacle != "lock":
        assert team.git("diff", "--cached", "--name-only") == ""
    assert "        status: open\n" in (team.root / V1).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said", "hint"),
    [
        pytest.param("MERGE_HEAD", "a merge is in progress", "git merge --continue, or git merge --abort", id="merge"),
        pytest.param(
            "CHERRY_PICK_HEAD",
            "a cherry-pick is in progress",
            "git cherry-pick --continue, or git cherry-pick --abort",
            id="cherry-pick",
        ),
        pytest.param(
            "author", "git does not know who you are", "git config user.email you@example.com", id="no author"
        ),
    ],
)
def test_mark_refuses_a_commit_that_git_would_refuse(team: Team, name: str, said: str, hint: str) -> None:
    """With --commit, mark exits with code 2 and writes nothing; without --commit, it writes the answer."""
    if name == "author":
        team.git("config", "user.useConfigOnly", "true")
        team.git("config", "user.email", "")
    else:
        (team.root / f".git/{name}").write_text(team.git("rev-parse", "HEAD"), encoding="utf-8")
    ran = team.run("mark", "doing", "lint", "--commit")
    assert (ran.code, said in ran.err, hint in ran.err, changed_lines(team)) == (2, True, True, []), ran.err
    assert team.run("mark", "doing", "lint").code == 0


def test_next_command_during_a_merge_ends_the_merge(team: Team) -> None:
    """The checklist alone cannot be committed then."""
    team.git("checkout", "--quiet", "-b", "other")
    team.git("commit", "--quiet", "--allow-empty", "--message=other")
    team.git("checkout", "--quiet", "-")
    team.git("merge", "--quiet", "--no-ff", "--no-commit", "other")
    assert team.run("mark", "doing", "lint").code == 0
    again = team.run("mark", "doing", "lint")
    command = f"git -C {team.root} add -- {V1} && git -C {team.root} merge --continue"
    assert f"Next: {command}" in again.out
    team.git("-c", "core.editor=true", *command.split()[3:6])
    team.git("-c", "core.editor=true", "merge", "--continue")
    assert "        status: doing\n" in team.git("show", f"HEAD:{V1}")


def test_mark_commit_on_a_detached_head_suggests_a_branch(team: Team) -> None:
    """On a detached HEAD, mark suggests a new branch, because the commit would otherwise be lost."""
    team.git("checkout", "--quiet", "--detach")
    ran = team.run("mark", "open", "lint", "--commit")
    assert "HEAD is detached. Next: git switch -c NAME" in ran.out


def test_mark_commits_in_a_linked_worktree(team: Team, tmp_path: Path) -> None:
    """In a linked worktree, mark commits to the branch of this worktree."""
    team.git("worktree", "add", "--quiet", "-b", "mine", str(tmp_path / "tree"))
    ran = team.run("mark", "open", "lint", "--commit", folder=tmp_path / "tree")
    assert "Next: git push origin mine, then open a pull request" in ran.out
    assert changed_lines(team) == []


def test_mark_commits_a_new_release_file(team: Team) -> None:
    """Mark commits a release file that is new and untracked."""
    text = (team.root / V1).read_text(encoding="utf-8").replace("release: v1", "release: v2")
    (team.root / "checklists/shop/v2.yml").write_text(text, encoding="utf-8")
    ran = team.run("mark", "open", "shop/v2#lint", "--commit")
    assert ran.code == 0, ran.err
    assert team.git("show", "--name-only", "--format=", "HEAD").split() == ["checklists/shop/v2.yml"]


def test_mark_keeps_line_ends_and_mode(team: Team) -> None:
    """The file keeps CRLF line ends, a missing final line end, and its permissions."""
    file = team.root / V1
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n"))
    file.chmod(0o640)
    before = file.read_bytes()
    team.run("mark", "blocked", "lint", "--note", "It waits")
    assert b"status: blocked\r\n        note: It waits\r\n" in file.read_bytes()
    assert not file.read_bytes().endswith(b"\n")
    assert file.stat().st_mode & 0o777 == 0o640
    assert before.count(b"\r\n") + 1 == file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n")


def test_mark_go_requires_the_covered_sign_offs(team: Team) -> None:
    """A final authorization is possible only when all covered sign-offs are valid."""
    log_in(team, DORA.email)
    assert team.run("mark", "go", "final").code == 1
    team.pull(ALICE, decide("qa", "alice"), by=ANN)
    team.pull(BOB, decide("cto", "bob"), by=ANN)
    ran = team.run("mark", "go", "final", "--commit")
    assert ran.code == 0, ran.out
