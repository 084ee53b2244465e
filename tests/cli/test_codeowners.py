"""`gonogo codeowners`: the lines by which a forge lets only maintainers change the registry."""

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
SAID = "# Only maintainers approve changes to these files. Keep this block at the end; do not edit it."
UP_TO_DATE = (0, "CODEOWNERS: up to date\n", "")


def block(root: Path) -> str:
    """What the command prints."""
    ran = run("codeowners", at=root)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def guards(*patterns: str, owners: str) -> list[str]:
    """A line for each pattern."""
    return [f"{pattern} {owners}" for pattern in patterns]


REGISTRY = ("/checklists/people.yml", "/checklists/policy.yml", "/checklists/*/roles.yml")


@pytest.mark.parametrize(
    ("policy", "people", "lines"),
    [
        pytest.param(
            TWO + GITHUB,
            HANDLES,
            guards(*REGISTRY, "/.github/", "CODEOWNERS", owners="@ann-archer @bob_b"),
            id="github",
        ),
        pytest.param(
            TWO + GITLAB,
            HANDLES,
            [
                "[Registry of gonogo]",
                *guards(*REGISTRY, "/.gitlab-ci.yml", "/.gitlab/", "CODEOWNERS", owners="@ann-archer @bob_b"),
            ],
            id="gitlab",
        ),
        pytest.param(
            TWO,
            HANDLES.replace("    forge: bob_b\n", ""),
            [
                "# bob is left out: not an active person in people.yml with a handle in `forge`",
                *guards(*REGISTRY, "/.github/", "CODEOWNERS", owners="@ann-archer"),
            ],
            id="no-handle",
        ),
        pytest.param(
            TWO,
            HANDLES.replace("    forge: bob_b\n", "    forge: bob_b\n    state: left\n"),
            [
                "# bob is left out: not an active person in people.yml with a handle in `forge`",
                *guards(*REGISTRY, "/.github/", "CODEOWNERS", owners="@ann-archer"),
            ],
            id="left",
        ),
        pytest.param(
            TWO,
            HANDLES.replace("bob_b", "bob_b[bot]"),
            [
                "# bob is left out: not an active person in people.yml with a handle in `forge`",
                *guards(*REGISTRY, "/.github/", "CODEOWNERS", owners="@ann-archer"),
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
            id="nobody-has-a-handle",
        ),
        pytest.param(
            POLICY.replace(" [ann]", ""),
            HANDLES,
            ["# Nothing is guarded: `maintainers` in policy.yml is empty."],
            id="no-maintainer",
        ),
    ],
)
def test_codeowners_are_a_marked_block(policy: str, people: str, lines: list[str], tmp_path: Path) -> None:
    """The whole block; a maintainer whom a forge cannot ask is named with the reason."""
    lay_out(tmp_path, Files(policy=policy, people=people))
    assert block(tmp_path).splitlines() == [BEGIN, SAID, *lines, END]


@pytest.mark.parametrize("folder", ["", "web/shop"])
def test_codeowners_fit_the_registry_and_nothing_else(folder: str, tmp_path: Path) -> None:
    """The patterns are those of git for ignored paths, so git says which files they fit."""
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


def test_codeowners_of_several_projects_fit_into_one_file(tmp_path: Path) -> None:
    """Each project of a repository has a block of its own, and none is in the way of another."""
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
        pytest.param("", "", "", id="the-block-alone"),
        pytest.param("* @everybody\n\n", "\n# the end\n", "", id="lines-before-and-comments-after"),
        pytest.param(
            "",
            "/checklists/ @everybody\n",
            "line 9 comes after the block, but on a forge the last matching line decides",
            id="a-line-after-it",
        ),
        pytest.param("", f"{BEGIN}\n{END}\n", "the block needs exactly one first line and one last line", id="twice"),
        pytest.param(f"{END}\n", "", "the block needs exactly one first line and one last line", id="an-end-before"),
    ],
)
def test_check_compares_the_block_and_what_comes_after_it(before: str, after: str, fault: str, tmp_path: Path) -> None:
    """Lines of others stay; only what could weaken the block is a fault."""
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
        pytest.param(("/checklists/policy.yml @ann-archer\n", ""), "the gonogo block is out of date", id="fewer"),
        pytest.param((END, ""), "the block needs exactly one first line and one last line", id="no-end"),
        pytest.param((BEGIN, f" {BEGIN}"), "the block needs exactly one first line and one last line", id="no-begin"),
    ],
)
def test_check_finds_a_changed_block(change: tuple[str, str], fault: str, tmp_path: Path) -> None:
    """A block that somebody has edited is out of date, as one after a change of the registry is."""
    lay_out(tmp_path, Files(people=HANDLES))
    (tmp_path / "CODEOWNERS").write_text(block(tmp_path).replace(*change))
    ran = run("codeowners", "--check", "CODEOWNERS", at=tmp_path)
    assert (ran.code, ran.out.splitlines()[0]) == (1, f"CODEOWNERS: {fault}")


