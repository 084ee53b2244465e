"""Rule `unknown-role`: a slot waits for a role that somebody can hold."""

from pathlib import Path

import pytest

from building import POLICY, SIGNOFF, Files, lay_out, tidy, write_release

RULE = "unknown-role"


def slot(key: str, role: str = "") -> str:
    """A release with a slot of this id, for this role if it is another."""
    text = tidy(SIGNOFF).replace("    cto:", f"    {key}:")
    return write_release(text + (f"      role: {role}\n" if role else ""))


FOUND = [
    pytest.param(
        Files(release=slot("»cpo")),
        ('role "cpo" is not in checklists/shop/roles.yml', 'did you mean "cto"?'),
        id="the id of a slot is its role",
    ),
    pytest.param(
        Files(release=slot("cto", "»qa-leed")),
        ('role "qa-leed" is not in checklists/shop/roles.yml', 'did you mean "qa-lead"?'),
        id="the role of a slot",
    ),
    pytest.param(
        Files(policy=f"{tidy(POLICY)}required_roles: [cto, »ceo]"),
        ('role "ceo" is not in any roles.yml', 'did you mean "cto"?'),
        id="a role that the policy requires",
    ),
    pytest.param(
        Files(policy=f"{tidy(POLICY)}may_waive: [»zar]"),
        ('role "zar" is not in any roles.yml', "known: cto, qa-lead"),
        id="a role that may waive",
    ),
    pytest.param(
        Files(policy=f"{tidy(POLICY)}may_mark_na: [»zar]"),
        ('role "zar" is not in any roles.yml', "known: cto, qa-lead"),
        id="a role that may mark as not applicable",
    ),
    pytest.param(
        Files(policy=f"{tidy(POLICY)}distinct:\n  - [cto, qa-lead]\n  - »[cto, ceo]"),
        ('role "ceo" is not in any roles.yml', 'did you mean "cto"?'),
        id="a role that another person must hold",
    ),
]


@pytest.mark.parametrize(("files", "said"), FOUND)
def test_unknown_role_is_found(files: Files, said: tuple[str, str], tmp_path: Path) -> None:
    """A role that nobody can hold is reported where it is named."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(said)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(), id="a slot with the id of a role"),
        pytest.param(Files(release=slot("final", "cto")), id="a slot with a role"),
        pytest.param(Files(policy=f"{tidy(POLICY)}required_roles: [cto]\nmay_waive: [qa-lead]"), id="known to policy"),
        pytest.param(
            Files(
                policy=f"{tidy(POLICY)}may_waive: [dpo]",
                others={
                    "checklists/till/roles.yml": "roles:\n  dpo:\n    title: DPO\n    people: [ann]",
                    "checklists/till/system.yml": "name: Till",
                },
            ),
            id="a role of policy that another system has",
        ),
    ],
)
def test_unknown_role_stays_silent(files: Files, tmp_path: Path) -> None:
    """Roles that some roles.yml has are left alone."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


def test_unknown_role_stays_silent_while_roles_are_not_readable(tmp_path: Path) -> None:
    """While roles.yml cannot be read, nobody knows which roles it has: only that is reported."""
    files = Files(roles="role:", policy=f"{tidy(POLICY)}required_roles: [cto]")
    assert lay_out(tmp_path, files).find(RULE) == []
