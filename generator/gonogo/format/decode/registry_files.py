"""The tables of the registry files `people.yml`, `policy.yml` and `<system>/roles.yml`."""

from __future__ import annotations

from gonogo.format.named_types import COMMIT, COUNT, EMAIL, HANDLE, ID, LINE, PLACE, TEXT, URL, ZONE
from gonogo.format.sections.kind import TITLE
from gonogo.format.tables import Empty, Field, RecordsById, Table
from gonogo.format.value_type import Choice, ListOf, Text
from gonogo.model.registry import Acceptance, Key, People, Person, Policy, Role, Roles

LEVELS = ("claimed", "attributed", "signed", "countersigned")
AUDIENCES = ("internal", "public")

_SSH_PATTERN = r"(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/]+={0,3}"


def _parse_ssh(text: str) -> str:
    import re  # noqa: PLC0415

    if not re.fullmatch(_SSH_PATTERN, text):
        raise ValueError("only the type and the key, without options or comment")
    return text


SSH: Text[str] = Text("ssh public key", _parse_ssh, expects="a key like ssh-ed25519 AAAA…", pattern=_SSH_PATTERN)

KEY = Table(
    "key",
    Key,
    Field("ssh", SSH, "The public key: type and key, without options or comment.", required=True),
    Field(
        "state",
        Choice("active", "retired", "compromised"),
        "Whether signatures made with the key count: only `active` keys do.",
        empty=Empty.REFUSED,
        default="`active`",
    ),
)

PERSON = Table(
    "person",
    Person,
    Field("name", LINE, "The name that pages show.", required=True, empty=Empty.REFUSED),
    Field("emails", ListOf(EMAIL), "The addresses of the person's commits. Never give an address to another person."),
    Field("forge", HANDLE, "The handle on the forge. It identifies the person's private forge addresses."),
    Field(
        "kind",
        Choice("human", "bot"),
        "With `bot`, a decision, waiver, `na` or outcome that this account writes or merges never counts.",
        default="`human`",
        empty=Empty.REFUSED,
    ),
    Field(
        "state",
        Choice("active", "left"),
        "`left`: the person has left the project, and new decisions by this person do not count.",
        default="`active`",
        empty=Empty.REFUSED,
    ),
    Field("keys", RecordsById(KEY, has_id=False), "Public keys, keyed by name. Never give a key to another person."),
)

PEOPLE = Table(
    "people file",
    People,
    Field(
        "people",
        RecordsById(PERSON),
        "All people, in alphabetical order of ids.",
        required=True,
        empty=Empty.OPEN,
    ),
)

ROLE = Table(
    "role",
    Role,
    TITLE,
    Field("people", ListOf(ID), "The holders of the role.", required=True),
)

ROLES = Table(
    "roles file",
    Roles,
    Field(
        "roles",
        RecordsById(ROLE),
        "The system's roles and their holders.",
        required=True,
        empty=Empty.OPEN,
    ),
)

ACCEPTANCE = Table(
    "accepted finding",
    Acceptance,
    Field("rule", ID, "The rule whose findings are accepted.", required=True, empty=Empty.REFUSED),
    Field(
        "at",
        PLACE,
        "The place of the findings: a system, release, phase, section or entry, including everything in it.",
        required=True,
        empty=Empty.REFUSED,
    ),
    Field("reason", TEXT, "The reason why the findings need no action.", required=True, empty=Empty.REFUSED),
)

POLICY = Table(
    "policy",
    Policy,
    Field("format", Choice("1"), "The version of this format.", required=True, empty=Empty.REFUSED),
    Field(
        "project",
        ID,
        "A random id of the project, which never changes. Signed content includes the id, so that a signature is not "
        "valid in another project.",
        required=True,
        empty=Empty.REFUSED,
    ),
    Field(
        "maintainers",
        ListOf(ID),
        "The people who may change the registry. While the list is empty, nobody may change it.",
        required=True,
    ),
    Field("main", LINE, "The main branch.", default="`main`", empty=Empty.REFUSED),
    Field("forge", URL, "The address of the repository on the forge, for links."),
    Field(
        "approvals",
        COUNT,
        "The number of approvals that a registry change needs.",
        default="`0`",
        empty=Empty.REFUSED,
    ),
    Field(
        "confirmed",
        ListOf(COMMIT),
        "Commits on the main branch that changed the registry without a maintainer, and that a maintainer accepted "
        "later. Use the full commit ids.",
    ),
    Field(
        "second_person",
        Choice("none", "required"),
        "`required`: a sign-off counts only if a person other than the signer merged or countersigned it.",
        default="`none`",
        empty=Empty.REFUSED,
    ),
    Field(
        "requires",
        Choice("none", "evidence"),
        "`evidence`: `done`, `met` or `clear` settles an entry only with `evidence`, unless the entry or its section "
        "has `requires: nothing`.",
        default="`none`",
        empty=Empty.REFUSED,
    ),
    Field(
        "level",
        Choice(*LEVELS),
        "The level that a sign-off needs.",
        default="`attributed`",
        empty=Empty.REFUSED,
    ),
    Field(
        "final_level",
        Choice(*LEVELS),
        "The level that a final authorization needs.",
        default="the value of `level`",
        empty=Empty.REFUSED,
    ),
    Field("required_roles", ListOf(ID), "Roles that need a slot in every release."),
    Field("may_waive", ListOf(ID), "Roles whose holders may approve a waiver.", default="the maintainers"),
    Field(
        "may_mark_na",
        ListOf(ID),
        "Roles whose holders may mark an item as not applicable.",
        default="all people in people.yml",
    ),
    Field(
        "may_close",
        ListOf(ID),
        "Roles whose holders may set a release's outcome. Maintainers always may.",
        default="`[deployment-lead]`",
    ),
    Field(
        "recorded_roles",
        ListOf(ID),
        "Roles whose holders do not use git: another person may record their decisions, with `evidence`.",
    ),
    Field(
        "distinct", ListOf(ListOf(ID, is_inner=True)), "Lists of roles. Nobody may sign for two roles of the same list."
    ),
    Field(
        "audience",
        Choice(*AUDIENCES),
        "The readers of the site. For `public`, contacts and channels are shown without phone, e-mail, pager and text.",
        default="`internal`",
        empty=Empty.REFUSED,
    ),
    Field(
        "timezone",
        ZONE,
        "The time zone for times on pages and in commands, and for the end of a day in `due`. An IANA name, such as "
        "`Europe/Berlin`.",
        default="the offset in `deploy_at`",
        empty=Empty.REFUSED,
    ),
    Field(
        "accepted",
        RecordsById(ACCEPTANCE),
        "The findings of `gonogo check` that the project accepts. They are not counted, and do not affect the verdict.",
        empty=Empty.OPEN,
    ),
)