def test_check_follows_the_registry(tmp_path: Path) -> None:
    """A new maintainer makes the block out of date; line ends of Windows do not."""
    lay_out(tmp_path, Files(people=HANDLES))
    (tmp_path / "CODEOWNERS").write_bytes(block(tmp_path).replace("\n", "\r\n").encode())
    assert run("codeowners", "--check", "CODEOWNERS", at=tmp_path) == UP_TO_DATE
    lay_out(tmp_path, Files(people=HANDLES, policy=TWO))
    assert run("codeowners", "--check", "CODEOWNERS", at=tmp_path).code == 1


def test_check_of_a_missing_file_and_of_an_empty_block_says_so(tmp_path: Path) -> None:
    """Neither looks like a guarded registry."""
    lay_out(tmp_path)
    assert run("codeowners", "--check", "CODEOWNERS", at=tmp_path).out.startswith("CODEOWNERS: no such file\nhelp: ")
    (tmp_path / "CODEOWNERS").write_text(block(tmp_path))
    expected = "CODEOWNERS: up to date, but it does not guard the registry; the block says why\n"
    assert run("codeowners", "--check", "CODEOWNERS", at=tmp_path) == (0, expected, "")


@pytest.mark.parametrize("folder", ["my shop", "a#b", "[x]", "ü", "a*"])
def test_folder_that_is_a_pattern_is_refused(folder: str, tmp_path: Path) -> None:
    """Its path would guard other files, or none."""
    RepoBuilder(tmp_path)
    lay_out(tmp_path / folder, Files(people=HANDLES))
    ran = run("codeowners", at=tmp_path / folder)
    assert (ran.code, ran.out, "cannot be written in CODEOWNERS\nhelp: rename it" in ran.err) == (2, "", True)


@pytest.mark.parametrize(
    "handle", ["@ann", "ann archer", '"ann\\tarcher"', "ann#x", "ann/x", '"ann @mallory"', "-ann", "änn", '"ann\\n*"']
)
def test_handle_that_is_no_handle_is_refused(handle: str, tmp_path: Path) -> None:
    """The format refuses it where it is written, so no command has to escape it."""
    lay_out(tmp_path, Files(people=HANDLES.replace("ann-archer", handle)))
    assert "error[" in run("check", at=tmp_path).out
    ran = run("codeowners", at=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "the maintainers cannot be read from people.yml and policy.yml" in ran.err


@pytest.mark.parametrize("handle", ["ann", "Ann-Archer", "ann_archer", "ann.archer", "0", "renovate[bot]"])
def test_handle_of_a_forge_is_read(handle: str, tmp_path: Path) -> None:
    """Handles of GitHub, its managed users and apps, and of GitLab."""
    project = lay_out(tmp_path, Files(people=HANDLES.replace("ann-archer", handle)))
    assert project.unread == []
