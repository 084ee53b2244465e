"""Rule `unknown-person`: whoever is named is in people.yml."""

from pathlib import Path

import pytest

from building import PEOPLE, SIGNOFF, Files, lay_out, signed, tidy, write_release

RULE = "unknown-person"


def waived(approver: str) -> str:
    """A release with a waiver by this person."""
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
    """A release with a go of this person, and a countersignature by that one."""
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
    """Somebody whom people.yml does not have is reported where he is named."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect((f'person "{name}" is not in people.yml', 'did you mean "bob"?'))


def test_unknown_person_is_never_a_role(tmp_path: Path) -> None:
    """A role cannot sign: the person who holds it does."""
    project = lay_out(tmp_path, Files(release=decided("»cto")))
    assert project.find(RULE) == project.expect(
        ('person "cto" is not in people.yml', "add the person there; known: ann, bob")
    )


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(), id="nobody is named who is not there"),
        pytest.param(Files(release=waived("bob")), id="a known approver"),
        pytest.param(Files(release=decided("bob", countersigned="ann")), id="known signers"),
        pytest.param(Files(people=PEOPLE.replace("name: Bob Baker", "name: Bob Baker\n    state: left")), id="left"),
    ],
)
def test_unknown_person_stays_silent(files: Files, tmp_path: Path) -> None:
    """Whoever is in people.yml may be named, also after having left."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


def test_unknown_person_stays_silent_while_people_are_not_readable(tmp_path: Path) -> None:
    """While people.yml cannot be read, nobody knows who is in it: only that is reported."""
    project = lay_out(tmp_path, Files(people=PEOPLE.replace("name:", "nmae:")))
    assert project.find(RULE) == []
