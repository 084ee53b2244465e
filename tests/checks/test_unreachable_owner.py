"""Rule `unreachable-owner`: an owner who has neither a phone nor an e-mail nor a pager."""

from pathlib import Path

import pytest

from building import SYSTEM, Files, lay_out, signed, tidy, write_release

RULE = "unreachable-owner"
HINT = "see roles.yml and the contacts in system.yml"
NO_EMAILS = "people:\n  ann:\n    name: Ann\n  bob:\n    name: Bob\n    emails: [bob@example.com]"
ANN_AND_BOB = "roles:\n  cto:\n    title: CTO\n    people: [ann, bob]\n  qa-lead:\n    title: QA\n    people: [ann]"
UNKNOWN = "ann has no known phone, e-mail or pager"


def owned(owner: str, *, of_section: str = "", head: str = "") -> str:
    """A release with two items; this role or person owns the first item."""
    section = f"      owner: {of_section}\n" if of_section else ""
    return write_release(
        signed(
            "code:\n  title: Code\n  phase: before\n"
            + section.replace("      ", "  ")
            + f"  items:\n    lint:\n      status: open\n      title: Lint\n      owner: {owner}\n"
            + "    tests:\n      status: open\n      title: Tests\n      owner: ann\n"
        ),
        head=head,
    )


def contact(*lines: str) -> str:
    """A system with a contact for Ann with these lines."""
    head = f"{tidy(SYSTEM)}contacts:\n  ann-archer:\n    title: Ann\n    person: ann\n"
    return head + "".join(f"    {line}\n" for line in lines)


FOUND = [
    pytest.param(
        Files(release=owned("»ann"), people=NO_EMAILS),
        f'"ann" cannot be reached: {UNKNOWN}',
        id="a person, once, where first named",
    ),
    pytest.param(
        Files(release=owned("»qa-lead").replace("owner: ann", "owner: bob"), people=NO_EMAILS, roles=ANN_AND_BOB),
        f'"qa-lead" cannot be reached: {UNKNOWN}',
        id="the holder of a role",
    ),
    pytest.param(
        Files(release=owned("bob", head="lead: »ann"), people=NO_EMAILS),
        f'"ann" cannot be reached: {UNKNOWN}',
        id="the lead",
    ),
    pytest.param(
        Files(release=owned("bob", of_section="»ann"), people=NO_EMAILS),
        f'"ann" cannot be reached: {UNKNOWN}',
        id="the owner of a section",
    ),
    pytest.param(
        Files(release=owned("»ann"), people=NO_EMAILS, system=contact("phone:", "hours: 9 to 5")),
        f'"ann" cannot be reached: {UNKNOWN}',
        id="a contact without a number",
    ),
]


@pytest.mark.parametrize(("files", "message"), FOUND)
def test_unreachable_owner_is_found(files: Files, message: str, tmp_path: Path) -> None:
    """The finding is at the first place that names the owner."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect((message, HINT))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(), id="no owners"),
        pytest.param(Files(release=owned("ann")), id="an e-mail in people.yml"),
        pytest.param(Files(release=owned("ann"), people=NO_EMAILS, system=contact("phone: +1-555-0100")), id="phone"),
        pytest.param(Files(release=owned("ann"), people=NO_EMAILS, system=contact("pager: 4711")), id="pager"),
        pytest.param(Files(release=owned("ann"), people=NO_EMAILS, system=contact("email: a@example.com")), id="mail"),
        pytest.param(
            Files(release=owned("cto").replace("owner: ann", "owner: bob"), people=NO_EMAILS, roles=ANN_AND_BOB),
            id="one of two holders of a role",
        ),
    ],
)
def test_unreachable_owner_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about owners with a phone, an e-mail or a pager."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


def test_unreachable_owner_ignores_unknown_names(tmp_path: Path) -> None:
    """The rule stays silent about an unknown owner."""
    project = lay_out(tmp_path, Files(release=owned("zoe")))
    assert project.find(RULE) == []


def test_unreachable_owner_of_a_vacant_role_is_a_note(tmp_path: Path) -> None:
    """A vacant role as an owner is a note."""
    vacant = "roles:\n  cto:\n    title: CTO\n    people:\n  qa-lead:\n    title: QA\n    people:"
    project = lay_out(tmp_path, Files(release=owned("»qa-lead"), roles=vacant))
    assert project.find(RULE) == project.expect(('"qa-lead" cannot be reached: this role has no holder', HINT))
    assert [one.severity.value for one in project.diagnostics if one.rule == RULE] == ["note"]
