"""Rule `shared-identity`: an e-mail, key or forge account that two people share."""

from pathlib import Path

import pytest

from building import Files, lay_out

RULE = "shared-identity"
HINT = "give each person their own address, key and account"
ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
ECDSA = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBB"
RSA = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC"


def two_emails(ann: str, bob: str) -> Files:
    """Ann and Bob with these e-mails."""
    return Files(
        people=f"people:\n  ann:\n    name: Ann\n    emails: [{ann}]\n  bob:\n    name: Bob\n    emails: [{bob}]"
    )


def two_keys(ann: str, bob: str) -> Files:
    """Ann and Bob with these keys."""
    people = [
        f"  {name}:\n    name: {name.title()}\n    keys:\n      laptop:\n        ssh: {key}"
        for name, key in (("ann", ann), ("bob", bob))
    ]
    return Files(people="\n".join(["people:", *people]))


def two_accounts(ann: str, bob: str) -> Files:
    """Ann and Bob with these accounts of the forge."""
    pairs = (("ann", ann), ("bob", bob))
    people = [f"  {name}:\n    name: {name.title()}\n    forge: {account}" for name, account in pairs]
    return Files(people="\n".join(["people:", *people]))


FOUND = [
    pytest.param(
        two_emails("team@example.com", "»team@example.com"),
        '"bob" and "ann" share the e-mail team@example.com',
        id="a shared mailbox",
    ),
    pytest.param(
        two_emails("team@example.com", "»Team@Example.COM"),
        '"bob" and "ann" share the e-mail team@example.com',
        id="upper and lower case",
    ),
    pytest.param(
        two_emails("ann@example.com", "bob@example.com, »ann@example.com"),
        '"bob" and "ann" share the e-mail ann@example.com',
        id="the second of two",
    ),
    pytest.param(
        two_keys(f"{ED25519}Jf0aaaa", f"»{ED25519}Jf0aaaa"),
        f'"bob" and "ann" share the key {ED25519}Jf0…',
        id="a shared key",
    ),
    pytest.param(
        two_accounts("ann-archer", "»Ann-Archer"), '"bob" and "ann" share the account ann-archer', id="a shared account"
    ),
    pytest.param(
        Files(
            policy="format: 1\nproject: shop-0001\nmaintainers: [ann]\nforge: https://github.com/example/shop",
            people="people:\n  ann:\n    name: Ann\n    forge: ann-archer\n  bob:\n    name: Bob\n"
            "    emails: [»7+ann-archer@users.noreply.github.com]",
        ),
        '"bob" and "ann" share the account ann-archer',
        id="an account and a private address with it",
    ),
]


@pytest.mark.parametrize(("files", "message"), FOUND)
def test_shared_identity_is_found(files: Files, message: str, tmp_path: Path) -> None:
    """The finding is at the shared value of the second person, and names the first person."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect((message, HINT))


def test_shared_identity_is_found_in_roles(tmp_path: Path) -> None:
    """The rule reports a role with the id of a person."""
    project = lay_out(
        tmp_path,
        Files(roles="roles:\n  cto:\n    title: CTO\n    people: []\n  »ann:\n    title: A\n    people: [ann]"),
    )
    assert project.find(RULE) == project.expect(('"ann" is already a person', "rename the role"))


SILENT = [
    pytest.param(two_emails("ann@example.com", "bob@example.com"), id="separate mailboxes"),
    pytest.param(two_emails("ann@example.com, ANN@example.com", "bob@example.com"), id="repeated for the same person"),
    pytest.param(two_keys(f"{ED25519}Jf0aaaa", f"{ED25519}Kg1bbbb"), id="separate keys"),
    pytest.param(two_accounts("ann-archer", "bob-baker"), id="separate accounts"),
    pytest.param(two_accounts("karl", "karl_shop"), id="an account that a company manages"),
]


@pytest.mark.parametrize("files", SILENT)
def test_shared_identity_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent if each value belongs to a single person."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


@pytest.mark.parametrize(
    ("ann", "bob"),
    [
        pytest.param(f"{ECDSA}AAAA", f"{ECDSA}BBBB", id="ECDSA, where every key begins with the name of its curve"),
        pytest.param(f"{RSA}9AAAA", f"{RSA}9BBBB", id="RSA, where 40 characters hold two bytes of the key"),
        pytest.param(f"{ED25519}Jf0AA", f"{ED25519}Jf0BB", id="Ed25519 with the same first bytes"),
    ],
)
def test_shared_identity_compares_whole_keys(ann: str, bob: str, tmp_path: Path) -> None:
    """Keys that only start with the same bytes are different."""
    project = lay_out(tmp_path, two_keys(ann, bob))
    assert (project.find(RULE), project.unread) == ([], [])
