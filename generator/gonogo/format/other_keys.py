"""Wrong keys that people write because other tools use them, such as `assignee`, and the right keys.

The format does not accept the wrong keys. The error message about a wrong key names the right key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Each row has right keys, and the wrong keys that people write instead. The hint suggests the first of the right keys
# that the record can have.
_KEYS = (
    (
        ("status", "decision", "outcome"),
        "done, state, complete, completed, checked, finished, progress, answer, approved, result, status",
    ),
    (("title", "name"), "name, summary, label, text, task, heading, full_name"),
    (("owner", "by", "people"), "assignee, assigned, assigned_to, assignees, responsible, who, members, holders"),
    (("by",), "signed_by, signer, approver, reviewer"),
    (("due", "deploy_at", "until", "on"), "date, deadline, due_date, day, expires, expiry"),
    (("deploy_at",), "deploy_on, deploy_date, deployment_date, go_live, t-0, t0, when"),
    (("on",), "signed_on, signed_at"),
    (("note",), "comment, comments, notes, remark, remarks"),
    (("about",), "description, desc, details, info"),
    (("see", "url"), "link, links, urls, references, docs"),
    (("evidence",), "proof, artifact, artifacts, attachment, attachments"),
    (("minutes",), "duration, estimate, length"),
    (("emails",), "email, mail, e-mail"),
    (("forge",), "github, gitlab, handle, login, username"),
    (("items",), "tasks, entries, steps, checks, children, subtasks, criteria, triggers, slots"),
    (("run",), "command, commands, script"),
    (("phone",), "telephone, tel, mobile"),
    (("accepted",), "accept, ignore, ignored, suppress, suppressed, exceptions, baseline"),
)
# Wrong keys for facts that belong in another file: the name of the table, the wrong keys, and a hint about the file.
_ELSEWHERE = (
    ("person", "phone, telephone, tel, mobile, pager, hours", "contact details belong in `contacts:` in system.yml"),
    ("person", "role, roles, title", "role holders are in each system's roles.yml"),
    ("item", "items", "an item below an item cannot have items: move them to the section"),
    ("role", "phone, email, emails", "contact details belong in `contacts:` in system.yml"),
)


def explain_key(text: str, keys: Collection[str], table: str) -> str:
    """The hint for a wrong key; "" if this module does not know the key. `keys` are the keys of the table."""
    written = text.casefold()
    for name, elsewhere, where in _ELSEWHERE:
        if name == table and written in elsewhere.split(", "):
            return where
    fitting = (key for meant, others in _KEYS if written in others.split(", ") for key in meant if key in keys)
    return next((f'did you mean "{key}"?' for key in fitting), "")
