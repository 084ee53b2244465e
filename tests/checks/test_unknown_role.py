"""Rule `unknown-role`: a role that no roles.yml contains."""

from pathlib import Path

import pytest

from building import POLICY, SIGNOFF, Files, lay_out, tidy, write_release

RULE = "unknown-role"


def slot(key: str, role: str = "") -> str:
    """A release with a slot with this id and, optionally, this role."""
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
        id="a role in may_waive",
    ),
    pytest.param(
        Files(policy=f"{tidy(POLICY)}may_mark_na: [»zar]"),
        ('role "zar" is not in any roles.yml', "known: cto, qa-lead"),
        id="a role in may_mark_na",
    ),
    pytest.param(
        Files(policy=f"{tidy(POLICY)}distinct:\n  - [cto, qa-lead]\n  - »[cto, ceo]"),
        ('role "ceo" is not in any roles.yml', 'did you mean "cto"?'),
        id="a role that another person must hold",
    ),
]


@pytest.mark.parametrize(("files", "finding"), FOUND)
def test_unknown_role_is_found(files: Files, finding: tuple[str, str], tmp_path: Path) -> None:
    """The finding is at the unknown role."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(finding)


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
    """The rule stays silent about roles in any roles.yml."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


def test_unknown_role_stays_silent_if_roles_are_unreadable(tmp_path: Path) -> None:
    """The rule stays silent while roles.yml is unreadable."""
    files = Files(roles="role:", policy=f"{tidy(POLICY)}required_roles: [cto]")
    assert lay_out(tmp_path, files).find(RULE) == []
