"""`gonogo codeowners` prints rules with which a forge requires a maintainer's review for registry changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import PEOPLE, POLICY, Files, lay_out
from cli.running import run
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

GITHUB = "forge: https://github.com/example/shop\n"
GITLAB = "forge: https://gitlab.example.com/example/shop\n"
TWO = POLICY.replace("[ann]", "[ann, bob]")
HANDLES = PEOPLE.replace("Ann Archer\n", "Ann Archer\n    forge: ann-archer\n").replace(
    "Bob Baker\n", "Bob Baker\n    forge: bob_b\n"
)
BEGIN, END = "# gonogo codeowners: begin", "# gonogo codeowners: end"
COMMENT = "# Only maintainers approve changes to these files. Keep this block at the end; do not edit it."
UP_TO_DATE = (0, "CODEOWNERS: up to date\n", "")


def block(root: Path) -> str:
    """The output of the command."""
    ran = run("codeowners", at=root)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def write_rules(*patterns: str, owners: str) -> list[str]:
    """A rule with these owners for each pattern."""
    return [f"{pattern} {owners}" for pattern in patterns]


REGISTRY = ("/checklists/people.yml", "/checklists/policy.yml", "/checklists/*/roles.yml")


@pytest.mark.parametrize(
    ("policy", "people", "lines"),
    [
        pytest.param(
            TWO + GITHUB,
            HANDLES,
            write_rules(*REGISTRY, "/.github/", "CODEOWNERS", owners="@ann-archer @bob_b"),
            id="github",
        ),
        pytest.param(
            TWO + GITLAB,
            HANDLES,
            [
                "[Registry of gonogo]",
                *write_rules(*REGISTRY, "/.gitlab-ci.yml", "/.gitlab/", "CODEOWNERS", owners="@ann-archer @bob_b"),
            ],
            id="gitlab",
        ),
        pytest.param(
            TWO,
            HANDLES.replace("    forge: bob_b\n", ""),
            [
                "# bob is left out: not an active person in people.yml with a handle in `forge`",
                *write_rules(*REGISTRY, "/.github/", "CODEOWNERS", owners="@ann-archer"),
            ],
            id="no-handle",
        ),
        pytest.param(
            TWO,
            HANDLES.replace("    forge: bob_b\n", "    forge: bob_b\n    state: left\n"),
            [
                "# bob is left out: not an active person in people.yml with a handle in `forge`",
                *write_rules(*REGISTRY, "/.github/", "CODEOWNERS", owners="@ann-archer"),
            ],
            id="left",
        ),
        pytest.param(
            TWO,
            HANDLES.replace("bob_b", "bob_b[bot]"),
            [
                "# bob is left out: not an active person in people.yml with a handle in `forge`",
                *write_rules(*REGISTRY, "/.github/", "CODEOWNERS", owners="@ann-archer"),
            ],
            id="handle-of-an-app",
        ),
        pytest.param(
            POLICY,
            PEOPLE,
            [
                "# ann is left out: not an active person in people.yml with a handle in `forge`",
                "# Nothing is guarded: add `forge` to the maintainers in people.yml.",
            ],
            id="no-handles",
        ),
        pytest.param(
            POLICY.replace(" [ann]", ""),
            HANDLES,
            ["# Nothing is guarded: `maintainers` in policy.yml is empty."],
            id="no-maintainer",
        ),
    ],
)
def test_codeowners_prints_a_marked_block(policy: str, people: str, lines: list[str], tmp_path: Path) -> None:
    """The block has a rule for each pattern, and a comment for each maintainer without a usable handle."""
    lay_out(tmp_path, Files(policy=policy, people=people))
    assert block(tmp_path).splitlines() == [BEGIN, COMMENT, *lines, END]


@pytest.mark.parametrize("folder", ["", "web/shop"])
def test_codeowners_patterns_match_only_the_registry_and_workflows(folder: str, tmp_path: Path) -> None:
    """According to git, the patterns match the registry, the workflows and CODEOWNERS, and no other file."""
    repo = RepoBuilder(tmp_path)
    lay_out(tmp_path / folder, Files(people=HANDLES))
    lines = [line for line in block(tmp_path / folder).splitlines() if not line.startswith("#")]
    (tmp_path / ".git/info/exclude").write_text("".join(f"{line.split()[0]}\n" for line in lines))
    prefix = f"{folder}/" if folder else ""
    guarded = [
        *(f"{prefix}checklists/{name}" for name in ("people.yml", "policy.yml", "shop/roles.yml", "new/roles.yml")),
        *(".github/workflows/deploy.yml", ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    ]
    free = [*(f"{prefix}checklists/shop/{name}.yml" for name in ("v1", "system")), "docs/people.yml", "mkdocs.yml"]
    given = "".join(f"{path}\n" for path in (*guarded, *free)).encode()
    assert repo.git("check-ignore", "--no-index", "--stdin", given=given).splitlines() == guarded


def test_codeowners_of_several_projects_can_share_a_file(tmp_path: Path) -> None:
    """Each project of a repository has its own block, and the blocks do not affect each other."""
    RepoBuilder(tmp_path)
    text = "* @everybody\n"
    for folder in ("one", "two"):
        lay_out(tmp_path / folder, Files(people=HANDLES))
        text += block(tmp_path / folder)
    (tmp_path / "CODEOWNERS").write_text(text)
    for folder in ("one", "two"):
        assert run("codeowners", "--check", "../CODEOWNERS", at=tmp_path / folder).code == 0


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        pytest.param("", "", "", id="only-the-block"),
        pytest.param("* @everybody\n\n", "\n# the end\n", "", id="lines-before-and-comments-after"),
        pytest.param(
            "",
            "/checklists/ @everybody\n",
            "line 9 comes after the block, but on a forge the last matching line decides",
            id="a-line-after-the-block",
        ),
        pytest.param("", f"{BEGIN}\n{END}\n", "the block needs exactly one first line and one last line", id="twice"),
        pytest.param(
            f"{END}\n", "", "the block needs exactly one first line and one last line", id="an-end-before-the-block"
        ),
    ],
)
def test_codeowners_check_compares_the_block_and_later_lines(
    before: str, after: str, fault: str, tmp_path: Path
) -> None:
    """Other lines can stay; lines after the block fail the check, because they could override it."""
    lay_out(tmp_path, Files(people=HANDLES))
    (tmp_path / "CODEOWNERS").write_text(before + block(tmp_path) + after)
    ran = run("codeowners", "--check", "CODEOWNERS", at=tmp_path)
    if not fault:
        assert ran == UP_TO_DATE
    else:
        hint = "help: delete the block, if there is one, then: gonogo codeowners >> CODEOWNERS\n"
        assert ran == (1, f"CODEOWNERS: {fault}\n{hint}", "")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(("@ann-archer", "@mallory"), "the gonogo block is out of date", id="another-owner"),
        pytest.param(
            ("/checklists/policy.yml @ann-archer\n", ""), "the gonogo block is out of date", id="a-missing-rule"
        ),
        pytest.param((END, ""), "the block needs exactly one first line and one last line", id="no-end"),
        pytest.param((BEGIN, f" {BEGIN}"), "the block needs exactly one first line and one last line", id="no-begin"),
    ],
)
def test_codeowners_check_reports_a_changed_block(change: tuple[str, str], fault: str, tmp_path: Path) -> None:
    """The check reports that a manually edited block is out of date."""
    lay_out(tmp_path, Files(people=HANDLES))
    (tmp_path / "CODEOWNERS").write_text(block(tmp_path).replace(*change))
    ran = run("codeowners", "--check", "CODEOWNERS", at=tmp_path)
    assert (ran.code, ran.out.splitlines()[0]) == (1, f"CODEOWNERS: {fault}")


def test_codeowners_check_reports_a_changed_registry(tmp_path: Path) -> None:
    """A new maintainer makes the block out of date; Windows line ends do not."""
    lay_out(tmp_path, Files(people=HANDLES))
    (tmp_path / "CODEOWNERS").write_bytes(block(tmp_path).replace("\n", "\r\n").encode())
    assert run("codeowners", "--check", "CODEOWNERS", at=tmp_path) == UP_TO_DATE
    lay_out(tmp_path, Files(people=HANDLES, policy=TWO))
    assert run("codeowners", "--check", "CODEOWNERS", at=tmp_path).code == 1


def test_codeowners_check_reports_a_missing_file_and_a_block_without_rules(tmp_path: Path) -> None:
    """The check fails for a missing file, and says that a block without rules does not protect the registry."""
    lay_out(tmp_path)
    assert run("codeowners", "--check", "CODEOWNERS", at=tmp_path).out.startswith("CODEOWNERS: no such file\nhelp: ")
    (tmp_path / "CODEOWNERS").write_text(block(tmp_path))
    expected = "CODEOWNERS: up to date, but it does not guard the registry; the block says why\n"
    assert run("codeowners", "--check", "CODEOWNERS", at=tmp_path) == (0, expected, "")


@pytest.mark.parametrize("folder", ["my shop", "a#b", "[x]", "ü", "a*"])
def test_codeowners_refuses_a_folder_with_pattern_characters(folder: str, tmp_path: Path) -> None:
    """The command refuses such a project folder, because the pattern would match other files or no file."""
    RepoBuilder(tmp_path)
    lay_out(tmp_path / folder, Files(people=HANDLES))
    ran = run("codeowners", at=tmp_path / folder)
    assert (ran.code, ran.out, "cannot be written in CODEOWNERS\nhelp: rename it" in ran.err) == (2, "", True)


@pytest.mark.parametrize(
    "handle", ["@ann", "ann archer", '"ann\\tarcher"', "ann#x", "ann/x", '"ann @mallory"', "-ann", "änn", '"ann\\n*"']
)
def test_check_refuses_an_impossible_handle(handle: str, tmp_path: Path) -> None:
    """Check reports an impossible handle in people.yml, so no command has to escape handles."""
    lay_out(tmp_path, Files(people=HANDLES.replace("ann-archer", handle)))
    assert "error[" in run("check", at=tmp_path).out
    ran = run("codeowners", at=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "the maintainers cannot be read from people.yml and policy.yml" in ran.err


@pytest.mark.parametrize("handle", ["ann", "Ann-Archer", "ann_archer", "ann.archer", "0", "renovate[bot]"])
def test_people_file_accepts_handles_of_forges(handle: str, tmp_path: Path) -> None:
    """people.yml accepts the handles of GitHub users, managed users and apps, and of GitLab users."""
    project = lay_out(tmp_path, Files(people=HANDLES.replace("ann-archer", handle)))
    assert project.unread == []
