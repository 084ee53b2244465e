"""Rule `unknown-person`: a named person who is not in people.yml."""

from pathlib import Path

import pytest

from building import PEOPLE, SIGNOFF, Files, lay_out, signed, tidy, write_release

RULE = "unknown-person"


def waived(approver: str) -> str:
    """A release with a waiver by this approver."""
    return write_release(
        signed(f"""
        code:
          title: Code
          phase: before
          items:
            lint:
              status: waived
              waiver:
                reason: No mirror yet
                approved_by: {approver}
                until: 2026-04-01
              title: Lint is clean
        """)
    )


def decided(by: str, *, countersigned: str = "") -> str:
    """A release with a go by this person, and a countersignature by another person."""
    slot = tidy(SIGNOFF).replace("decision:", "decision: go").replace("by:", f"by: {by}")
    if countersigned:
        slot += f"      countersigned:\n        {countersigned}:\n          at: 2026-03-01\n          digest: x\n"
    return write_release(slot)


FOUND = [
    pytest.param(Files(policy="format: 1\nproject: p\nmaintainers: [ann, »bobb]"), "bobb", id="maintainer"),
    pytest.param(
        Files(roles="roles:\n  cto:\n    title: CTO\n    people: [bob, »bobb]"), "bobb", id="holder of a role"
    ),
    pytest.param(
        Files(system="name: Shop\ncontacts:\n  dba:\n    title: DBA\n    person: »bobb"), "bobb", id="contact"
    ),
    pytest.param(Files(release=waived("»bobb")), "bobb", id="approver of a waiver"),
    pytest.param(Files(release=decided("»bobb")), "bobb", id="signer"),
    pytest.param(Files(release=decided("bob", countersigned="»bobb")), "bobb", id="countersigner"),
]


@pytest.mark.parametrize(("files", "name"), FOUND)
def test_unknown_person_is_found(files: Files, name: str, tmp_path: Path) -> None:
    """The finding is at the unknown person."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect((f'person "{name}" is not in people.yml', 'did you mean "bob"?'))


def test_unknown_person_is_never_a_role(tmp_path: Path) -> None:
    """The rule reports a role as a signer."""
    project = lay_out(tmp_path, Files(release=decided("»cto")))
    assert project.find(RULE) == project.expect(
        ('person "cto" is not in people.yml', "add the person there; known: ann, bob")
    )


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(), id="only known people"),
        pytest.param(Files(release=waived("bob")), id="a known approver"),
        pytest.param(Files(release=decided("bob", countersigned="ann")), id="known signers"),
        pytest.param(
            Files(people=PEOPLE.replace("name: Bob Baker", "name: Bob Baker\n    state: left")),
            id="a person who has left",
        ),
    ],
)
def test_unknown_person_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about people in people.yml, even if they have left."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


def test_unknown_person_stays_silent_if_people_are_unreadable(tmp_path: Path) -> None:
    """The rule stays silent while people.yml is unreadable."""
    project = lay_out(tmp_path, Files(people=PEOPLE.replace("name:", "nmae:")))
    assert project.find(RULE) == []
