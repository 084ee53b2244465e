"""Rule `secret-like-value`: a password, token or key in a file, which no output repeats."""

from pathlib import Path

import pytest

from building import RELEASE_PATH, Files, Place, Project, lay_out, signed, write_release
from gonogo.core.secrets import HIDDEN

RULE = "secret-like-value"
HINT = "revoke the secret, remove it, and write where the new secret is kept; the line is not shown"
ITEM = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: open
      note: {note}
      title: Lint is clean
"""
# Invented values in the format of the issuer.
FILLER = "a1B2c3D4e5" * 6


def with_note(note: str) -> Files:
    """A release with this note, in YAML notation."""
    return Files(release=write_release(signed(ITEM.format(note=note))))


FOUND = [
    pytest.param('"»-----BEGIN RSA PRIVATE KEY-----"', "a private key", id="PEM"),
    pytest.param('"»-----BEGIN OPENSSH PRIVATE KEY-----"', "a private key", id="OpenSSH"),
    pytest.param("uses »AKIAIOSFODNN7EXAMPLE now", "an AWS access key", id="AWS long-term key"),
    pytest.param("uses »ASIAIOSFODNN7EXAMPLE now", "an AWS access key", id="AWS session key"),
    pytest.param(f"»ghp_{FILLER[:36]}", "a GitHub token", id="GitHub personal token"),
    pytest.param(f"»ghr_{FILLER[:36]}", "a GitHub token", id="GitHub refresh token"),
    pytest.param(f"»github_pat_{FILLER[:45]}", "a GitHub token", id="GitHub fine-grained token"),
    pytest.param(f"»glpat-{FILLER[:20]}", "a GitLab token", id="GitLab token"),
    pytest.param(f"»xoxb-{FILLER[:20]}", "a Slack token", id="Slack"),
    pytest.param(f"»AIza{FILLER[:35]}", "a Google API key", id="Google"),
    pytest.param(f"»sk_live_{FILLER[:24]}", "a Stripe live key", id="Stripe"),
    pytest.param(f"»eyJ{FILLER[:12]}.eyJ{FILLER[:12]}.{FILLER[:12]}", "a JSON Web Token", id="JWT"),
    pytest.param('"»-----BEGIN PGP PRIVATE KEY BLOCK-----"', "a private key", id="PGP"),
    pytest.param('"»---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"', "a private key", id="SSH2"),
    pytest.param('"»PuTTY-User-Key-File-3: ssh-ed25519"', "a private key", id="PuTTY"),
    pytest.param(f"»AGE-SECRET-KEY-1{'QPZRY9X8GF' * 5}", "a private key", id="age"),
    pytest.param(f"»glrt-{FILLER[:20]}", "a GitLab token", id="GitLab runner"),
    pytest.param(f"»glpat-{FILLER[:27]}.01.{FILLER[:9]}", "a GitLab token", id="GitLab token with a route"),
    pytest.param(f"»GR1348941{FILLER[:20]}", "a GitLab token", id="GitLab runner of old"),
    pytest.param(f"»xapp-1-A0123-{FILLER[:20]}", "a Slack token", id="Slack app"),
    pytest.param(f"»xoxe.xoxp-1-{FILLER[:20]}", "a Slack token", id="Slack rotated"),
    pytest.param(f"https://»hooks.slack.com/services/T0/B0/{FILLER[:24]}", "a Slack webhook", id="Slack webhook"),
    pytest.param(f"https://»discord.com/api/webhooks/1/{FILLER[:40]}", "a Discord webhook", id="Discord webhook"),
    pytest.param(f"»ya29.{FILLER[:40]}", "a Google token", id="Google OAuth"),
    pytest.param(f"»GOCSPX-{FILLER[:28]}", "a Google client secret", id="Google client"),
    pytest.param(f"»whsec_{FILLER[:32]}", "a Stripe webhook secret", id="Stripe webhook"),
    pytest.param(f"»npm_{FILLER[:36]}", "an npm token", id="npm"),
    pytest.param(f"»pypi-AgE{FILLER[:55]}", "a PyPI token", id="PyPI"),
    pytest.param(f"»dckr_pat_{FILLER[:27]}", "a Docker token", id="Docker"),
    pytest.param(f"»abc8Q~{FILLER[:34]}", "an Azure client secret", id="Azure client"),
    pytest.param(f"https://x.example/c?sv=1»&sig={FILLER[:43]}%3D", "an Azure signature", id="Azure link"),
    pytest.param(f"AccountName=x;»AccountKey={FILLER[:44]}==", "a password or token", id="Azure storage"),
    pytest.param(f"Endpoint=sb;Shared»AccessKey={FILLER[:43]}=", "a password or token", id="Azure bus"),
    pytest.param(f"»SK{'0a1b2c3d' * 4}", "a Twilio key", id="Twilio"),
    pytest.param(f"»SG.{FILLER[:22]}.{FILLER[:43]}", "a SendGrid key", id="SendGrid"),
    pytest.param(f"»hvs.{FILLER[:24]}", "a Vault token", id="Vault"),
    pytest.param(f"»ATATT3{FILLER[:30]}", "an Atlassian token", id="Atlassian"),
    pytest.param(f"»sk-proj-{FILLER[:48]}", "a language model key", id="language model"),
    pytest.param(f"»hf_{'aBcDeFgHiJ' * 4}", "a Hugging Face token", id="Hugging Face"),
    pytest.param(f"»dop_v1_{'0a1b2c3d' * 8}", "a DigitalOcean token", id="DigitalOcean"),
    pytest.param(f"»shpat_{'0a1b2c3d' * 4}", "a Shopify token", id="Shopify"),
    pytest.param("aws_secret_»access_key = wJalrXUtnFEMI/K7MDENG/b", "a password or token", id="AWS secret key"),
    pytest.param('"AWS secret »access key: wJalrXUtnFEMI/K7MDENG/b"', "a password or token", id="AWS in words"),
    pytest.param('"»Authorization: Basic YW5uOmh1bnRlcjJodW50ZXIy"', "a password or token", id="basic"),
    pytest.param('"»Authorization: Token YW5uOmh1bnRlcjJodW50ZXIy"', "a password or token", id="token"),
    pytest.param(f"curl -H Authorization:»Bearer {FILLER[:20]}", "a password or token", id="header"),
    pytest.param(f"with »Bearer {FILLER[:24]}", "a password or token", id="bearer"),
    pytest.param("mysql »--password Tr0ub4dor3xyz", "a password or token", id="option"),
    pytest.param("»curl -s -u ann:Tr0ub4dor3xyz x.example", "a password or token", id="curl"),
    pytest.param("Uid=sa;»Pwd=Tr0ub4dor3;", "a password or token", id="connection string"),
    pytest.param("DB»_PASS=Tr0ub4dor3xyz", "a password or token", id="variable"),
    pytest.param('"»Passwort: Tr0ub4dor3xyz"', "a password or token", id="German"),
    pytest.param('"**»Password:** Tr0ub4dor3xyz"', "a password or token", id="bold"),
    pytest.param('"`»token`: `Tr0ub4dor3xyz`"', "a password or token", id="code"),
    pytest.param("redis»://:hunter2@cache:6379/0", "a link with a password in it", id="no user"),
    pytest.param("db»://u:p@ss@cache/0", "a link with a password in it", id="an at sign in the password"),
    pytest.param("see https»://deploy:hunter2@ci.example.com/", "a link with a password in it", id="link"),
    pytest.param("see postgres»://deploy:hunter2@db.example.com/", "a link with a password in it", id="database"),
    pytest.param('"login: deploy, »password: Tr0ub4dor&3"', "a password or token", id="the rule's own example"),
    pytest.param('"»PASSWORD=hunter2hunter2"', "a password or token", id="upper case"),
    pytest.param('"»AP\u0130 KEY: 12345abcde"', "a password or token", id="upper case in Turkish"),
    pytest.param('"»pa\u017f\u017fword: hunter2hunter2"', "a password or token", id="a letter of old print"),
    pytest.param('"»api_key = 12345abcde"', "a password or token", id="spaces around the sign"),
    pytest.param('"»api-key:12345abcde"', "a password or token", id="no space after the colon"),
    pytest.param(
        '"»password\uff1a Tr0ub4dor3xyz"', "a password or token", id="the wide colon of an East Asian keyboard"
    ),
    pytest.param('"»password => Tr0ub4dor3xyz"', "a password or token", id="an arrow"),
    pytest.param('"»password:\u00a0Tr0ub4dor3xyz"', "a password or token", id="a space that does not break"),
    pytest.param(
        "|\n        first line\n        »token=12345abcde", "a password or token", id="in a text of several lines"
    ),
]


@pytest.mark.parametrize(("note", "what"), FOUND)
def test_secret_like_value_is_found(note: str, what: str, tmp_path: Path) -> None:
    """The finding is at the secret, and names its type but not its text."""
    project = lay_out(tmp_path, with_note(note))
    assert project.find(RULE) == project.expect((f"looks like {what}", HINT))
    assert [one.secret for one in project.diagnostics if one.rule == RULE] == [True]


def test_secret_like_value_prevents_decoding(tmp_path: Path) -> None:
    """A file with a secret is not decoded, so that nothing of it is published."""
    project = lay_out(tmp_path, with_note('"»password: hunter2hunter2"'))
    assert [release for system in project.snapshot.systems.values() for release in system.releases.values()] == [None]


def test_secret_like_value_is_found_in_every_kind_of_file(tmp_path: Path) -> None:
    """The rule also reports secrets in registry and system files, and in comments."""
    files = Files(
        people="# »password: hunter2hunter2\npeople:\n  ann:\n    name: Ann",
        system='name: Shop\nsummary: "»token: 12345abcde"',
    )
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(*[("looks like a password or token", HINT)] * 2)


OTHER_NOTATIONS = [
    pytest.param('"pass\\x77ord: Tr0ub4dor3xyz"', id="an escape in the word"),
    pytest.param('"password:\\u0020Tr0ub4dor3xyz"', id="an escape for the space"),
    pytest.param('"password:\\ Tr0ub4dor3xyz"', id="a short escape for the space"),
    pytest.param('"\\x41KIAIOSFODNN7EXAMPLE"', id="an escape in a key of AWS"),
    pytest.param('"pass\u200bword: Tr0ub4dor3xyz"', id="an invisible character in the word"),
    pytest.param(">-\n        the password:\n        Tr0ub4dor3xyz", id="lines that are joined"),
    pytest.param("n\n      password: |\n        Tr0ub4dor3xyz", id="a key with a block text"),
    pytest.param("n\n      password:\n        Tr0ub4dor3xyz", id="a key with the value on the next line"),
    pytest.param("n\n      password:\n        - Tr0ub4dor3xyz", id="a key with a list"),
]


@pytest.mark.parametrize("note", OTHER_NOTATIONS)
def test_secret_like_value_is_found_in_any_notation(note: str, tmp_path: Path) -> None:
    """The rule reports a secret in any YAML notation, and no other rule reports the file."""
    project = lay_out(tmp_path, with_note(note))
    assert [(one.rule, one.secret) for one in project.diagnostics if one.location.path == RELEASE_PATH] == [
        (RULE, True)
    ]
    assert [release for _, release in project.snapshot.releases()] == []


NAMES = [
    pytest.param("checklists/shop/token=Tr0ub4dor3xyz.yml", id="a release"),
    pytest.param(f"checklists/shop/glpat-{'a1b2c3d4e5' * 2}.yml", id="a release with the id of a token"),
    pytest.param(f"checklists/glpat-{'a1b2c3d4e5' * 2}/v1.yml", id="a system"),
    pytest.param("checklists/shop/password=Tr0ub4dor3xyz.yaml", id="an unread file"),
]


@pytest.mark.parametrize("path", NAMES)
def test_secret_like_value_is_found_in_file_names(path: str, tmp_path: Path) -> None:
    """A file with a secret in its name is not read, and no message repeats the name."""
    project = lay_out(tmp_path, Files(others={path: write_release(signed(ITEM.format(note="none")))}))
    found = [one for one in project.diagnostics if one.rule == "unexpected-file"]
    assert [one.message for one in found] == ["the name looks like a password or token"]
    assert all(HIDDEN in one.location.path for one in found)
    assert "Tr0ub4dor" not in repr(project.diagnostics)
    assert "a1b2c3d4e5" not in repr(project.diagnostics)


SILENT = [
    pytest.param('"password policy: at least 12 characters, rotated in 90 days"', id="a text on passwords"),
    pytest.param('"password: in the vault, under deploy"', id="the place of a secret"),
    pytest.param('"token: rotated"', id="too short, and no digit"),
    pytest.param('"secret: shared-with-nobody"', id="no digit"),
    pytest.param("|\n        Rotate the token:\n        oauth2-proxy first", id="the next line is another sentence"),
    pytest.param("the public key is AAAAC3NzaC1lZDI1NTE5", id="a public key"),
    pytest.param('"-----BEGIN CERTIFICATE-----"', id="a certificate is public"),
    pytest.param("https://ci.example.com/runs/1234", id="a link"),
    pytest.param("https://ci.example.com:8443/@deploy/runs", id="a port and an @ in the path"),
    pytest.param("git clone ssh://git@example.com:22/shop.git", id="a user without a password"),
    pytest.param("commit 0f3fd01b9a7c4e5d8f60718293a4b5c6d7e8f901", id="an object id"),
    pytest.param("AKIA is what such keys begin with", id="only the prefix"),
    pytest.param('"C:\\\\builds\\\\token and C:\\\\secret\\\\v1.2.3-rc1"', id="paths with backslashes"),
    pytest.param(
        ">-\n        rotate the token\n        before 2026-03-01T09:00Z", id="lines that are joined, without a sign"
    ),
    pytest.param("sk_test_a1B2c3D4e5a1B2c3D4e5a1B2", id="a test key"),
    pytest.param('"api_key: ${API_KEY_V2}"', id="a variable"),
    pytest.param("psql password=$DB_PASSWORD1 now", id="a variable of a shell"),
    pytest.param('"password: `{{ vault.db_1 }}`"', id="a template"),
    pytest.param('"token: https://vault.example/ui/secrets/1"', id="a link to the place of a secret"),
    pytest.param('"Authorization: Bearer $TOKEN_2"', id="a header with a variable"),
    pytest.param("Basic smoke-test-2026-of-all-endpoints", id="a basic test"),
    pytest.param("docker run -u www-data:www-data-1", id="a user and a group"),
    pytest.param('"SSH private key: ~/.ssh/id_ed25519"', id="the path of a key"),
    pytest.param("run --token-file /run/secrets/token1", id="the file of a token"),
]


@pytest.mark.parametrize("note", SILENT)
def test_secret_like_value_stays_silent(note: str, tmp_path: Path) -> None:
    """The rule stays silent about texts on secrets, and about public values."""
    project = lay_out(tmp_path, with_note(note))
    assert (project.find(RULE), project.unread) == ([], [])


def _read_messages(project: Project) -> str:
    return "\n".join(f"{one.message} {one.help}" for one in project.diagnostics)


def test_secret_like_value_is_found_in_invalid_yaml(tmp_path: Path) -> None:
    """The rule reports a secret in a file that is not valid YAML."""
    project = lay_out(tmp_path, with_note("login: deploy, password: Tr0ub4dor&3"))
    line = next(
        number
        for number, text in enumerate(project.snapshot.sources[RELEASE_PATH].split("\n"), start=1)
        if "Tr0ub4dor" in text
    )
    assert [(one.place, one.message) for one in project.find(RULE)] == [
        (Place(RELEASE_PATH, line, 30), "looks like a password or token")
    ]


@pytest.mark.parametrize(
    ("wrong", "secret"),
    [
        pytest.param("status: AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE", id="an unknown word"),
        pytest.param("status: open\n      due: token=12345abcde", "12345abcde", id="a value of a wrong form"),
        pytest.param("status: open\n      AKIAIOSFODNN7EXAMPLE: x", "AKIAIOSFODNN7EXAMPLE", id="an unknown key"),
    ],
)
def test_secret_like_value_is_not_repeated_by_other_rules(wrong: str, secret: str, tmp_path: Path) -> None:
    """A finding of another rule on the same line does not repeat the secret."""
    text = ITEM.format(note="none").replace("status: open", wrong)
    project = lay_out(tmp_path, Files(release=write_release(signed(text))))
    assert secret not in _read_messages(project)
